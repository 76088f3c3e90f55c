"""Who carries a clause: the units that hold for it, by role, and by what rule one of them leads."""

from __future__ import annotations

import re
from functools import cache

from build_tools.model.document import Clause, Document, Path
from build_tools.model.facts import Responsibility
from build_tools.render import links
from build_tools.render.library import Library
from build_tools.render.views import base


@cache
def _order() -> re.Pattern[str]:
    return re.compile("(?:第一|首)[^。；（）]{0,12}牵头")  # 责任单位第一序位为牵头单位


def duties_for(library: Library, document_id: str, path: Path, line: int) -> tuple[list[Responsibility], Clause | None]:
    """The duties that hold for a place, and the clause that states them: its own, or the nearest above."""
    for depth in range(len(path), 0, -1):
        clause = library.clause_at(document_id, path[:depth], line)
        found = library.facts_at(document_id, clause, "responsibilities", Responsibility) if clause else []
        if found:
            return found, clause
    return [], None


def group_duties(
    library: Library, duties: list[Responsibility], anchors: dict[int, str]
) -> list[tuple[str, list[dict[str, str]]]]:
    """Duties by role in a fixed order, each unit once a role, with its page where it has one."""
    groups: dict[str, dict[str, dict[str, str]]] = {}
    for duty in duties:
        unit = library.unit_by_name.get(duty.unit)
        groups.setdefault(duty.role, {}).setdefault(
            duty.unit,
            {
                "name": duty.unit,
                "page": links.unit_page(unit.slug) if unit else "",
                "anchor": anchors.get(id(duty), ""),
            },
        )
    order = ("lead", "responsible", "support", "implement", "guide")
    return [(role, list(groups[role].values())) for role in order if role in groups]


def order_note(library: Library, document: Document, clause: Clause, duties: list[Responsibility]) -> base.Link | None:
    """The clause by whose rule the first unit of a list leads, where the words of this one do not say so."""
    if not any(duty.role == "lead" for duty in duties) or any("牵头" in p.text for p in clause.paragraphs):
        return None
    found = next((c for c in document.clauses for p in c.paragraphs if _order().search(p.text)), None)
    return base.clause_link(document, found) if found else None
