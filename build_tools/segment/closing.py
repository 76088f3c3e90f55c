"""Which text closes a list or a document rather than the clause it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec

from build_tools.language.characters import ends_sentence
from build_tools.model.document import Paragraph
from build_tools.rules import load_rules
from build_tools.segment.tree import Node

FILE = Path(__file__).with_name("closing.yml")
_SENTENCE = 400
_ITEMS = 3  # items of one paragraph that show that the last one has no second


class ClosingRule(msgspec.Struct, frozen=True):
    """A paragraph in which `pattern` is found closes a document."""

    pattern: str
    example: str


@cache
def closing_rules() -> tuple[tuple[ClosingRule, re.Pattern[str]], ...]:
    """Rules with their patterns."""
    return tuple((rule, re.compile(rule.pattern)) for rule in load_rules(FILE, "closing", ClosingRule))


@cache
def section_rules() -> tuple[tuple[ClosingRule, re.Pattern[str]], ...]:
    """Headings of sections that are themselves about closing matters."""
    return tuple((rule, re.compile(rule.pattern)) for rule in load_rules(FILE, "sections", ClosingRule))


@cache
def address_rules() -> tuple[tuple[ClosingRule, re.Pattern[str]], ...]:
    """How a paragraph begins that turns to all who have to carry out a document."""
    return tuple((rule, re.compile(rule.pattern)) for rule in load_rules(FILE, "addresses", ClosingRule))


def is_closing(text: str) -> bool:
    """Whether a paragraph says when the document takes effect, what it repeals, or how it is read."""
    return any(pattern.search(text[:_SENTENCE]) for _, pattern in closing_rules())


def lift_duties(root: Node) -> None:
    """Lines of units below the last item of a list go to the clause that the list belongs to.

    They stay where other items of the list have such lines of their own.
    """
    nodes = root.walk()
    for node in reversed(nodes):
        items = [child for child in node.children if child.style == node.children[-1].style] if node.children else []
        if len(items) < 2 or node.children[-1] is not items[-1] or node is root:
            continue
        last = items[-1]
        if last.children or any(_ends_with_duty(item) for item in items[:-1]):
            continue
        _lift(last, node, lambda p: p.role == "duty")


def lift_after_lists(root: Node) -> None:
    """Text after the last of several bare items (without heading, one paragraph each) goes to their clause.

    Items of a whole document may begin with short headings, if the text turns to all who have to carry it out.
    """
    _lift_after_document(root)
    for node in reversed(root.walk()):
        items = node.children
        if len(items) < 2 or any(item.style != items[-1].style for item in items):
            continue
        last = items[-1]
        whole = not last.heading or last.words.endswith("。")  # 三、绿色出行。 among items that are such sentences
        bare = last.style != "article" and not last.children and whole and all(not item.heading for item in items[:-1])
        if bare and all(len(item.body) == 1 for item in items[:-1]) and len(last.body) > 1:
            _lift(last, node, lambda p: p.role == "text", bool(last.heading))


def _lift_after_document(root: Node) -> None:
    items = root.children
    if len(items) < _ITEMS or any(item.style != "han" or item.children for item in items):
        return
    if all(len(item.body) == 1 for item in items[:-1]) and items[-1].body[0].role == "text":
        _lift(items[-1], root, lambda p: p.role == "text" and any(r.search(p.text) for _, r in address_rules()))


def take_closing(root: Node) -> list[Paragraph]:
    """Cuts the closing paragraphs of the main text off its last clause."""
    if not root.children:
        return []
    taken: list[Paragraph] = []
    top = [p for p in root.body if p.start > root.children[-1].body[0].start] if root.children[-1].body else []
    if any(is_closing(p.text) for p in top):
        root.body[:] = [p for p in root.body if p not in top]
        return top
    node = root
    while node.children and (not node.body or node.children[-1].body[0].start > node.body[-1].start):
        node = node.children[-1]
    if any(part.startswith("第") and part.endswith("条") for part in node.path) or not node.path:
        return []
    floor = _own(node)
    while len(node.body) > floor and node.body[-1].role == "text" and is_closing(node.body[-1].text):
        taken.insert(0, node.body.pop())
    return taken


def _own(node: Node) -> int:
    """Paragraphs that a clause keeps: its heading and one of text, or all where it is about closing matters."""
    about = not node.in_article and not node.children and any(p.search(node.heading) for _, p in section_rules())
    if about:
        return len(node.body)
    if node.children:
        return 1
    return 2 if node.body and node.body[0].role == "heading" and not ends_sentence(node.body[0].text) else 1


@cache
def _duty_bracket() -> re.Pattern[str]:
    return re.compile(
        r"[（(〔【](?:[^（(〔【]{0,12}(?:单位|部门)[:：].*|[^。]{2,300}(?:牵头|负责|配合|落实))[）)〕】]。?$"
    )


def _ends_with_duty(node: Node) -> bool:
    return bool(node.body) and (node.body[-1].role == "duty" or bool(_duty_bracket().search(node.body[-1].text[-400:])))


def _lift(last: Node, node: Node, wanted: Callable[[Paragraph], bool], headed: bool = False) -> None:
    """Moves what is `wanted` off the end of `last` to `node`. `headed`: its first sentence only looks like a heading."""
    moved: list[Paragraph] = []
    while len(last.body) > 1 and wanted(last.body[-1]):
        if not headed and last.body[-2].role == "heading" and "：" not in last.body[-1].text[:12]:
            break  # a sentence that is all the text of its clause
        moved.insert(0, last.body.pop())
    node.body.extend(moved)
