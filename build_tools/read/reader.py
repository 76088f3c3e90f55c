"""A file, whatever its encoding or form, becomes text."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from build_tools.errors import InputError, shown
from build_tools.model.text import Note, SourceText

LARGEST = 64 * 1024 * 1024  # bytes; no gazette is near it
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BINARY = (
    (b"\xd0\xcf\x11\xe0", "旧版 Word 文件（.doc），请用 Word 或 WPS 另存为 .docx 或 UTF-8 文本"),
    (b"\x89PNG", "图片，请先识别成文字"),
    (b"\xff\xd8\xff", "图片，请先识别成文字"),
    (b"GIF8", "图片，请先识别成文字"),
    (b"\x1f\x8b", "压缩文件，请先解压"),
    (b"Rar!", "压缩文件，请先解压"),
    (b"7z\xbc\xaf", "压缩文件，请先解压"),
)
_STRANGE = "请确认是文字文件，并另存为 UTF-8 编码"


def read_file(path: Path) -> SourceText:
    """Text of the file at `path`. Raises InputError where it cannot be read as text."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise InputError(shown(path), 1, "这是文件夹，请给出其中的文件")
        if not stat.S_ISREG(found.st_mode):  # a pipe may never end
            raise InputError(shown(path), 1, "这不是普通文件（是管道或设备），请先存成文件")
        if found.st_size > LARGEST:
            raise InputError(shown(path), 1, f"文件超过 {LARGEST // 1024 // 1024} MB，请拆分后再读")
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(shown(path), 1, "找不到文件，请核对路径") from None
    except OSError as error:
        raise InputError(shown(path), 1, f"无法读取（{error.strerror}），请检查权限") from None
    try:
        return decode(path.name, data)
    except InputError as error:
        raise InputError(shown(path), error.line, error.problem) from None


def decode(name: str, data: bytes) -> SourceText:
    """Text of `data`; `name` tells the form by its ending. Raises InputError.

    Plain text is UTF-8 (with or without byte order mark), UTF-16 or GB18030 and is kept exactly, the mark
    apart. .docx, .html and .pdf (text layer) become text: paragraphs one a line, table rows parted by tabs.
    """
    if not data.strip():
        raise InputError(name, 1, "文件是空的，请放入公报或政策文本")
    text, encoding, notes = _text(name, data)
    if not text.strip():
        raise InputError(name, 1, "文件里没有文字，请放入公报或政策文本")
    return SourceText(name, text, encoding, hashlib.sha256(data).hexdigest(), notes)


def _text(name: str, data: bytes) -> tuple[str, str, tuple[Note, ...]]:
    ending = name.rsplit(".", 1)[-1].lower()
    if data[:5] == b"%PDF-":
        from build_tools.read.pdf import pdf_text

        return pdf_text(name, data), "utf-8", ()
    if data[:2] == b"PK":
        from build_tools.read.docx import docx_text

        text, notes = docx_text(name, data)
        return text, "utf-8", notes
    for mark, what in _BINARY:
        if data.startswith(mark):
            raise InputError(name, 1, f"这是{what}")
    text, encoding = _decoded(name, data)
    if ending in ("html", "htm", "xhtml") or text[:2000].lstrip().lower().startswith(("<!doctype html", "<html")):
        from build_tools.read.html import html_text

        return html_text(name, text), encoding, ()
    return text, encoding, ()


def _decoded(name: str, data: bytes) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return _checked(name, data.decode(encoding)), encoding
            except UnicodeDecodeError as error:
                raise _undecodable(name, data, error.start, encoding) from None
    wide = _wide(data)
    if wide:
        return _checked(name, wide), "utf-16"
    first: UnicodeDecodeError | None = None
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            first = first or error
            continue
        if encoding == "gb18030" and not _is_chinese(text):
            break
        return _checked(name, text), encoding
    raise _undecodable(name, data, first.start if first else 0, "UTF-8")


def _wide(data: bytes) -> str | None:
    """Text in UTF-16 without a mark, where every other sign says so: line ends and Chinese punctuation."""
    if len(data) % 2:
        return None
    for encoding, signs in (
        ("utf-16-le", (b"\n\x00", b"\x020", b"\x0c\xff")), ("utf-16-be", (b"\x00\n", b"0\x02", b"\xff\x0c")),
    ):  # fmt: skip
        if data[:4096].count(signs[0]) + data[:4096].count(signs[1]) + data[:4096].count(signs[2]) < 3:
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and _is_chinese(text):
            return text
    return None


def _is_chinese(text: str) -> bool:
    """Whether text reads as Chinese: most of its characters beyond ASCII are common ones or punctuation."""
    beyond = [c for c in text[:20000] if c > "\x7f"]
    if not beyond:
        return False
    usual = sum(1 for c in beyond if "\u4e00" <= c <= "\u9fff" or "\u3000" <= c <= "\u303f" or "\uff00" <= c <= "\uffef" or c in "“”‘’—…·")  # fmt: skip
    return usual >= 0.8 * len(beyond)


def _checked(name: str, text: str) -> str:
    at = text.find("\x00")
    if at >= 0:
        raise InputError(name, text.count("\n", 0, at) + 1, f"含有空字节，不是文字文件；{_STRANGE}")
    return text


def _undecodable(name: str, data: bytes, at: int, encoding: str) -> InputError:
    return InputError(name, data.count(b"\n", 0, at) + 1, f"无法按 {encoding} 或 GB18030 解码；{_STRANGE}")
