"""What a requirement set does not say, read from its own fields."""

from __future__ import annotations

from handbook.ledger.degree.model import Group, RequirementSet
from handbook.ledger.degree.rules import group_units
from handbook.ledger.formats import full_stop, plain_number


def missing(entry: RequirementSet) -> list[str]:
    """Return in words what is not known of ``entry``, in order; empty where nothing of what it should say is missing.

    A degree should state total, core, limits and internship, and the groups of its core should make the core units;
    any set should state its total and entry year, and each group its courses and how many of them are needed. A group
    that is the only one is not named.
    """
    found = []
    if not entry.entry_years:
        found.append("the entry year from which it holds")
    if entry.total_units is None:
        found.append("the total of units")
    if entry.kind == "degree":
        found += _core(entry)
        found += ["the limits"] if entry.limits is None else []
        found += ["the internship rule"] if entry.internship is None else []
    for group in entry.groups:
        found += _group(group, alone=len(entry.groups) == 1)
    return found


def unsettled(entry: RequirementSet) -> list[str]:
    """Return as sentences what ``entry`` asks for and nobody can check, for want of a list or a source."""
    return [full_stop(f"{one.title}: {one.why}") for one in entry.unchecked]


def _core(entry: RequirementSet) -> list[str]:
    if entry.core_units is None:
        return ["the core units"]
    known = sum(group_units(group) or 0 for group in entry.groups if group.counts_in is None)
    lacking, whole = (plain_number(units) for units in (entry.core_units - known, entry.core_units))
    return [f"the courses for {lacking} of {whole} core units"] if known != entry.core_units else []


def _group(group: Group, *, alone: bool) -> list[str]:
    found = []
    if not group.courses:
        # No table shows a group without courses.
        found.append("the courses" if alone else f"the courses of a part, “{group.title}”")
    elif group.rule == "choose" and group.choose_courses is None and group.choose_units is None:
        found.append("how many courses are needed" if alone else f"how many of “{group.title}” are needed")
    nameless = [course.title for course in group.courses if course.number is None]
    if nameless:
        found.append(f"the number of {', '.join(nameless)}")
    unmeasured = sum(course.units is None for course in group.courses)
    if unmeasured:
        inside = "" if alone else f" of “{group.title}”"
        found.append(f"the units of {unmeasured} course{'s' if unmeasured != 1 else ''}{inside}")
    return found
