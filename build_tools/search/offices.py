"""Units as people type them: without the city, shortened, by another name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from build_tools.model.knowledge import Unit
from build_tools.search.tables import Synonym


def unit_forms(unit: str) -> set[str]:
    """郑州市水利局 → itself, 市水利局, 水利局; 金水区人民政府 → 金水区政府 too."""
    forms = {unit, unit.replace("人民政府", "政府")}
    for form in tuple(forms):
        city = form.find("市")
        if 0 < city < 5 and len(form) - city > 3:
            forms |= {form[city:], form[city + 1 :]}
    return forms


def alias_rows(units: Iterable[Unit], said: Set[str]) -> Iterator[Synonym]:
    """Other names of units lead to the name under which tasks are given: 市发改委 → 市发展改革委.

    `said`: what the tables explain already.
    """
    for unit in units:
        own = unit_forms(unit.name)
        others = {form for alias in unit.aliases for form in unit_forms(alias)} - own - said
        if others:
            told = min((form for form in own if form.startswith("市")), key=len, default=unit.name)
            yield Synonym(say=tuple(sorted(others)), mean={told: 1.0}, example=f"{unit.aliases[0]}的任务")
