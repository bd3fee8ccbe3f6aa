"""What differs between requirement sets, as the set difference of everything that they state.

Each set is read as a list of statements: its totals, limits and internship rule, for each group how many of it are
needed and every course in it with title, units and alternatives, and what the set asks for that no program can judge.
What stands in no group is a plain value with a label that needs no other word beside it.
A statement that all sets make is the same; any other is a difference. Groups and what cannot be judged answer to each
other by title, without what stands there in brackets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handbook.ledger.degree.model import Group, GroupCourse, RequirementSet
from handbook.ledger.formats import full_stop


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a set states: the part it belongs to, what about it, and the words or the course.

    A plain value has no part (``""``), and ``what`` is its label.
    """

    part: str
    what: str
    words: str = ""
    course: GroupCourse | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Statements in order: those of all sets, and for each set those that not all share."""

    same: tuple[Statement, ...]
    only: tuple[tuple[Statement, ...], ...]

    def parts(self) -> list[str]:
        """Return the parts in which there is a difference, in order; plain values are the part ``""``."""
        return list(dict.fromkeys(statement.part for side in self.only for statement in side))


def compare(entries: Sequence[RequirementSet]) -> Comparison:
    """Return what is the same in all of ``entries`` and what is not."""
    stated = [statements(entry) for entry in entries]
    shared = set(stated[0]).intersection(*stated)
    return Comparison(
        tuple(statement for statement in stated[0] if statement in shared),
        tuple(tuple(statement for statement in side if statement not in shared) for side in stated),
    )


def statements(entry: RequirementSet) -> list[Statement]:
    """Return everything that ``entry`` states, without repeats."""
    terms = [] if entry.terms is None else [("Number of terms", f"{entry.terms}")]
    values = (*units_words(entry), *terms, *average_words(entry), *limits_words(entry))
    found = [Statement("", what, words) for what, words in values]
    found += _internship(entry)
    for group in entry.groups:
        found += _group(group)
    found += [Statement(item.title, "Note", full_stop(item.why)) for item in entry.unchecked]
    return list(dict.fromkeys(found))


def units_words(entry: RequirementSet) -> list[tuple[str, str]]:
    """Return the units of a set, as far as it states them, as pairs of label and words."""
    units = {"Total": entry.total_units, "Core": entry.core_units, "Electives": entry.elective_units}
    return [(what, f"{value:g} units") for what, value in units.items() if value is not None]


def average_words(entry: RequirementSet) -> list[tuple[str, str]]:
    """Return the average that a set asks for as a pair of label and words; none where it states none."""
    return [] if entry.min_qpa is None else [("Cumulative average at the end", f"{entry.min_qpa:.1f} at least")]


def limits_words(entry: RequirementSet) -> list[tuple[str, str]]:
    """Return the limits of a set as pairs of label and words; none where it states none."""
    limits = entry.limits
    if limits is None:
        return []
    inside = "" if limits.undergraduate_units_count_in_outside_cap else "not "
    return [
        ("Units a semester", f"{limits.units_per_term_normal:g} normally"),
        ("Units a semester by petition",
         f"up to {limits.units_per_term_by_petition:g} with an average of {limits.petition_min_qpa:.1f}"),
        ("Courses from outside the college", f"{limits.outside_units_max:g} units at most"),
        ("Undergraduate courses",
         f"{limits.undergraduate_units_max:g} units at most, each with {limits.undergraduate_min_grade} or better; "
         f"they are {inside}part of the limit for courses from outside"),
    ]


def _internship(entry: RequirementSet) -> list[Statement]:
    rule = entry.internship
    if rule is None:
        return []
    words = {
        "Internship": "required" if rule.required else "not required",
        "Who has an internship": rule.applies_to,
        "Hours of the internship": f"{rule.hours_min} at least",
        "Units of the internship": None if rule.units is None else f"{rule.units:g}",
        "Grading of the internship": rule.grading,
        "Time of the internship": rule.when,
        "Last day to report the internship": rule.report_by,
    }
    return [Statement("", what, text) for what, text in words.items() if text is not None]


def _group(group: Group) -> list[Statement]:
    part = group_name(group)
    whole = "every course of it is needed." if len(group.courses) != 1 else "its one course is needed."
    found = [Statement(part, "How many", whole if group.rule == "all" else rule_words(group))]
    if group.counts_in is not None:
        found.append(Statement(part, "Counts in", f"It counts in the {group.counts_in} units."))
    if group.note:
        found.append(Statement(part, "Note", full_stop(group.note)))
    return found + [Statement(part, course.number or course.title, course=course) for course in group.courses]


def group_name(group: Group) -> str:
    """Return the title of a group without what stands in brackets."""
    return group.title.partition(" (")[0]


def parts_named(entry: RequirementSet) -> set[str]:
    """Return the names of all groups of ``entry``, and of what it asks for that no program can judge."""
    return {*map(group_name, entry.groups), *(item.title for item in entry.unchecked)}


def rule_words(group: Group) -> str:
    """Return how much of a group is needed: ``all of these``, ``choose 1 course, 6 units``."""
    if group.rule == "all":
        return "all of these."
    parts = []
    if group.choose_courses is not None:
        parts.append(f"{group.choose_courses} course{'s' if group.choose_courses != 1 else ''}")
    if group.choose_units is not None:
        parts.append(f"{group.choose_units:g} units")
    elif group.choose_units_min is not None and group.choose_units_max is not None:
        parts.append(f"{group.choose_units_min:g} to {group.choose_units_max:g} units")
    return f"choose {', '.join(parts)}." if parts else "how many are needed is not published."
