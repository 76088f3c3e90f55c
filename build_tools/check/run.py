"""`python -m build_tools check`: all checks of a project, and what they say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from build_tools.check.findings import Finding
from build_tools.check.inputs import check_inputs
from build_tools.check.lossless import Proof, prove
from build_tools.check.references import check_references
from build_tools.check.site import check_site
from build_tools.errors import InputError
from build_tools.extract.units import UnitAuthority, unknown_units
from build_tools.model.facts import StructuredDocument
from build_tools.read.reader import read_file
from build_tools.store.corpus import Corpus, load_corpus
from build_tools.store.permalinks import located
from build_tools.store.schema import PLACE, schema_text
from build_tools.yamlfile import line_of


class Result(NamedTuple):
    """All that was found and proved."""

    findings: tuple[Finding, ...]  # errors first, in a stable order
    proofs: tuple[tuple[str, Proof], ...]  # with the source file

    @property
    def failed(self) -> bool:
        """Whether the command must say so."""
        return any(finding.level == "error" for finding in self.findings)


def check_project(project: Path) -> Result:
    """Findings and proofs. What cannot be read is a finding like any other."""
    findings: list[Finding] = []
    proofs: list[tuple[str, Proof]] = []
    try:
        corpus = load_corpus(project / "structured")
    except InputError as error:
        return Result((Finding(error.file, error.line, "error", error.problem),), ())
    if not corpus.records:
        findings.append(Finding("structured/documents", 1, "error", "没有文件；请先运行 python -m build_tools build"))
    findings += _schema(project)
    findings += [Finding(*located(project / "structured", p), "error", p.text) for p in corpus.problems]
    by_source: dict[str, list[StructuredDocument]] = defaultdict(list)
    for record in corpus.records:
        by_source[record.document.source_file].append(record)
    for name, records in by_source.items():
        found, made = _source(project, name, records)
        findings += found
        proofs += [(name, proof) for proof in made]
    findings += _placed(project / "structured" / "topics.yml", corpus)
    findings += _notes(corpus)
    findings += check_inputs(project, corpus)
    if (project / "site").is_dir():
        findings += check_site(project / "site")
    else:
        findings.append(Finding("site", 1, "note", "站点尚未生成，未核对站内链接"))
    ordered = sorted(findings, key=lambda f: (f.level, f.file, f.line, f.text))
    return Result(tuple(ordered), tuple(proofs))


def _schema(project: Path) -> Iterator[Finding]:
    path = project / "structured" / PLACE
    if not path.is_file() or path.read_text(encoding="utf-8") != schema_text():
        yield Finding(
            f"structured/{PLACE}", 1, "error", "与程序的数据结构不一致；请重新运行 python -m build_tools build"
        )


def _source(project: Path, name: str, records: list[StructuredDocument]) -> tuple[list[Finding], list[Proof]]:
    """Losslessness and references of the documents of one source."""
    path = project / "sources" / Path(name).name
    if not path.is_file():
        return [Finding(f"sources/{name}", 1, "error", "原文不在 sources/ 下，无法核对；请放回原文")], []
    try:
        source = read_file(path)
    except InputError as error:
        return [Finding(f"sources/{name}", error.line, "error", error.problem)], []
    if any(record.document.source_sha256 != source.sha256 for record in records):
        return [
            Finding(f"sources/{name}", 1, "error", "原文在生成之后有改动；请重新运行 python -m build_tools build")
        ], []
    proofs, findings = prove([record.document for record in records], source)
    ordered = sorted(records, key=lambda r: (r.document.start, r.document.end))
    for record, proof in zip(ordered, proofs, strict=False):  # the last one is of what lies between documents
        if record.account is not None and record.account != proof.account:
            text = f"{record.document.doc} 所记的逐字核对结果与重算不符；请重新运行 python -m build_tools build"
            findings.append(Finding(f"sources/{name}", record.document.line, "error", text))
    for record in records:
        findings += check_references(record, source)
    return findings, proofs


def _placed(topics: Path, corpus: Corpus) -> Iterator[Finding]:
    """Clauses that a person put behind a door, or kept out of it, and that are not there."""
    for index, topic in enumerate(corpus.topics):
        for name in ("also", "never"):
            for row, place in enumerate(getattr(topic, name)):
                if corpus.url_of(place.doc, place.path) is None:
                    line = line_of(topics.read_text(encoding="utf-8"), ["topics", index, name, row])
                    text = (
                        f"专题“{topic.title}”的 {name}：{place.doc} {'/'.join(place.path)} 不在库中；请核对文号与条款"
                    )
                    yield Finding("structured/topics.yml", line, "error", text)


def _notes(corpus: Corpus) -> Iterator[Finding]:
    """What a person should look at: what is odd about a text, sums that do not agree, units that nobody has entered."""
    units = UnitAuthority(corpus.authority)
    seen: set[str] = set()
    for record in corpus.records:
        document = record.document
        file = f"sources/{document.source_file}"
        for oddity in document.oddities:
            yield Finding(file, oddity.line, "note", oddity.what)
        for repair in document.repairs:
            if repair.kind == "truncated":
                yield Finding(file, repair.line, "note", f"“{repair.before[-12:]}”：{repair.reason or '原文至此中断'}")
        for table in document.tables:
            for audit in table.audit:
                if audit.verdict == "differs":
                    yield Finding(file, audit.line or table.line, "note", f"表“{table.title}”{audit.what}")
        for name in unknown_units(record.facts.responsibilities, units):
            if name not in seen:
                seen.add(name)
                line = next(fact.line for fact in record.facts.responsibilities if fact.unit == name)
                yield Finding(file, line, "note", f"机构“{name}”不在 structured/units.yml；核实后请补入")
        if corpus.record(document.doc) is not record:
            yield Finding(file, document.line, "note", f"{document.doc} 在库中不止一份，请核对是否重复刊登或文号有误")


def report(project: Path) -> tuple[list[str], bool]:
    """The lines that the command prints, and whether it failed."""
    result = check_project(project)
    lines = []
    for name, proof in result.proofs:
        share = 100 * proof.accounted / proof.characters if proof.characters else 100.0
        lines.append(f"{name} {proof.name}：原文 {proof.characters} 字，已对应 {proof.accounted} 字（{share:.2f}%）")
    lines += [str(finding) for finding in result.findings]
    errors = sum(finding.level == "error" for finding in result.findings)
    total = sum(proof.characters for _, proof in result.proofs)
    held = sum(proof.accounted for _, proof in result.proofs)
    lines.append(f"合计：原文 {total} 字，已对应 {held} 字；错误 {errors} 处，提示 {len(result.findings) - errors} 处")
    return lines, result.failed
