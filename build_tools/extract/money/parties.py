"""Who gets a benefit and on what condition, from the grammar of the sentence that states it.

In: the words before the figure. Out: beneficiary and condition, copied from them. Rule tables: parties.yml.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from build_tools.rules import load_rules

RULES = Path(__file__).with_name("parties.yml")


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A noun in which a beneficiary ends."""

    word: str
    kind: Literal["body", "thing"]
    example: str


class Sponsor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A verb before the one whom the sentence is about."""

    verb: str
    example: str


class Opening(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pattern with its example."""

    pattern: str
    example: str


class Giver(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words with which the benefit begins; `anywhere`: also inside a segment that is not the last."""

    pattern: str
    example: str
    anywhere: bool = False


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word of a list."""

    word: str
    example: str


class Parties(msgspec.Struct, frozen=True):
    """As printed; None: the words do not say. `label`: what a tier is called right before its figure."""

    beneficiary: str | None
    condition: str | None
    label: str | None = None

    @property
    def terms(self) -> str | None:
        """Condition and label."""
        return "，".join(part for part in (self.condition, self.label) if part) or None


@cache
def _heads() -> dict[str, Head]:
    return {row.word: row for row in load_rules(RULES, "heads", Head)}


@cache
def _subject() -> re.Pattern[str]:
    # the shortest stretch up to a head noun, with brackets after it, and more of the kind joined by 、和及或与
    heads = "|".join(sorted(map(re.escape, _heads()), key=len, reverse=True))
    name = (
        rf"(?:[^，,。；;：:（）()的]{{1,12}}的)?[^，,。；;：:（）()的]{{0,24}}?(?:{heads})(?:[（(][^）)]{{0,20}}[）)])?"
    )
    return re.compile(rf"(?P<all>{name}(?:(?:[、和及与或]|以及){name}){{0,9}})(?!的|[0-9]+强|{heads})")


@cache
def _not_subject() -> re.Pattern[str]:
    return re.compile("|".join(row.pattern for row in load_rules(RULES, "not_subjects", Opening)))


@cache
def _sponsor() -> re.Pattern[str]:
    verbs = "|".join(row.verb for row in load_rules(RULES, "sponsors", Sponsor))
    return re.compile(rf"(?:^|[，,。；;：:])(?:积极|大力|鼓励|支持|进一步)?(?:{verbs})")


@cache
def _givers() -> tuple[tuple[re.Pattern[str], bool], ...]:
    return tuple((re.compile(row.pattern), row.anywhere) for row in load_rules(RULES, "givers", Giver))


@cache
def _towards() -> re.Pattern[str]:
    # 对, the preposition, at the start of a segment
    return re.compile(
        r"(?:^|(?<=[，,：:；;。]))\s*(?:其中)?[，,：:]?(?:[0-9]{4}年)?(?:对于|对(?!接|标|口|外|应|照|比|象))"
    )


@cache
def _levels() -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(row.word) for row in load_rules(RULES, "levels", Word)), key=len, reverse=True))
    return re.compile(rf"(?:{words})(?:(?:[、和或及与]|以及)(?:{words}))+")


def body_in(text: str) -> str | None:
    """The one whom a sentence puts forward: 支持建筑企业建设… → 建筑企业. None where it puts forward nobody."""
    for match in _sponsor().finditer(text):
        name = _subject().match(text, match.end())
        if name and _heads()[_head_of(name["all"])].kind == "body":
            return name["all"]
    return None


def read_parties(before: str, after: str) -> Parties:
    """Beneficiary, condition and label from the words `before` the first figure of a tier and those from it on."""
    begin = numbered().match(before)
    before = before[begin.end() :] if begin else before
    segments = _segments(before)
    cut = _cut(before + after, segments)
    said, label = before[:cut].rstrip("，,、：: "), ""
    if segments[-1][0] > cut:
        label = _label(before[segments[-1][0] :], after)
    elif re.match(r"[0-9０-９.．,，]+[ ]?[十百千万亿]*元", after) and (
        match := re.match(r"按照?([^，。；每的其0-9０-９]{2,12})$", before[segments[-1][0] :])
    ):
        label = match[1]  # 按照直流桩300元、交流桩100元的标准
    receiver = _receiver(before[cut:] + after)
    said = re.split("[：:]", said)[-1] or said
    match = _towards().search(said) or re.match(r"[^，,。；;对的]{2,16}(?:机构|银行|部门|公司|单位)对(?!外|口|接)", said)
    beneficiary, condition = _split_object(said[match.end() :]) if match else _split_subject(said)
    if receiver and (beneficiary is None or len(receiver) > 2 or _is_thing(beneficiary)):
        beneficiary = receiver
    if beneficiary:
        beneficiary = re.sub(r"^(?:单[个家户项位]|每[一]?[个家户名位]|同一)(?=[^级类])", "", beneficiary)
    return Parties(_tidy(beneficiary or "") or None, _tidy(condition) or None, _tidy(label) or None)


def read_object(text: str) -> Parties:
    """The last one in `text` to whom something is done (对于租用设备的企业，按照…)."""
    found = list(_towards().finditer(text))
    if not found:
        return Parties(None, None)
    return read_parties(re.split("[。；;\n]", text[found[-1].start() :])[0], "")


@cache
def numbered() -> re.Pattern[str]:
    """The printed number with which a paragraph opens."""
    return re.compile(
        r"\s*(?:第[一二三四五六七八九十百零]{1,6}条|（[一二三四五六七八九十0-9]{1,3}）|\([一二三四五六七八九十0-9]{1,3}\)"
        r"|[一二三四五六七八九十]{1,3}、|[0-9０-９]{1,2}[.．、](?![0-9])|[①-⑳])[\s\u3000]*"
    )


def is_label(before: str) -> bool:
    """Whether `before` only names a tier (三星级项目, 后两年给予) of the statement that came before it."""
    plain = before.strip("，,、；; ").removesuffix("按照").removesuffix("按")
    if re.search(r"[，,；;：:的]", plain) or _towards().search(plain):
        return False
    name = _subject().match(plain)
    if name is None or name.end() >= len(plain) - 1 or _is_thing(name["all"]):
        return True
    return _ends_in_head(_label(plain)) and len(_label(plain)) <= 16  # 省级企业技术中心奖励


def is_body(text: str | None) -> bool:
    """Whether `text` names someone who can get something."""
    return bool(text) and _ends_in_head(text or "") and not _is_thing(text or "")


def same_head(text: str, other: str | None) -> bool:
    """Whether both close with the same noun, and `other` is more than that noun: 4A级景区, 5A级景区."""
    return bool(other) and _ends_in_head(text) and _head_of(text) == _head_of(other or "") != other


def ends_in_name(text: str) -> bool:
    """Whether `text` closes with a noun that beneficiaries close with."""
    return _ends_in_head(text)


def label_of(before: str) -> str | None:
    """The label that is all of `before`."""
    plain = before.strip("，,、；; ").removesuffix("按照").removesuffix("按")
    return _tidy(_label(plain)) or None


def opening_of(before: str) -> int:
    """Where the statement begins in `before`: at the 对 that names whom it is for, if it has one."""
    match = _towards().search(before)
    return match.start() if match else 0


def share(text: str, size: int) -> list[str]:
    """`text` for each of `size` items that a list in it names; the whole text for each where it names no such list."""
    for match in _levels().finditer(text):
        items = re.split(r"[、和或及与]|以及", match[0])
        if len(items) == size:
            return [text[: match.start()] + item + text[match.end() :] for item in items]
    plain = re.sub(r"[（(][^（）()]*[）)]|“[^”]*”|《[^》]*》", lambda m: "\0" * len(m[0]), text)
    for joint in (r"、|以及|(?<=[一-龥\0])[和及与或](?=[一-龥\0])", "、"):
        for start, end in [*_segments(plain), (0, len(plain))]:
            cuts = [m.span() for m in re.finditer(joint, plain[start:end])]
            if len(cuts) == size - 1:
                edges = [0, *(edge for cut in cuts for edge in cut), end - start]
                items = [text[start + a : start + b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
                return [text[:start] + item for item in _complete(items)]
    return [text] * size


def _complete(items: list[str]) -> list[str]:
    """年产值达到1亿元, 5亿元 → 年产值达到1亿元, 年产值达到5亿元."""
    first = re.search(r"[0-9０-９]", items[0])
    if first is None or not all(re.match(r"[0-9０-９]", item) for item in items[1:]):
        return items
    return [items[0], *(items[0][: first.start()] + item for item in items[1:])]


def _segments(text: str) -> list[tuple[int, int]]:
    found, start, depth = [], 0, 0
    for at, char in enumerate(text):
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth = max(0, depth - 1)
        elif char in "，,；;：:" and not depth:
            found.append((start, at))
            start = at + 1
    found.append((start, len(text)))
    return found


def _cut(text: str, segments: list[tuple[int, int]]) -> int:
    """Where the words about the benefit begin: at a segment that opens with them, or inside the last segment."""
    for start, end in segments:
        lead = len(text[start:end]) - len(text[start:end].lstrip())
        for pattern, anywhere in _givers():
            if pattern.match(text, start + lead):
                return start
            if anywhere and (match := pattern.search(text, start, end)):
                return match.start()
    start, end = segments[-1]
    found = [
        match.start() for pattern, _ in _givers() if (match := pattern.search(text, start)) and match.start() < end
    ]
    return min(found, default=end)


def _label(segment: str, after: str = "") -> str:
    """What a tier is called right before its figure: 三星级项目15元, 其中前三年给予80%."""
    whole = segment + after
    found = [match.start() for pattern, _ in _givers() if (match := pattern.search(whole))]
    text = segment[: min(found, default=len(segment))]
    text = re.sub(r"^(?:其中|即)?[，,]?(?:[^，,]{0,6}标准(?:分别)?[为是：:]?)?(?:分别)?[为是]?", "", text.strip())
    return (
        ""
        if re.fullmatch(r"(?:单个|每个|每家|单家|总|累计|年度|最高|对?其)?[^，,]{0,2}", text) and len(text) < 2
        else text
    )


def _receiver(text: str) -> str | None:
    """给予承办方最高…, 对管理机构给予…, 奖励企业100元/亩."""
    match = re.search(r"对([^，,。；;对\n]{2,30}?)(?:给予|予以|发放|提供)", text)
    if match and _ends_in_head(match[1]):
        return match[1]
    for opening in re.finditer(r"(?:给予|奖励|补助|补贴|给)(?!奖|补|标准)", text):
        name = _subject().match(text, opening.end())
        if name and not re.search(r"[0-9０-９]|最高|一次性|不超过", name["all"]):
            return name["all"]
    return None


def _split_object(text: str) -> tuple[str | None, str]:
    """(beneficiary, condition) of the object of 对."""
    text = text.strip("，, ")
    plain = re.sub(r"[（(][^（）()]*[）)]|“[^”]*”|《[^》]*》", lambda m: "\0" * len(m[0]), text)
    for _, end in _segments(text):
        said = re.search(r"的([^的，,]{2,30})$", plain[:end])
        if said and _ends_in_head(re.sub("[（(][^（）()]*[）)]$", "", text[:end])):
            text, plain = text[:end], plain[:end]  # 对租用设备的企业，按照公开的原则，…
            break
    if plain.endswith("的"):
        return _split_subject(text)
    at = plain.rfind("的")
    if at < 0:
        return _split_subject(text, whole=True)
    head = re.split("[，,]", text[at + 1 :])[0]
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", head).strip("，, ")
    name = _subject().match(bare)
    if not _ends_in_head(bare):
        subject = None if _not_subject().match(text) else _subject().match(text)
        if subject and _heads()[_head_of(subject["all"])].kind == "body":  # 各区县组织的活动
            return subject["all"], text[subject.end() :]
    if name and name.end() < len(bare) - 1 and not _ends_in_head(bare):
        return name["all"], text
    if len(bare) < 2:
        return None, text
    return bare, text[:at]


def _split_subject(text: str, whole: bool = False) -> tuple[str | None, str]:
    """(beneficiary, condition) of 我市建筑企业年产值首次突破100亿元的. `whole`: without a verb all is the beneficiary."""
    text = re.sub("^其中[，,]?", "", text.strip("，, "))
    sponsor = _sponsor().match(text)
    start = sponsor.end() if sponsor else 0
    if not sponsor and not whole and "的" in text and not text.endswith("的") and _ends_in_head(text):
        return _split_object(text)  # 被认定为名牌的企业，给予…
    if not sponsor and not re.search("[，,]", text) and _ends_in_head(text) and not _is_thing(text):
        return text, ""  # 符合条件的创业人员，可申请…: all of it says who
    name = None if not sponsor and _not_subject().match(text) else _subject().match(text, start)
    if name is None:
        return (text, "") if whole and text and not re.search("[，,]", text) else (None, text)
    rest = text[name.end() :].lstrip("，, ")
    return name["all"], rest


def _tidy(text: str) -> str:
    text = text.strip("，,、：: ；;\n")
    if text.count("（") < text.count("）"):
        text = text.rstrip("）")
    return text[:-1] if text.endswith("的") else text


def _is_thing(text: str) -> bool:
    return _ends_in_head(text) and _heads()[_head_of(text)].kind == "thing"


def _ends_in_head(text: str) -> bool:
    return any(text.endswith(word) for word in _heads())


def _head_of(text: str) -> str:
    plain = re.sub(r"[（(][^（）()]*[）)]$", "", text)
    return max((word for word in _heads() if plain.endswith(word)), key=len, default="企业")
