"""Offices that a person holds, as titles name them: organization and post, of one title or of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from build_tools.rules import load_rules

_RULES = Path(__file__).with_suffix(".yml")
_REMARK = re.compile(r"[（(]([^（）()]*)[）)]")

_DIVISION = re.compile(r"[\u4e00-\u9fa5]{2,14}(?:庭|室|处|部|局|厅|队|委员会)")
_WITHIN_COURT = re.compile(
    r"([\u4e00-\u9fa5]{2,40}(?:法院|检察院))[\u4e00-\u9fa5]{2,14}(?:庭|室|处|部|局|厅|队|委员会)"
)


class PostRule(msgspec.Struct, frozen=True):
    """The end of an office's title."""

    post: str
    example: str


@cache
def _post() -> re.Pattern[str]:
    posts = "|".join(rule.post for rule in load_rules(_RULES, "posts", PostRule))
    return re.compile(f"(?:{posts})$")


@cache
def _bare_post() -> re.Pattern[str]:
    posts = "|".join(rule.post for rule in load_rules(_RULES, "posts", PostRule))
    return re.compile(f"(?:{posts})")


def split_post(title: str, before: str = "") -> tuple[str, str]:
    """Organization and post of an office's title: 郑州市统计局总经济师 → (郑州市统计局, 总经济师).

    `before` is the organization that an elided title (局长、党组书记) shares. The post is empty if no rule fits.
    """
    title = re.sub(r"\s+", "", title)
    best = ""
    for size in range(min(12, len(title)), 1, -1):
        if _post().fullmatch(title[-size:]):
            best = title[-size:]
            break
    organization = title[: len(title) - len(best)]
    return organization or before, best


def offices(titles: str) -> list[tuple[str, str, bool, str | None]]:
    """Organization, post, concurrency and doubt of each office in 某局局长（兼）、党组书记."""
    found: list[tuple[str, str, bool, str | None]] = []
    before = ""
    for piece in _pieces(titles):
        remarks = _REMARK.findall(piece)
        concurrent = any("兼" in remark for remark in remarks) or bool(re.match(r"\s*兼任?", piece))
        concurrent = concurrent or bool(re.match(r"(?:所)?兼(?:任)?的?", piece))
        name = re.sub(
            r"^(?:所)?兼(?:任)?的?|^(?:原任|原|担任|所任)的?|(?:的?职务|职级|一职|的)?(?:试用期(?:已)?满)?$",
            "",
            _without_ranks(piece).strip(),
        )
        organization, post = split_post(name, before)
        court = before if before.endswith(("法院", "检察院")) and _DIVISION.fullmatch(organization) else ""
        organization = court + organization
        if name.startswith("代理") and post and not post.startswith("代理"):  # 代理某市市长
            organization, post = organization.removeprefix("代理") or before, "代理" + post
        if not post:
            found.append((organization, "", concurrent, f"看不出“{name}”中的职务名称"))
        else:
            found.append((organization, post, concurrent, None if organization else "原文未写明任职单位"))
        before = court or _court(organization) or organization or before
    return found


def _court(organization: str) -> str:
    """The court or procuratorate to which a division belongs; empty for any other organization."""
    match = _WITHIN_COURT.fullmatch(organization)
    return match[1] if match else ""


def _without_ranks(piece: str) -> str:
    """A title without remarks of rank, term or concurrency; brackets inside the organization stay."""
    return re.sub(
        r"[（(](?:兼|正|副|试用|终止|结束|因|挂职|任期|保留|按|主持|聘期|时间|[一二三四]级|[^（）()]*级)[^（）()]*[）)]|[（(]兼[）)]",
        "",
        piece,
    )


def _pieces(titles: str) -> Iterator[str]:
    """Offices in a list: parts that end with a post; 、 inside an organization's name divides nothing."""
    start = depth = 0
    for index, char in enumerate(titles):
        depth += (char in "（(") - (char in "）)")
        if depth <= 0 and char in "、，和及兼" and index > start:
            part = _without_ranks(titles[start:index]).strip()
            if split_post(part)[1] and _bare_post().search(titles[index + 1 :]):
                yield titles[start:index]
                start = index if char == "兼" else index + 1
    yield titles[start:]
