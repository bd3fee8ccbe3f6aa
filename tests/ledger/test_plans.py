"""The plan checker: sample plans hold, and each broken one fails for exactly its reason.

What holds of every plan stands in ``test_plan_properties``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from handbook.ledger.degree.model import Group, Plan
from handbook.ledger.degree.proof import check_plan
from handbook.ledger.load import Ledger


def changed(plan: Plan, **new: Any) -> Plan:
    """Return a copy of ``plan`` with other values."""
    return Plan.model_validate({**plan.model_dump(), **new})


def terms(plan: Plan, *edits: tuple[int, str, str]) -> list[dict[str, Any]]:
    """Return the terms of ``plan`` after edits (term, course out, course in); an empty course means none."""
    found = [{"name": term.name, "courses": list(term.courses)} for term in plan.terms]
    for term, out, into in edits:
        if out:
            found[term]["courses"].remove(out)
        if into:
            found[term]["courses"].append(into)
    return found


def test_every_sample_plan_is_proven(ledger: Ledger) -> None:
    assert len(ledger.plans) >= 5
    degrees = [entry for entry in ledger.requirements.values() if entry.kind == "degree"]
    complete = {entry.id for entry in degrees if entry.status == "complete"}
    assert complete == {plan.requirement for plan in ledger.plans.values()}
    for plan in ledger.plans.values():
        report = check_plan(ledger, plan)
        assert report.met, report.missing()
        assert report.total == ledger.requirements[plan.requirement].total_units
        assert all(finding.rule for finding in report.findings)


def test_every_plan_reminds_of_what_is_no_course(ledger: Ledger) -> None:
    for plan in ledger.plans.values():
        degree = ledger.requirements[plan.requirement]
        assert degree.internship is not None and degree.internship.required
        found = check_plan(ledger, plan).findings
        notes = {finding.subject: finding.why for finding in found if finding.state == "note"}
        assert notes["Internship"].startswith(f"{degree.internship.hours_min} hours at least")
        assert notes["Grade average"].startswith(f"{degree.min_qpa} at least")


@pytest.mark.parametrize(
    ("edits", "missing"),
    [
        ([(2, "95-723", "94-807")], ["95-723", "core units"]),
        ([(2, "95-706", "95-881")], ["Design choice", "core units"]),
        ([(1, "95-718", "95-881")], ["Speaking choice", "core units"]),
        ([(0, "94-800", "")], ["total units", "elective units"]),
        (
            [(1, "94-870", "94-732"), (2, "95-819", "94-807"), (2, "95-851", "94-842")],
            ["Analytic elective (inside the elective units)"],
        ),
        (
            [(0, "95-712", ""), (2, "", "95-712")],
            ["load of Last fall", "prerequisites of 95-702", "prerequisites of 95-706"],
        ),
        ([(0, "95-710", "95-723"), (2, "95-723", "95-710")], ["prerequisites of 95-723"]),
        ([(0, "94-800", "17-619"), (1, "94-811", "17-619")], ["no course twice", "total units", "elective units"]),
    ],
)
def test_a_broken_plan_fails_for_its_reason(
    ledger: Ledger, edits: list[tuple[int, str, str]], missing: list[str]
) -> None:
    plan = ledger.plans["plan-mism-2025-26"]
    report = check_plan(ledger, changed(plan, terms=terms(plan, *edits)))
    assert sorted(report.missing()) == sorted(missing)


def test_outside_and_undergraduate_limits(ledger: Ledger) -> None:
    plan = ledger.plans["plan-mism-2025-26"]
    report = check_plan(ledger, changed(plan, terms=terms(plan, (0, "94-800", "95-422"))))
    assert report.undergraduate == 9
    assert report.missing() == []
    report = check_plan(ledger, changed(plan, terms=terms(plan, (0, "94-800", "17-619"))))
    assert report.outside == 6


def test_an_exemption_needs_electives_in_its_place(ledger: Ledger) -> None:
    plan = ledger.plans["plan-mism-2025-26"]
    bare = changed(plan, terms=terms(plan, (0, "95-796", "")), exemptions=["95-796"])
    assert check_plan(ledger, bare).missing() == ["total units"]
    filled = changed(plan, terms=terms(plan, (0, "95-796", "94-807")), exemptions=["95-796"])
    assert check_plan(ledger, filled).missing() == []


def test_a_capstone_may_be_replaced_in_the_traditional_track(ledger: Ledger) -> None:
    plan = ledger.plans["plan-mism-2026-27"]
    assert check_plan(ledger, changed(plan, terms=terms(plan, (2, "94-739", "94-891")))).missing() == []


def test_a_substitute_without_known_units_counts_as_what_it_replaces(ledger: Ledger) -> None:
    plan = ledger.plans["plan-mism-2026-27"]
    (term,) = [index for index, term in enumerate(plan.terms) if "94-739" in term.courses]
    report = check_plan(ledger, changed(plan, terms=terms(plan, (term, "94-739", "45-996"))))
    assert report.missing() == []
    assert report.total == ledger.requirements[plan.requirement].total_units
    why = "no source gives the units of 45-996; counted as 12, as what it replaces"
    assert why in {finding.why for finding in report.findings}


def test_units_that_no_source_gives_are_never_called_missing(ledger: Ledger) -> None:
    plan = ledger.plans["plan-mism-2026-27"]
    last = len(plan.terms) - 1
    out = next(n for n in reversed(plan.terms[last].courses) if n.startswith("95-8") and n != "95-867")
    report = check_plan(ledger, changed(plan, terms=terms(plan, (last, out, "90-746"))))
    assert report.missing() == []
    found = {finding.subject: finding for finding in report.findings}
    assert found["total units"].state == "note" and found["total units"].why.endswith("; the rest cannot be checked")
    assert found["core units"].state == "met"
    less = check_plan(ledger, changed(plan, terms=terms(plan, (last, out, ""))))
    assert set(less.missing()) == {"total units", "elective units"}


def test_a_load_above_the_normal_one_is_a_note_until_the_ceiling(ledger: Ledger) -> None:
    plan = ledger.plans["plan-mism-2025-26"]
    sixty = check_plan(ledger, changed(plan, terms=terms(plan, (1, "", "94-807"))))
    assert sixty.met
    assert any("by petition" in finding.why for finding in sixty.findings)
    assert "load of Spring" in check_plan(
        ledger, changed(plan, terms=terms(plan, (1, "", "94-807"), (1, "", "95-799")))
    ).missing()


def test_less_than_full_time_is_a_note(ledger: Ledger) -> None:
    plan = ledger.plans["plan-mism-2025-26"]
    report = check_plan(ledger, changed(plan, terms=[*terms(plan), {"name": "Last", "courses": ["95-702"]}]))
    (found,) = [finding for finding in report.findings if finding.subject == "load of Last"]
    assert (found.state, found.why) == ("note", "12 units is not full-time")
    assert found.rule == ledger.edition.degree_rules["full_time"]


def test_a_required_course_that_is_taken_or_exempted_is_met(ledger: Ledger) -> None:
    plan = ledger.plans["plan-mism-2025-26"]
    report = check_plan(ledger, changed(plan, terms=terms(plan, (0, "95-796", "")), exemptions=["95-796"]))
    found = {finding.subject: (finding.state, finding.why) for finding in report.findings}
    assert found["95-796"] == ("met", "exempted")
    assert found["95-702"] == ("met", "taken")


def _choices(ledger: Ledger) -> Iterator[tuple[Plan, Group, int, str, list[str]]]:
    """Yield each choice in the core of each plan: plan, group, term, the course chosen, and the other ones."""
    for plan in ledger.plans.values():
        for group in ledger.requirements[plan.requirement].groups:
            if group.rule == "choose" and group.counts_in is None:
                options = [n for course in group.courses for n in (course.number, *course.alternatives) if n]
                taken = [(i, n) for i, term in enumerate(plan.terms) for n in term.courses if n in options]
                assert len(taken) == 1, (plan.id, group.id)
                yield plan, group, *taken[0], [number for number in options if number != taken[0][1]]


def test_a_choice_of_the_core_fails_without_its_course(ledger: Ledger) -> None:
    # No sampling: every choice of every plan is tried.
    for plan, group, term, chosen, _ in _choices(ledger):
        report = check_plan(ledger, changed(plan, terms=terms(plan, (term, chosen, ""))))
        assert sorted(report.missing()) == sorted([group.title, "core units", "total units"]), (plan.id, chosen)


def test_any_other_course_of_a_choice_meets_it(ledger: Ledger) -> None:
    tried: Counter[str] = Counter()
    for plan, group, term, chosen, others in _choices(ledger):
        for other in others:
            report = check_plan(ledger, changed(plan, terms=terms(plan, (term, chosen, other))))
            assert [f.state for f in report.findings if f.rule == group.id] == ["met"], (plan.id, other)
            assert report.missing() == [], (plan.id, other)
            # A course whose units no source gives counts as what it replaces, and a note says so.
            unmeasured = ledger.courses[f"course-{other}"].units is None
            assert any(f.state == "note" and f"units of {other};" in f.why for f in report.findings) == unmeasured
            tried[group.title] += 1
    # Two others for each of the four plans with a choice of three design courses.
    assert tried["Design choice"] == 8
    assert tried["Speaking choice"] == 4
    assert tried["Capstone"] == 2


def test_what_nobody_can_check_is_said(ledger: Ledger) -> None:
    """A requirement whose list is not published must not pass in silence."""
    report = check_plan(ledger, ledger.plans["plan-mism-2026-27"])
    said = [f for f in report.findings if f.subject == "Analytic elective"]
    assert [(f.state, f.rule) for f in said] == [("note", "curriculum-analytic-elective-rule")]
    assert "not published" in said[0].why
