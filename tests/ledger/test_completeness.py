"""What is missing of a requirement set is read from the data, and a complete degree lacks nothing."""

from __future__ import annotations

from typing import Any

import pytest

from handbook.ledger.completeness import missing, unsettled
from handbook.ledger.degree.rules import group_units
from handbook.ledger.load import Ledger


def test_complete_degrees_lack_nothing_and_partial_sets_something(ledger: Ledger) -> None:
    for entry in ledger.requirements.values():
        if entry.status == "partial":
            assert missing(entry), entry.id
        elif entry.kind == "degree":
            assert missing(entry) == [], entry.id


def test_what_nobody_can_check_is_a_sentence(ledger: Ledger) -> None:
    words = "Analytic elective: whether the rule holds for BIDA is not published."
    assert unsettled(ledger.requirements["bida-2026-27"]) == [words]
    assert unsettled(ledger.requirements["mism-2025-26"]) == []


@pytest.mark.parametrize(("change", "words"), [
    ({"entry_years": ()}, "the entry year from which it holds"), ({"total_units": None}, "the total of units"),
    ({"core_units": None}, "the core units"), ({"limits": None}, "the limits"),
    ({"internship": None}, "the internship rule"), ({"groups": ()}, "the courses for 114 of 114 core units"),
])
def test_each_gap_is_named(ledger: Ledger, change: dict[str, Any], words: str) -> None:
    assert missing(ledger.requirements["mism-2025-26"].model_copy(update=change)) == [words]


def test_a_group_of_the_electives_fills_no_core(ledger: Ledger) -> None:
    entry = ledger.requirements["mism-2025-26"]
    (first, units), *_ = ((group, group_units(group)) for group in entry.groups if group_units(group))
    moved = tuple(
        group.model_copy(update={"counts_in": "elective"}) if group is first else group for group in entry.groups
    )
    words = f"the courses for {units:g} of 114 core units"
    assert missing(entry.model_copy(update={"groups": moved})) == [words]


def test_gaps_of_a_group(ledger: Ledger) -> None:
    words = missing(ledger.requirements["web-tech-policy-and-governance"])
    assert "how many courses are needed" in words
    assert "the number of AI, Ethics & Humanity" in words
    assert "the units of 4 courses" in words


def test_a_group_is_named_only_beside_others(ledger: Ledger) -> None:
    # Its table is not shown, so its title says nothing to a reader.
    assert missing(ledger.requirements["concentration-2026-27-product-management"]) == ["the courses"]
    (words,) = missing(ledger.requirements["concentration-2026-27-ai-management"])
    assert words == "the courses of a part, “Electives from a list not read”"
    (shown,) = ledger.requirements["web-health-informatics"].groups
    two = ledger.requirements["web-health-informatics"].model_copy(update={"groups": (shown, shown)})
    assert "how many of “Courses shown” are needed" in missing(two)
