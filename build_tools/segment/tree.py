"""From blocks to a tree of clauses, by number labels and their sequence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from build_tools.language.characters import ends_sentence
from build_tools.language.labels import Label
from build_tools.model.document import Paragraph, Path
from build_tools.segment.blocks import Block
from build_tools.segment.headings import heading_of, stands_as_heading

_LETTERS = frozenset({"latin", "latin_small"})
_GAP = 12  # numbers that may be missing between two neighbours
_BOX_PARENT = 50  # a box hangs under its 节, or where there is none under the deepest part of this rank or above
_SECOND_LINE = 30  # a chapter's title may have a second line of this length
_LEAD = 26  # “电子信息。…”: a lead-in up to its 。 is at most this long


@dataclass
class Node:
    """A clause that is being built. `last`: number of its last child of each style."""

    path: Path
    style: str = ""
    rank: int = 0
    value: int = 0
    words: str = ""  # after the number, on its own line
    block: Block | None = None
    second: Block | None = None  # the title's second line
    body: list[Paragraph] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)
    in_article: bool = False
    heading: str = ""
    leads: int = 0  # how many paragraphs of `body` are its number and heading
    truncated: bool = False  # its own line breaks off

    @property
    def end_line(self) -> int:
        """Last line of it and all below it."""
        own = max((p.end_line for p in self.body), default=self.block.end_line if self.block else 0)
        if self.second:
            own = max(own, self.second.end_line)
        return max(own, self.children[-1].end_line if self.children else 0)

    def walk(self) -> list[Node]:
        """The node and all below it, in the order of the text."""
        found, stack = [], [self]
        while stack:
            node = stack.pop()
            found.append(node)
            stack.extend(reversed(node.children))
        return found


class Builder:
    """Takes the blocks of one scope (main text, or an annex) in order and hangs them into `root`."""

    def __init__(self, prefix: Path) -> None:
        self.root = Node(prefix)
        self.stack = [self.root]
        self.running: dict[str, int] = {}  # last number of each style in the scope
        self.oddities: list[tuple[int, str]] = []
        self.again = False

    @property
    def current(self) -> Node:
        """The clause that text goes to."""
        return self.stack[-1]

    def place_of(self, label: Label, block: Block, ahead: Sequence[Label]) -> int | None:
        """Depth in the stack of the parent for a clause with this label; None if the line is text.

        `ahead`: labels of the lines that follow.
        """
        style, value = label.style, label.value
        if self.again and value == 1:
            self.again = False
            return 0
        before = value if "条之" in label.num else value - 1  # 第三条之一 comes after 第三条
        for depth in range(len(self.stack) - 1, -1, -1):
            if self.stack[depth].last.get(style) == before:
                return depth
        if style in _LETTERS:  # a single letter may be a name: A、 opens a row only where B、 follows
            follows = any(other.style == style and other.value == 2 for other in ahead)
            return self._first(label, ahead) if value == 1 and follows else None
        if style == "box":
            section = next((d for d, node in enumerate(self.stack) if node.style == "section"), None)
            return self._above(_BOX_PARENT + 1) if section is None else section
        if value == 1:
            return self._first(label, ahead)
        if self.running.get(style) == value - 1:
            return self._above(label.rank)
        last = self.running.get(style, 0)
        short = len(block.text) <= 40 and not block.text.endswith("，")
        if (last < value <= last + _GAP and (style != "arabic" or short or last)) or style in (
            "part", "chapter", "section", "article",
        ):  # fmt: skip
            if not any(n.style == style for n in self.stack) and last == 0 and value > 3:
                return None
            self.oddities.append((block.line, f"编号不连续：“{label.num}”之前缺少相应条款"))
            row = next((d for d in range(len(self.stack) - 1, -1, -1) if style in self.stack[d].last), None)
            return self._above(label.rank) if row is None else row
        return None

    def begin_again(self) -> None:
        """The next clause that is the first of its row stands at the top: another text begins."""
        self.again = True

    def goes_on(self, label: Label, ahead: Sequence[Label]) -> bool:
        """Whether a row of items goes on with a doubtful label: the item before it is there, and the next one too,
        or the text before it has come to its end.
        """
        if not any(node.last.get(label.style) == label.value - 1 for node in self.stack):
            return False
        after = next((other for other in ahead if other.style == label.style), None)
        if after and after.value == label.value + 1:
            return True
        node = self.current
        before = node.body[-1].text if node.body else node.block.text if node.block else ""
        return ends_sentence(before)

    def _above(self, rank: int) -> int:
        return max((d for d, node in enumerate(self.stack) if node.rank < rank), default=0)

    def _first(self, label: Label, ahead: Sequence[Label]) -> int:
        """Parent of the first of a row."""
        for depth in range(len(self.stack) - 1, 0, -1):
            node = self.stack[depth]
            if node.style == "article" and label.style in ("han", "han_paren", "arabic"):
                return max(depth, self._above(label.rank))
            if node.rank <= label.rank or label.style in node.last:
                break
        deepest = self.current
        if deepest.rank > label.rank and not any(node.style == label.style for node in self.stack):
            # (一) below 1.: so it is where the row of 1. goes on after it
            after = next((other for other in ahead if other.style == deepest.style), None)
            if after and after.value == deepest.value + 1:
                return len(self.stack) - 1
        return self._above(label.rank)

    def add_clause(self, label: Label, block: Block, depth: int, truncated: bool = False) -> Node:
        """A new clause below stack[depth]."""
        del self.stack[depth + 1 :]
        parent = self.stack[depth]
        node = Node(
            (*parent.path, label.num), label.style, label.rank, label.value, block.text[label.end :].strip(), block,
            in_article=parent.in_article or parent.style == "article", truncated=truncated,
        )  # fmt: skip
        parent.children.append(node)
        parent.last[label.style] = label.value
        for style in [s for s in self.running if s == label.style]:
            del self.running[style]
        self.running[label.style] = label.value
        self.stack.append(node)
        return node

    def add_text(self, block: Block, paragraph: Paragraph) -> None:
        """Text, a table or a line of units below the current clause."""
        node = self.current
        if (
            node.style in ("part", "chapter", "section", "box") and node.second is None and not node.body
            and not node.children and paragraph.role == "text" and _is_title_line(block, node)
        ):  # fmt: skip
            node.second = block
            return
        if node.style == "box" and paragraph.role == "text" and _leaves_box(node, block):
            del self.stack[-1]
            node = self.current
        node.body.append(paragraph)


def settle(root: Node) -> None:
    """Headings of all clauses below `root`, as they follow from what stands below each; may be done again."""
    lists = {id(child): node.children for node in root.walk() for child in node.children}
    for node in root.walk():
        if node.block is None or node.style == "annex":
            continue
        own = node.body[node.leads :]
        others = (other for other in lists[id(node)] if other is not node and other.style == node.style)
        headed = any(stands_as_heading(other.words) for other in others)
        node.heading, whole = heading_of(node.style, node.words, bool(own or node.children), node.in_article, headed)
        lead = [node.block.paragraph("heading" if whole else "text", node.truncated)]
        if node.second:
            node.heading = f"{node.heading} {node.second.text}".strip()
            lead.append(node.second.paragraph("heading"))
        node.body, node.leads = [*lead, *own], len(lead)


def _is_title_line(block: Block, node: Node) -> bool:
    """Whether a short line below a chapter's number is the second line of its title (or all of it)."""
    text = block.text
    if len(text) > _SECOND_LINE or ends_sentence(text) or any(c in text for c in "，。；："):
        return False
    return node.style == "chapter" or not node.words


def _leaves_box(node: Node, block: Block) -> bool:
    """Whether text goes on outside a box: its paragraphs all open with a lead-in, and this one does not."""
    texts = [p.text for p in node.body if p.role == "text"]
    return bool(texts) and all(_has_lead(text) for text in texts) and not _has_lead(block.text)


def _has_lead(text: str) -> bool:
    head, stop, rest = text.partition("。")
    return bool(stop) and bool(rest) and len(head) <= _LEAD and "，" not in head
