"""The rule table: all that a checker needs to know, as plain data that JSON can hold. Pure: a ledger in, a dict out."""

from __future__ import annotations

from typing import Any

from handbook.ledger.degree.model import Group, GroupCourse, RequirementSet
from handbook.ledger.load import Ledger
from handbook.ledger.model import Course

PROGRAMS = ("specialization", "concentration")
Table = dict[str, Any]


def rule_table(ledger: Ledger) -> Table:
    """Return ``rules`` (names of rules that are facts), ``fullTime``, ``courses`` and ``sets``.

    ``courses`` maps a number to its title, units (null where unknown), prerequisites and whether it is an
    undergraduate course or from outside the college. ``sets`` maps an id to a degree, specialization or
    concentration; ``for`` names the degrees that one of the latter two belongs to.
    """
    rules = ledger.edition.degree_rules
    threshold = ledger.facts[rules["full_time"]].value if rules.get("full_time") in ledger.facts else None
    return {
        "rules": dict(sorted(rules.items())),
        "fullTime": threshold if isinstance(threshold, int | float) else None,
        "courses": {course.number: _course(ledger, course) for course in ledger.courses.values()},
        "sets": {
            entry.id: _set(ledger, entry) for entry in ledger.requirements.values()
            if entry.kind == "degree" or entry.kind in PROGRAMS
        },
    }


def _course(ledger: Ledger, course: Course) -> Table:
    rule = course.prerequisites_rule or ("see-note" if len(course.prerequisites) > 1 else "all")
    return {
        "id": course.id, "title": course.title, "units": course.units,
        "outside": course.number[:2] not in ledger.edition.college_prefixes,
        "undergraduate": int(course.number[3:]) < ledger.edition.first_graduate_number,
        "needs": list(course.prerequisites), "needsRule": rule, "note": course.prerequisites_note or "",
    }


def _set(ledger: Ledger, entry: RequirementSet) -> Table:
    limits = entry.limits
    degrees = [
        degree.id for degree in ledger.requirements.values()
        if entry.kind in PROGRAMS and degree.kind == "degree" and degree.edition in entry.entry_years
        and entry.track in (degree.track, "both")
    ]
    return {
        "id": entry.id, "title": entry.title or "", "kind": entry.kind, "complete": entry.status == "complete",
        "year": entry.edition, "for": degrees,
        "total": entry.total_units, "core": entry.core_units, "elective": entry.elective_units,
        "groups": [_group(group) for group in entry.groups],
        "unchecked": [
            *_beside_courses(entry),
            *({"title": item.title, "why": item.why, "rule": item.rule} for item in entry.unchecked),
        ],
        "limits": None if limits is None else {
            "outside": limits.outside_units_max, "undergraduate": limits.undergraduate_units_max,
            "undergraduateInOutside": limits.undergraduate_units_count_in_outside_cap,
            "normal": limits.units_per_term_normal, "petition": limits.units_per_term_by_petition,
            "average": str(limits.petition_min_qpa),
        },
    }


def _beside_courses(entry: RequirementSet) -> list[Table]:
    """Return what a degree asks for that no plan of courses shows: the internship and the grade average."""
    found = {}
    rule = entry.internship
    if rule is not None and rule.required:
        found["Internship"] = f"{rule.hours_min} hours at least ({rule.applies_to})"
    if entry.kind == "degree" and entry.min_qpa is not None:
        found["Grade average"] = f"{entry.min_qpa} at least"
    return [
        {"title": title, "why": f"{words}; a plan of courses does not show it", "rule": entry.id}
        for title, words in found.items()
    ]


def _group(group: Group) -> Table:
    return {
        "id": group.id, "title": group.title, "rule": group.rule, "elective": group.counts_in is not None,
        "courses": [_named(course) for course in group.courses], "chooseCourses": group.choose_courses,
        "chooseUnits": group.choose_units,
    }


def _named(course: GroupCourse) -> Table:
    return {
        "options": [] if course.number is None else [course.number, *course.alternatives],
        "title": course.title, "units": course.units,
    }
