"""The index: static scripts under docs/assets/generated/search/, each of which hands its content to the page's search."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path as File
from string import ascii_uppercase, digits
from typing import Any

import msgspec

from build_tools.files import write_changed
from build_tools.search.chunks import Pack, chunk_payload, chunks_of, subjects_of
from build_tools.search.fold import fold
from build_tools.search.gather import gather
from build_tools.search.holding import Holding
from build_tools.search.language import language_of, packed_language, plain_words, said_words, typed_words
from build_tools.search.lexicon import HAN_WORD, UNKNOWN, Lexicon, cost_mark
from build_tools.search.offices import alias_rows, unit_forms
from build_tools.search.pack import Alphabet
from build_tools.search.places import words_in
from build_tools.search.postings import collect, shards_of
from build_tools.search.records import IndexedDocument, texts
from build_tools.search.rescue import common_chars, syllables, traditional_pairs, words_by_initials, words_by_sound
from build_tools.search.said import always, divided, files_wanted, marks, packed_means
from build_tools.search.tables import TABLES, Tables, load_tables
from build_tools.store.corpus import Corpus

CALLBACK = "policySearch"  # the function that each script calls: web/load.js
WHOLE = 100_000  # characters of a corpus whose text is fetched whole: then nothing literal can ever be missed
SOUNDS = 700  # words of a file for queries in pinyin or with a wrong character
QUOTED = re.compile(r"“([\u4e00-\u9fd5]{2,6})”")


class Written(msgspec.Struct, frozen=True):
    """What write_index did."""

    clauses: int
    files: int
    bytes: int


def write_index(corpus: Corpus, out: File) -> Written:
    """Writes the index of `corpus` into `out`, and takes away what no longer belongs to it."""
    return write_documents(gather(corpus), tables_of(corpus), out)


def tables_of(corpus: Corpus) -> Tables:
    """The readable tables, and other names of the corpus's units as like words. Raises RuleError."""
    tables = load_tables(TABLES)
    said = {word for row in tables.synonyms for word in row.say}
    return msgspec.structs.replace(tables, synonyms=(*tables.synonyms, *alias_rows(corpus.units, said)))


def write_documents(documents: tuple[IndexedDocument, ...], tables: Tables, out: File) -> Written:
    """The same from search's own records."""
    files = build_files(documents, tables)
    out.mkdir(parents=True, exist_ok=True)
    for stale in set(out.iterdir()) - {out / name for name in files}:
        stale.unlink()
    for name, content in files.items():
        write_changed(out / name, content)
    clauses = sum(len(document.clauses) for document in documents)
    return Written(clauses, len(files), sum(len(content.encode()) for content in files.values()))


def build_files(documents: tuple[IndexedDocument, ...], tables: Tables, whole: int = WHOLE) -> dict[str, str]:
    """Name → content of every file of the index. Up to `whole` characters the text is fetched as one file."""
    strings = list(texts(documents))
    corpus = "\n".join(strings)
    spoken = language_of(tables, corpus)
    spoken["plain"] = plain_words(spoken, documents)
    language = packed_language(spoken)
    lexicon = Lexicon(strings, terms_of(documents), typed_words(spoken))
    known = {*lexicon.chars, *(char for word in lexicon.typed for char in word)}
    rescue = {
        "traditional": traditional_pairs(TABLES / "traditional.yml", known),
        "syllables": syllables(known | common_chars()),
    }
    everyday = lexicon.everyday(said_words(tables))
    first, rest = always(spoken["synonyms"])
    strings += [string for document in documents for string in _document_strings(document)]
    alphabet = Alphabet(
        [
            ascii_uppercase + digits + ",;|#@/",  # what said.py, lexicon.py and postings.py mark words with
            *[language, lexicon.packed(everyday)["words"], *rescue.values(), *strings],
            fold("".join(sorted(set(corpus)))),
        ]
    )
    pack = alphabet.pack
    lengths = [len(clause.text) + len(clause.heading) for document in documents for clause in document.clauses]
    costs = dict.fromkeys(sorted(known), UNKNOWN) | lexicon.chars
    rare = "".join(char for char in costs if char not in alphabet.order)
    core: dict[str, Any] = {
        "alphabet": alphabet.order,
        "clauses": len(lengths),
        "length": round(sum(lengths) / max(1, len(lengths)), 1),
        "rare": rare,
        "charCosts": "".join(cost_mark(costs[char]) if char in costs else " " for char in alphabet.order + rare),
        "typedCosts": marks(lexicon.typed, typed_words(spoken | {"synonyms": first})),
        "tables": pack(packed_language(spoken | {"synonyms": first})),
        "means": pack(packed_means(rest)),
    }
    files: dict[str, Any] = {"rescue": {name: pack(value) for name, value in rescue.items()}}

    def said(number: int) -> list[dict[str, str]]:
        return divided(rest, lexicon.typed, everyday, number, pack)

    if sum(lengths) <= whole:
        core |= words_in(corpus, lexicon, pack) | {"said": files_wanted(rest, everyday)}
        files |= {f"said-{number}": part for number, part in enumerate(said(core["said"]))}
        files["texts-0"] = chunk_payload([(document, document.clauses, ()) for document in documents], pack)
    else:
        files |= _sharded(core, documents, lexicon, tables, corpus, pack, said)
    scripts = {f"{name}.js": _script(name, payload) for name, payload in files.items()}
    core["version"] = hashlib.sha256("".join(scripts.values()).encode()).hexdigest()[:8]
    return {"core.js": _script("core", core), **scripts}


def _sharded(
    core: dict[str, Any],
    documents: tuple[IndexedDocument, ...],
    lexicon: Lexicon,
    tables: Tables,
    corpus: str,
    pack: Pack,
    said: Callable[[int], list[dict[str, str]]],
) -> dict[str, Any]:
    """The parts of a large index, each fetched when a query needs it; `core` learns where they are."""
    files: dict[str, Any] = {}
    starts: list[int] = []
    at = 0
    for number, parts in enumerate(chunks_of(documents)):
        files[f"texts-{number}"] = chunk_payload(parts, pack)
        starts.append(at)
        at += sum(len(clauses) for _, clauses, _ in parts)
    held = Holding(corpus)
    means = {fold(word) for row in tables.synonyms for mean in row.pairs().values() for word in mean if word in held}
    shards, more = shards_of(collect(documents, {*lexicon.words, *means}), lexicon)
    for number, (shard, spoken) in enumerate(zip(shards, said(len(shards)), strict=True)):
        files[f"keys-{number}"] = {
            "keys": pack("\t".join(shard.keys)), "costs": shard.costs,
            "counts": list(shard.counts), "lists": list(shard.lists), **spoken,
        }  # fmt: skip
    heard = {"words": words_by_sound(lexicon.words, SOUNDS), "initials": words_by_initials(lexicon.words, SOUNDS)}
    for name, groups in heard.items():
        for number, words in enumerate(groups):
            part = lexicon.packed({word: lexicon.words[word] for word in words})
            files[f"{name}-{number}"] = part | {"words": pack(part["words"])}
    for number, lists in more.items():
        files[f"rest-{number}"] = {"keys": pack("\t".join(lists)), "lists": list(lists.values())}
    first = [sum(len(document.clauses) for document in documents[:index]) for index in range(len(documents))]
    core["chunks"] = [b - a for a, b in pairwise([0, *starts[1:], at])]
    core["shards"] = len(shards)
    core["heard"] = {name: len(groups) for name, groups in heard.items()}
    core["documents"] = [
        pack("\t".join(document.key for document in documents)),
        [b - a for a, b in pairwise([0, *first])],
    ]
    return files


def _script(name: str, payload: Any) -> str:
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return f"{CALLBACK}({json.dumps(name)},{body})\n"


def terms_of(documents: tuple[IndexedDocument, ...]) -> set[str]:
    """Words of ours: units in every form that people type, and short terms in quotation marks."""
    terms: set[str] = set()
    for document in documents:
        for clause in document.clauses:
            for unit, _ in clause.units:
                terms |= unit_forms(unit)
            terms.update(QUOTED.findall(clause.heading + clause.text))
    return {term for term in terms if HAN_WORD.fullmatch(term)}


def _document_strings(document: IndexedDocument) -> list[str]:
    strings = [document.key, document.title, document.url, document.date, *subjects_of(document)]
    for clause in document.clauses:
        strings += [
            "/".join(clause.path),
            clause.heading,
            clause.text,
            clause.url,
            *clause.benefits,
            *(unit for unit, _ in clause.units),
        ]
    return strings
