"""The frozen, typed models of the ledger's entries. The fields are explained in ``data/README.md``."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StrictStr

from handbook.ledger.values import (
    EMAIL,
    HOURS,
    NUMBER,
    PHONE,
    PREFIX,
    WHOLE,
    AcademicYear,
    Address,
    Ask,
    AsOf,
    CourseNumber,
    Day,
    FullDay,
    Id,
    Ids,
    Published,
    Status,
    Text,
    Track,
    Units,
)


class Entry(BaseModel):
    """An entry of the ledger: frozen, with no field beyond those named."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id


class Source(Entry):
    """Where something was read: one entry per address and date."""

    title: Text
    publisher: Text
    url: Address | None
    kind: Literal[
        "official-page", "official-document", "course-catalog", "syllabus",
        "transcription", "student-project", "news", "other",
    ]
    as_of: AsOf
    read_in: Address | None = None
    note: Text | None = None


class AppliesTo(BaseModel):
    """For whom a fact holds; an absent field means that no limit is known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tracks: tuple[Track, ...] = ()
    entry: tuple[AcademicYear, ...] = ()
    cycle: Text | None = None
    academic_year: Text | None = None


class Sourced(Entry):
    """An entry that rests on sources; ``as_of`` is the date of the newest one."""

    sources: Ids
    as_of: AsOf


class Fact(Sourced):
    """One statement in our own words; ``value`` holds what a page may print of it."""

    statement: Text
    value: Any = None
    status: Status
    conflict: Id | None = None
    applies_to: AppliesTo = AppliesTo()
    note: Text | None = None


class Course(Sourced):
    """One course; ``units`` is None where no source gives them."""

    number: CourseNumber
    title: Text
    subject: Id | None = None
    units: Units | None
    length: Literal["semester", "mini", "unknown"]
    length_inferred: StrictBool = False
    prerequisites: tuple[CourseNumber, ...]
    prerequisites_rule: Literal["all", "any", "see-note"] | None = None
    prerequisites_note: Text | None = None
    topics: tuple[Text, ...]
    offered_seen: tuple[Text, ...]
    minis_seen: tuple[Annotated[StrictInt, Field(ge=1, le=6), WHOLE], ...] = ()
    roles: tuple[Text, ...]
    conflict: Id | None = None
    note: Text | None = None


class Deadline(Sourced):
    """A date; ``date`` is None when only a rule is known, MM-DD when it comes every year."""

    title: Text
    date: Day | None
    end_date: Day | None = None
    rule: Text | None = None
    time: Annotated[StrictStr, Field(pattern=HOURS)] | None = None
    timezone: Literal["America/New_York"] | None = None
    cycle: Text
    audience: Literal["applicant", "admitted", "student"]
    status: Status
    conflict: Id | None = None
    note: Text | None = None

    def when(self) -> str:
        """Return day, last day and hours as ``published-dates.yaml`` records them; "" without a full date."""
        if self.date is None or len(self.date) != 10:
            return ""
        last = f" to {self.end_date}" if self.end_date else ""
        return f"{self.date}{last}{f' {self.time}' if self.time else ''}"


class PublishedDate(Entry):
    """Every day on which a deadline was ever published, oldest first. ``id`` is the deadline's."""

    published: Annotated[tuple[Published, ...], Field(min_length=1)]


class Cost(Sourced):
    """One published figure in US dollars."""

    academic_year: AcademicYear
    term: Text
    track: Text
    item: Id
    amount: Annotated[StrictInt | StrictFloat, Field(gt=0, lt=1_000_000), NUMBER]
    currency: Literal["USD"]
    per: Literal["term", "unit", "year", "once"]
    note: Text | None = None


class Organization(Entry):
    """An organization that a source names, and in which roles."""

    name: Text
    kinds: tuple[
        Literal[
            "capstone-client", "internship-host", "employer", "scholarship-partner",
            "course-project-sponsor", "faculty-project-client",
        ], ...
    ]
    sector: Text | None = None
    sources: Ids
    note: Text | None = None


class Office(Sourced):
    """Whom to ask. ``purpose`` is called ``for`` in the file."""

    name: Text
    purpose: Text = Field(alias="for")
    phone: Annotated[StrictStr, Field(pattern=PHONE)] | None = None
    email: Annotated[StrictStr, Field(pattern=EMAIL)] | None = None
    address: Text | None = None
    url: Address | None = None
    person: Text | None = None
    note: Text | None = None


class ConflictValue(BaseModel):
    """One side of a disagreement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Text
    sources: Ids
    as_of: AsOf


class Conflict(Entry):
    """A point on which sources disagree; ``wording`` (``print`` in the file) is what the handbook prints."""

    question: Text
    values: Annotated[tuple[ConflictValue, ...], Field(min_length=2)]
    wording: Text = Field(alias="print")
    reason: Text
    ask: Id


class Unknown(Entry):
    """A question that no source answers; ``ask`` is an office id or an address, ``subject`` a word to list it by."""

    question: Text
    why: Text
    ask: Ask
    subject: Id | None = None


class KeptBack(Entry):
    """A fact that no written page shows, with the reason. ``id`` is the fact's."""

    reason: Text


class LoggedChange(Entry):
    """One entry of the ledger's own change log: what changed on a day, in plain sentences, and the ids touched.

    ``gone`` names ids that the ledger no longer holds.
    """

    date: FullDay
    topic: Literal[
        "edition", "facts", "requirements", "courses", "deadlines", "costs", "conflicts", "unknowns", "plans",
        "offices", "organizations", "sources",
    ]
    sentences: Annotated[tuple[Text, ...], Field(min_length=1)]
    entries: tuple[Id, ...] = ()
    gone: tuple[Id, ...] = ()


class ReviewLimit(BaseModel):
    """After how many days a topic is due to be checked again, and the harm that a wrong value does (1 the worst)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    days: Annotated[StrictInt, Field(ge=1, le=3650), WHOLE]
    harm: Annotated[StrictInt, Field(ge=1, le=4), WHOLE]


class Edition(Entry):
    """The edition of the handbook; ``checked`` is the only date a build knows.

    ``checked_from`` is the day on which the check began, where it took more than one;
    ``tracks`` maps the id of a track to its printed name; ``entry_years`` stand newest first;
    ``college_prefixes`` are the first two digits of the college's own course numbers; ``cost_items`` maps
    the items of ``costs.yaml`` to their printed names where the plain words of the item would not do;
    ``cost_facts`` maps items to the facts that keep the same figures;
    ``cost_tracks`` and ``cost_terms`` are what its rows may name; ``outside_catalog`` are numbers that prerequisites
    name and the catalog does not; ``owners`` maps lists and topics to the office that can confirm them;
    ``review`` holds the topics of facts that ``review`` lists sooner than others; the last three digits of a course
    number below ``first_graduate_number`` mark an undergraduate course;
    ``degree_rules`` maps a rule of the plan checker to the fact that states it.
    """

    title: Text
    checked: FullDay
    checked_from: FullDay | None = None
    entry_years: tuple[AcademicYear, ...]
    tracks: dict[Id, Text]
    college_prefixes: tuple[Annotated[StrictStr, Field(pattern=PREFIX)], ...]
    cost_items: dict[Id, Text] = Field(default_factory=dict)
    cost_facts: dict[Id, Ids] = Field(default_factory=dict)
    cost_tracks: tuple[Text, ...] = ()
    cost_terms: tuple[Text, ...] = ()
    outside_catalog: tuple[CourseNumber, ...] = ()
    owners: dict[Id, Id] = Field(default_factory=dict)
    review: dict[Id, ReviewLimit] = Field(default_factory=dict)
    first_graduate_number: Annotated[StrictInt, Field(ge=0, le=999), WHOLE] = 0
    degree_rules: dict[
        Literal["outside", "undergraduate", "normal_load", "petition", "full_time"], Id
    ] = Field(default_factory=dict)
