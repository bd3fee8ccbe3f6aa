"""Rules over requirement sets, sample plans and the order of courses: references, sums, circles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handbook.ledger.degree.model import Group, RequirementSet
from handbook.ledger.degree.proof import plan_faults
from handbook.ledger.load import Ledger
from handbook.ledger.model import Course
from handbook.ledger.problems import Code, Problem, nearest

# No degree has so many, and what follows prerequisites does so course by course.
_LONGEST_CHAIN = 100


def groups_unique(ledger: Ledger) -> Iterator[Problem]:
    """Group ids stand once in the whole ledger."""
    seen = set(ledger.places)
    for entry in ledger.requirements.values():
        for group in entry.groups:
            if group.id in seen:
                yield ledger.problem(entry, Code.DUPLICATE_ID, f"the group id {group.id} stands twice")
            seen.add(group.id)


def sets_have_titles(ledger: Ledger) -> Iterator[Problem]:
    """A set other than a degree has a title; a degree is called by its track."""
    for entry in ledger.requirements.values():
        if entry.kind != "degree" and entry.title is None:
            yield ledger.problem(entry, Code.FIELD, f"a {entry.kind} needs a title")


def group_units(group: Group) -> float | None:
    """Return the units that a group asks for, None where they are not known."""
    if group.rule == "choose":
        return group.choose_units
    if any(course.units is None for course in group.courses):
        return None
    return sum(course.units or 0 for course in group.courses)


def units_add_up(ledger: Ledger) -> Iterator[Problem]:
    """Core and elective units make the total; groups of a complete set make the core (or the total).

    A set in which a course has other units than in its own entry is left to the rule that names the course.
    """
    for entry in ledger.requirements.values():
        if _other_units(ledger, entry):
            continue
        if entry.kind == "degree":
            yield from _degree_sums(ledger, entry)
        elif entry.status == "complete" and entry.total_units is None:
            yield ledger.problem(entry, Code.FIELD, "a complete set needs total_units")
        elif entry.status == "complete":
            units = [group_units(group) for group in entry.groups]
            if None in units or sum(u or 0 for u in units) != entry.total_units:
                message = f"the groups make {_sum(units)}, not {entry.total_units:g}"
                yield ledger.problem(entry, Code.SUM, message)


def _degree_sums(ledger: Ledger, entry: RequirementSet) -> Iterator[Problem]:
    core, elective, total = entry.core_units, entry.elective_units, entry.total_units
    if core is None or elective is None or total is None:
        yield ledger.problem(entry, Code.FIELD, "a degree needs total_units, core_units and elective_units")
        return
    listed = [group_units(group) for group in entry.groups if group.counts_in is None]
    made = sum(units or 0 for units in listed)
    short = entry.status == "complete" and (None in listed or made != core)
    if core + elective != total:
        message = f"core {core:g} and electives {elective:g} make {core + elective:g}, not {total:g} units"
        yield ledger.problem(entry, Code.SUM, f"{message}; the core groups make {made:g}" if short else message)
    elif short:
        yield ledger.problem(entry, Code.SUM, f"the core groups make {_sum(listed)}, not {core:g}")
    elif made > core:
        yield ledger.problem(entry, Code.SUM, f"the core groups make {made:g} units, more than {core:g}")


def _sum(units: Sequence[float | None]) -> str:
    """Return the sum of ``units`` in words, and whether it lacks some that are not known."""
    unknown = " and some not known" if None in units else ""
    return f"{sum(one or 0 for one in units):g} units{unknown}"


def _other_units(ledger: Ledger, entry: RequirementSet) -> list[str]:
    """Return, in words, each course to which a set gives other units than the course's own entry has."""
    found = []
    for group in entry.groups:
        for named in group.courses:
            course = ledger.course(named.number) if named.number else None
            if course is None or course.units is None or named.units is None or course.conflict:
                continue
            if course.units != named.units:
                here, there = f"{named.units:g} units here", f"{course.units:g} in courses"
                found.append(f"{group.id}: {named.number} has {here} and {there}")
    return found


def group_units_match_courses(ledger: Ledger) -> Iterator[Problem]:
    """A group gives a course the units that its own entry has, unless a conflict says otherwise."""
    for entry in ledger.requirements.values():
        for message in _other_units(ledger, entry):
            yield ledger.problem(entry, Code.SUM, message)


def no_circles(ledger: Ledger) -> Iterator[Problem]:
    """No course needs itself, directly or through others, nor more courses in a row than any degree has."""
    chains: dict[str, int] = {}

    def walk(course: Course, trail: tuple[str, ...]) -> Iterator[Problem]:
        if course.number in trail:
            circle = " -> ".join([*trail[trail.index(course.number):], course.number])
            yield ledger.problem(course, Code.CYCLE, f"courses need each other in a circle: {circle}")
            return
        # A trail so long is told below, whatever follows.
        if course.number in chains or len(trail) > _LONGEST_CHAIN:
            return
        for number in course.prerequisites:
            needed = ledger.course(number)
            if needed is not None:
                yield from walk(needed, (*trail, course.number))
        chains[course.number] = max((1 + chains.get(number, 0) for number in course.prerequisites), default=0)

    for course in ledger.courses.values():
        yield from walk(course, ())
    too_long = [number for number, length in chains.items() if length > _LONGEST_CHAIN]
    for number in too_long[:1]:  # those before it in the chain are no other fault
        message = f"needs more than {_LONGEST_CHAIN} courses one after the other"
        named = next(course for course in ledger.courses.values() if course.number == number)
        yield ledger.problem(named, Code.CYCLE, message)


def degree_rules_exist(ledger: Ledger) -> Iterator[Problem]:
    """The edition names facts that exist as rules of the plan checker."""
    for name, fact_id in ledger.edition.degree_rules.items():
        if fact_id not in ledger.facts:
            message = f"degree_rules: {name}: {fact_id}: no such fact{nearest(fact_id, ledger.facts)}"
            yield ledger.problem(ledger.edition, Code.UNKNOWN_REFERENCE, message)


def unchecked_rules_exist(ledger: Ledger) -> Iterator[Problem]:
    """What a set leaves unchecked rests on a fact or an open question that exists."""
    known = [*ledger.facts, *ledger.unknowns]
    for entry in ledger.requirements.values():
        for item in entry.unchecked:
            if item.rule not in known:
                message = f"unchecked: {item.rule}: no such fact or open question{nearest(item.rule, known)}"
                yield ledger.problem(entry, Code.UNKNOWN_REFERENCE, message)


def plans_hold(ledger: Ledger) -> Iterator[Problem]:
    """Every sample plan meets every rule of its requirement set.

    Where a set does not add up, or a course has the number of none, plans cannot hold: they are proven as soon as that
    is mended.
    """
    if any(course.id != f"course-{course.number}" for course in ledger.courses.values()):
        return
    unsound = {problem.entry for rule in (units_add_up, group_units_match_courses) for problem in rule(ledger)}
    for plan, message in plan_faults(ledger):
        if plan.requirement not in unsound and plan.specialization not in unsound:
            yield ledger.problem(plan, Code.PLAN, message)
