"""奖补查询: every benefit with a number, in one table; and the page of 算一算."""

from __future__ import annotations

from typing import Any

from build_tools.model.document import Path
from build_tools.model.facts import Incentive, StructuredDocument
from build_tools.render import links
from build_tools.render.library import Library
from build_tools.render.views import base, benefits, reckoning, who
from build_tools.render.views.clause import duties_for, group_duties
from build_tools.render.views.limits import Limit, limits
from build_tools.render.views.text import marks_of


def incentives_page(library: Library) -> base.Page:
    """All incentives, newest document first, with what a filter needs of each."""
    rows: list[dict[str, Any]] = []
    sources = []
    for entry in library.documents:
        if not entry.facts.incentives:
            continue
        found = limits(entry)
        cards = {id(fact): card.id for card in reckoning.cards(library, entry) for fact in card.facts}
        anchors = _anchors(library, entry)
        rows += [incentive_row(library, entry, fact, found, cards, anchors) for fact in entry.facts.incentives]
        sources.append({"document": entry.document, "count": len(entry.facts.incentives), "limits": found})
    order = [kind.kind for kind, _ in who.kinds()] + [who.OTHER]
    return base.Page(
        name=links.INCENTIVES,
        template="incentives",
        layout="wide",
        title="奖补查询",
        description="各政策文件中写明数额或比例的奖励、补贴、减免，一表查询",
        data={
            "rows": rows,
            "leads": sorted({name for row in rows for name in row["leads"]}),
            "kinds": sorted({row["benefit"].kind for row in rows if row["benefit"].kind}),
            "whos": sorted({kind for row in rows for kind in row["whos"]}, key=order.index),
            "sources": sources,
        },
    )


def _anchors(library: Library, entry: StructuredDocument) -> dict[int, str]:
    """For each incentive, by identity: the id that its words have on the page of its clause."""
    paths: dict[Path, None] = dict.fromkeys(fact.path for fact in entry.facts.incentives)
    found: dict[int, str] = {}
    for path in paths:
        facts = library.facts_at(entry.document.id, path, "incentives", Incentive)
        found |= marks_of(("incentive", fact, "") for fact in facts)[1]
    return found


def incentive_row(
    library: Library,
    entry: StructuredDocument,
    fact: Incentive,
    found: list[Limit],
    cards: dict[int, str],
    anchors: dict[int, str],
) -> dict[str, Any]:
    """One incentive: who, what for, how much, which office, where it says so."""
    document = entry.document
    clause = library.clauses.get((document.id, fact.path))
    duties, _ = duties_for(library, document.id, fact.path)
    groups = dict(group_duties(library, duties, {}))
    units = groups.get("lead") or groups.get("responsible") or []
    benefit = benefits.worded(library, document, fact)
    sums = [] if benefit.said or benefit.unit else [fact.amount_yuan_min, fact.amount_yuan_max]
    low = min((value for value in sums if value is not None), default=None)
    tops = [] if benefit.said else [*(() if benefit.unit else sums), fact.cap_yuan]
    most = max((value for value in tops if value is not None), default=None)
    place = base.clause_link(document, clause) if clause else base.document_link(document)
    anchor = anchors.get(id(fact), "")
    return {
        "fact": fact,
        "benefit": benefit,
        "document": document,
        "place": place,
        "said": f"{place.page}#{anchor}" if anchor and clause else place.page,
        "card": cards.get(id(fact), ""),
        "units": units,
        "leads": [unit["name"] for unit in units],
        "lead_names": "|".join(unit["name"] for unit in units),
        "whos": who.kinds_of(fact.beneficiary),
        "who_names": "|".join(who.kinds_of(fact.beneficiary)),
        "least": base.number(0 if low is None and most is not None else low),
        "most": base.number(most),
        "limits": [limit for limit in found if limit.holds_for(fact.path)],
    }


def calculator_page(library: Library) -> base.Page:
    """What a figure can be entered into, by document."""
    groups = [
        {"document": entry.document, "cards": cards, "limits": limits(entry)}
        for entry in library.documents
        if (cards := reckoning.cards(library, entry))
    ]
    return base.Page(
        name=links.CALCULATOR,
        template="calculator",
        title="算一算",
        description="填入数字，按条款写明的比例、档次和上限测算",
        data={"groups": groups},
    )
