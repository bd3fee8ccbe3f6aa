"""What holds of every plan, on plans and rule tables that hypothesis makes up."""

from __future__ import annotations

import functools
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handbook.ledger.degree.checker import check
from handbook.ledger.degree.report import Report
from handbook.ledger.degree.table import rule_table
from handbook.ledger.load import load
from tests.ledger.invented import Plan, Table, invented_plans, spread


@functools.cache
def real() -> Table:
    ledger, problems = load(Path(__file__).resolve().parents[2] / "data", "data")
    assert ledger is not None, problems
    return rule_table(ledger)


def lines(group: Table) -> list[list[str]]:
    """Return the courses that can fill each line of a group: one line for all of a choice."""
    if group["rule"] == "all":
        return [course["options"] for course in group["courses"] if course["options"]]
    return [[number for course in group["courses"] for number in course["options"]]]


@st.composite
def real_plans(draw: st.DrawFn) -> tuple[Table, Plan]:
    """The rules of the ledger and a plan that fills most lines of a degree, with anything else beside."""
    table = real()
    degree = draw(st.sampled_from([name for name, entry in table["sets"].items() if entry["kind"] == "degree"]))
    wanted = [
        draw(st.sampled_from(line)) for group in table["sets"][degree]["groups"] for line in lines(group)
        if draw(st.integers(0, 9))
    ]
    more = draw(st.lists(st.sampled_from(sorted(table["courses"])), max_size=6))
    programs = [None, *(name for name, entry in table["sets"].items() if degree in entry.get("for", ()))]
    program = draw(st.sampled_from(programs))
    if program is not None:
        offered = [number for group in table["sets"][program]["groups"] for line in lines(group) for number in line]
        more += draw(st.lists(st.sampled_from(offered), max_size=len(offered), unique=True)) if offered else []
    plan = draw(spread(table, degree, draw(st.permutations(wanted + more))))
    return table, {**plan, "specialization": program}


plans = real_plans() | invented_plans()


def with_terms(plan: Plan, terms: list[list[str]]) -> Plan:
    old = plan["terms"]
    return {**plan, "terms": [{**term, "courses": courses} for term, courses in zip(old, terms, strict=True)]}


def states(report: Report, table: Table, plan: Plan) -> dict[tuple[str, str], str]:
    """Return the state of each finding on a group of the degree or of the specialization."""
    names = [plan["requirement"], *filter(None, [plan["specialization"]])]
    groups = {group["id"] for name in names for group in table["sets"][name]["groups"]}
    return {(finding.rule, finding.subject): finding.state for finding in report.findings if finding.rule in groups}


@settings(max_examples=200, deadline=None)
@given(made=plans, data=st.data())
def test_without_a_required_course_a_plan_always_fails(made: tuple[Table, Plan], data: st.DataObject) -> None:
    table, plan = made
    group = data.draw(st.sampled_from(table["sets"][plan["requirement"]]["groups"]))
    line = data.draw(st.sampled_from(lines(group)))
    kept = [[number for number in term["courses"] if number not in line] for term in plan["terms"]]
    exempt = [number for number in plan["exemptions"] if number not in line]
    report = check(table, {**with_terms(plan, kept), "exemptions": exempt})
    subject = line[0] if group["rule"] == "all" else group["title"]
    assert ("missing", subject, group["id"]) in [(f.state, f.subject, f.rule) for f in report.findings]
    assert not report.met


@settings(max_examples=200, deadline=None)
@given(made=plans, data=st.data())
def test_the_order_within_a_term_never_matters(made: tuple[Table, Plan], data: st.DataObject) -> None:
    table, plan = made
    mixed = with_terms(plan, [data.draw(st.permutations(term["courses"])) for term in plan["terms"]])
    assert check(table, mixed) == check(table, plan)


def weighs_alternatives(table: Table, plan: Plan) -> bool:
    """Say whether a group by units has a line whose alternatives differ in units: of these any may be taken."""
    groups = [
        group for name in (plan["requirement"], plan["specialization"]) if name
        for group in table["sets"][name]["groups"] if group["chooseUnits"]
    ]
    return any(
        len({table["courses"][number]["units"] for number in course["options"]}) > 1
        for group in groups for course in group["courses"]
    )


@settings(max_examples=400, deadline=None)
@given(made=plans, data=st.data())
def test_a_course_more_never_unmeets_a_group(made: tuple[Table, Plan], data: st.DataObject) -> None:
    table, plan = made
    assume(not weighs_alternatives(table, plan))
    terms = [list(term["courses"]) for term in plan["terms"]]
    asked = [
        number for name in (plan["requirement"], plan["specialization"]) if name
        for group in table["sets"][name]["groups"] for line in lines(group) for number in line
    ]
    more = data.draw(st.sampled_from(asked) | st.sampled_from(sorted(table["courses"])))
    terms[data.draw(st.integers(0, len(terms) - 1))].append(more)
    before, after = check(table, plan), check(table, with_terms(plan, terms))
    held, holds = states(before, table, plan), states(after, table, plan)
    assert {key for key, state in held.items() if state == "met" and holds[key] != "met"} == set()
    assert after.total >= before.total


def counted(report: Report, groups: list[Table]) -> tuple[int, float]:
    """Return how many courses and how many units the findings on ``groups`` count, read from their words."""
    courses, units = 0, 0.0
    for group in groups:
        for finding in report.findings:
            if finding.rule != group["id"] or finding.state == "note":
                continue
            if group["rule"] == "all":
                # The finding of a program is one for all its lines.
                of_program = finding.subject.endswith(group["title"])
                courses += (len(lines(group)) if of_program else 1) if finding.state == "met" else 0
            elif group["chooseCourses"] is not None:
                courses += int(finding.why.partition(" of ")[0])
            else:
                units += float(finding.why.partition(" of ")[0])
    return courses, units


@settings(max_examples=400, deadline=None)
@given(made=plans)
def test_no_course_counts_twice(made: tuple[Table, Plan]) -> None:
    table, plan = made
    report = check(table, plan)
    assert report.core <= report.total
    assert report.elective >= 0
    taken = {number for term in plan["terms"] for number in term["courses"]}
    degree = table["sets"][plan["requirement"]]
    named = {
        course["options"][0]: course["units"] for group in degree["groups"] for course in group["courses"]
        if course["options"] and course["units"] is not None
    }
    for name in filter(None, (plan["requirement"], plan["specialization"])):
        entry = table["sets"][name]
        present = taken | set(plan["exemptions"]) if entry is degree else taken
        # All of the set together, and each of its groups.
        for groups in (entry["groups"], *([group] for group in entry["groups"])):
            offered = {number for group in groups for line in lines(group) for number in line} & present
            worth = [named[number] if number in named else table["courses"][number]["units"] or 0 for number in offered]
            courses, units = counted(report, groups)
            assert courses <= len(offered)
            assert units <= sum(worth)
            if groups and courses and units:
                # What fills a place cannot count toward units as well.
                assert units <= sum(sorted(worth)[courses:])
