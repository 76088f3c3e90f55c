"""Who is named in the words about a benefit: after 对, as the subject, or after 给予.

In: those words. Out: names and conditions, copied from them. Rule tables: parties.yml, phrases.yml.
"""

from __future__ import annotations

import re

from build_tools.extract.money.cut import givers
from build_tools.extract.money.phrases import phrase
from build_tools.extract.money.segments import split_segments, without_quotes
from build_tools.extract.money.subjects import head_of, is_body, name_at, subject_of


def receiver_in(text: str) -> str | None:
    """Who is named as receiving it: 给予承办方最高…, 对管理机构给予…, 奖励企业100元/亩. None where nobody is."""
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


def split_object(text: str) -> tuple[str | None, str]:
    """Beneficiary, or None, and condition: of the words that are the object of 对."""
    text = text.strip("，, ")
    plain = without_quotes(text)
    for _, end in split_segments(text):
        if re.search(r"的[^的，,]{2,30}$", plain[:end]) and head_of(text[:end]):
            rest = text[end + 1 :].strip()
            if rest.endswith("的") and not phrase("manner").match(rest):
                name, condition = split_object(text[:end])
                return name, "，".join(part for part in (condition, rest) if part)  # 对新引进的企业，纳税100万元的
            text, plain = text[:end], plain[:end]  # 对租用设备的企业，按照公开的原则，…
            break
    at = plain.rfind("的")
    if plain.endswith("的") or at < 0:
        return split_subject(text, whole=at < 0)
    named = re.split("[，,]", text[at + 1 :])[0]
    named = re.sub(r"[（(][^（）()]*[）)]$", "", named).strip("，, ")
    if head_of(named) is None and (given := [m.start() for p, _ in givers() if (m := p.search(named, 2))]):
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


def split_subject(text: str, whole: bool = False) -> tuple[str | None, str]:
    """Beneficiary, or None, and condition of 我市建筑企业年产值首次突破100亿元的. `whole`: without a verb all is the beneficiary."""
    text = re.sub("^其中[，,]?", "", text.strip("，, "))
    single = not re.search("[，,]", text)
    name, end = subject_of(text)
    sponsored = name is not None and not text.startswith(name)
    if not sponsored and head_of(text) and not text.endswith("的"):
        if "的" in text and not whole and not phrase("qualified").match(text):
            found = split_object(text)  # 被认定为名牌的企业，给予…
            if single or head_of(found[0]):
                return found
        if single and is_body(text) and not (name and phrase("acts").match(text[end:])):
            condition = phrase("qualified").match(text)
            return text, condition[0] if condition else ""  # 符合条件的创业人员，可申请…: all of it says who
    if name is None:
        first, (near, _) = split_segments(text)[0][1], split_segments(text)[-1]
        if near and is_body(text[near:]) and name_at(text, near) == text[near:]:
            return text[near:], text[: near - 1]  # 失业保险返还，中小微企业按60%返还
        parted = not single and first < len(text) and "的" in without_quotes(text[:first])
        owner = split_object(text[:first]) if parted else (None, "")
        if is_body(owner[0]) and text[:first].endswith(owner[0] or "\n"):
            return owner[0], f"{owner[1]}，{text[first + 1 :]}".strip("，")  # 进口额1亿元以上的企业，购置设备的
        return (text, "") if whole and text and single else (None, text)
    return name, text[end:].lstrip("，, ")
