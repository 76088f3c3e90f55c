"""Where words stand, for corpora whose text is too much to fetch whole: lists of clauses, in small files.

Keys are pairs of neighbouring characters of any kind (so that any string can be found, wherever words were cut), Chinese
words of three characters and more, single characters, whole Latin words and figures behind a #, and the place of a
clause behind an @. The words of a title lead to the first clause of its document. A file holds the keys whose first two characters
hash to its number, together with the words of the lexicon that begin so: one fetch tells the browser how to cut the
query there and which clauses to look at.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain

from build_tools.language.numerals import number_value
from build_tools.model.document import Path, Record
from build_tools.search.fold import fold
from build_tools.search.lexicon import Lexicon, cost_mark
from build_tools.search.records import IndexedDocument

HAN = re.compile(r"[\u3400-\u9fff]+")
NUMERAL = re.compile("[零〇一二三四五六七八九十百]+")
NAMED = re.compile("[第专附前]")  # how the label begins of a part that is cited by itself
TOKEN = re.compile(r"[a-z]+|\d+")
LONGEST = 10  # characters of a word with a list of its own
WHOLE = ("#", "@")  # what begins so is looked up by all of its characters
CAP = 1500  # clauses in a list at first; the rest is fetched only where a literal string needs it
SINGLES = 150  # clauses in the list of a single character
FILE_SIZE = 5500  # characters of a file, about
DIGITS = "".join(
    chr(code) for code in range(40, 127) if chr(code) != "\\"
)  # 86 digits: 43 that end a number, 43 that do not
HALF = len(DIGITS) // 2


class Posting(Record, frozen=True, kw_only=True):
    """The clauses that hold a key: numbers over the whole corpus, and how strongly (3: in the heading; else by count)."""

    clauses: tuple[int, ...]
    strengths: tuple[int, ...]


def place_keys(path: Path) -> list[str]:
    """Keys of a clause's place, numbers in digits (web/places.js): its path, and the ends of it that people cite by themselves (（二）1, 专栏3, 第八条)."""
    labels = [NUMERAL.sub(_in_digits, squeeze(label)) for label in path]
    ends = [labels[at:] for at in range(len(labels))]
    return ["@" + "/".join(end) for end in ends if len(end) != 1 or end == labels or NAMED.match(end[0])]


def _in_digits(found: re.Match[str]) -> str:
    return str(number_value(found[0]) or found[0])


def squeeze(text: str) -> str:
    """Folded, without white space: the text as it is compared."""
    return "".join(fold(text).split())


def keys_of(text: str, long_words: Mapping[str, frozenset[int]]) -> Counter[str]:
    """Every key in squeezed `text` with its count. `long_words`: first two characters → lengths worth a look."""
    found = Counter(text[at : at + 2] for at in range(len(text) - 1))
    for pair in [pair for pair in found if "\0" in pair or not (pair[0].isalnum() or pair[1].isalnum())]:
        del found[pair]
    found.update(f"#{token}" for token in TOKEN.findall(text))
    for run in HAN.findall(text):
        found.update(run)
        for at in range(len(run) - 2):
            for length in long_words.get(run[at : at + 2], ()):
                word = run[at : at + length]
                if len(word) == length:
                    found[word] += 1
    return found


def collect(documents: Iterable[IndexedDocument], words: Iterable[str]) -> dict[str, Posting]:
    """Lists of all keys; `words` of three characters and more get lists of their own."""
    own = {word for word in words if 3 <= len(word) <= LONGEST}
    lengths: dict[str, set[int]] = defaultdict(set)
    for word in own:
        lengths[word[:2]].add(len(word))
    long_words = {pair: frozenset(sizes) for pair, sizes in lengths.items()}
    lists: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    number = 0
    for document in documents:
        headings = {clause.path: clause.heading for clause in document.clauses}
        title = squeeze(document.title)
        for clause in document.clauses:
            head = keys_of(squeeze(clause.heading), long_words)
            body = keys_of("\0".join(map(squeeze, [clause.text, *(unit for unit, _ in clause.units)])), long_words)
            above = [squeeze(headings.get(clause.path[:depth], "")) for depth in range(1, len(clause.path))]
            context = keys_of("\0".join([title, *above]), long_words)
            context.update(place_keys(clause.path))
            title = ""
            for key in chain(head, body.keys() - head.keys(), context.keys() - head.keys() - body.keys()):
                if len(key) > 2 and key[0] not in WHOLE and key not in own:
                    continue
                clauses, strengths = lists[key]
                clauses.append(number)
                strengths.append(3 if key in head else max(0, min(2, body[key] - 1)))
            number += 1
    return {
        key: Posting(clauses=tuple(clauses), strengths=tuple(strengths)) for key, (clauses, strengths) in lists.items()
    }


def shard_of(key: str, shards: int, length: int = 2) -> int:
    """Number of the file that holds `key`: FNV-1a over its first `length` characters; over all of a token or a place."""
    value = 0x811C9DC5
    for char in key if key[:1] in WHOLE and len(key) > 2 else key[:length]:
        value = ((value ^ ord(char)) * 0x01000193) & 0xFFFFFFFF
    return value % shards


def number(value: int) -> str:
    """`value` to base 43; its last digit is from the lower half."""
    digits = [DIGITS[value % HALF]]
    value //= HALF
    while value:
        digits.append(DIGITS[HALF + value % HALF])
        value //= HALF
    return "".join(reversed(digits))


def encode(posting: Posting) -> str:
    """Differences of clause numbers with strengths."""
    out: list[str] = []
    before = -1
    for clause, strength in zip(posting.clauses, posting.strengths, strict=True):
        out.append(number((clause - before - 1) * 4 + strength))
        before = clause
    return "".join(out)


def cut_down(key: str, posting: Posting) -> tuple[Posting, Posting | None]:
    """The strongest part of a long list, and the rest."""
    most = SINGLES if len(key) == 1 else CAP
    if len(posting.clauses) <= most:
        return posting, None
    ranked = sorted(range(len(posting.clauses)), key=lambda at: (-posting.strengths[at], at))
    kept, rest = sorted(ranked[:most]), sorted(ranked[most:])

    def part(places: list[int]) -> Posting:
        return Posting(
            clauses=tuple(posting.clauses[at] for at in places), strengths=tuple(posting.strengths[at] for at in places)
        )

    return part(kept), None if len(key) == 1 else part(rest)


class Shard(Record, frozen=True, kw_only=True):
    """One file: parallel rows of keys, cost marks (a blank: no word of the lexicon), counts and lists."""

    keys: tuple[str, ...]
    costs: str
    counts: tuple[int, ...]
    lists: tuple[str, ...]


def shards_of(postings: Mapping[str, Posting], lexicon: Lexicon) -> tuple[list[Shard], dict[int, dict[str, str]]]:
    """The files, and the rests of long lists by the number of their file."""
    first: dict[str, str] = {}
    rests: dict[str, str] = {}
    for key, posting in postings.items():
        kept, rest = cut_down(key, posting)
        first[key] = encode(kept)
        if rest:
            rests[key] = encode(rest)
    size = sum(len(text) + 8 for text in first.values())
    files = 1 << max(0, (size // FILE_SIZE).bit_length())
    grouped: dict[int, list[str]] = defaultdict(list)
    for key in sorted({*first, *lexicon.words}):
        grouped[shard_of(key, files)].append(key)
    shards = [
        Shard(
            keys=tuple(grouped[at]),
            costs="".join(cost_mark(lexicon.words[key]) if key in lexicon.words else " " for key in grouped[at]),
            counts=tuple(len(postings[key].clauses) if key in postings else 0 for key in grouped[at]),
            lists=tuple(first.get(key, "") for key in grouped[at]),
        )
        for at in range(files)
    ]
    more: dict[int, dict[str, str]] = defaultdict(dict)
    for key, text in rests.items():
        more[shard_of(key, files)][key] = text
    return shards, more
