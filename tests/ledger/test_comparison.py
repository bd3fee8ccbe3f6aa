"""Comparisons are set differences of the data."""

from __future__ import annotations

from itertools import permutations

import pytest

from handbook.ledger.comparison import CHOICE, ELECTIVE, KINDS, REQUIRED, Key, compare
from handbook.ledger.load import Ledger
from handbook.ledger.model import RequirementSet


def by_hand(entry: RequirementSet, kind: str) -> set[Key]:
    """Return the items of a kind, read from the groups without the module under test."""
    wanted = {
        REQUIRED: [g for g in entry.groups if g.counts_in is None and g.rule == "all"],
        CHOICE: [g for g in entry.groups if g.counts_in is None and g.rule == "choose"],
        ELECTIVE: [g for g in entry.groups if g.counts_in == "elective"],
    }[kind]
    return {(c.number or c.title, *sorted(c.alternatives)) for group in wanted for c in group.courses}


def test_every_pair_is_the_set_difference_of_the_data(ledger: Ledger) -> None:
    for first, second in permutations(ledger.requirements.values(), 2):
        found = {courses.kind: courses for courses in compare(first, second).courses}
        for kind in KINDS:
            one, two = by_hand(first, kind), by_hand(second, kind)
            assert (kind in found) is bool(one or two)
            if kind in found:
                courses = found[kind]
                assert (set(courses.first), set(courses.second), set(courses.both)) == (one - two, two - one, one & two)
                assert len(courses.first) + len(courses.both) == len(one)


def test_turning_a_pair_turns_its_sides(ledger: Ledger) -> None:
    one, two = ledger.requirements["mism-2026-27"], ledger.requirements["mism-2025-26"]
    here, there = compare(one, two), compare(two, one)
    assert [(v.label, v.first, v.second) for v in here.values] == [(v.label, v.second, v.first) for v in there.values]
    assert {c.first for c in here.courses} == {c.second for c in there.courses}


def test_a_set_beside_itself_differs_in_nothing(ledger: Ledger) -> None:
    for entry in ledger.requirements.values():
        found = compare(entry, entry)
        assert not [value for value in found.values if value.differs]
        assert not [courses for courses in found.courses if courses.first or courses.second]


@pytest.mark.parametrize(("label", "field", "other"), [("Total", "total_units", 150.0), ("Semesters", "terms", 9)])
def test_a_figure_that_changes_shows(ledger: Ledger, label: str, field: str, other: float) -> None:
    entry = ledger.requirements["mism-2025-26"]
    changed = entry.model_copy(update={field: other})
    assert [value.label for value in compare(entry, changed).values if value.differs] == [label]


@pytest.mark.parametrize(("field", "other"), [("outside_units_max", 12.0), ("undergraduate_units_max", 1.0),
                                              ("units_per_term_normal", 48.0), ("petition_min_qpa", 3.9)])
def test_a_limit_that_changes_shows(ledger: Ledger, field: str, other: float) -> None:
    entry = ledger.requirements["mism-2025-26"]
    assert entry.limits is not None
    changed = entry.model_copy(update={"limits": entry.limits.model_copy(update={field: other})})
    assert len([value for value in compare(entry, changed).values if value.differs]) == 1


def test_a_list_that_is_missing_or_partly_known_is_no_difference(ledger: Ledger) -> None:
    sets = ledger.requirements
    # The elective list of 2026-27 is not known; the core of BIDA 2026-27 is known only in part.
    lists = {c.kind: c for c in compare(sets["mism-2026-27"], sets["mism-2025-26"]).courses}
    assert lists[ELECTIVE].open == "first" and lists[REQUIRED].open is None
    lists = {c.kind: c for c in compare(sets["bida-2025-26"], sets["bida-2026-27"]).courses}
    assert lists[REQUIRED].open == "second"
