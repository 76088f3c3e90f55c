"""structured/corrections/*.yml: what a person adds, changes or strikes after reading. Survives every rebuild.

    doc: 某政〔2022〕1号         # or id, the address: id: mouzheng-2022-1; where one number stands twice, the id tells which
    corrections:
    - action: change            # add 增补, change 改正, strike 删去
      table: amounts            # a table of facts, or repairs
      path: [三, （一）]          # the clause
      words: 给予一次性奖励800万元  # words of the clause that it rests on; they must stand there once
      find: {surface: 800万元}   # where several records rest on these words: fields of the one that is meant
      set: {role: cap}          # add, change: the fields of the record
      office: 某市财政局
      date: 2026-01-05
      reason: 原文为上限

Where the words no longer stand in that clause, the build fails and names file and line: the text has changed, and a
person must look again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path as File
from typing import Any, Literal, NamedTuple

import msgspec

from build_tools.errors import InputError
from build_tools.model.document import Document, Path, Record, Repair
from build_tools.model.facts import Correction, Fact, Facts, StructuredDocument
from build_tools.model.text import SourceText
from build_tools.read.reader import read_file
from build_tools.store.amend import CannotAmend, add_repair, put_repair, strike_repair
from build_tools.yamlfile import in_words, line_of, read_records

FACT_TYPES: dict[str, type[Fact]] = {
    name: type_.__args__[0]
    for name, type_ in ((field.name, field.type) for field in msgspec.structs.fields(Facts))
    if hasattr(type_, "__args__")
}
GUIDE = " structured/corrections/README.md "  # tells a person how the files are written
SPOKEN = ("surface", "quote")  # fields that hold the very words of a fact


class Row(Record, frozen=True, kw_only=True):
    """One correction as a person writes it."""

    action: Literal["add", "change", "strike"]
    table: str
    path: Path
    words: str
    find: dict[str, Any] = msgspec.field(default_factory=dict)
    set: dict[str, Any] = msgspec.field(default_factory=dict)
    office: str
    date: str
    reason: str


class Corrections(Record, frozen=True, kw_only=True):
    """One file: the corrections of one document, by its contract key or its id."""

    doc: str | None = None
    id: str | None = None
    corrections: tuple[Row, ...] = ()


class _Words(NamedTuple):
    """Where the words of a correction stand in the source."""

    start: int
    end: int
    line: int


class _Misfit(Exception):
    """A row that does not fit; `field` is the one to look at."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(problem)
        self.field, self.problem = field, problem


def apply_corrections(
    records: Iterable[StructuredDocument],
    structured: File,
    source_of: Callable[[str], SourceText] | None = None,
    facts_of: Callable[[Document, SourceText], Facts] | None = None,
) -> list[StructuredDocument]:
    """`records` with every correction of structured/corrections/ applied. Raises InputError with FILE:LINE.

    Corrections of repairs come first, as they change the text; `facts_of` then reads the facts of that text again,
    and corrections of facts are applied to these. `source_of`: file name → the source that a record was read
    from; by default a file beside structured/.
    """
    source_of = source_of or (lambda file: read_file(structured.parent / "sources" / file))
    held = list(records)
    for path in sorted((structured / "corrections").glob("*.yml")):
        name = f"{structured.name}/corrections/{path.name}"
        file = read_records(path, Corrections, name, GUIDE)
        at = meant(file, [record.document for record in held], path, name)
        source = source_of(held[at].document.source_file)
        rows = sorted(enumerate(file.corrections), key=lambda numbered: numbered[1].table != "repairs")
        for number, (index, row) in enumerate(rows):
            if facts_of and row.table != "repairs" and number and rows[number - 1][1].table == "repairs":
                held[at] = _read_again(held[at], source, facts_of)
            try:
                held[at] = apply(held[at], row, source)
            except _Misfit as misfit:
                place: list[str | int] = ["corrections", index, misfit.field]
                raise InputError(name, line_of(path.read_text(encoding="utf-8"), place), misfit.problem) from None
        if facts_of and rows and rows[-1][1].table == "repairs":
            held[at] = _read_again(held[at], source, facts_of)
    return held


def meant(file: Corrections, documents: Sequence[Document], path: File, name: str) -> int:
    """Index of the one document that `file`, which stands at `path`, is about. Raises InputError with its line."""
    said = {"doc": file.doc, "id": file.id}
    fields = [field for field, value in said.items() if value is not None]
    at = [n for n, one in enumerate(documents) if all(getattr(one, field) == said[field] for field in fields)]
    if fields and len(at) == 1:
        return at[0]
    if not fields:
        line, problem = 1, "没有写明是哪一份文件；请写明 doc 或 id"
    else:
        line = line_of(path.read_text(encoding="utf-8"), [fields[0]])
        shown = "、".join(said[field] or "" for field in fields)
        ids = "、".join(documents[n].id for n in at)
        problem = f"文件“{shown}”" + (f"不止一份；请写明其中一份的 id: {ids}" if at else "不在库中；请核对文号或 id")
    raise InputError(name, line, problem)


def _read_again(
    record: StructuredDocument, source: SourceText, facts_of: Callable[[Document, SourceText], Facts]
) -> StructuredDocument:
    return msgspec.structs.replace(record, facts=facts_of(record.document, source))


def apply(record: StructuredDocument, row: Row, source: SourceText) -> StructuredDocument:
    """`record`, which was read from `source`, with one correction, which it then lists."""
    words = _find_words(record.document, row, source)
    if row.table == "repairs":
        record, was = _repairs(record, row, words, source)
    elif row.table in FACT_TYPES:
        record, was = _facts(record, row, words)
    else:
        known = "、".join([*FACT_TYPES, "repairs"])
        raise _Misfit("table", f"没有名为“{row.table}”的表；可用：{known}")
    note = Correction(
        action=row.action, table=row.table, path=row.path, words=row.words, line=words.line, office=row.office,
        date=row.date, reason=row.reason, was=was,
    )  # fmt: skip
    return msgspec.structs.replace(record, corrections=(*record.corrections, note))


def _find_words(document: Document, row: Row, source: SourceText) -> _Words:
    """The one place in the clause where the words stand: in a paragraph, or in a row of a table."""
    clauses = [clause for clause in document.clauses if clause.path == row.path]
    if not clauses:
        raise _Misfit("path", f"条款“{'/'.join(row.path)}”已不存在；请核对后改正 path")
    if not row.words.strip():
        raise _Misfit("words", "words 不能为空；请写明所依据的原文")
    found = []
    for part in (part for clause in clauses for part in clause.paragraphs):
        at = part.text.find(row.words)
        while at >= 0:
            start, end = part.mapped.span(at, at + len(row.words))
            found.append(_Words(start, end, source.line_at(start)))
            at = part.text.find(row.words, at + 1)
    for table in (table for table in document.tables if table.path == row.path):
        for line_ in table.rows:
            if "".join(row.words.split()) in "".join("".join(line_.cells).split()):
                found.append(_Words(line_.start, line_.end, line_.line))
    if len(found) != 1:
        problem = f"“{row.words}”在该条款中有 {len(found)} 处；请写得长一些，使其只有一处" if found else (
            f"该条款中已没有“{row.words}”，原文可能有变；请核对后改正或删去此条更正"
        )  # fmt: skip
        raise _Misfit("words", problem)
    return found[0]


def _signed(row: Row) -> str:
    return f"{row.date} {row.office}：{row.reason}"


def _facts(record: StructuredDocument, row: Row, words: _Words) -> tuple[StructuredDocument, str | None]:
    held: tuple[Fact, ...] = getattr(record.facts, row.table)
    was: str | None = None
    if row.action == "add":
        place = {"path": row.path, "line": words.line, "start": words.start, "end": words.end}
        spoken = {name: row.words for name in SPOKEN if name in FACT_TYPES[row.table].__struct_fields__}
        new = [*held, _convert({**place, **spoken, **row.set, "corrected": _signed(row)}, FACT_TYPES[row.table])]
    else:
        near = [f for f in held if f.path == row.path and f.start < words.end and words.start < f.end]
        old = _only(near, row)
        new = [fact for fact in held if fact is not old]
        if row.action == "change":
            fields = msgspec.to_builtins(old)
            was = "；".join(f"{name}：{fields.get(name)}" for name in row.set)
            new.append(_convert({**fields, **row.set, "corrected": _signed(row)}, FACT_TYPES[row.table]))
        else:
            was = _words_of(old)
    new.sort(key=lambda fact: fact.start)  # stable: facts on the same words keep their order
    facts = msgspec.structs.replace(record.facts, **{row.table: tuple(new)})
    return msgspec.structs.replace(record, facts=facts), was


def _repairs(
    record: StructuredDocument, row: Row, words: _Words, source: SourceText
) -> tuple[StructuredDocument, str | None]:
    document, was = record.document, None
    try:
        if row.action == "add":
            place = {"line": words.line, "start": words.start, "end": words.end, "before": row.words}
            repair = _convert({**place, "put": row.set.get("after"), **row.set, "corrected": _signed(row)}, Repair)
            document = add_repair(document, repair, source)
        else:
            within = [r for r in document.repairs if r.start < words.end and words.start < r.end]
            beside = [r for r in document.repairs if words.start in (r.start, r.end) or words.end in (r.start, r.end)]
            old = _only(within or beside, row)  # what was left out at the edge of the words is beside them
            was = _words_of(old)
            if row.action == "strike":
                document = strike_repair(document, old, source)
            else:
                new = _convert({**msgspec.to_builtins(old), **row.set, "corrected": _signed(row)}, Repair)
                document = put_repair(document, old, new, source)
    except CannotAmend as error:
        raise _Misfit("set" if row.action != "strike" else "words", str(error)) from None
    return msgspec.structs.replace(record, document=document), was


def _only(near: list[Any], row: Row) -> Any:
    """The one record that is meant."""
    fitting = [item for item in near if all(msgspec.to_builtins(item).get(k) == v for k, v in row.find.items())]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise _Misfit(
            "find" if row.find else "words", f"这句话上有 {len(fitting)} 条 {row.table} 记录；请用 find 指明是哪一条"
        )
    raise _Misfit("find" if row.find else "words", f"这句话上没有这样的 {row.table} 记录；请核对后改正或删去此条更正")


def _convert(fields: dict[str, Any], form: type[Any]) -> Any:
    try:
        return msgspec.convert(fields, form)
    except msgspec.ValidationError as error:
        problem, _, field = str(error).partition(" - at `$.")
        named = f"{field.rstrip('`')}：" if field else ""
        raise _Misfit("set", f"set 不合要求（{named}{in_words(problem)}）；请按数据说明改正") from None


def _words_of(item: Any) -> str:
    """A record in words, without its place and what stands in it by default."""
    fields = msgspec.to_builtins(item)
    hidden = {"path", "line", "start", "end", "corrected"}
    return "；".join(f"{name}：{value}" for name, value in fields.items() if name not in hidden and value is not None)
