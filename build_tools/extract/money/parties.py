"""Who gets a benefit and on what condition, from the grammar of the sentence that states it.

In: the words around the figure. Out: beneficiary and condition, copied from them. Rule tables: parties.yml, phrases.yml.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from build_tools.extract.money.numbers import numbered
from build_tools.extract.money.phrases import phrase
from build_tools.extract.money.subjects import RULES, head_of, is_body, is_thing, name_at, subject_of
from build_tools.rules import load_rules


class Giver(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words with which the benefit begins; `anywhere`: also inside a segment that is not the last."""

    pattern: str
    example: str
    anywhere: bool = False


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
def _givers() -> tuple[tuple[re.Pattern[str], bool], ...]:
    return tuple((re.compile(row.pattern), row.anywhere) for row in load_rules(RULES, "givers", Giver))


def read_parties(before: str, after: str) -> Parties:
    """Beneficiary, condition and label from the words `before` the first figure of a tier and those from it on."""
    number = numbered().match(before)
    before = before[number.end() :] if number else before
    for name in ("since", "field", "term"):
        before = phrase(name).sub("", before, count=1)
    segments = split_segments(before)
    near = segments[-1][0]
    cut = _cut(before + after, segments)
    label = ""
    if cut == len(before) and near and len(before) - near <= 12 and before[: near - 1].endswith("的"):
        cut, label = near - 1, _label(before[near:], after)  # …首次购房的，博士10万元、硕士5万元
    elif near and near < cut <= near + 12 and is_label(before[near:]):
        cut, label = near - 1, _label(before[near:], after)  # 新增地方贡献，前3年按100%、后2年按50%
    elif near > cut:
        label = _label(before[near:], after)
    elif re.match(r"[0-9０-９.．,，]+ ?[十百千万亿]*元", after) and (
        match := phrase("label_by").match(before[near:]) or phrase("label_by_span").match(before[near:])
    ):
        label = match["label"]
    said = before[:cut].rstrip("，,、：: ")
    said = re.split("[：:]", said)[-1] or said
    match = phrase("towards").search(said) or phrase("actor_towards").match(said)
    beneficiary, condition = _split_object(said[match.end() :]) if match else _split_subject(said)
    if beneficiary is None and (announced := _announced(before[:cut])):
        beneficiary, condition = (
            announced.beneficiary,
            "，".join(part for part in (announced.condition, condition) if part),
        )
    for name in ("years", "kind_label", "stages"):
        if not label and (found := phrase(name).search(before)) and found["label"] not in (condition or ""):
            label = found["label"]
    receiver = _receiver(before[cut:] + after)
    if receiver and (beneficiary is None or len(receiver) > 2 or is_thing(beneficiary)):
        if is_thing(beneficiary):
            condition = (
                said[match.end() :] if match else said
            )  # 论坛结束后，…给予承办方: the thing is part of the condition
        beneficiary = receiver
    if phrase("others").match(label) and is_body(name := name_at(label) or ""):
        beneficiary, label, condition = name, label[len(name) :], ""  # 小微企业全额资助，其他企业保费资助50%
    if head_of(beneficiary) is None and is_body(label) and not label.startswith("每"):
        # 对土地使用税，困难企业可按50%减征: what it is done to is not who gets it
        condition = condition or beneficiary or ""
        beneficiary, label = label, ""
    beneficiary = phrase("one_of").sub("", beneficiary or "")
    if not condition and (made := phrase("made").match(beneficiary)) and head_of(made["who"]):
        beneficiary, condition = made["who"], made["made"]
    return Parties(_tidy(beneficiary) or None, _tidy(condition) or None, _tidy(label) or None)


def read_object(text: str) -> Parties:
    """The last one in `text` to whom something is done (对于租用设备的企业，按照…)."""
    found = list(phrase("towards").finditer(text))
    if not found:
        return Parties(None, None)
    return read_parties(re.split("[。；;\n]", text[found[-1].start() :])[0], "")


def _announced(said: str) -> Parties | None:
    """Whom a statement is for that a colon parts from its tiers: 对新引进的机构给予补助：到位资金1亿元的…."""
    opening, colon, _ = said.partition("：")
    return read_parties(opening, "") if colon and phrase("towards").search(opening) else None


def read_subject(text: str) -> Parties:
    """The one about whom the last sentence of `text` is (高校毕业生自主创业的，可申请补贴); nobody, if no name opens it."""
    sentence = re.split("[。；;\n]", text.rstrip("。；;\n"))[-1].strip()
    said = read_parties(sentence, "")
    return said if is_body(said.beneficiary) else Parties(None, None)


def is_label(before: str) -> bool:
    """Whether `before` only names a tier (三星级项目, 后两年给予) of the statement that came before it."""
    plain = phrase("by").sub("", before.strip("，,、；; "))
    if re.search(r"[，,；;：:的]", plain) or phrase("towards").search(plain):
        return False
    name = name_at(plain)
    if name is None or len(name) >= len(plain) - 1 or is_thing(name) or phrase("part_of").search(plain):
        return True
    label = _label(plain)
    return head_of(label) is not None and len(label) <= 16  # 省级企业技术中心奖励


def read_loan(before: str) -> Parties | None:
    """Whose loan a ceiling is for: 购买新房的，单缴存人的住房公积金贷款最高额度提高至…; None where it is said otherwise."""
    match = phrase("whose_loan").search(before)
    if match is None:
        return None
    who = re.sub("的$", "", match["who"])
    before = before[: match.start()]
    if head_of(who) or who.endswith(("双方", "单方")):
        return Parties(who, _tidy(before) or None)
    return Parties(None, _tidy("，".join(part for part in (before, who) if part)) or None)


def insured(said: Parties, around: str) -> Parties:
    """Parties of what an insurance pays: the hospital is where, not who."""
    place = said.beneficiary if phrase("payer").search(said.beneficiary or "") else None
    if said.beneficiary is not None and place is None:
        return said
    names = list(phrase("insured").finditer(around))
    above = None if phrase("payer").search(said.condition or "") else said.condition  # of another hospital
    condition = "，".join(part for part in (above, place) if part) or None
    return Parties(names[-1][0] if names else None, condition, said.label)


def label_of(before: str) -> str | None:
    """The label that is all of `before`."""
    return _tidy(_label(phrase("by").sub("", before.strip("，,、；; ")))) or None


def opening_of(before: str) -> int:
    """Where the statement begins in `before`: at the 对 that names whom it is for, if it has one."""
    match = phrase("towards").search(before)
    return match.start() if match else 0


def split_segments(text: str) -> list[tuple[int, int]]:
    """Comma segments of `text`; commas in brackets do not cut."""
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


def without_quotes(text: str) -> str:
    """`text` with what stands in brackets and quotation marks blotted out, as long as before."""
    return re.sub(r"[（(][^（）()]*[）)]|“[^”]*”|《[^》]*》", lambda match: "\0" * len(match[0]), text)


def _cut(text: str, segments: list[tuple[int, int]]) -> int:
    """Where the words about the benefit begin: at a segment that opens with them, or inside the last segment."""
    for start, end in segments:
        lead = len(text[start:end]) - len(text[start:end].lstrip())
        for pattern, anywhere in _givers():
            if pattern.match(text, start + lead):
                return start
            if anywhere and (match := pattern.search(text, start)) and match.end() <= end:
                return match.start()
    start, end = segments[-1]
    found = [match.start() for pattern, _ in _givers() if (match := pattern.search(text, start))]
    return min((at for at in found if at < end), default=end)


def _label(segment: str, after: str = "") -> str:
    """What a tier is called right before its figure: 三星级项目15元, 其中前三年给予80%."""
    found = [match.start() for pattern, _ in _givers() if (match := pattern.search(segment + after))]
    text = phrase("label_opening").sub("", segment[: min(found, default=len(segment))].strip(), count=1)
    if not found or min(found) == 0:
        bare = phrase("standard").sub("", segment.strip(), count=1)
        if bare != segment.strip():
            return _label(bare, after)  # 补贴标准为初级工证书400元
    return text if len(text) > 1 else ""


def _receiver(text: str) -> str | None:
    """给予承办方最高…, 对管理机构给予…, 奖励企业100元/亩."""
    if role := phrase("receiver_role").search(text):
        return role["who"]
    match = phrase("receiver").search(text)
    if match and head_of(match["who"]):
        return match["who"]
    for opening in phrase("giving").finditer(text):
        whole = phrase("receives").match(text, opening.end())
        if whole and is_body(whole["who"]) and not phrase("no_receiver").search(whole["who"]):
            return whole["who"]
        name = name_at(text, opening.end())
        if name and not phrase("no_receiver").search(name):
            return name
    return None


def _split_object(text: str) -> tuple[str | None, str]:
    """(beneficiary, condition) of the object of 对."""
    text = text.strip("，, ")
    plain = without_quotes(text)
    for _, end in split_segments(text):
        if re.search(r"的[^的，,]{2,30}$", plain[:end]) and head_of(text[:end]):
            rest = text[end + 1 :].strip()
            if rest.endswith("的") and not phrase("manner").match(rest):
                name, condition = _split_object(text[:end])
                return name, "，".join(part for part in (condition, rest) if part)  # 对新引进的企业，纳税100万元的
            text, plain = text[:end], plain[:end]  # 对租用设备的企业，按照公开的原则，…
            break
    at = plain.rfind("的")
    if plain.endswith("的") or at < 0:
        return _split_subject(text, whole=at < 0)
    named = re.split("[，,]", text[at + 1 :])[0]
    named = re.sub(r"[（(][^（）()]*[）)]$", "", named).strip("，, ")
    if head_of(named) is None and (given := [m.start() for p, _ in _givers() if (m := p.search(named, 2))]):
        named = named[: min(given)]  # 新能源汽车免征购置税，其中…
    if head_of(named) is None and is_body(text[:at]) and name_at(text[:at]) == text[:at]:
        return text[:at], named  # 小微企业的价格
    if head_of(named) is None:
        subject, end = subject_of(text)
        if is_body(subject):
            return subject, text[end:]  # 各区县组织的活动
        if (name := name_at(named)) and len(name) < len(named) - 1:
            return name, text
    if phrase("benefit_word").fullmatch(named):
        return None, text  # 资本10亿元以上的，超过部分每增加1亿元增加100万元的奖励
    return (named, text[:at]) if len(named) > 1 else (None, text)


def _split_subject(text: str, whole: bool = False) -> tuple[str | None, str]:
    """(beneficiary, condition) of 我市建筑企业年产值首次突破100亿元的. `whole`: without a verb all is the beneficiary."""
    text = re.sub("^其中[，,]?", "", text.strip("，, "))
    single = not re.search("[，,]", text)
    name, end = subject_of(text)
    sponsored = name is not None and not text.startswith(name)
    if not sponsored and head_of(text) and not text.endswith("的"):
        if "的" in text and not whole and not phrase("qualified").match(text):
            found = _split_object(text)  # 被认定为名牌的企业，给予…
            if single or head_of(found[0]):
                return found
        if single and is_body(text) and not (name and phrase("acts").match(text[end:])):
            condition = phrase("qualified").match(text)
            return text, condition[0] if condition else ""  # 符合条件的创业人员，可申请…: all of it says who
    if name is None:
        first, (near, _) = split_segments(text)[0][1], split_segments(text)[-1]
        if near and is_body(text[near:]) and name_at(text, near) == text[near:]:
            return text[near:], text[: near - 1]  # 失业保险返还，中小微企业按60%返还
        owner = _split_object(text[:first]) if not single and "的" in without_quotes(text[:first]) else (None, "")
        if is_body(owner[0]) and text[:first].endswith(owner[0] or "\n"):
            return owner[0], f"{owner[1]}，{text[first + 1 :]}".strip("，")  # 进口额1亿元以上的企业，购置设备的
        return (text, "") if whole and text and single else (None, text)
    return name, text[end:].lstrip("，, ")


def _tidy(text: str) -> str:
    text = phrase("joining").sub("", text.strip("，,、：: ；;\n")).strip("，,")
    text = phrase("since").sub("", text).strip("，,")
    if text.count("（") < text.count("）"):
        text = text.rstrip("）")
    for name in ("leads_to", "per_tail", "leads_to"):
        text = phrase(name).sub("", text).rstrip("，,")
    text = text if len(text) > 1 else ""
    return text[:-1] if text.endswith("的") else text
