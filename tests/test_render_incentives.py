"""奖补查询: who answers for a benefit, and what limits it, as the rows tell it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from build_tools.model.facts import StructuredDocument, Support
from build_tools.render.library import Library
from build_tools.render.templating import render
from build_tools.render.views import incentives
from build_tools.store.corpus import corpus_of
from tests.made import duty, found, made, stating
from tests.rendering import html_of
from tests.test_filter import call

UNITS = {"lead": "甲市商务局", "responsible": "甲市科技局", "support": "甲市税务局"}


def giving(*roles: str) -> StructuredDocument:
    duties = "；".join(f"{role}：{UNITS[role]}" for role in roles)
    record, _ = made(
        "甲政〔2022〕3号", "jia-2022-3", "关于展会的意见", [("一", "办展会", f"对办展企业给予补贴。{duties}")]
    )
    place: dict[str, Any] = found(record, ("一",), "给予补贴")
    gift = Support(
        **place, beneficiary="办展企业", condition=None, benefit_type="补贴", benefit="给予补贴", quote="给予补贴"
    )
    named = tuple(duty(record, ("一",), UNITS[role], role) for role in roles)
    return stating(record, supports=gift, responsibilities=named)


@pytest.mark.parametrize(
    ("roles", "shown", "held"),
    [
        (("lead", "support"), "牵头甲市商务局", [["lead", ["甲市商务局"]]]),
        (("responsible",), "责任甲市科技局", [["responsible", ["甲市科技局"]]]),
        (("lead", "responsible"), "牵头甲市商务局责任甲市科技局", [["lead", ["甲市商务局"]], ["responsible", ["甲市科技局"]]]),
        (("support",), "配合甲市税务局", [["support", ["甲市税务局"]]]),
        ((), "公报未载明", []),
    ],
    ids=lambda value: "、".join(value) if isinstance(value, tuple) else None,
)  # fmt: skip
def test_each_unit_is_told_with_its_part(roles: tuple[str, ...], shown: str, held: list[list[object]]) -> None:
    html = html_of(render(incentives.incentives_page(Library(corpus_of([giving(*roles)])))))
    cell = re.search(r'<td data-label="单位">(.*?)</td>', html)
    attribute = re.search(r'data-leads="([^"]*)"', html)
    assert cell
    assert attribute
    assert re.sub("<[^>]+>", "", cell[1]) == shown
    assert call(("rows", "readDuties", [attribute[1].replace("&#124;", "|")])) == [held]
