"""Sentences and headings that a page or column break cut in two; texts that break off; blank lines in tables."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from build_tools.language.characters import ends_sentence, printed_width
from build_tools.language.lines import line_kind
from build_tools.language.sentences import is_sentence
from build_tools.language.titles import is_office, is_title, split_title
from build_tools.model.document import Repair, RepairKind
from build_tools.model.text import Edit
from build_tools.repair.changes import Change, Line
from build_tools.repair.prose import HEADING, Known, cites, closes_bracket, is_prose, know, open_pair
from build_tools.repair.wrapping import Printed

_CLOSES = "，。；：、）)》”’！？〕】,;"  # a line cannot begin with these
_OPENS = "（(《“‘〔【、，,"  # a line cannot end with these
_CUT_HEADING = 15.0  # a heading that filled a printed line is at least this wide
_TITLE_LINES = 4
_TAIL = 16  # the rest of a cut heading is at most this wide
_COLUMN = (16.5, 30.0)  # width of a printed line in a column or page
_ALONE = frozenset(
    [
        "contents_entry",
        "contents_title",
        "preamble_title",
        "date",
        "number",
        "annex_label",
        "annex_note",
        "table_unit",
        "web_note",
    ]
)
_LOOSE = 5.0  # a printed line may be this much short of full: indent, and a word that would not break
_LOOSE_HEAD = 3.2  # the same of a heading: its number and indent
_LIST = 4  # lines on either side in which another item of the list is looked for
_CERTAIN = 3  # so many broken sentences show that pages were cut


class Joined(NamedTuple):
    """`changes` become records; `silent` edits are told of by one of `records`."""

    changes: list[Change]
    silent: list[Edit]
    records: list[Repair]


def join_lines(lines: list[Line], breaks: list[Change], printed: Printed | None) -> Joined:
    """Joins between neighbouring lines. `printed`: how they are set, where every printed line stands by itself."""
    known = know(lines, breaks)
    joined = Joined([], [], [])
    count, first = 0, None
    so_far, opened = "", None  # the paragraph up to the line before where that one was joined, and its first line
    for index, left in enumerate(known):
        right = known[index + 1] if index + 1 < len(known) else None
        before, so_far = so_far, ""
        opened = opened if before and opened else left
        if left.line.tabular or (right and right.line.tabular):
            if right:
                _blank_in_table(known, index, joined.changes)
            continue
        text = (before + left.line.text)[-800:]
        if printed and right and _ends(text) and _opens_title(known, index + 1):
            continue
        if printed and right and _wraps(left, right, text, printed, index, bool(before)):
            joined.silent.append(_edit(left.line, right.line))
            count, first, so_far = count + 1, first or (left.line, right.line), text
        elif right and closes_bracket(text, right):
            joined.changes.append(_change("split_paragraph", left.line, right.line, "句子被分页断开"))
            so_far = text
        elif (is_prose(opened, text) or open_pair(text)) and not _ends(text):
            if right and _continues(left, right):
                joined.changes.append(_change("split_paragraph", left.line, right.line, "句子被分页断开"))
                so_far = text
            elif is_prose(opened, text) and text[-1] not in "）)":
                joined.records.append(_truncated(left.line))
        elif right and printed is None and _is_cut_item(known, index):
            joined.changes.append(_change("split_paragraph", left.line, right.line, "句子被分页断开"))
            so_far = text
        elif right and printed is None and _is_cut_heading(known, index):
            joined.changes.append(_change("split_heading", left.line, right.line, "标题被分页断开"))
    if len(joined.changes) >= _CERTAIN and printed is None:
        _first_lines(known, joined)
    if first:
        joined.records.append(_unwrapped(first[0], first[1], count))
    return joined


def _ends(text: str) -> bool:
    return ends_sentence(text) or "=" in text or "＝" in text


def _continues(left: Known, right: Known) -> bool:
    """Whether `right` may be the rest of the sentence that `left` breaks off."""
    text = right.line.text
    if right.opens:
        return False
    if text[0] in _CLOSES or left.line.text[-1] in _OPENS:
        return True
    if right.kind and right.kind.kind not in ("duty", "page_number", "addressees"):
        return False
    if right.kind and right.kind.kind == "duty":
        return left.kind is not None or not any(c in text[:10] for c in "：:")
    return not _starts_anew(right)


def _starts_anew(right: Known) -> bool:
    text = right.line.text
    return is_office(text) or (is_title(text[:200]) and "关于" in text) or text[0] in "【■◆●"


def _opens_title(known: list[Known], index: int) -> bool:
    """Whether a title that names its issuer begins at printed line `index`: 某市人民政府关于…的通知."""
    title = ""
    for line in known[index : index + _TITLE_LINES]:
        if line.label or line.kind or line.line.tabular:
            return False
        title += line.line.text
        if is_title(title):
            return "关于" in title and bool(split_title(title)[0])
    return False


def _wraps(left: Known, right: Known, text: str, printed: Printed, index: int, inside: bool) -> bool:
    """Whether printed line `right` goes on with the paragraph `text`, whose last printed line is `left`.

    `inside`: left is not the paragraph's first line (that one is indented, so it holds two characters less).
    """
    if (right.kind and right.kind.kind in _ALONE) or (left.kind and left.kind.kind in _ALONE):
        return False
    if is_office(left.line.text) or (is_title(text) and "关于" in text and not cites(text)):
        return False
    if right.line.text[0] in _CLOSES or closes_bracket(text, right):
        return True
    if text[-1] in "：:" and (kind := line_kind(text)) and kind.kind == "addressees":
        return False
    if right.line.text[0] in "—■◆●" or (printed.indented and right.line.indent):
        return False
    width = printed.widths[index]
    short = width - printed_width(left.line.text[left.split :])
    if _ends(text):
        if right.opens or right.kind or is_office(right.line.text) or short > (0.6 if inside else 2.6):
            return False
        if printed.indented:
            return True
        # what follows inside a paragraph is a full line or its last; an indented first line is neither
        return printed_width(right.line.text) > width - 1.2 or ends_sentence(right.line.text)
    if right.opens:
        return False
    heads = (
        left.label is not None
        and left.label.style != "article"
        and not inside
        and not any(c in text for c in "，。；：")
    )
    return short <= (_LOOSE_HEAD if heads else _LOOSE)


def _is_cut_item(known: list[Known], index: int) -> bool:
    """A numbered line of less than a sentence, in a list of whole sentences, and below it what ends the sentence."""
    left, right = known[index], known[index + 1]
    if left.label is None or left.kind or left.split or right.label or ends_sentence(left.line.text):
        return False
    words = left.line.text[left.label.end :]
    if "，" not in words or not is_sentence(words) or not ends_sentence(right.line.text):
        return False
    return _continues(left, right) and any(
        other.label is not None
        and other.label.style == left.label.style
        and abs(other.label.value - left.label.value) == 1
        and ends_sentence(other.line.text)
        and "，" in other.line.text
        for other in known[max(0, index - _LIST) : index + _LIST + 1]
    )


def _is_cut_heading(known: list[Known], index: int) -> bool:
    """A numbered heading that fills its line, then a short line without a number or end, then heading or text."""
    left, right = known[index], known[index + 1]
    after = known[index + 2] if index + 2 < len(known) else None
    if left.label is None or left.kind or left.split or left.label.style in ("part", "chapter", "box"):
        return False
    text = left.line.text
    if ends_sentence(text) or printed_width(text) < _CUT_HEADING or len(text) > HEADING:
        return False
    if right.label or right.kind or right.line.tabular or printed_width(right.line.text[:60]) > _TAIL:
        return False
    if any(c in right.line.text for c in "，。；：:") or is_office(right.line.text):
        return False
    return after is not None and (after.label is not None or printed_width(after.line.text[:60]) > _TAIL)


def _first_lines(known: list[Known], joined: Joined) -> None:
    """Paragraphs of which the page break left one printed line without punctuation, below a heading."""
    done = {change.start for change in joined.changes}
    for heading, left, right in zip(known, known[1:], known[2:], strict=False):
        if heading.label is None or heading.line.tabular or ends_sentence(heading.line.text):
            continue
        if left.label or left.kind or left.line.tabular or left.line.end in done or is_title(left.line.text[:60]):
            continue
        if not _COLUMN[0] < printed_width(left.line.text[:80]) < _COLUMN[1] or ends_sentence(left.line.text):
            continue
        if right.opens or right.kind or right.line.tabular or not any(c in right.line.text for c in "，。"):
            continue
        joined.changes.append(_change("split_paragraph", left.line, right.line, "句子被分页断开"))


def _blank_in_table(known: list[Known], index: int, changes: list[Change]) -> None:
    """A blank line between two rows, in a table whose rows otherwise follow one another."""
    left, right = known[index].line, known[index + 1].line
    if not (left.tabular and right.tabular) or right.number - left.number < 2:
        return
    near = known[max(0, index - 6) : index + 8]
    rows = [k.line for k in near if k.line.tabular]
    tight = sum(1 for a, b in pairwise(rows) if b.number - a.number == 1)
    if tight * 2 >= len(rows) - 1:
        # the line end of the row before stays; the blank line goes
        changes.append(Change("other", left.end + left.tail + 1, right.start, "", "表格中间的空行"))


def _edit(left: Line, right: Line) -> Edit:
    return Edit(left.end, right.start, _between(left.text, right.text))


def _change(kind: RepairKind, left: Line, right: Line, reason: str) -> Change:
    return Change(kind, left.end, right.start, _between(left.text, right.text), reason)


def _between(left: str, right: str) -> str:
    """A space between two Latin words, else nothing."""
    a, b = left[-1], right[0]
    return " " if a.isascii() and b.isascii() and a.isalpha() and b.isalpha() else ""


def _truncated(line: Line) -> Repair:
    return Repair(
        kind="truncated", line=line.number, start=line.end, end=line.end, before=line.text[-24:],
        reason="原文在句中中断，下文缺失，未作补充",
    )  # fmt: skip


def _unwrapped(left: Line, right: Line, count: int) -> Repair:
    return Repair(
        kind="other", line=left.number, start=left.end, end=left.end, put="",
        before=f"{left.text[-8:]}⏎{right.text[:8]}", after=f"{left.text[-8:]}{right.text[:8]}",
        reason=f"原文每一印刷行单独成行，已按段落接排，共{count}处",
    )  # fmt: skip
