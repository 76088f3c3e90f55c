"""奖补查询: every benefit, with or without a number, in one table; and the page of 算一算."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from build_tools.model.facts import Incentive, StructuredDocument, Support
from build_tools.render import links
from build_tools.render.library import Library
from build_tools.render.views import base, benefits, reckoning, who
from build_tools.render.views.alike import alike, packed
from build_tools.render.views.duties import duties_for, group_duties
from build_tools.render.views.limits import Limit, limits
from build_tools.render.views.receivers import Receiver, receiver
from build_tools.search.tables import TABLES, load_synonyms

ANSWERABLE = ("lead", "responsible")  # those to ask about a benefit; others only where a clause names neither


@dataclass(frozen=True)
class Around:
    """What the benefits of one document have in common."""

    entry: StructuredDocument
    limits: list[Limit]
    cards: dict[int, str]  # by identity of an incentive: its card in 算一算
    anchors: dict[int, str]  # by identity of a fact: the id that its words have on the page of its clause


def incentives_page(library: Library) -> base.Page:
    """All benefits, those with a number first; newest document first, in the order of its text."""
    rows: list[dict[str, Any]] = []
    sources = []
    for entry in library.documents:
        given = sorted(base.given(entry.facts), key=lambda fact: fact.start)
        if not given:
            continue
        cards = {id(fact): card.id for card in reckoning.cards(library, entry) for fact in card.facts}
        anchors: dict[int, str] = {}
        stating = (library.clause_of(entry.document.id, fact) for fact in given)
        for clause in {clause.id: clause for clause in stating if clause}.values():
            anchors |= benefits.anchors(library, entry, clause)
        around = Around(entry, limits(entry), cards, anchors)
        rows += [benefit_row(library, around, fact) for fact in given]
        sources.append(
            {
                "document": entry.document,
                "count": len(given),
                "limits": [(limit_id(around, limit), limit) for limit in around.limits],
            }
        )
    rows.sort(key=lambda row: row["benefit"].open)  # what can be counted on comes first
    order = [kind.kind for kind, _ in who.kinds()] + [who.OTHER]
    matters = {name for row in rows for name in row["matters"]}
    return base.Page(
        name=links.INCENTIVES,
        template="incentives",
        layout="wide",
        title="奖补查询",
        description="各政策文件中的奖励、补贴、减免和扶持，一表查询",
        data={
            "rows": rows,
            "open": sum(row["benefit"].open for row in rows),
            "alike": packed(alike(load_synonyms(TABLES), "\n".join(row["words"] for row in rows))),
            "leads": sorted({name for row in rows for name in row["leads"]}),
            "kinds": sorted({row["benefit"].kind for row in rows if row["benefit"].kind}),
            "whos": sorted({kind for row in rows for kind in row["whos"]}, key=order.index),
            "matters": [topic.title for topic in library.topics if topic.title in matters],
            "sources": sources,
        },
    )


def benefit_row(library: Library, around: Around, fact: Incentive | Support) -> dict[str, Any]:
    """One benefit: who, what for, how much, which office, where it says so."""
    document = around.entry.document
    clause = library.clause_of(document.id, fact)
    duties, _ = duties_for(library, document.id, fact.path, fact.line)
    groups = group_duties(library, duties, {})
    answerable = [group for group in groups if group[0] in ANSWERABLE] or groups[:1]
    benefit = benefits.promised(fact) if isinstance(fact, Support) else benefits.worded(library, document, fact)
    least, most = bounds(fact, benefit)
    held = [limit for limit in around.limits if limit.holds_for(fact.path, fact.beneficiary)]
    place = base.clause_link(document, clause) if clause else base.document_link(document)
    anchor = around.anchors.get(id(fact), "")
    told = receiver(clause, base.given_at(library, document, clause) if clause else [], fact)
    kinds = who.kinds_of("、".join(told.meant) or told.name)
    named = {role: [unit["name"] for unit in units] for role, units in answerable}
    leads = [name for names in named.values() for name in names]
    matters = [topic.title for topic in library.topics_at(document, fact.path)]
    return {
        "fact": fact,
        "who": told,
        "benefit": benefit,
        "document": document,
        "place": place,
        "said": f"{place.page}#{anchor}" if anchor and clause else place.page,
        "card": around.cards.get(id(fact), ""),
        "duties": answerable,
        "leads": leads,
        "lead_names": ";".join(f"{role}:{'|'.join(names)}" for role, names in named.items()),
        "whos": kinds,
        "who_names": "|".join(kinds),
        "matters": matters,
        "matter_names": "|".join(matters),
        "least": base.number(least),
        "most": base.number(most),
        "limits": [limit for limit in held if not limit.general],
        "general": [limit_id(around, limit) for limit in held if limit.general],
        "narrowed": any(limit.sense in ("scope", "limit") for limit in held),
        "words": " ".join((fact.quote, benefit.kind, place.text, document.title, *kinds, *leads, *matters)),
    }


def limit_id(around: Around, limit: Limit) -> str:
    """Where the list below the table tells a sentence."""
    return f"limit-{around.entry.document.id}-{around.limits.index(limit) + 1}"


def bounds(fact: Incentive | Support, benefit: benefits.Benefit) -> tuple[float | None, float | None]:
    """Smallest and largest sum in yuan that the text fixes; None where it fixes none."""
    if isinstance(fact, Support) or benefit.said:
        return None, None
    sums = [] if benefit.unit else [fact.amount_yuan_min, fact.amount_yuan_max]
    low = min((value for value in sums if value is not None), default=None)
    most = max((value for value in (*sums, fact.cap_yuan) if value is not None), default=None)
    return 0 if low is None and most is not None else low, most


def calculator_page(library: Library) -> base.Page:
    """What a figure can be entered into, by document."""
    groups = []
    for entry in library.documents:
        if cards := reckoning.cards(library, entry):
            told = limits(entry)
            common = [limit for limit in told if limit.general and all(_holds(limit, card) for card in cards)]
            names = {card.id: _receiver(library, entry, card.fact) for card in cards}
            own = {card.id: [limit for limit in told if limit not in common and _holds(limit, card)] for card in cards}
            groups.append({"document": entry.document, "cards": cards, "limits": common, "own": own, "who": names})
    return base.Page(
        name=links.CALCULATOR,
        template="calculator",
        title="算一算",
        description="填入数字，按条款写明的比例、档次和上限测算",
        data={"groups": groups},
    )


def _receiver(library: Library, entry: StructuredDocument, fact: Incentive) -> Receiver:
    clause = library.clause_of(entry.document.id, fact)
    return receiver(clause, base.given_at(library, entry.document, clause) if clause else [], fact)


def _holds(limit: Limit, card: reckoning.Card) -> bool:
    return any(limit.holds_for(fact.path, fact.beneficiary) for fact in card.facts)
