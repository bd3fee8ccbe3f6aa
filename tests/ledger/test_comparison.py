"""A comparison is the set difference of the data: totals, limits, internship, groups, choices and lists."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from handbook.ledger.comparison import compare, limits_words, statements
from handbook.ledger.degree.model import RequirementSet
from handbook.ledger.load import Ledger

PAIRS = [("mism-2025-26", "bida-2025-26"), ("mism-2026-27", "mism-2025-26"), ("bida-2026-27", "bida-2025-26")]


def raw(entry: RequirementSet) -> set[Any]:
    """Everything that a set states, read from the model without the code under test."""
    found: set[Any] = {(key, getattr(entry, key)) for key in (
        "total_units", "core_units", "elective_units", "terms", "min_qpa")}
    if entry.limits:
        limits = entry.limits.model_dump()
        for keys in (
            ("units_per_term_normal",), ("units_per_term_by_petition", "petition_min_qpa"), ("outside_units_max",),
            ("undergraduate_units_max", "undergraduate_min_grade", "undergraduate_units_count_in_outside_cap"),
        ):
            found.add((keys, tuple(limits[key] for key in keys)))
    if entry.internship:
        found |= {("internship", key, value) for key, value in entry.internship.model_dump().items()}
    for group in entry.groups:
        name = group.title.split(" (")[0]
        found.add((name, group.rule, group.choose_courses, group.choose_units, group.choose_units_min,
                   group.choose_units_max))
        found |= {(name, "counts", group.counts_in), (name, "note", group.note)}
        found |= {(name, course) for course in group.courses}
    found |= {(item.title, "unchecked", item.why) for item in entry.unchecked}
    return {item for item in found if item[-1] is not None or len(item) > 3}


@pytest.mark.parametrize("pair", PAIRS)
def test_each_side_is_the_set_difference_of_the_data(ledger: Ledger, pair: tuple[str, str]) -> None:
    one, two = (ledger.requirements[name] for name in pair)
    found = compare([one, two])
    assert len(found.only[0]) == len(raw(one) - raw(two))
    assert len(found.only[1]) == len(raw(two) - raw(one))
    assert len(found.same) == len(raw(one) & raw(two))
    for side, this, other in ((found.only[0], one, two), (found.only[1], two, one)):
        courses = {(s.part, s.course) for s in side if s.course}
        assert courses == {item for item in raw(this) - raw(other) if not isinstance(item[-1], str | int | float)
                           and len(item) == 2 and hasattr(item[-1], "number")}


def test_every_pair_of_one_kind_is_the_difference_of_the_data(ledger: Ledger) -> None:
    count = 0
    for one, two in itertools.permutations(ledger.requirements.values(), 2):
        if one.kind == two.kind:
            found = compare([one, two])
            assert [len(found.only[0]), len(found.same)] == [len(raw(one) - raw(two)), len(raw(one) & raw(two))]
            count += 1
    assert count >= 50


def test_a_comparison_names_what_core_numbers_do_not_show(ledger: Ledger) -> None:
    entries = [ledger.requirements[name] for name in PAIRS[0]]
    found = compare(entries)
    assert "Analytic elective" in {statement.part for statement in found.only[0]}
    assert "95-737" in {statement.what for statement in found.only[0]}
    years = compare([ledger.requirements[name] for name in PAIRS[1]])
    assert {s.what for s in years.only[1] if "nternship" in s.what} == {"Who has an internship"}


@pytest.mark.parametrize(("one", "two", "words"), [
    ("mism-2026-27", "mism-2025-26", "its list for this entry year is not published."),
    ("bida-2025-26", "mism-2025-26", "Whether the rule holds for BIDA is not published."),
])
def test_a_requirement_without_a_list_is_not_left_out(ledger: Ledger, one: str, two: str, words: str) -> None:
    """It would read as if nothing were asked for there."""
    found = compare([ledger.requirements[one], ledger.requirements[two]])
    said = [statement.words for statement in found.only[0] if statement.part == "Analytic elective"]
    assert len(said) == 1 and said[0].endswith(words)


def test_what_facts_say_of_both_entry_years_is_no_difference(ledger: Ledger) -> None:
    found = compare([ledger.requirements["mism-2026-27"], ledger.requirements["mism-2025-26"]])
    same = {statement.what for statement in found.same if "nternship" in statement.what}
    for fact_id, label in (
        ("policy-internship-hours", "Hours of the internship"),
        ("policy-internship-report-date", "Last day to report the internship"),
        ("policy-internship-summer-only", "Time of the internship"),
        ("policy-internship-zero-units", "Units of the internship"),
    ):
        of = ledger.facts[fact_id].applies_to
        assert of is not None and set(of.entry) == {"2025-26", "2026-27"}
        assert label in same


@pytest.mark.parametrize("change", [
    {"min_qpa": 2.5}, {"terms": 9}, {"core_units": 1.0}, {"limits": None}, {"internship": None}, {"groups": ()},
])
def test_any_change_is_a_difference(ledger: Ledger, change: dict[str, Any]) -> None:
    entry = ledger.requirements["mism-2025-26"]
    other = entry.model_copy(update=change)
    found = compare([entry, other])
    assert found.only[0]
    assert not set(found.only[0]) & set(found.same)
    assert compare([entry, entry]).only == ((), ())


@pytest.mark.parametrize(("counted", "words"), [
    (True, "they are part of the limit for courses from outside"),
    (False, "they are not part of the limit for courses from outside"),
])
def test_whether_undergraduate_courses_are_part_of_the_limit(ledger: Ledger, counted: bool, words: str) -> None:
    entry = ledger.requirements["mism-2025-26"]
    assert entry.limits is not None
    limits = entry.limits.model_copy(update={"undergraduate_units_count_in_outside_cap": counted})
    said = dict(limits_words(entry.model_copy(update={"limits": limits})))
    assert said["Undergraduate courses"].endswith(f"; {words}")


def test_same_in_all_of_several(ledger: Ledger) -> None:
    entries = [entry for entry in ledger.requirements.values() if entry.kind == "specialization"]
    found = compare(entries)
    assert set(found.same) == set.intersection(*(set(statements(entry)) for entry in entries))
    assert [len(side) + len(found.same) for side in found.only] == [len(statements(entry)) for entry in entries]
