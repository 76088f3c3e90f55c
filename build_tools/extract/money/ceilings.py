"""Which ceiling belongs to which benefit, and which sums are instalments of one. Rule tables: benefits.yml, phrases.yml."""

from __future__ import annotations

from msgspec import structs

from build_tools.extract.money.figures import Figure, Tier, patterns
from build_tools.extract.money.phrases import phrase
from build_tools.extract.money.roles import look_around
from build_tools.extract.money.subjects import is_body
from build_tools.model.facts import Amount, Rate


def closes(text: str, figure: Figure, chain: list[Tier], between: str) -> bool:
    """Take `figure` as the ceiling of the tiers before it in the same part, if it is one.

    `between`: the words since the last figure. True: it has found its place, or is a ceiling over several benefits.
    """
    if not isinstance(figure.fact, Amount) or not chain or not _caps(figure.fact.role, chain[-1]):
        return False
    between = phrase("share_told").sub("", between)
    open_ = _trailing(chain)
    if not open_:
        if is_for_another(chain[-1], between):
            return False
        if between.startswith("、") and "的" in between:
            return False  # 100平方米以下的每年不超过2000元、100平方米以上的每年不超过3000元
        return bool(phrase("sums_up").search(_left(text, figure))) and not phrase("new_statement").search(between)
    given = patterns("grants").search(between)
    if given and phrase("new_statement").search(between[given.end() :]):
        return False
    if open_[-1].rate is None and not _is_closing(text, figure):
        return False
    for tier in open_:
        tier.cap = figure.fact
        tier.figures.append(figure)
    return True


def _caps(role: str, tier: Tier) -> bool:
    """Whether a sum of that role can be the ceiling of `tier`: one of a loan only of what is lent."""
    if role != "limit":
        return role == "cap"
    lent = tier.amount is not None and tier.amount.role == "limit"
    return lent or (tier.rate is not None and tier.rate.role == "cap")


def is_for_another(tier: Tier, between: str) -> bool:
    """Whether a second ceiling is for others than the first: 单人最高10万元，每家企业最高30万元."""
    if tier.rate is not None or tier.amount is not None or tier.cap is None:
        return False
    return any(is_body(match["who"]) for match in phrase("for_one").finditer(between))


def closes_before(text: str, start: int, figure: Figure, made: list[Tier]) -> bool:
    """Take `figure`, the first of a part that starts at `start`, as the ceiling of what was stated before (`made`)."""
    if not isinstance(figure.fact, Amount) or figure.fact.role != "cap" or not made:
        return False
    left = text[start : figure.start]
    if phrase("new_statement").search(left) or not _is_closing(text, figure) or "对" in left or "给予" in left:
        return False
    found = patterns("closings").search(left)
    if found and found.start() > 3 and not phrase("money_named").search(left):
        return False  # 非独生子女每人分摊的额度不能超过…: of others than those before
    open_ = _trailing(made)
    for tier in open_:
        if tier.rate is not None or tier.amount is None or tier.amount.role == "per_unit":
            tier.cap = figure.fact
            tier.figures.append(figure)
    return bool(open_)


def is_named_ceiling(figure: Figure, tier: Tier, between: str) -> bool:
    """Whether `figure` caps one more kind of what `tier` rewards: 省内首台套最高200万元，国内首台套最高500万元."""
    if not isinstance(figure.fact, Amount) or figure.fact.role != "cap" or tier.rate is None or tier.cap is None:
        return False
    named = phrase("named_ceiling").search(between)
    if named is None:
        return False
    name = phrase("benefit_word").sub("", named["name"])
    return not any(phrase(words).search(name) for words in ("sums_up", "no_name"))


def is_overall(text: str, start: int, figure: Figure) -> bool:
    """Whether `figure` is a ceiling over benefits that are stated elsewhere."""
    return figure.fact.role == "cap" and bool(patterns("overall").search(text[start : figure.start].strip()))


def completes(tier: Tier, figure: Figure, between: str) -> bool:
    """Whether a ratio belongs to the ceiling before it: 最高100万元、不超过投资额的30%."""
    return (
        isinstance(figure.fact, Rate)
        and tier.size == 1
        and tier.rate is None
        and tier.amount is None
        and tier.cap is not None
        and tier.cap.role == "cap"
        and len(between) < 40
        and not phrase("new_statement").search(between)
    )


def add_up(text: str, chain: list[Tier]) -> list[Tier]:
    """`chain` with instalments put together: their sum is the benefit, unless the total is printed itself."""
    parts = [
        (number, tier.amount.yuan_max)
        for number, tier in enumerate(chain)
        if tier.amount is not None
        and tier.amount.yuan_max
        and tier.cap is None
        and patterns("instalments").search(text[tier.start : tier.first.start])
    ]
    if not parts:
        return _without_shares(text, chain)
    first, total = parts[0][0], sum(value for _, value in parts)
    printed = chain[first - 1].amount if first else None
    whole = printed.yuan_max if printed is not None else None
    if whole and (whole == total or (len(parts) == 1 and whole > total and whole % total == 0)):
        taken = chain[first - 1]
    elif len(parts) > 1 and not any(_is_yearly(text, chain[number]) for number, _ in parts):
        taken, amount = chain[first], chain[first].amount
        taken.summed = True
        if amount is not None:
            taken.amount = structs.replace(amount, yuan_min=total, yuan_max=total)
        parts = parts[1:]
    else:
        return chain
    gone = {number for number, _ in parts}
    for number in gone:
        taken.figures.extend(chain[number].figures)
    return [tier for number, tier in enumerate(chain) if number not in gone]


def _is_yearly(text: str, tier: Tier) -> bool:
    return bool(phrase("every_year").search(text[tier.start : tier.first.start]))


def _without_shares(text: str, chain: list[Tier]) -> list[Tier]:
    """`chain` without the parts of a total: 给予总额500万元奖励，其中…奖励200万元，…奖励300万元."""
    for number, tier in enumerate(chain[:-1]):
        if tier.amount is None or not phrase("of_which").search(text[tier.last_end : chain[number + 1].first.start]):
            continue
        rest = chain[number + 1 :]
        values = [part.amount.yuan_max for part in rest if part.amount is not None and part.amount.yuan_max]
        if len(values) == len(rest) and sum(values) == tier.amount.yuan_max:
            for part in rest:
                tier.figures.extend(part.figures)
            return chain[: number + 1]
    return chain


def _trailing(chain: list[Tier]) -> list[Tier]:
    """The tiers at the end of `chain` that have no ceiling yet and are of the same kind as the last."""
    found: list[Tier] = []
    for tier in reversed(chain):
        if tier.cap is not None or (tier.rate is None) != (chain[-1].rate is None):
            break
        found.append(tier)
        if tier.fresh:
            break
    return found[::-1]


def _left(text: str, figure: Figure) -> str:
    return look_around(text, figure.start, figure.end).left


def _is_closing(text: str, figure: Figure) -> bool:
    return bool(patterns("closings").search(_left(text, figure)))
