"""Backlinks of courses are the inverse of the requirement sets, the prerequisites and the plans."""

from __future__ import annotations

import dataclasses

from handbook.ledger.backlinks import backlinks
from handbook.ledger.load import Ledger


def test_every_naming_is_linked_back_and_nothing_else(ledger: Ledger) -> None:
    for course in ledger.courses.values():
        found = backlinks(ledger, course.number)
        naming = {
            entry.id for entry in ledger.requirements.values() for group in entry.groups for named in group.courses
            if course.number in (named.number, *named.alternatives)
        }
        assert set(found.required_by) | set(found.counts_toward) == naming
        assert not set(found.required_by) & set(found.counts_toward)
        assert set(found.entry_years) == {y for i in naming for y in ledger.requirements[i].entry_years}
        for plan in ledger.plans.values():
            assert (plan.id in found.plans) == any(course.number in term.courses for term in plan.terms)
        for other in ledger.courses.values():
            assert (other.number in found.needed_for) == (course.number in other.prerequisites)


def test_a_choice_and_a_substitute_count_but_are_not_required(ledger: Ledger) -> None:
    assert "mism-2026-27" in backlinks(ledger, "94-891").counts_toward
    assert backlinks(ledger, "95-706").required_by == ()
    assert backlinks(ledger, "95-702").entry_years == ("2026-27", "2025-26")
    assert "plan-mism-2025-26" in backlinks(ledger, "95-702").plans


def test_what_may_stand_in_for_a_required_course_is_not_required(ledger: Ledger) -> None:
    entry = ledger.requirements["mism-2025-26"]
    group = next(group for group in entry.groups if group.rule == "all" and group.courses[0].number)
    course = group.courses[0].model_copy(update={"alternatives": ("95-001",)})
    entry = entry.model_copy(update={"groups": (group.model_copy(update={"courses": (course,)}),)})
    found = dataclasses.replace(ledger, requirements={entry.id: entry})
    assert course.number is not None
    assert backlinks(found, course.number).required_by == backlinks(found, "95-001").counts_toward == (entry.id,)
    assert backlinks(found, "95-001").required_by == ()


def test_sets_stand_newest_first_as_years_do(ledger: Ledger) -> None:
    found = backlinks(ledger, "95-702")
    years = [ledger.requirements[entry_id].edition for entry_id in found.required_by]
    assert years == sorted(years, reverse=True) and len(set(years)) == len(found.entry_years) == 2
