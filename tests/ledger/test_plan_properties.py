"""What holds of every plan, on plans and rule tables that hypothesis makes up."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.ledger.degree.checker import check
from handbook.ledger.degree.report import Report
from handbook.ledger.degree.table import rule_table
from handbook.ledger.load import load

Table = dict[str, Any]
Plan = dict[str, Any]
INVENTED = [f"95-{number}" for number in range(701, 709)]


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


@st.composite
def invented_plans(draw: st.DrawFn) -> tuple[Table, Plan]:
    """Groups that overlap as no real ones do, and a plan of their courses."""
    courses: Table = {
        number: {
            "id": f"course-{number}", "title": "", "units": draw(st.sampled_from((6, 12))), "outside": False,
            "undergraduate": False, "needs": [], "needsRule": "all", "note": "",
        } for number in INVENTED
    }
    groups = []
    for index in range(draw(st.integers(1, 4))):
        rule = draw(st.sampled_from(("all", "choose")))
        options = draw(st.lists(st.lists(st.sampled_from(INVENTED), min_size=1, max_size=3, unique=True), min_size=1,
                                max_size=4))
        groups.append({
            "id": f"group-{index}", "title": f"Group {index}", "rule": rule, "elective": draw(st.booleans()),
            "courses": [{"options": numbers, "title": "", "units": None} for numbers in options],
            "chooseCourses": draw(st.integers(1, 3)) if rule == "choose" else None, "chooseUnits": None, "known": True,
        })
    table: Table = {"rules": {}, "fullTime": None, "courses": courses, "sets": {"degree": {
        "id": "degree", "complete": True, "total": None, "core": None, "elective": None, "limits": None,
        "unchecked": [], "groups": groups,
    }}}
    return table, draw(spread(table, "degree", draw(st.lists(st.sampled_from(INVENTED), max_size=10))))


@st.composite
def spread(draw: st.DrawFn, table: Table, degree: str, courses: list[str]) -> Plan:
    """A plan of ``courses`` over some terms, with some exemptions."""
    terms: list[list[str]] = [[] for _ in range(draw(st.integers(1, 5)))]
    for number in courses:
        terms[draw(st.integers(0, len(terms) - 1))].append(number)
    return {
        "requirement": degree, "specialization": None,
        "terms": [{"name": f"Term {index}", "courses": numbers} for index, numbers in enumerate(terms)],
        "exemptions": draw(st.lists(st.sampled_from(sorted(table["courses"])), max_size=2)),
    }


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


@settings(max_examples=400, deadline=None)
@given(made=plans, data=st.data())
def test_a_course_more_never_unmeets_a_group(made: tuple[Table, Plan], data: st.DataObject) -> None:
    table, plan = made
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
