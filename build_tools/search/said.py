"""What people say, in the files that a query of theirs fetches: rows of synonyms and words of daily life by their first two characters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from build_tools.search.fold import fold
from build_tools.search.lexicon import HAN_WORD, Lexicon, cost_mark
from build_tools.search.postings import TOKEN, shard_of

FILE_SIZE = 600  # characters of a file, about, where these rows have files of their own
FEW = 8  # files, at most, in which a row is told with what it means: the others tell its number
Row = Sequence[Any]  # words said, [word meant, twentieths of weight] …


def _meant(means: Sequence[Any]) -> str:
    return ",".join(word + chr(ord("A") + weight) for word, weight in means)


def packed_rows(rows: Sequence[Row]) -> str:
    """Rows parted by `;`: `say,say|mean,mean`, the weight of each mean as a letter behind it (U is 1)."""
    return ";".join(f"{','.join(says)}|{_meant(means)}" for says, means in rows)


def key_of(word: str) -> str:
    """What leads to the file of a word: its first two characters, or all of the Latin word or figure it begins with."""
    word = fold(word)
    found = TOKEN.match(word)
    return f"#{found.group()}" if found else word[:2]


def packed_means(rows: Sequence[Row]) -> str:
    """The right half of each row that stands in many files, which tell its number; of the others nothing."""
    return ";".join("" if _in_few(says) else _meant(means) for says, means in rows)


def _in_few(says: Sequence[str]) -> bool:
    return len({key_of(word) for word in says}) <= FEW


def always(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Rows that every search needs, and the others.

    No pair of a query's characters leads to a word of one character, nor to a phrase whose first character may stand
    apart from the rest.
    """
    said = {fold(word) for says, _ in rows for word in says}

    def needed(word: str) -> bool:
        word = fold(word)
        return len(word) < 2 or not any(map(str.isalnum, word[:2])) or (word[0] in said and word[1:] in said)

    first = [([word for word in says if needed(word)], means) for says, means in rows]
    rest = [([word for word in says if not needed(word)], means) for says, means in rows]
    return [row for row in first if row[0]], [row for row in rest if row[0]]


def marks(typed: Mapping[str, int], words: set[str]) -> str:
    """Costs of `words` in the order in which web/cut.js reads them."""
    own = {word for word in words if len(word) > 1 and HAN_WORD.fullmatch(word)}
    return "".join(cost_mark(typed[word]) for word in sorted(own, key=lambda word: (len(word), word)))


def files_wanted(rows: Sequence[Row], everyday: Mapping[str, int]) -> int:
    """A power of two."""
    size = sum(len(word) for says, _ in rows for word in says) + sum(map(len, everyday)) * 2
    return int(1 << (size // FILE_SIZE).bit_length())


def divided(
    rows: Sequence[Row],
    typed: Mapping[str, int],
    everyday: Mapping[str, int],
    number: int,
    pack: Callable[[str], str],
) -> list[dict[str, str]]:
    """`number` parts: what is said, with costs and what it means or the number of its row, and words of daily life with theirs."""

    def told(row: int) -> str:
        says, means = rows[row]
        return _meant(means) if _in_few(says) else str(row)

    said: list[list[tuple[list[str], int]]] = [[] for _ in range(number)]
    for row, (says, _) in enumerate(rows):
        groups: dict[int, list[str]] = defaultdict(list)
        for word in says:
            groups[shard_of(key_of(word), number)].append(word)
        for at, words in groups.items():
            said[at].append((words, row))
    daily: list[dict[str, int]] = [{} for _ in range(number)]
    for word, cost in everyday.items():
        daily[shard_of(word, number)][word] = cost
    parts = []
    for own, common in zip(said, daily, strict=True):
        lexicon = Lexicon.packed(common)
        part = {
            "said": pack(";".join(f"{','.join(says)}|{told(row)}" for says, row in own)),
            "saidCosts": marks(typed, {word for says, _ in own for word in says}),
            "daily": pack(lexicon["words"]),
            "dailyCosts": lexicon["costs"],
        }
        parts.append({name: value for name, value in part.items() if value})
    return parts
