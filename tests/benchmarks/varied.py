"""Corpora many times the size of this gazette, for measuring how search grows.

The first copy is the gazette itself. Each further copy is another document of the same kind: its own number and
title, sentences of one document mixed with those of others, and a share of the words replaced by other words of
Chinese, so that the vocabulary grows as it does in real corpora. The same seed gives the same corpus.
"""

from __future__ import annotations

import random
import re

import jieba
import msgspec

from build_tools.search.lexicon import Lexicon
from build_tools.search.records import IndexedClause, IndexedDocument

SHARE = 0.25  # of the words are replaced in a copy
SENTENCE = re.compile(r"[^。；\n]+[。；\n]?")
PLACES = "东西南北中上下大小新安平永长太清金石龙江河山阳林海泉"


def _dictionary() -> dict[int, list[str]]:
    """Words of two to four characters that are used, by length."""
    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as stream:
        frequencies, _ = tokenizer.gen_pfdict(stream)
    words: dict[int, list[str]] = {2: [], 3: [], 4: []}
    for word, frequency in frequencies.items():
        if len(word) in words and frequency > 60 and re.fullmatch("[\u4e00-\u9fa5]+", word):
            words[len(word)].append(word)
    return words


def varied(documents: tuple[IndexedDocument, ...], times: int, seed: int = 20220701) -> tuple[IndexedDocument, ...]:
    """`documents` and `times` - 1 variations of all of them."""
    if times <= 1:
        return documents
    words = _dictionary()
    strings = [clause.text for document in documents for clause in document.clauses]
    cut = Lexicon(strings, ()).tokenizer().words
    sentences = [[cut(sentence) for sentence in SENTENCE.findall(text)] for text in strings]
    pool = [sentence for clause in sentences for sentence in clause]
    made = list(documents)
    for copy in range(1, times):
        chance = random.Random(seed * 1000 + copy)
        place = "".join(chance.sample(PLACES, 2)) + "市"
        topic = {
            word: chance.choice(words[len(word)])
            for word in {w for s in pool for w in s if len(w) in words}
            if chance.random() < SHARE
        }
        number = 0
        for index, document in enumerate(documents):
            clauses = []
            for clause in document.clauses:
                own = [sentence if chance.random() < 0.7 else chance.choice(pool) for sentence in sentences[number]]
                number += 1
                clauses.append(_clause(clause, own, topic, place, copy))
            key = f"{place[:1]}政〔{2000 + copy % 25}〕{100 + index + copy}号"
            title = document.title.replace("郑州市", place)
            made.append(
                msgspec.structs.replace(
                    document, key=key, title=title, url=f"{document.url}x{copy}/", clauses=tuple(clauses)
                )
            )
    return tuple(made)


def _clause(
    clause: IndexedClause, sentences: list[list[str]], topic: dict[str, str], place: str, copy: int
) -> IndexedClause:
    text = "".join(topic.get(word, word) for sentence in sentences for word in sentence).replace("郑州市", place)
    heading = "".join(
        topic.get(clause.heading[at : at + 2], clause.heading[at : at + 2]) for at in range(0, len(clause.heading), 2)
    )
    units = tuple((unit.replace("郑州市", place), role) for unit, role in clause.units)
    return msgspec.structs.replace(clause, heading=heading, text=text, units=units, url=f"x{copy}/{clause.url}")
