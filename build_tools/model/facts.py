"""Facts that a document states; each with the span of the words that state it.

Field names and allowed values are those of the published tables. `start`..`end` is the span in the
source of what the docstring calls the surface; `line` is the line where it starts.
"""

from __future__ import annotations

from typing import Literal

from build_tools.model.document import Account, Document, Path, Record


class Fact(Record, frozen=True, kw_only=True):
    """Base: where the words stand."""

    path: Path
    line: int
    start: int
    end: int
    corrected: str | None = None  # who put it so, when and why, where a person did


class Amount(Fact, frozen=True, kw_only=True):
    """A sum of money. Surface: the bare sum (500万元; 10—50万元)."""

    surface: str
    yuan_min: float | None
    yuan_max: float | None
    role: Literal["fixed", "cap", "floor", "range", "threshold", "target", "fact", "per_unit", "limit"]
    in_table: bool = False


class Rate(Fact, frozen=True, kw_only=True):
    """A ratio as a fraction: 2% is 0.02, 1:1 is 1.0, 5倍 is 5, 150BP is 0.015. Surface: 2%; 5%—10%; 1:1."""

    surface: str
    value_min: float | None
    value_max: float | None
    role: Literal["incentive_rate", "cap", "floor", "threshold", "target", "fact", "fee_cap", "interest"]
    in_table: bool = False


class Incentive(Fact, frozen=True, kw_only=True):
    """A benefit with a number that someone can get; one record a tier. Surface: the quote."""

    beneficiary: str | None
    condition: str | None
    benefit_type: str | None
    rate: float | None = None
    rate_min: float | None = None
    base: str | None = None
    amount_yuan_min: float | None = None
    amount_yuan_max: float | None = None
    cap_yuan: float | None = None
    recurrence: Literal["once", "yearly"] | None = None
    quote: str


class Support(Fact, frozen=True, kw_only=True):
    """A benefit that someone can get and whose sum the text leaves open (按有关规定给予奖励). Surface: the quote.

    It stands beside the published table of incentives, which holds benefits with a number only.
    """

    beneficiary: str
    condition: str | None
    benefit_type: str
    benefit: str  # the words that say what is given
    recurrence: Literal["once", "yearly"] | None = None
    quote: str


class Responsibility(Fact, frozen=True, kw_only=True):
    """Who carries a clause, from a formal statement. Surface: the unit as printed."""

    unit: str  # canonical name from structured/units.yml, or as printed where the file does not know it
    role: Literal["lead", "support", "responsible", "guide", "implement"]
    surface: str


class Citation(Fact, frozen=True, kw_only=True):
    """A document or law that is named. Surface: the title in 《》, or the number."""

    title: str | None
    number: str | None
    relation: Literal["basis", "repeals", "issues", "mentions"]


class Target(Fact, frozen=True, kw_only=True):
    """A quantified goal. Surface: the words that state it."""

    indicator: str
    value: float | None
    value_max: float | None = None  # only with op "range"
    unit: str | None
    op: Literal[">=", ">", "<=", "<", "=", "≈", "range"]
    deadline: str | None  # the year: "2025"
    baseline: float | None = None
    from_table: bool = False


class Appointment(Fact, frozen=True, kw_only=True):
    """One person and one act. Surface: the sentence that decides it."""

    person: str
    action: Literal["任命", "免去"]
    organization: str
    post: str
    concurrent: bool = False
    date: str | None
    doubt: str | None = None  # the act whose other half is missing


class Schedule(Fact, frozen=True, kw_only=True):
    """From when to when a task runs, or until when (`by`, as printed). Surface: the years or the deadline as printed.

    Not every span of time is one of a task: a `goal` is a state to be reached by then, a `span` the time of the
    whole plan or of one of its stages.
    """

    task: str
    kind: Literal["task", "goal", "span"] = "task"
    start_year: int
    end_year: int
    unit: str | None = None
    by: str | None = None


class Validity(Record, frozen=True, kw_only=True):
    """From when a document holds and what it says of its end. None: the text does not say."""

    effective: str | None = None  # ISO date, or the rule in words: 自公布之日起
    effective_line: int | None = None
    expires: str | None = None  # ISO date, or the rule in words: 有效期3年
    expires_line: int | None = None
    period: tuple[int, int] | None = None  # planning period, years
    status: str = "公报未载明"


class Facts(Record, frozen=True, kw_only=True):
    """All facts of one document, each table in the order of the text."""

    amounts: tuple[Amount, ...] = ()
    rates: tuple[Rate, ...] = ()
    incentives: tuple[Incentive, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    citations: tuple[Citation, ...] = ()
    targets: tuple[Target, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    supports: tuple[Support, ...] = ()
    validity: Validity = Validity()


class Correction(Record, frozen=True, kw_only=True):
    """What a person changed after reading: the row of structured/corrections/, with the place it was applied to."""

    action: Literal["add", "change", "strike"]
    table: str  # a table of Facts, or "repairs"
    path: Path
    words: str  # the words of the text that it rests on
    line: int  # of these words in the source
    office: str
    date: str  # ISO
    reason: str
    was: str | None = None  # the record before, in words, where one was changed or struck


class StructuredDocument(Record, frozen=True, kw_only=True):
    """What one file of structured/documents/ holds."""

    document: Document
    facts: Facts = Facts()
    corrections: tuple[Correction, ...] = ()
    account: Account | None = None  # None: nobody has counted
