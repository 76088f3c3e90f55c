"""Small documents made for tests: a source text and the record that a faultless reading of it gives."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec

from build_tools.model.document import Clause, Document, Paragraph, ParagraphRole, Path
from build_tools.model.facts import Amount, Citation, Facts, Incentive, Responsibility, StructuredDocument
from build_tools.model.text import SourceText

Part = tuple[str, str, str]  # path joined with "/", heading, text
DOC = "甲政〔2022〕3号"
PARTS = [("一", "总则", "适用于全市。"), ("二", "奖励", "给予一次性奖励50万元，\n由甲市财政局负责。")]


def made(
    doc: str,
    id_: str,
    title: str,
    parts: Iterable[Part],
    *,
    source_file: str = "made.txt",
    issuer: str = "甲市人民政府",
    date: str | None = "2022-06-29",
) -> tuple[StructuredDocument, SourceText]:
    """A document of `parts`: title and number on lines of their own, then each clause's heading and text."""
    lines: list[str] = []

    def add(role: ParagraphRole, text: str) -> Paragraph:
        start = sum(len(line) + 1 for line in lines)
        lines.append(text)
        line = len(lines)
        return Paragraph(role=role, text=text, line=line, end_line=line, start=start, end=start + len(text))

    header = (add("title", title), add("number", doc))
    clauses: list[Clause] = []
    for joined, heading, text in parts:
        path = tuple(joined.split("/"))
        paragraphs = [add("heading", f"{path[-1]}、{heading}")] if heading else []
        paragraphs += [add("text", line) for line in text.split("\n") if line]
        clauses.append(
            Clause(
                id=f"c{len(clauses) + 1}", path=path, num=path[-1], heading=heading,
                line=paragraphs[0].line, end_line=paragraphs[-1].line, paragraphs=tuple(paragraphs),
            )
        )  # fmt: skip
    text = "\n".join(lines) + "\n"
    sha = hashlib.sha256(text.encode()).hexdigest()
    document = Document(
        id=id_, doc=doc, number=doc if "〔" in doc else None, title=title, issuers=(issuer,), date=date,
        source_file=source_file, source_sha256=sha, line=1, end_line=len(lines), start=0, end=len(text),
        header=header, clauses=tuple(clauses),
    )  # fmt: skip
    return StructuredDocument(document=document), SourceText(name=source_file, text=text, encoding="utf-8", sha256=sha)


def found(record: StructuredDocument, path: Path, words: str) -> dict[str, object]:
    """Place of `words` in a clause: the fields that every fact begins with."""
    clause = record.document.clause_at(path)
    assert clause, path
    for paragraph in clause.paragraphs:
        at = paragraph.text.find(words)
        if at >= 0:
            start = paragraph.start + at
            return {"path": path, "line": paragraph.line, "start": start, "end": start + len(words)}
    raise AssertionError(f"{words} is not in {path}")


def amount(record: StructuredDocument, path: Path, surface: str, yuan: float, role: str = "fixed") -> Amount:
    """An amount fact."""
    place = found(record, path, surface)
    return Amount(**place, surface=surface, yuan_min=yuan, yuan_max=yuan, role=role)  # type: ignore[arg-type]


def duty(record: StructuredDocument, path: Path, unit: str, role: str = "lead") -> Responsibility:
    """A responsibility fact."""
    return Responsibility(**found(record, path, unit), unit=unit, role=role, surface=unit)  # type: ignore[arg-type]


def cites(record: StructuredDocument, path: Path, title: str, number: str | None, relation: str = "basis") -> Citation:
    """A citation fact."""
    place = found(record, path, title)
    return Citation(**place, title=title, number=number, relation=relation)  # type: ignore[arg-type]


def benefit(record: StructuredDocument, path: Path, quote: str, **fields: object) -> Incentive:
    """An incentive fact."""
    fields = {"beneficiary": None, "condition": None, "benefit_type": None, **fields}
    return Incentive(**found(record, path, quote), quote=quote, **fields)  # type: ignore[arg-type]


def stating(record: StructuredDocument, **facts: object) -> StructuredDocument:
    """`record` with these facts; one fact alone stands for a table of one."""
    tables: dict[str, Any] = {kind: fact if isinstance(fact, tuple) else (fact,) for kind, fact in facts.items()}
    return msgspec.structs.replace(record, facts=Facts(**tables))


def record() -> tuple[StructuredDocument, SourceText]:
    """A faultless document of two clauses."""
    return made(DOC, "jia-2022-3", "关于奖励的意见", PARTS)


def with_clause(document: Document, index: int, **changes: object) -> Document:
    """`document` with another clause at `index`."""
    clauses = list(document.clauses)
    clauses[index] = msgspec.structs.replace(clauses[index], **changes)
    return msgspec.structs.replace(document, clauses=tuple(clauses))
