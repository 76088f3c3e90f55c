"""What connects documents: units, topics, and links between clauses. People edit units and topics as YAML."""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

from build_tools.model.document import Path, Record, Slug
from build_tools.model.facts import Incentive


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A clause of a document (contract key and path); path () is the document itself."""

    doc: str
    path: Path = ()


class Unit(Record, frozen=True, kw_only=True):
    """One row of structured/units.yml: a body that carries clauses."""

    name: str  # canonical
    kind: str = ""  # in Chinese, as the page of units groups them
    parent: str | None = None  # canonical name of the body it belongs to
    aliases: tuple[str, ...] = ()


class TopicRule(Record, frozen=True, kw_only=True):
    """Places what holds one of `any`, every one of `all` and none of `none`.

    `where` it is looked for: in a clause's heading or in its heading and text, which places the clause; in a
    document's title, which places the document itself.
    """

    where: Literal["title", "heading", "text"] = "text"
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    example: str  # words that the rule places


class Topic(Record, frozen=True, kw_only=True):
    """One row of structured/topics.yml: a door by which people come in."""

    slug: Slug
    title: str
    kind: Literal["life", "subject"]
    rules: tuple[TopicRule, ...]
    also: tuple[Place, ...] = ()  # placed by hand
    never: tuple[Place, ...] = ()  # kept out by hand


class Placement(Record, frozen=True, kw_only=True):
    """A clause (or, with path (), a document) behind a door, and the words that led it there."""

    place: Place
    words: tuple[str, ...] = ()


class Related(Record, frozen=True, kw_only=True):
    """A clause of another document that a reader may want, and why."""

    place: Place
    terms: tuple[str, ...] = ()  # rare terms that both use
    units: tuple[str, ...] = ()  # units that carry both
    citations: tuple[str, ...] = ()  # titles or numbers that both cite

    @property
    def reason(self) -> str:
        """The reason in words, for readers."""
        parts = (("共同用语", self.terms), ("同一单位", self.units), ("同引", self.citations))
        return "；".join(f"{name}：{'、'.join(words)}" for name, words in parts if words)


class Benefit(NamedTuple):
    """An incentive and where it stands."""

    place: Place
    incentive: Incentive


class Conflict(Record, frozen=True, kw_only=True):
    """The same benefit with different figures in two documents: both, side by side, without a verdict."""

    what: str  # what is compared, in the words that both share
    left: Benefit
    right: Benefit
