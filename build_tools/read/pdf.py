"""PDF files as text, where they have a text layer."""

from __future__ import annotations

import io
import logging

from build_tools.errors import InputError


def pdf_text(name: str, data: bytes) -> str:
    """Printed lines, one a line, page after page. Raises InputError for a scan or a broken or locked file."""
    from pdfminer.high_level import extract_text

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        text = extract_text(io.BytesIO(data))
    except Exception:  # the library raises whatever its parser meets
        raise InputError(name, 1, "不是可读的 PDF（可能加密或损坏），请另存为文字后再试") from None
    text = text.replace("\f", "\n").replace("\x00", "")
    if not text.strip():
        raise InputError(name, 1, "PDF 里没有文字层（扫描件），请先识别成文字")
    return text
