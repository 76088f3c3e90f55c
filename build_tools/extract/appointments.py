"""Who was given or taken which post: one `Appointment` a person, act and post, in the order of the text.

Reads sentences (任命…为…; 免去…的…职务; 免去其…; …任…，不再担任…) and lists under 任命： and 免去：. A post that cannot be
told from its organization, or a person who cannot be told, is recorded with `doubt`; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from build_tools.extract.issuer import Home, home_of, place_prefix
from build_tools.extract.passages import Passage, passages
from build_tools.extract.posts import offices, split_post
from build_tools.language.dates import read_date
from build_tools.model.document import Document
from build_tools.model.facts import Appointment
from build_tools.model.text import SourceText
from build_tools.rules import load_rules

Action = Literal["任命", "免去"]

_RULES = Path(__file__).with_name("appointments.yml")


class VerbRule(msgspec.Struct, frozen=True):
    """A verb of appointing or removing."""

    verb: str
    action: Action
    example: str


class _Word(msgspec.Struct, frozen=True):
    word: str
    example: str


class Act(NamedTuple):
    """One person and post as read from text[start:end]."""

    start: int
    end: int
    person: str
    action: Action
    organization: str
    post: str
    concurrent: bool
    doubt: str | None = None


@cache
def _actions() -> dict[str, Action]:
    return {rule.verb: rule.action for rule in load_rules(_RULES, "verbs", VerbRule)}


@cache
def _not_persons() -> tuple[str, ...]:
    return tuple(row.word for row in load_rules(_RULES, "not_persons", _Word))


_NAME = r"(?:[\u4e00-\u9fa5](?:[ \u3000]{0,4}[\u4e00-\u9fa5]){1,3}?|[\u4e00-\u9fa5]{1,8}(?:[·•．][\u4e00-\u9fa5]{1,8}?){1,3})"
_GAP = re.compile(r"(?<=[\u4e00-\u9fa5]{2})\s+(?=[\u4e00-\u9fa5]{2})")  # between two names, not inside one
_SEX = r"(?:\s*[（(](?:[男女](?:[，、][^（）()\n]{1,30})?|[\u4e00-\u9fa5]{1,6}族)[）)])?"
_NAMES = rf"{_NAME}(?:{_SEX}[、，]\s*{_NAME}){{0,30}}?(?:{_SEX}和\s*{_NAME})?{_SEX}(?:\s*等\s*[0-9一二三四五六七八九十]{{1,3}}(?:名?同志|人|名|位))?"
_LIST = rf"{_NAME}(?:{_SEX}、\s*{_NAME}){{0,30}}?"
_POST = r"[^，。；;\n（(]{2,80}?(?:[（(][^（）()\n]{1,30}[）)][^，。；;\n（(]{0,60}?){0,3}"
_END = r"(?=[，。；;\n]|\s*$)"


@cache
def _office() -> str:
    """Regular expression for how the name of an office begins: a place, or its level."""
    return rf"(?:{place_prefix().pattern}|[省市区县州](?=[\u4e00-\u9fa5]{{1,14}}(?:局|委|厅|办|会|院)))"


@cache
def _clauses() -> re.Pattern[str]:
    """All forms of an act, as alternatives named for them; an office runs to the end of its clause."""
    gives, takes = ("|".join(v for v, a in _actions().items() if a == action) for action in ("任命", "免去"))
    office, no_name = _office(), rf"(?!{_before_names()})"
    return re.compile(
        rf"(?P<give>{gives})\s*[：:]?\s*{no_name}(?P<gn>{_NAMES}){_SEX}\s*(?:同志)?\s*(?P<link>{_links()}|为|担任)\s*(?!同志)(?P<gp>{_POST}){_END}"
        rf"|决定\s*{no_name}(?P<an>{_NAME}?)(?:同志|副?[\u4e00-\u9fa5]长)?\s*(?P<al>代理|为)\s*(?P<ap>{_POST}?)\s*(?:职务)?{_END}"
        rf"|(?P<take>{takes})\s*[：:]?\s*(?P<tn>其|{no_name}(?:{_NAMES}){_SEX}(?=\s*(?:同志|的)|{office}))"
        rf"\s*(?:同志)?\s*的?\s*(?P<tp>{_POST}?)\s*(?:等?职务)?{_END}"
        rf"|(?P<leave>同意|接受|批准)\s*(?P<rn>其|{no_name}{_NAMES}){_SEX}\s*(?:同志)?\s*辞去\s*的?(?P<rp>{_POST}?)\s*(?:等?职务)?(?:的?(?:请求|申请))?{_END}"
        rf"|(?P<more>(?:并)?兼任?)(?!任|的)\s*(?P<mp>{_POST}){_END}"
        rf"|(?P<quit>(?:(?<![\u4e00-\u9fa5]){no_name}(?P<qn>{_LIST}){_SEX}\s*(?:同志)?\s*)?不再(?:担任|兼任))\s*(?P<qp>{_POST}?)\s*(?:职务)?{_END}"
        rf"|(?P<self>(?<![\u4e00-\u9fa5]){no_name}(?P<sn>{_LIST}){_SEX}\s*同志\s*(?P<sl>{_links()}|担任|代理|为))(?!的|任)\s*(?P<sp>{_POST}){_END}"
        rf"|(?P<next>(?:^|(?<=[，；;：:]))\s*{no_name}(?P<nn>{_LIST}){_SEX}\s*(?:同志)?\s*(?P<nl>为|{_links()}(?!任|的)|的))\s*(?P<np>{_POST}?)\s*(?:职务)?{_END}"
        rf"|(?<=，)(?P<also>(?:[^，。；;：:\n任免辞兼为]|主任){{4,50}}){_END}",
        re.M,
    )


def _links() -> str:
    """Between a person and the post, besides 为: 兼任, 挂职任."""
    return r"(?:兼任|兼|挂职担任|挂职任|挂任|试任|任)"


@cache
def _any_verb() -> re.Pattern[str]:
    """What every act holds, so that long text without it costs one search."""
    return re.compile("|".join([*sorted(_actions()), "任|为|兼|辞去|代理|的"]))


@cache
def _before_names() -> str:
    """Words that no name begins with: what is decided, and what only proposes."""
    words = {row.word for row in load_rules(_RULES, "not_persons", _Word)} | set(_actions())
    plain = "|".join(sorted(words, key=lambda word: (-len(word), word)))
    verbs = "|".join(sorted(_actions()))
    return rf"{plain}|[\u4e00-\u9fa5]{{1,3}}(?:决定|{verbs})"  # 会议决定任命


@cache
def _listed() -> re.Pattern[str]:
    """A line of a list: 张三（同志）为…, 张三的…职务, 张三  …局长."""
    return re.compile(
        rf"\s*(?:[0-9]{{1,3}}[.．、]\s*)?(?P<name>{_NAME}){_SEX}(?:\s*同志)?"
        rf"\s*(?P<link>兼任的|担任的|兼任|担任|任|为|的|辞去|[ \u3000\t]{{1,8}}|(?={_office()}))\s*"
        r"(?P<post>[^，。；;\n]{3,80}?)\s*(?:职务)?"
        r"(?:\s*[，,（(](?:试用期|任期|聘期|挂职|时间|保留|列|退休|原任)[^；。]{0,60})?\s*[，。；;]?\s*"
    )


_HEAD = re.compile(
    r"(任命|任职|聘任|续聘|免去|免除|免职|解聘|撤销|接受|批准)(?:名单|下列同志|以下同志|下列人员|以下人员)?\s*[：:]?\s*$"
)
_NOTICE = re.compile(r"任免|任命|任职|免职|免去|聘任|解聘|人事")


def _people(names: str) -> list[str]:
    names = re.sub(r"\s*等\s*[0-9一二三四五六七八九十]{1,3}(?:名?同志|人|名|位)$", "", names)
    names = re.sub(_SEX, "", names)
    names = _GAP.sub("、", names)
    people = (re.sub(r"\s+", "", part) for part in re.split(r"[、，]|和(?=[\u4e00-\u9fa5]{2,4}(?:、|$))", names))
    return [person for person in people if person and not person.startswith(_not_persons())]


def acts(text: str, notice: bool = False) -> list[Act]:
    """All acts that the sentences of `text` decide, in order. In a `notice` of appointments 张三任… needs no verb before it."""
    if not _any_verb().search(text):
        return []
    found: list[Act] = []
    people: list[str] = []
    action: Action = "任命"
    for match in _clauses().finditer(text):
        same = bool(found) and not re.search(
            "[。\n]", text[found[-1].end : match.start()]
        )  # in the sentence of the last act
        concurrent = False
        if not found and notice and match["next"] and match["nl"] != "的" and all(o[1] for o in offices(match["np"])):
            people, action, titles = _people(match["nn"]), "任命", match["np"]
            concurrent = "兼" in match["nl"]
        elif match["give"]:
            people, action, titles = _people(match["gn"]), "任命", match["gp"]
            concurrent = "兼" in match["link"]
        elif match["al"] and (notice or same):
            people, action, titles = _people(match["an"]), "任命", match["ap"] or ""
            if match["al"] == "代理":
                titles = _acting(titles)
        elif match["take"]:
            people = people if match["tn"] == "其" else _people(match["tn"])
            action, titles = "免去", match["tp"] or ""
        elif match["leave"]:
            people = people if match["rn"] == "其" else _people(match["rn"])
            action, titles = "免去", match["rp"] or ""
        elif match["self"]:
            people, action, titles = _people(match["sn"]), "任命", match["sp"]
            concurrent = "兼" in match["sl"]
            if match["sl"] == "代理":
                titles = _acting(re.sub("职务$", "", titles))
        elif match["quit"] and match["qn"]:
            people, action, titles = _people(match["qn"]), "免去", match["qp"] or ""
        elif not same:
            continue
        elif match["more"] and action == "任命":
            titles, concurrent = match["mp"], True
        elif match["quit"]:
            action, titles, concurrent = "免去", match["qp"] or "", "兼" in match["quit"]
        elif match["next"] and (match["nl"] == "的") == (action == "免去"):
            people, titles = _people(match["nn"]), match["np"] or ""
        elif match["also"] and found[-1].end + 1 == match.start() and _is_offices(match["also"]):
            titles = match["also"]
        else:
            continue
        if not people and match["sn"]:  # 以上同志任职时间从…
            continue
        found.extend(_acts(match.start(), match.end(), people, action, titles, concurrent))
    return found


def _is_offices(titles: str) -> bool:
    """Whether words between commas are further offices of the person before: 甲公司董事长，乙公司党委书记、董事长."""
    return all(organization and post for organization, post, _, _ in offices(titles))


def _acting(title: str) -> str:
    """代理某市市长职务 as a title: 某市代理市长."""
    organization, post = split_post(title)
    return f"{organization}代理{post}" if post else title


def _acts(start: int, end: int, people: list[str], action: Action, titles: str, concurrent: bool) -> Iterator[Act]:
    if titles.endswith("人选") or titles.endswith("候选人"):  # proposed, not appointed
        return
    for person in people or [""]:
        doubt = None if person else "原文未写明是谁"
        for organization, post, both, unclear in offices(titles):
            yield Act(start, end, person, action, organization, post, concurrent or both, doubt or unclear)


def find_appointments(document: Document, source: SourceText) -> tuple[Appointment, ...]:
    """Appointments and removals that `document` decides, in the order of the text."""
    home = home_of(document)
    date = document.date
    notice = bool(_NOTICE.search(document.title))
    listing: Action | None = "任命" if notice else None
    found: list[tuple[Passage, Act, str | None]] = []
    for paragraph in (*document.header, *document.trailer):
        if "通过" in paragraph.text or "决定" in paragraph.text:
            date = read_date(paragraph.text) or date
    for page in passages(document, source):
        if page.column is not None:
            continue
        if "决定" in page.text or "通过）" in page.text:
            date = read_date(page.text) or date
        decided = [act for act in acts(page.text, notice) if notice or (act.post and act.organization)]
        if not decided and listing:
            decided = _in_list(page.text, listing)
        found.extend((page, act, date) for act in decided)
        if head := _HEAD.search(page.text):
            listing = _actions().get(head.group(1), "免去")  # 接受, 批准: that someone leaves
    return tuple(_record(page, act, told, found, home, source) for page, act, told in found)


def _in_list(text: str, action: Action) -> list[Act]:
    """The act of one line in a list: 某某为…, 某某的…职务, 某某  …局长."""
    match = _listed().fullmatch(text) if len(text) <= 160 else None
    link = match["link"].strip() if match else ""
    if not match or (link and (link[-1] in "的去") != (action == "免去")):
        return []
    if not match["link"] and action != "免去":  # nothing between a name and an office: only in a list of who leaves
        return []
    people = _people(match["name"])
    if not people:
        return []
    found = list(_acts(0, len(text), people, action, match["post"], match["link"].startswith("兼任")))
    return found if all(act.post and act.organization for act in found) else []


def _record(
    page: Passage,
    act: Act,
    date: str | None,
    found: list[tuple[Passage, Act, str | None]],
    home: Home,
    source: SourceText,
) -> Appointment:
    line, start, end = page.place(act.start, act.end, source)
    doubt = act.doubt
    if (
        doubt is None
        and act.action == "免去"
        and (act.person, "任命") not in {(o.person, o.action) for _, o, _ in found}
    ):
        doubt = "本件只载明免职，未载明新任职务"
    return Appointment(
        path=page.path, line=line, start=start, end=end, person=act.person, action=act.action,
        organization=_full(act.organization, home), post=act.post, concurrent=act.concurrent, date=date, doubt=doubt,
    )  # fmt: skip


def _full(organization: str, home: Home) -> str:
    """市财政局 → 郑州市财政局 in a notice of that city."""
    word = organization[:1]
    if home.expands(word) and not place_prefix().match(organization) and not organization.startswith(("市场", "区域")):
        organization = home.place + organization[1:]
    return re.sub(r"(?<=[省市区县旗州盟])政府$", "人民政府", organization)
