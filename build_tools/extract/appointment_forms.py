"""How an appointment or a removal is written: the patterns of an act in a sentence, and of a line in a list."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from build_tools.extract.issuer import place_prefix
from build_tools.rules import load_rules

Action = Literal["任命", "免去"]

_RULES = Path(__file__).with_name("appointments.yml")


class VerbRule(msgspec.Struct, frozen=True):
    """A verb of appointing or removing."""

    verb: str
    action: Action
    example: str
    notice: bool = False  # only in a notice of appointments: elsewhere 推荐 does not decide


class _Word(msgspec.Struct, frozen=True):
    word: str
    example: str


@cache
def actions() -> dict[str, Action]:
    """What each verb does."""
    return {rule.verb: rule.action for rule in load_rules(_RULES, "verbs", VerbRule)}


@cache
def notice_verbs() -> frozenset[str]:
    """Verbs that decide only in a notice of appointments."""
    return frozenset(rule.verb for rule in load_rules(_RULES, "verbs", VerbRule) if rule.notice)


@cache
def not_persons() -> tuple[str, ...]:
    """Words that no name begins with."""
    return tuple(row.word for row in load_rules(_RULES, "not_persons", _Word))


_NAME = r"(?:[\u4e00-\u9fa5](?:[ \u3000]{0,4}[\u4e00-\u9fa5]){1,3}?|[\u4e00-\u9fa5]{1,8}(?:[·•．][\u4e00-\u9fa5]{1,8}?){1,3})"
GAP = re.compile(r"(?<=[\u4e00-\u9fa5]{2})\s+(?=[\u4e00-\u9fa5]{2})")  # between two names, not inside one
SEX = r"(?:\s*[（(](?:[男女](?:[，、][^（）()\n]{1,30})?|[\u4e00-\u9fa5]{1,6}族)[）)])?"
_NAMES = rf"{_NAME}(?:{SEX}[、，]\s*{_NAME}){{0,30}}?(?:{SEX}和\s*{_NAME})?{SEX}(?:\s*等\s*[0-9一二三四五六七八九十]{{1,3}}(?:名?同志|人|名|位))?"
_LIST = rf"{_NAME}(?:{SEX}、\s*{_NAME}){{0,30}}?"
_POST = r"[^，。；;\n（(]{2,80}?(?:[（(][^（）()\n]{1,30}[）)][^，。；;\n（(]{0,60}?){0,3}"
_END = rf"(?=[，。；;\n]|、\s*{_NAME}(?:{SEX})\s*(?:同志)?\s*为|\s*$)"
_PROVED = r"(?:试用期(?:已)?满[，,]?\s*(?:(?:经)?考核合格[，,]?\s*)?(?:正式|按期)?(?:任职[，,])?)?"  # an appointment on probation made good


@cache
def _office() -> str:
    """Regular expression for how the name of an office begins: a place, or its level."""
    return rf"(?:{place_prefix().pattern}|[省市区县州](?=[\u4e00-\u9fa5]{{1,14}}(?:局|委|厅|办|会|院)))"


@cache
def clauses() -> re.Pattern[str]:
    """All forms of an act, as alternatives named for them; an office runs to the end of its clause."""
    verbs = sorted(actions(), key=len, reverse=True)
    gives, takes = ("|".join(v for v in verbs if actions()[v] == action) for action in ("任命", "免去"))
    office, no_name, comrade = _office(), rf"(?!{_before_names()})", r"\s*(?:同志)?\s*"
    return re.compile(
        rf"(?P<give>(?<!不再)(?:{gives}))\s*[：:]?\s*{no_name}(?P<gn>{_NAMES}){SEX}{comrade}(?P<link>{_links()}|为|担任)\s*(?!同志)(?P<gp>{_POST}){_END}"
        rf"|决定\s*由?{no_name}(?P<an>{_NAME}?)(?:同志|副?[\u4e00-\u9fa5]长)?\s*(?P<al>代理|为)\s*(?P<ap>{_POST}?)\s*(?:职务)?{_END}"
        rf"|(?P<take>{takes})\s*[：:]?\s*(?P<tn>其|{no_name}(?:{_NAMES}){SEX}(?=\s*(?:同志|的|为|担任)|{office})|(?={office}))"
        rf"{comrade}(?:的|为|担任)?\s*(?P<tp>{_POST}?)\s*(?:等?职务)?{_END}"
        rf"|(?P<bare>{takes})\s*[：:]?\s*{no_name}(?P<bp>[\u4e00-\u9fa5·、（）]{{6,80}}?)\s*(?:等?职务){_END}"
        rf"|(?P<leave>同意|接受|批准)\s*(?P<rn>其|{no_name}{_NAMES}){SEX}{comrade}辞去\s*的?(?P<rp>{_POST}?)\s*(?:等?职务)?(?:的?(?:请求|申请))?{_END}"
        rf"|(?:同意|批准)\s*{no_name}(?P<goes>{_NAMES}){SEX}{comrade}(?:到龄|提前|申请)?(?:退休|辞职|离职|调离)[^，。；;\n]{{0,12}}{_END}"
        rf"|(?:^|(?<=[，；;：:。]))\s*{no_name}(?P<cause>{_NAME}){SEX}{comrade}因[^，。；;\n]{{2,24}}(?=，)"
        rf"|(?P<more>(?:并)?兼任?)(?!任|的)\s*(?P<mp>{_POST}){_END}"
        rf"|(?P<quit>(?:(?<![\u4e00-\u9fa5]){no_name}(?P<qn>{_LIST}){SEX}{comrade})?不再(?:担任|兼任))\s*(?P<qp>{_POST}?)\s*(?:职务)?{_END}"
        rf"|(?<![\u4e00-\u9fa5]){no_name}(?P<fn>{_LIST}){SEX}{comrade}(?:的|原任|所任)\s*(?P<fp>{_POST}?)\s*(?:等?职务)\s*(?:予以|自然|自行|随之|同时|一并)(?:免去|免除|解除){_END}"
        rf"|(?P<self>(?<![\u4e00-\u9fa5]){no_name}(?P<sn>{_LIST}){SEX}\s*同志\s*{_PROVED}(?P<sl>{_links()}|担任|代理|为))(?!的|任|职)\s*(?P<sp>{_POST}){_END}"
        rf"|(?P<next>(?:^|(?<=[，；;：:、]))\s*{no_name}(?P<nn>{_LIST}){SEX}{comrade}{_PROVED}(?P<nl>为|{_links()}(?!任|的|职)|的))\s*(?P<np>{_POST}?)\s*(?:职务)?{_END}"
        rf"|(?<=，)(?P<also>(?:[^，。；;：:\n任免辞兼为]|主任|[（(]兼[）)]){{4,50}}){_END}",
        re.M,
    )


def _links() -> str:
    """Between a person and the post, besides 为: 兼任, 挂职任, 明确为."""
    return f"(?:{'|'.join(row.word for row in load_rules(_RULES, 'links', _Word))})"


@cache
def any_verb() -> re.Pattern[str]:
    """What every act holds, so that long text without it costs one search."""
    return re.compile("|".join([*sorted(actions()), "任|为|兼|辞去|代理|的"]))


@cache
def _before_names() -> str:
    """Words that no name begins with: what is decided, and what only proposes."""
    words = {row.word for row in load_rules(_RULES, "not_persons", _Word)} | set(actions())
    plain = "|".join(sorted(words, key=lambda word: (-len(word), word)))
    verbs = "|".join(sorted(actions()))
    return rf"{plain}|[\u4e00-\u9fa5]{{1,3}}(?:决定|{verbs})"  # 会议决定任命


@cache
def listed() -> re.Pattern[str]:
    """A line of a list: 张三（同志）为…, 张三的…职务, 张三  …局长."""
    return re.compile(
        rf"\s*(?:[0-9]{{1,3}}[.．、]\s*)?(?P<name>{_NAME}){SEX}(?:\s*同志)?"
        rf"\s*(?P<link>兼任的|担任的|兼任|担任|任(?!职)|为|的|辞去|[ \u3000\t]{{1,8}}|(?={_office()}))\s*"
        r"(?P<post>[^，。；;\n]{3,80}?)\s*(?:职务)?"
        r"(?:\s*[，,（(](?:试用期|任期|聘期|挂职|时间|保留|列|退休|原任)[^；。]{0,60})?\s*[，。；;]?\s*"
    )
