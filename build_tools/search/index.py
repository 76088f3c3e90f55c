"""The index: static scripts under docs/assets/generated/search/, each of which hands its content to the page's search."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import msgspec

from build_tools.files import write_changed
from build_tools.search.gather import gather
from build_tools.search.lexicon import HAN_WORD, Lexicon, cost_mark
from build_tools.search.pack import Alphabet
from build_tools.search.records import IndexedClause, IndexedDocument, texts
from build_tools.search.rescue import syllables, traditional_pairs
from build_tools.search.tables import Tables, load_tables
from build_tools.store.corpus import Corpus

TABLES = Path(__file__).resolve().parents[2] / "structured" / "search"
CALLBACK = "policySearch"  # the function that each script calls: web/load.js
ROLES = ("lead", "support", "responsible", "guide", "implement")  # order known to web/texts.js
QUOTED = re.compile(r"“([\u4e00-\u9fd5]{2,6})”")


class Written(msgspec.Struct, frozen=True):
    """What write_index did."""

    clauses: int
    files: int
    bytes: int


def write_index(corpus: Corpus, out: Path) -> Written:
    """Writes the index of `corpus` into `out`, and takes away what no longer belongs to it."""
    tables = load_tables(TABLES)
    return write_documents(gather(corpus, tables), tables, out)


def write_documents(documents: tuple[IndexedDocument, ...], tables: Tables, out: Path) -> Written:
    """The same from search's own records."""
    files = build_files(documents, tables)
    out.mkdir(parents=True, exist_ok=True)
    for stale in set(out.iterdir()) - {out / name for name in files}:
        stale.unlink()
    for name, content in files.items():
        write_changed(out / name, content)
    clauses = sum(len(document.clauses) for document in documents)
    return Written(clauses, len(files), sum(len(content.encode()) for content in files.values()))


def build_files(documents: tuple[IndexedDocument, ...], tables: Tables) -> dict[str, str]:
    """Name → content of every file of the index."""
    strings = list(texts(documents))
    lexicon = Lexicon([*strings, *tables.typed()], [*terms_of(documents), *tables.typed()])
    language = language_payload(tables, "\0".join(strings))
    groups, costs = zip(*lexicon.lines(), strict=True)
    chars = "".join(lexicon.chars)
    words = "\n".join(groups)
    payloads = [_document_strings(document) for document in documents]
    known = set(lexicon.chars)
    rescue = {"traditional": traditional_pairs(TABLES / "traditional.yml", known), "syllables": syllables(known)}
    alphabet = Alphabet(
        [language, words, chars, *rescue.values(), *(string for payload in payloads for string in payload)]
    )
    pack = alphabet.pack
    lengths = [len(clause.text) + len(clause.heading) for document in documents for clause in document.clauses]
    core = {
        "alphabet": alphabet.order,
        "clauses": len(lengths),
        "length": round(sum(lengths) / max(1, len(lengths)), 1),
        "words": pack(words),
        "costs": "\n".join(costs),
        "chars": pack(chars),
        "charCosts": "".join(cost_mark(cost) for cost in lexicon.chars.values()),
        "terms": [],
        "tables": pack(language),
    }
    files = {
        "texts-0.js": _script("texts-0", {"documents": [_document_payload(document, pack) for document in documents]})
    }
    files["rescue.js"] = _script("rescue", {name: pack(value) for name, value in rescue.items()})
    core["version"] = hashlib.sha256("".join(files.values()).encode()).hexdigest()[:8]
    return {"core.js": _script("core", core), **files}


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


def unit_forms(unit: str) -> set[str]:
    """郑州市水利局 → itself, 市水利局, 水利局; 金水区人民政府 → 金水区政府 too."""
    forms = {unit, unit.replace("人民政府", "政府")}
    for form in tuple(forms):
        city = form.find("市")
        if 0 < city < 5 and len(form) - city > 3:
            forms |= {form[city:], form[city + 1 :]}
    return forms


def language_payload(tables: Tables, corpus: str) -> str:
    """The tables as JSON, without synonyms that this corpus does not hold."""
    synonyms: list[Any] = []
    for row in tables.synonyms:
        for says, means in row.pairs().items():
            held = [[word, round(weight * 20)] for word, weight in means.items() if word in corpus]
            if held:
                synonyms.append([list(says), held])
    payload = {
        "fillers": [word for row in tables.fillers for word in row.words],
        "weak": [[row.weight, list(row.words)] for row in tables.weak],
        "benefits": [word for row in tables.benefits for word in row.words],
        "roles": [[list(row.words), list(row.roles)] for row in tables.roles],
        "endings": [word for row in tables.unit_endings for word in row.words],
        "synonyms": synonyms,
    }
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":"))


def _document_strings(document: IndexedDocument) -> list[str]:
    strings = [document.key, document.title, document.url, document.date, *document.subjects]
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


def _document_payload(document: IndexedDocument, pack: Any) -> list[Any]:
    units = list(dict.fromkeys(unit for clause in document.clauses for unit, _ in clause.units))
    return [
        pack(document.key), pack(document.title), pack(document.url), pack(document.date),
        [pack(subject) for subject in document.subjects], pack("\n".join(units)),
        [_clause_payload(clause, units, document.url, pack) for clause in document.clauses],
    ]  # fmt: skip


def _clause_payload(clause: IndexedClause, units: list[str], base: str, pack: Any) -> list[Any]:
    row = [
        pack("/".join(clause.path)), pack(clause.heading), pack(clause.text), pack(clause.url.removeprefix(base)),
        [units.index(unit) * 8 + ROLES.index(role) for unit, role in clause.units],
        [[_number(low), _number(high)] for low, high in clause.amounts],
        [pack(benefit) for benefit in clause.benefits],
    ]  # fmt: skip
    while row and not row[-1]:
        row.pop()
    return row


def _number(value: float) -> float | int:
    return int(value) if value == int(value) else value
