"""The registry of addresses under structured/permalinks/: every one that was ever given out, and what it names.

    doc/<document id>.yml   the document's key, and for each clause id the clause's path
    unit.yml, topic.yml     slug → name

A row `moved: <address>` sends readers on. An address whose target is gone and that was not moved is a problem
that stops the build: someone's letter cites it. See docs/adr/0003-addresses.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path as File
from typing import Any, NamedTuple

import msgspec

from build_tools.errors import InputError
from build_tools.files import write_changed
from build_tools.model.document import SLUG, Clause, Document, Path, Record, Slug
from build_tools.model.facts import StructuredDocument
from build_tools.store.documents import check_id
from build_tools.store.slugs import free_slug, slug_of
from build_tools.store.yamltext import to_yaml
from build_tools.yamlfile import line_of, read_records

FOLDER = "permalinks"
COMMENT = """已发布的地址登记，只增不减。
条款合并或改号时，把该行改为 {moved: 新地址}，如 '3-2': {moved: doc/xxx/3-1/}，旧地址即自动转到新地址。
整份文件另有新址的，在 doc 之下写一行 moved: doc/xxx/。"""
NAMED_COMMENT = """已发布的地址登记，只增不减。
改名或合并时，在 moved 之下写一行 旧名: 新地址，如 xxx: unit/yyy/，旧地址即自动转到新地址。"""


class Row(Record, frozen=True, kw_only=True):
    """What an address names, where its path alone does not say it."""

    path: Path = ()
    occurrence: int = 1  # of clauses with this same path, the n-th
    moved: str | None = None


class DocumentRows(Record, frozen=True, kw_only=True):
    """The addresses of one document: its own, and its clauses'."""

    doc: str
    source_file: str
    moved: str | None = None  # of the whole document; its clauses move along
    clauses: dict[Slug, Path | Row] = msgspec.field(default_factory=dict)


class NamedRows(Record, frozen=True, kw_only=True):
    """The addresses of units or of topics."""

    names: dict[Slug, str] = msgspec.field(default_factory=dict)
    moved: dict[Slug, str] = msgspec.field(default_factory=dict)


class Registry(Record, frozen=True, kw_only=True):
    """All addresses."""

    documents: dict[str, DocumentRows] = msgspec.field(default_factory=dict)
    units: NamedRows = NamedRows()
    topics: NamedRows = NamedRows()


class Problem(NamedTuple):
    """An address that no longer leads anywhere: file below structured/, keys of its row there, what to do."""

    file: str
    keys: tuple[str, ...]
    text: str


class Assigned(NamedTuple):
    """What `assign` gives back."""

    registry: Registry
    records: tuple[StructuredDocument, ...]
    problems: tuple[Problem, ...]


def assign(
    registry: Registry,
    records: Iterable[StructuredDocument],
    units: Iterable[str] = (),
    topics: Mapping[str, str] | None = None,
) -> Assigned:
    """Pins the ids of documents and clauses to their addresses, and gives new ones to what is new.

    `units`: names that have a page; `topics`: slug → title. Deterministic; linear in clauses.
    """
    records = tuple(records)
    documents, problems = dict(registry.documents), list[Problem]()
    held, unnamed = _held(registry, [record.document for record in records])
    pinned = []
    for record, own in zip(records, held, strict=True):
        document = record.document
        id_ = own or free_slug(_safe(document.id), documents)
        known: Mapping[str, Path | Row] = documents[id_].clauses if own else {}
        addresses, clauses, lost = _pin_clauses(id_, known, document.clauses)
        problems += lost
        documents[id_] = DocumentRows(doc=document.doc, source_file=document.source_file, clauses=addresses)
        pinned.append(
            msgspec.structs.replace(record, document=msgspec.structs.replace(document, id=id_, clauses=clauses))
        )
    problems += [_lost(f"doc/{id_}", ("doc",), f"doc/{id_}/", f"文件“{documents[id_].doc}”") for id_ in unnamed]
    unit_rows = _name_units(registry.units, units)
    topic_rows, lost_topics = _name_topics(registry.topics, topics or {})
    new = Registry(documents=dict(sorted(documents.items())), units=unit_rows, topics=topic_rows)
    problems += lost_topics
    problems += [
        Problem(*_row_of(address), f"地址 {address} 转到的 {target} 不存在；请改正 moved")
        for address, target in redirects(new).items()
        if not _stands(new, target)
    ]
    return Assigned(new, tuple(pinned), tuple(problems))


def _held(registry: Registry, documents: list[Document]) -> tuple[list[str | None], list[str]]:
    """The id that each of `documents` holds already, None for a new one; and the ids that none of them holds."""
    waiting: dict[str, list[str]] = {}
    for id_, rows in registry.documents.items():
        if rows.moved is None:
            waiting.setdefault(rows.doc, []).append(id_)
    held: list[str | None] = [None] * len(documents)
    # what stands in its own file keeps its address; only what is left may follow a text into another file
    for same_file in (True, False):
        for place, document in enumerate(documents):
            if held[place] is None and (mine := waiting.get(document.doc)):
                fits = [
                    id_ for id_ in mine if not same_file or registry.documents[id_].source_file == document.source_file
                ]
                if fits:
                    held[place] = fits[0]
                    mine.remove(fits[0])
    return held, [id_ for ids in waiting.values() for id_ in ids]


def _safe(id_: str) -> str:
    try:
        return check_id(id_)
    except ValueError:
        return slug_of(id_, "doc")


def _pin_clauses(
    id_: str, known: Mapping[str, Path | Row], clauses: tuple[Clause, ...]
) -> tuple[dict[str, Path | Row], tuple[Clause, ...], list[Problem]]:
    where = {_place(row): clause_id for clause_id, row in known.items() if _moved(row) is None}
    rows, seen, pinned = dict(known), Counter[Path](), []
    for clause in clauses:
        seen[clause.path] += 1
        place = (clause.path, seen[clause.path])
        clause_id = where.pop(place, None)
        if clause_id is None:
            clause_id = free_slug(_safe(clause.id), rows)
            rows[clause_id] = clause.path if place[1] == 1 else Row(path=clause.path, occurrence=place[1])
        pinned.append(clause if clause.id == clause_id else msgspec.structs.replace(clause, id=clause_id))
    lost = [
        _lost(f"doc/{id_}", ("clauses", clause_id), f"doc/{id_}/{clause_id}/", f"条款“{'/'.join(path)}”")
        for (path, _), clause_id in where.items()
    ]
    return rows, tuple(pinned), lost


def _place(row: Path | Row) -> tuple[Path, int]:
    return (row.path, row.occurrence) if isinstance(row, Row) else (row, 1)


def _moved(row: Path | Row) -> str | None:
    return row.moved if isinstance(row, Row) else None


def _lost(file: str, keys: tuple[str, ...], address: str, what: str) -> Problem:
    text = f"地址 {address} 所指的{what}已不存在；请恢复它，或在该行写明 moved: 新地址"
    return Problem(f"{FOLDER}/{file}.yml", keys, text)


def _name_units(rows: NamedRows, names: Iterable[str]) -> NamedRows:
    """Units keep their addresses for ever: a unit without statements still has a page that says so."""
    held = dict(rows.names)
    known = {name for slug, name in held.items() if slug not in rows.moved}
    for name in sorted(set(names) - known):
        held[free_slug(slug_of(name, "unit"), {**held, **rows.moved})] = name
    return NamedRows(names=dict(sorted(held.items())), moved=rows.moved)


def _name_topics(rows: NamedRows, topics: Mapping[str, str]) -> tuple[NamedRows, list[Problem]]:
    lost = [
        _lost("topic", ("names", slug), f"topic/{slug}/", f"专题“{title}”")
        for slug, title in rows.names.items()
        if slug not in topics and slug not in rows.moved
    ]
    return NamedRows(names=dict(sorted({**rows.names, **topics}.items())), moved=rows.moved), lost


def redirects(registry: Registry) -> dict[str, str]:
    """Moved address → the address that it leads to, both relative to the site's root with a closing "/"."""
    found = {}
    for id_, rows in registry.documents.items():
        whole = None if rows.moved is None else _slash(rows.moved)
        if whole:
            found[f"doc/{id_}/"] = whole
        held = registry.documents.get(whole.split("/")[1]) if whole and whole.startswith("doc/") else None
        for clause_id, row in rows.clauses.items():
            target = _moved(row)
            if target is not None or whole:
                along = f"{whole}{clause_id}/" if held and clause_id in held.clauses else whole
                found[f"doc/{id_}/{clause_id}/"] = str(along) if target is None else _slash(target)
    for kind, named in (("unit", registry.units), ("topic", registry.topics)):
        found |= {f"{kind}/{slug}/": _slash(target) for slug, target in named.moved.items()}
    return found


def _slash(address: str) -> str:
    return address.strip("/") + "/"


def _row_of(address: str) -> tuple[str, tuple[str, ...]]:
    kind, name, *clause = address.strip("/").split("/")
    if kind == "doc":
        return f"{FOLDER}/doc/{name}.yml", ("clauses", *clause) if clause else ("moved",)
    return f"{FOLDER}/{kind}.yml", ("moved", name)


def located(structured: File, problem: Problem) -> tuple[str, int]:
    """File and line of a problem, as errors name them."""
    path = structured / problem.file
    name = f"{structured.name}/{problem.file}"
    return name, line_of(path.read_text(encoding="utf-8"), list(problem.keys)) if path.is_file() else 1


def _stands(registry: Registry, address: str) -> bool:
    kind, _, rest = address.strip("/").partition("/")
    if kind == "doc":
        id_, _, clause = rest.partition("/")
        rows = registry.documents.get(id_)
        if rows is None or rows.moved is not None:
            return False
        return not clause or (clause in rows.clauses and _moved(rows.clauses[clause]) is None)
    named = {"unit": registry.units, "topic": registry.topics}.get(kind)
    return named is not None and rest in named.names and rest not in named.moved


def load_registry(structured: File) -> Registry:
    """The registry on disk; empty where there is none. Raises InputError."""
    folder = structured / FOLDER
    name = f"{structured.name}/{FOLDER}"
    documents = {}
    for path in sorted((folder / "doc").glob("*.yml")):
        file = f"{name}/doc/{path.name}"
        documents[path.stem] = read_records(path, DocumentRows, file)
        if not re.search(SLUG, path.stem):
            raise InputError(file, 1, "文件名就是地址，只能用小写字母和数字，以 - 相连；请改回原名")
    named = {}
    for kind in ("unit", "topic"):
        path = folder / f"{kind}.yml"
        named[kind] = read_records(path, NamedRows, f"{name}/{path.name}") if path.is_file() else NamedRows()
    return Registry(documents=documents, units=named["unit"], topics=named["topic"])


def write_registry(structured: File, registry: Registry) -> None:
    """Writes what changed; each file whole or not at all. Nothing is ever deleted."""
    folder = structured / FOLDER
    for id_, rows in registry.documents.items():
        fields: dict[str, Any] = msgspec.to_builtins(rows)
        write_changed(folder / "doc" / f"{check_id(id_)}.yml", to_yaml(fields, COMMENT))
    for kind, named in (("unit", registry.units), ("topic", registry.topics)):
        if named != NamedRows():
            write_changed(folder / f"{kind}.yml", to_yaml(msgspec.to_builtins(named), NAMED_COMMENT))
