"""Documents that begin without a number: a title right after the end of another document.

A title alone proves nothing, since annexes, enclosed and quoted texts have titles too. It begins a document where it
names its issuer and the same issuer signs and dates the text below; where a note under it tells who passed it and
when; or where the document above has been signed and has nothing left to enclose. A title of any kind does so where a
note under it tells how it was proclaimed, and the text above does not speak of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.language.characters import ends_sentence, squeeze
from build_tools.language.dates import read_date
from build_tools.language.titles import is_office, is_title, kind_of, split_title
from build_tools.segment.blocks import Block
from build_tools.segment.header import Header, read_header, wanted_titles
from build_tools.segment.noted import is_field
from build_tools.segment.titling import is_title_note, may_be_title, plain

_ISSUER_LINES = 4
_TITLE_LINES = 3
_AHEAD = 400  # blocks in which a signature is looked for
_SIGNED = 12  # offices that sign jointly
_ANNEXES = ("annex_label", "annex_note", "annex_titled")
_OUTWARD = frozenset({"通告", "公告", "通知", "通报", "决定", "决议", "命令", "任免通知", "任免名单", "任免决定"})


def opens_unnumbered(blocks: Sequence[Block], index: int, current: Header, start: int) -> bool:
    """Whether the title of a document that has no number begins at `index`.

    `current`: header of the document so far, which begins at block `start`.
    """
    if not may_be_title(blocks[index]) or not _closes(blocks, index):
        return False
    if _is_proclaimed(blocks, index, start, current):
        return True
    if not _may_open(blocks, index):
        return False
    header = read_header(blocks, index, len(blocks))
    kind = kind_of(header.title)
    if kind is None or header.stop >= len(blocks) or any(p.role == "number" for p in header.paragraphs):
        return False
    if _is_awaited(header.title, current, blocks, index):
        return False
    signers = _signers_below(blocks, header.stop)
    if "关于" not in header.title:
        own = any(header.title.startswith(signer) for signer in signers)
        return own and _is_signed(blocks, index) and not _still_encloses(blocks, current, index)
    signed = any(_same(name, signer) for name in header.issuers for signer in signers)
    passed = any(p.role == "note" and p.text[:1] in "（(" for p in header.paragraphs)
    if header.issuers and (signed or passed or header.date):
        return True
    if not _is_signed(blocks, index) or any(b.is_kind(*_ANNEXES) for b in blocks[current.stop : index]):
        return False
    return kind in _OUTWARD and (bool(header.issuers) or bool(signers))


def _may_open(blocks: Sequence[Block], index: int) -> bool:
    """Whether a title may begin here: 关于…的通告 in up to four lines, the issuers first, or a whole title in one."""
    text = ""
    for block in blocks[index : index + _ISSUER_LINES]:
        if not may_be_title(block):
            return False
        text += squeeze(block.text)
        if "关于" in text:
            break
        if not is_office(block.text):
            return is_title(text)
    issuers, rest = split_title(text)
    return "关于" in text and (bool(issuers) or rest.startswith("关于"))


def _is_proclaimed(blocks: Sequence[Block], index: int, start: int, current: Header) -> bool:
    """Whether a title stands here with a note in brackets under it (（…年…月…日…通过）), not named in 《》 above.

    A decision that amends a text names it, and is not a notice of it: the amended text is a document of its own.
    """
    title = ""
    for at, block in enumerate(blocks[index : index + _TITLE_LINES], start=index + 1):
        if not may_be_title(block):
            return False
        title += squeeze(block.text)
        if is_title(title):
            note = blocks[at] if at < len(blocks) else None
            if note is None or not is_title_note(note) or not read_date(note.text):
                return False
            amends = kind_of(current.title) == "决定"
            return amends or all(f"《{title}》" not in squeeze(other.text) for other in blocks[start:index])
    return False


def _closes(blocks: Sequence[Block], index: int) -> bool:
    """Whether the text above has come to an end, and no annex begins here."""
    at = index - 1
    while at >= 0 and blocks[at].is_kind("page_number", "rubric"):
        at -= 1
    above = blocks[at] if at >= 0 else None
    if above is None or above.is_kind(*_ANNEXES, "addressees", "table_unit"):
        return False
    return bool(above.cells) or above.is_kind("date") or is_field(above) or ends_sentence(above.text)


def _is_signed(blocks: Sequence[Block], index: int) -> bool:
    """Whether an office and a date stand right above, notes aside."""
    at = index - 1
    while at > 0 and (is_field(blocks[at]) or blocks[at].is_kind("rubric", "page_number", "contact")):
        at -= 1
    return at > 0 and blocks[at].is_kind("date") and is_office(blocks[at - 1].text)


def _is_awaited(title: str, current: Header, blocks: Sequence[Block], index: int) -> bool:
    """Whether the title is the document's own once more, or that of a text which it encloses."""
    subject = _subject(title)
    return subject in {_subject(other) for other in (current.title, *wanted_titles(blocks, current, index))}


def _still_encloses(blocks: Sequence[Block], current: Header, index: int) -> bool:
    """Whether the text that a notice encloses has not come yet, so that a title may be its."""
    wanted = plain(current.enclosed or "")
    return bool(wanted) and all(plain(block.text) != wanted for block in blocks[current.stop : index])


def _subject(title: str) -> str:
    """What a title is about, however it names its issuer."""
    _, found, rest = plain(title).partition("关于")
    return (rest if found else plain(title)).replace("的", "")


def _signers_below(blocks: Sequence[Block], start: int) -> list[str]:
    """The offices that sign first below block `start`, with a date; empty where another document begins before."""
    for index in range(start, min(len(blocks), start + _AHEAD)):
        if blocks[index].is_kind("number"):
            return []
        if not blocks[index].is_kind("date"):
            continue
        signers: list[str] = []
        for block in reversed(blocks[max(start, index - _SIGNED) : index]):
            if not all(is_office(part) for part in block.text.split()) or block.label or block.cells:
                break
            signers += [squeeze(part) for part in block.text.split()]
        if signers:
            return signers
    return []


def _same(name: str, signer: str) -> bool:
    return name in signer or signer in name
