"""奖补查询: every benefit with a number, in one table; and 算一算: those that can be worked out."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from build_tools.model.document import Document
from build_tools.model.facts import Amount, Incentive, StructuredDocument
from build_tools.render import links
from build_tools.render.library import Library
from build_tools.render.views import base
from build_tools.render.views.clause import duties_for, group_duties
from build_tools.render.views.stacking import limits

PER_UNIT = re.compile(r"(.+)（每(.+)）")
STRICT = re.compile(r"突破|超过|超")


def incentives_page(library: Library) -> base.Page:
    """All incentives, newest document first, with what a filter needs of each."""
    rows = [incentive_row(library, entry, fact) for entry in library.documents for fact in entry.facts.incentives]
    leads = sorted({name for row in rows for name in row["leads"]})
    kinds = sorted({row["kind"] for row in rows if row["kind"]})
    sources = [
        {"document": entry.document, "count": len(entry.facts.incentives), "limits": limits(entry)}
        for entry in library.documents
        if entry.facts.incentives
    ]
    return base.Page(
        name=links.INCENTIVES,
        template="incentives",
        layout="wide",
        title="奖补查询",
        description="各政策文件中有明确标准的奖励、补贴、减免，一表查询",
        data={"rows": rows, "leads": leads, "kinds": kinds, "sources": sources},
    )


def incentive_row(library: Library, entry: StructuredDocument, fact: Incentive) -> dict[str, Any]:
    """One incentive: who, what for, how much, which office, where it says so."""
    document = entry.document
    clause = library.clauses.get((document.id, fact.path))
    duties, _ = duties_for(library, document.id, fact.path)
    groups = dict(group_duties(library, duties, {}))
    units = groups.get("lead") or groups.get("responsible") or []
    sums = [value for value in (fact.amount_yuan_min, fact.amount_yuan_max, fact.cap_yuan) if value is not None]
    return {
        "fact": fact,
        **base.benefit(fact),
        "kind": fact.benefit_type or "",
        "document": document,
        "place": base.clause_link(document, clause) if clause else base.document_link(document),
        "units": units,
        "leads": [unit["name"] for unit in units],
        "lead_names": "|".join(unit["name"] for unit in units),
        "most": base.number(max(sums)) if sums else "",
    }


def calculator_page(library: Library) -> base.Page:
    """What a figure can be entered into: a rate or a sum per unit of a base, and tiers by a threshold."""
    groups = []
    for entry in library.documents:
        items = [*by_base(library, entry), *by_tier(library, entry)]
        if items:
            items.sort(key=lambda item: item["start"])
            groups.append({"document": entry.document, "items": items, "limits": limits(entry)})
    return base.Page(
        name=links.CALCULATOR,
        template="calculator",
        title="算一算",
        description="填入数字，按条款写明的比例、档次和上限测算",
        data={"groups": groups},
    )


def by_base(library: Library, entry: StructuredDocument) -> list[dict[str, Any]]:
    """Incentives that are a rate, or a sum per unit, of something that can be entered."""
    items = []
    for fact in entry.facts.incentives:
        per_unit = fact.amount_yuan_max if fact.rate is None else None
        if not fact.base or (fact.rate is None and per_unit is None):
            continue
        items.append(
            {
                "start": fact.start,
                "kind": "base",
                "fact": fact,
                "place": _place(library, entry.document, fact),
                **base.benefit(fact),
                "rate_value": base.number(fact.rate if fact.rate is not None else per_unit),
                "cap_value": base.number(fact.cap_yuan if fact.rate is None else fact.cap_yuan or fact.amount_yuan_max),
                "asked": f"{fact.base}（万元）" if fact.rate is not None else asked_for(fact.base),
            }
        )
    return items


def asked_for(base_: str) -> str:
    """What to enter for a sum per unit: 建筑面积（每平方米） → 建筑面积（平方米）; 每人每月 → 数量（每人每月）."""
    match = PER_UNIT.fullmatch(base_)
    if match:
        return f"{match[1]}（{match[2]}）"
    return f"数量（{base_}）" if base_.startswith("每") else base_


def by_tier(library: Library, entry: StructuredDocument) -> list[dict[str, Any]]:
    """Sums that rise with one threshold of money: several tiers of the same clause and beneficiary."""
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for fact in entry.facts.incentives:
        threshold = _threshold(library, entry.document, fact)
        if threshold is None or fact.base or fact.rate is not None or fact.amount_yuan_max is None:
            continue
        subject = re.split(r"首次|突破|超过|超|达到|达|不低于|以上|[\d.,]", fact.condition or "", maxsplit=1)[0]
        key = (fact.path, fact.beneficiary, fact.benefit_type, fact.recurrence)
        groups.setdefault(key, []).append(
            {
                "fact": fact,
                "subject": subject,
                "threshold": threshold,
                "value": base.number(threshold),
                "strict": bool(STRICT.search(fact.condition or "")),
                "sum_value": base.number(fact.amount_yuan_max),
                **base.benefit(fact),
            }
        )
    items = []
    for tiers in groups.values():
        tiers.sort(key=lambda tier: tier["threshold"])
        subjects = {tier["subject"] for tier in tiers if tier["subject"]}
        rising = all(a["threshold"] < b["threshold"] for a, b in pairwise(tiers))
        if len(tiers) < 2 or not rising:
            continue
        first = tiers[0]["fact"]
        items.append(
            {
                "start": min(tier["fact"].start for tier in tiers),
                "kind": "tier",
                "fact": first,
                "subject": max(subjects, key=len) if subjects else "",
                "place": _place(library, entry.document, first),
                "tiers": tiers,
            }
        )
    return items


def _threshold(library: Library, document: Document, fact: Incentive) -> float | None:
    """The one threshold among the sums within the incentive's words; None where there is none or several."""
    found = {
        amount.yuan_min
        for amount in library.facts_at(document.id, fact.path, "amounts", Amount)
        if amount.role == "threshold" and fact.start <= amount.start and amount.end <= fact.end
    }
    return next(iter(found)) if len(found) == 1 else None


def _place(library: Library, document: Document, fact: Incentive) -> base.Link:
    clause = library.clauses.get((document.id, fact.path))
    return base.clause_link(document, clause) if clause else base.document_link(document)
