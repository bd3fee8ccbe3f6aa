"""The models of requirement sets and sample plans. The fields are explained in ``data/README.md``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt

from handbook.ledger.model import Entry
from handbook.ledger.values import (
    NUMBER,
    WHOLE,
    AcademicYear,
    CourseNumber,
    Id,
    Ids,
    Text,
    Track,
    Units,
)

# No scale of grades in use ends above five.
Average = Annotated[StrictFloat, Field(gt=0, le=5), NUMBER]


class GroupCourse(BaseModel):
    """A course as a requirement group names it; ``number`` is None where the source prints a title alone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: CourseNumber | None
    title: Text
    units: Units | None
    alternatives: tuple[CourseNumber, ...] = ()


class Group(Entry):
    """A requirement group: all of its courses, or a choice among them."""

    title: Text
    rule: Literal["all", "choose"]
    courses: tuple[GroupCourse, ...]
    choose_courses: Annotated[StrictInt, Field(ge=1, le=50), WHOLE] | None = None
    choose_units: Units | None = None
    choose_units_min: Units | None = None
    choose_units_max: Units | None = None
    counts_in: Literal["elective"] | None = None
    note: Text | None = None


class Limits(BaseModel):
    """Unit limits of a degree."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    outside_units_max: Units
    undergraduate_units_max: Units
    undergraduate_min_grade: Text
    undergraduate_units_count_in_outside_cap: StrictBool
    units_per_term_normal: Units
    units_per_term_by_petition: Units
    petition_min_qpa: Average


class Internship(BaseModel):
    """The internship rule of a degree."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    required: StrictBool
    applies_to: Text
    hours_min: Annotated[StrictInt, Field(ge=1, le=2000), WHOLE]
    units: Units | None = None
    grading: Text | None = None
    when: Text | None = None
    report_by: Text | None = None


class Unchecked(BaseModel):
    """What a set asks for and no program can judge; ``rule`` is the fact or open question behind it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    why: Text
    rule: Id


class RequirementSet(Entry):
    """The rules of a degree, specialization or concentration for one edition."""

    kind: Literal["degree", "specialization", "concentration", "concentration-web"]
    title: Text | None = None
    track: Track
    edition: Text
    entry_years: tuple[AcademicYear, ...]
    status: Literal["complete", "partial"]
    total_units: Units | None
    core_units: Units | None = None
    elective_units: Units | None = None
    terms: Annotated[StrictInt, Field(ge=1, le=20), WHOLE] | None = None
    groups: tuple[Group, ...]
    limits: Limits | None = None
    internship: Internship | None = None
    min_qpa: Average | None = None
    unchecked: tuple[Unchecked, ...] = ()
    sources: Ids
    note: Text | None = None


class PlanTerm(BaseModel):
    """One term of a plan: its name and the courses taken in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Text
    courses: Annotated[tuple[CourseNumber, ...], Field(max_length=20)]


class Plan(Entry):
    """A way through a requirement set, term by term; ``evidence`` names facts on when courses were seen to run."""

    title: Text
    requirement: Id
    specialization: Id | None = None
    terms: Annotated[tuple[PlanTerm, ...], Field(min_length=1, max_length=12)]
    exemptions: tuple[CourseNumber, ...] = ()
    evidence: tuple[Id, ...] = ()
    note: Text | None = None
