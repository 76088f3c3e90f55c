"""Tables of cases, and the documents that their texts are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from build_tools.model.document import Document
from build_tools.model.text import SourceText
from build_tools.segment.documents import parse

GAZETTE = Path(__file__).resolve().parents[1] / "sources" / "000_d8b16eeae878069a.txt"


def cases(name: str) -> list[dict[str, Any]]:
    """Rows of tests/cases/NAME.yml."""
    rows: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases" / f"{name}.yml").read_text("utf-8"))
    return rows


def source_of(text: str) -> SourceText:
    """Source text of a case; ⇥ stands for a tab."""
    return SourceText(name="case.txt", text=text.replace("⇥", "\t"), encoding="utf-8", sha256="")


def notice(
    text: str, issuer: str = "合肥市人民政府", title: str = "关于做好有关工作的意见"
) -> tuple[Document, SourceText]:
    """One document with a header, whose body is `text`."""
    source = source_of(f"{issuer}\n{title}\n合政〔2023〕7号\n2023年3月1日\n各有关单位：\n{text}\n")
    (document,) = parse(source)
    return document, source
