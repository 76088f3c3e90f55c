"""The one segmenting: jieba with a dictionary of this corpus, and the form in which the browser gets it.

The dictionary is jieba's own, cut down to words that stand in the corpus or in the synonym tables, and enlarged by
our terms: units, titles, words in quotation marks. Each word has a whole-number cost (from its frequency), so that
Python and the browser choose the same path to the last digit. jieba is used through instances of our own; its
process-wide dictionary is never touched.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from build_tools.language.words import jieba_package, search_words, segmenter

HAN_WORD = re.compile(r"[\u4e00-\u9fd5]+")
UNKNOWN = 62  # cost of a character that jieba does not know
EVERYDAY = 1500  # frequency in jieba's dictionary of a word that everybody uses
STEP = 3.5  # cost points for a factor e of frequency


class IntegerTokenizer(jieba_package().Tokenizer):  # type: ignore[misc]  # jieba has no types
    """jieba's word graph with whole-number costs in place of logarithms; equal costs: the longer word."""

    def __init__(self, costs: dict[str, int]) -> None:
        super().__init__()
        self.costs = costs
        self.FREQ = {}
        for word in costs:
            self.FREQ[word] = 1
            for end in range(1, len(word)):
                self.FREQ.setdefault(word[:end], 0)
        self.total = 1
        self.initialized = True  # nothing to load: no dictionary file, no cache in a temporary folder

    def calc(self, sentence: str, DAG: dict[int, list[int]], route: dict[int, tuple[int, int]]) -> None:
        """jieba's hook: fills `route` with (-cost of the rest, end of the word) for each position."""
        route[len(sentence)] = (0, 0)
        for start in range(len(sentence) - 1, -1, -1):
            route[start] = max(
                (route[end + 1][0] - self.costs.get(sentence[start : end + 1], UNKNOWN), end) for end in DAG[start]
            )

    def words(self, text: str) -> list[str]:
        """`text` cut into words; nothing is left out."""
        return list(self.cut(text, HMM=False))


def _cost(word: str) -> int:
    tokenizer = segmenter()
    return min(UNKNOWN, round(STEP * math.log(tokenizer.total / (tokenizer.FREQ.get(word) or 1))))


class Lexicon:
    """Words of a corpus with their costs. `words` are two characters and longer, `chars` single ones.

    `typed` are the words of the tables, short before long: the browser has them from the tables and needs their costs only.
    """

    def __init__(self, strings: Iterable[str], terms: Iterable[str], typed: Iterable[str] = ()) -> None:
        """`strings`: all text of the corpus. `terms`: words of ours in it that must be cut as one."""
        tokenizer = segmenter()
        self.typed: dict[str, int] = {}
        self._daily: dict[str, int] = {}
        known: set[str] = set()
        chars: set[str] = set()
        for string in strings:
            for run in HAN_WORD.findall(string):
                chars.update(run)
                known.update(word for word in search_words(run) if len(word) > 1)
        self.chars = {char: _cost(char) for char in sorted(chars)}
        self.words = {word: _cost(word) for word in sorted(known)}
        self._add(self.words, terms)
        self._daily = {
            word: _cost(word)
            for word, frequency in tokenizer.FREQ.items()
            if frequency >= EVERYDAY and 2 <= len(word) <= 3 and HAN_WORD.fullmatch(word) and word not in self.words
        }
        self._add(self.typed, typed)

    def _add(self, target: dict[str, int], terms: Iterable[str]) -> None:
        own = {term for term in terms if len(term) > 1 and HAN_WORD.fullmatch(term)}
        for term in sorted(own, key=lambda term: (len(term), term)):  # a long term may be made of shorter ones
            target[term] = min(_cost(term), self._known(term), self._cheaper_than_parts(term))

    def _known(self, word: str) -> int:
        return min(words.get(word, 10**6) for words in (self.words, self.typed, self._daily))

    def _cheaper_than_parts(self, term: str) -> int:
        """A cost just below that of the best way to cut `term` into words."""
        best = [0] * (len(term) + 1)
        for start in range(len(term) - 1, -1, -1):
            best[start] = min(
                best[end] + (self._known(term[start:end]) if end - start > 1 else self.chars.get(term[start], UNKNOWN))
                for end in range(start + 1, len(term) + 1)
            )
        return max(0, best[0] - 1)

    def tokenizer(self) -> IntegerTokenizer:
        """The tokenizer over this lexicon: the same as the browser's."""
        return IntegerTokenizer(self.chars | self.words | self.typed)

    def everyday(self, said: Iterable[str] = ()) -> dict[str, int]:
        """Words of daily life that the corpus does not hold, and those of `said`, with their costs: known to be no slip of the pen."""
        words = dict(self._daily)
        self._add(words, said)
        return {word: cost for word, cost in words.items() if word not in self.typed and word not in self.words}

    @staticmethod
    def packed(words: Mapping[str, int]) -> dict[str, str]:
        """Words with costs: for each first character a line `二C十月D…` (length, then rests), and their cost marks."""
        groups: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        for word in sorted(words):
            groups[word[0]][len(word)].append(word)
        bodies, marks = [], []
        for first in sorted(groups):
            body, costs = [first], []
            for length in sorted(groups[first]):
                body.append(_length_mark(length) + "".join(word[1:] for word in groups[first][length]))
                costs += [cost_mark(words[word]) for word in groups[first][length]]
            bodies.append("".join(body))
            marks.append("".join(costs))
        return {"words": "\n".join(bodies), "costs": "\n".join(marks)}


def _length_mark(length: int) -> str:
    return chr(ord("A") + length)  # "C" for two characters: a letter never stands in a word


def cost_mark(cost: int) -> str:
    """One character for a cost of 0 to 62."""
    return chr(40 + min(UNKNOWN, cost) + (cost + 40 >= 92))  # without the backslash
