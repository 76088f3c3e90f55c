"""Number, date and issuers of a document, where its header states them in more than one place, or only in passing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from build_tools.language.characters import squeeze
from build_tools.language.dates import read_date
from build_tools.language.document_numbers import whole_number
from build_tools.language.titles import is_office
from build_tools.model.document import Paragraph
from build_tools.segment.noted import Noted
from build_tools.segment.titling import DATED_NOTE


class Order(NamedTuple):
    """What the note under a title tells of the order that first published the text; None where it does not."""

    date: str | None
    office: str | None
    number: str | None


def read_order(paragraphs: Sequence[Paragraph]) -> Order:
    """题注: （2011年12月15日某市人民政府令第61号公布）."""
    note = next((squeeze(p.text) for p in paragraphs if p.role == "note" and DATED_NOTE.match(p.text)), "")
    order = _order().search(note)
    named = order if order and is_office(order["office"]) else None
    return Order(read_date(note), named and named["office"], named and named["number"])


def settle_number(title: str, stated: str | None, noted: Noted) -> tuple[str, str | None]:
    """Title without the number in brackets at its end, and the number: `stated` on its line, else there, else `noted`."""
    match = _number_in_title().search(title) if stated is None else None
    if match and (number := whole_number(match[1])):
        return title[: match.start()].rstrip(), number
    return title, stated or noted.number


def settle_date(stated: str | None, order: Order | None) -> str | None:
    """The date `stated` on its line, else that of the order."""
    return order.date if stated is None and order else stated


def settle_issuers(named: Sequence[str], number: str | None, order: Order | None) -> tuple[str, ...]:
    """Those that are `named`; else who gave the order that `number` names, or the order of the note."""
    office = order_office(number or "") or (order.office if order else None)
    return tuple(dict.fromkeys(named)) or ((office,) if office else ())


def whole_name(title: str, number: str | None) -> str | None:
    """The number with the kind of document that it numbers: 第61号 of 某市人民政府令 → 某市人民政府令第61号."""
    bare = number and re.match("(?:[0-9]{4}年)?第|[〔（(]", number)
    if bare and title.endswith(("令", "公告", "通告")) and "关于" not in title:
        return f"{title}{number}"
    return number


def order_office(number: str) -> str | None:
    """Who gave the order that `number` names; None where it names none."""
    match = _ordered().match(number)
    return match[1] if match and is_office(match[1]) else None


@cache
def _ordered() -> re.Pattern[str]:
    """The number of an order that names who gave it: 某市人民政府令第61号."""
    return re.compile(r"(.{2,24}?)(?:令|第[^第号]{1,7}号令)")


@cache
def _order() -> re.Pattern[str]:
    """The order that a note under a title names as the one by which the text was first published."""
    return re.compile(
        r"日(?P<number>(?P<office>[\u4e00-\u9fff]{2,24}?)令第?(?:[0-9]{1,4}|[一二三四五六七八九十百零〇]{1,7})号)(?:公布|发布)"
    )


@cache
def _number_in_title() -> re.Pattern[str]:
    return re.compile(r"[（(]([^（）()]{2,24}[〔\[［【(（][^（）()]{4}[〕\]］】)）][^（）()]{1,8})[）)]$")
