"""What two requirement sets have in common and where they differ: set differences of the data, nothing else.

A course stands in one of three lists of a set: required (a group with ``rule: all``), to choose from (``choose``), or
on an elective list (a group with ``counts_in: elective``). A group item without a number counts by its title; what may
stand in for a course belongs to the item. Where one set has no such list at all, or is known only in part, what the
other has more is not called a difference: a missing line is a gap of the sources more often than a rule.
"""

from __future__ import annotations

from dataclasses import dataclass

from handbook.ledger.model import Group, GroupCourse, RequirementSet

REQUIRED, CHOICE, ELECTIVE = "Required", "To choose from", "On the elective list"
KINDS = (REQUIRED, CHOICE, ELECTIVE)

Key = tuple[str, ...]
"""One item of a group: the number of a course (or a title without number), then the numbers that may replace it."""


@dataclass(frozen=True, slots=True)
class Value:
    """One figure of both sets, in the words in which it is printed; None where a set does not say."""

    label: str
    first: str | None
    second: str | None

    @property
    def differs(self) -> bool:
        """Whether both sets say something, and not the same, or only one says anything."""
        return self.first != self.second


@dataclass(frozen=True, slots=True)
class Courses:
    """The items of one kind of list, in order: in the first set and not in the second, the reverse, and in both.

    ``open`` names the side (``first``, ``second``) whose list is missing or known only in part; None where both are
    known. What the other side has more is then known of that side alone, and is no difference of the rules.
    """

    kind: str
    first: tuple[Key, ...]
    second: tuple[Key, ...]
    both: tuple[Key, ...]
    open: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures and lists of courses of two sets."""

    values: tuple[Value, ...]
    courses: tuple[Courses, ...]


def compare(first: RequirementSet, second: RequirementSet) -> Comparison:
    """Return what differs between two sets, and what is the same. Figures that neither set has are left out."""
    pairs = zip(_figures(first), _figures(second), strict=True)
    values = [Value(label, one, two) for (label, one), (_, two) in pairs if one is not None or two is not None]
    lists = [_courses(kind, first, second) for kind in KINDS]
    return Comparison(tuple(values), tuple(entry for entry in lists if entry is not None))


def items(entry: RequirementSet, kind: str) -> tuple[Key, ...]:
    """Return the items of one kind of list (one of :data:`KINDS`) of a set, each once, in order."""
    found = [_key(course) for group in entry.groups if _kind(group) == kind for course in group.courses]
    return tuple(dict.fromkeys(found))


def _kind(group: Group) -> str:
    if group.counts_in is not None:
        return ELECTIVE
    return REQUIRED if group.rule == "all" else CHOICE


def _key(course: GroupCourse) -> Key:
    return (course.number or course.title, *sorted(course.alternatives))


def _courses(kind: str, first: RequirementSet, second: RequirementSet) -> Courses | None:
    one, two = items(first, kind), items(second, kind)
    if not one and not two:
        return None
    unknown = [side for side, entry, own in (("first", first, one), ("second", second, two))
               if not own or entry.status == "partial"]
    return Courses(
        kind, tuple(key for key in one if key not in two), tuple(key for key in two if key not in one),
        tuple(key for key in one if key in two), unknown[0] if unknown else None,
    )


def _figures(entry: RequirementSet) -> list[tuple[str, str | None]]:
    """Return every figure of a set with its label; the same labels in the same order for every set."""
    limits, work = entry.limits, entry.internship
    average = None if entry.min_qpa is None else f"{entry.min_qpa:.1f} at least"
    found: list[tuple[str, str | None]] = [
        ("Total", _units(entry.total_units)),
        ("Core", _units(entry.core_units)),
        ("Electives", _units(entry.elective_units)),
        ("Semesters", None if entry.terms is None else str(entry.terms)),
        ("Cumulative average at the end", average),
    ]
    labels = (
        "Units a semester", "Units a semester by petition", "From outside the college", "Undergraduate courses",
        "Undergraduate units count as from outside",
    )
    found += zip(labels, [None] * len(labels) if limits is None else [
        f"{limits.units_per_term_normal:g} normally",
        f"up to {limits.units_per_term_by_petition:g} with an average of {limits.petition_min_qpa:.1f}",
        f"{limits.outside_units_max:g} units at most",
        f"{limits.undergraduate_units_max:g} units at most, each with {limits.undergraduate_min_grade} or better",
        "yes" if limits.undergraduate_units_count_in_outside_cap else "no",
    ], strict=True)
    labels = (
        "Internship", "Internship: for whom", "Internship: when", "Internship: grading", "Internship: reported by",
    )
    found += zip(labels, [None] * len(labels) if work is None else [
        f"{work.hours_min} hours at least" if work.required else "not required",
        work.applies_to, work.when, work.grading, work.report_by,
    ], strict=True)
    return found


def _units(units: float | None) -> str | None:
    return None if units is None else f"{units:g} units"
