"""The browser's checker finds what the Python checker finds, on thousands of plans, in one run of Node."""

from __future__ import annotations

import json
import random
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings

from handbook.ledger.degree.checker import check
from handbook.ledger.degree.table import rule_table
from handbook.ledger.load import Ledger
from tests.ledger.invented import invented_plans
from tests.search.conftest import node

PLANS = 3000
CHECKER = Path(__file__).resolve().parents[2] / "handbook/theme/planner/checker.js"
PROGRAM = """
const checker = require(process.argv[1]);
const input = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(input.plans.map(([table, plan]) => checker.check(input.tables[table], plan))));
"""
UNITS = """
const checker = require(process.argv[1]);
const table = JSON.parse(require("fs").readFileSync(0, "utf8"));
const units = Object.keys(table.sets).map(name => {
  const of = checker.unitsOf(table, table.sets[name]);
  return [name, Object.fromEntries(Object.keys(table.courses).map(number => [number, of(number)]))];
});
process.stdout.write(JSON.stringify(Object.fromEntries(units)));
"""


def generated(ledger: Ledger, table: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Return a sample plan, one with a few edits, or a plan of random courses."""
    numbers = sorted(table["courses"])
    degrees = [name for name, entry in table["sets"].items() if entry["kind"] == "degree"]
    programs = [None, *(name for name, entry in table["sets"].items() if entry["kind"] != "degree")]
    if rng.random() < 0.3:
        terms = [
            {"name": f"Term {index}", "courses": rng.choices(numbers, k=rng.randrange(9))}
            for index in range(rng.randrange(1, 6))
        ]
        plan: dict[str, Any] = {"requirement": rng.choice(degrees), "terms": terms, "exemptions": []}
    else:
        sample = rng.choice(list(ledger.plans.values())).model_dump()
        terms = [{"name": term["name"], "courses": list(term["courses"])} for term in sample["terms"]]
        plan = {"requirement": sample["requirement"], "terms": terms, "exemptions": []}
        for _ in range(rng.randrange(6)):
            edit(terms, numbers, rng)
        if rng.random() < 0.2:
            plan["requirement"] = rng.choice(degrees)
    plan["specialization"] = rng.choice(programs)
    if rng.random() < 0.4:
        plan["exemptions"] = rng.choices(numbers, k=2) + rng.choices(terms[0]["courses"] or numbers, k=1)
    return plan


def edit(terms: list[dict[str, Any]], numbers: list[str], rng: random.Random) -> None:
    """Drop, add, move or double one course of ``terms``."""
    source, target = rng.choice(terms)["courses"], rng.choice(terms)["courses"]
    kind = rng.randrange(4)
    if kind == 0 or not source:
        target.append(rng.choice(numbers))
        return
    number = rng.choice(source)
    if kind != 3:
        source.remove(number)
    if kind >= 2:
        target.append(number)


def browser(tables: list[dict[str, Any]], plans: list[tuple[int, dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return the reports of the browser's checker on plans, each with the position of its table."""
    run = subprocess.run(
        [node(), "-e", PROGRAM, str(CHECKER)], input=json.dumps({"tables": tables, "plans": plans}),
        capture_output=True, text=True, check=True, timeout=120,
    )
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


def test_both_checkers_find_the_same(ledger: Ledger, record_property: Callable[[str, object], None]) -> None:
    table, rng = rule_table(ledger), random.Random(20261123)
    plans = [plan.model_dump(mode="json") for plan in ledger.plans.values()]
    plans += [generated(ledger, table, rng) for _ in range(PLANS - len(plans))]
    states: Counter[str] = Counter()
    for plan, theirs in zip(plans, browser([table], [(0, plan) for plan in plans]), strict=True):
        ours = asdict(check(table, plan))
        assert ours == theirs, plan
        states.update(finding["state"] for finding in ours["findings"])
    # The plans reach each kind of finding.
    assert min(states["met"], states["missing"], states["note"]) > 1000
    record_property("generated plans on which both checkers agree", len(plans))


def test_both_find_the_same_at_the_very_limits(ledger: Ledger) -> None:
    cases: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for kept in ledger.plans.values():
        plan = kept.model_dump(mode="json")
        for beyond in (-1, 0, 1):
            table = rule_table(ledger)
            entry, found = table["sets"][plan["requirement"]], check(table, plan)
            under = found.undergraduate if entry["limits"]["undergraduateInOutside"] else 0
            table["fullTime"] = min(found.loads) + beyond
            entry.update(total=found.total + beyond, core=found.core + beyond, elective=found.elective + beyond)
            entry["limits"].update(
                outside=found.outside + under + beyond, undergraduate=found.undergraduate + beyond,
                normal=min(found.loads) + beyond, petition=max(found.loads) + beyond,
            )
            cases.append((table, plan))
    reports = browser([table for table, _ in cases], [(index, plan) for index, (_, plan) in enumerate(cases)])
    for (table, plan), theirs in zip(cases, reports, strict=True):
        assert asdict(check(table, plan)) == theirs, plan


def test_the_units_that_a_term_shows_are_those_that_are_counted(ledger: Ledger) -> None:
    table = rule_table(ledger)
    # The rules of a degree go before the catalog.
    named = next(course for course in table["sets"]["mism-2025-26"]["groups"][0]["courses"] if course["units"])
    named["units"] += 1
    run = subprocess.run(
        [node(), "-e", UNITS, str(CHECKER)], input=json.dumps(table), capture_output=True, text=True, check=True,
        timeout=120,
    )
    shown = json.loads(run.stdout)
    assert shown["mism-2025-26"][named["options"][0]] == named["units"]
    counted = 0
    for name in [name for name, entry in table["sets"].items() if entry["kind"] == "degree"]:
        for number, units in shown[name].items():
            plan = {"requirement": name, "exemptions": [], "terms": [{"name": "One", "courses": [number]}]}
            if units is not None:
                assert check(table, plan).loads == [units], (name, number)
                counted += 1
            else:
                assert table["courses"][number]["units"] is None
    assert counted > 200


def test_both_find_the_same_where_groups_and_programs_overlap() -> None:
    cases: list[tuple[dict[str, Any], dict[str, Any]]] = []

    @settings(max_examples=200, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
    @given(made=invented_plans())
    def collect(made: tuple[dict[str, Any], dict[str, Any]]) -> None:
        cases.append(made)

    collect()
    assert sum(plan["specialization"] is not None for _, plan in cases) > 50
    theirs = browser([table for table, _ in cases], [(index, plan) for index, (_, plan) in enumerate(cases)])
    for (table, plan), report in zip(cases, theirs, strict=True):
        assert asdict(check(table, plan)) == report, (table, plan)


def test_both_count_a_course_of_two_groups_where_it_is_needed() -> None:
    def group(name: str, *numbers: str, elective: bool = False) -> dict[str, Any]:
        courses = [{"options": [number], "title": number, "units": 6} for number in numbers]
        return {
            "id": name, "title": name, "rule": "choose", "elective": elective, "courses": courses,
            "chooseCourses": 1, "chooseUnits": None,
        }

    course = {
        "title": "", "units": 6, "outside": False, "undergraduate": False, "needs": [], "needsRule": "all", "note": "",
    }
    table: dict[str, Any] = {
        "rules": {}, "fullTime": None, "courses": {n: {**course, "id": f"course-{n}"} for n in ("95-701", "95-702")},
        "sets": {"degree": {
            "id": "degree", "complete": True, "total": None, "core": None, "elective": None, "limits": None,
            # A checker that takes the first course that fits leaves the second group open.
            "unchecked": [], "groups": [group("either", "95-701", "95-702"), group("first alone", "95-701")],
        }},
    }
    plan = {
        "requirement": "degree", "exemptions": [], "specialization": None,
        "terms": [{"name": "One", "courses": ["95-702", "95-701"]}],
    }
    ours = check(table, plan)
    assert [(f.subject, f.state) for f in ours.findings] == [("either", "met"), ("first alone", "met")]
    assert asdict(ours) == browser([table], [(0, plan)])[0]


@pytest.mark.parametrize(("units", "printed"), [(162.5, "162.5"), (1234.5678, "1234.57"), (12, "12")])
def test_both_print_the_same_number_of_units(units: float, printed: str) -> None:
    course = {
        "id": "course-95-701", "title": "", "units": units, "outside": False, "undergraduate": False, "needs": [],
        "needsRule": "all", "note": "",
    }
    table: dict[str, Any] = {
        "rules": {}, "fullTime": None, "courses": {"95-701": course},
        "sets": {"degree": {
            "id": "degree", "complete": True, "total": units, "core": None, "elective": None, "limits": None,
            "unchecked": [], "groups": [],
        }},
    }
    plan = {
        "requirement": "degree", "exemptions": [], "specialization": None,
        "terms": [{"name": "One", "courses": ["95-701"]}],
    }
    ours = check(table, plan)
    assert f"{printed} of {printed} units" in [finding.why for finding in ours.findings]
    assert asdict(ours) == browser([table], [(0, plan)])[0]


@pytest.mark.parametrize("kind", ["degree", "program"])
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"rule": "choose", "chooseUnits": 24}, ("missing", "12 of 24 units")),
        ({"rule": "choose", "chooseCourses": 2}, ("missing", "1 of 2 chosen")),
        ({"rule": "all"}, ("missing", "lacks 95-702")),
    ],
)
def test_both_count_a_course_of_two_lines_once(kind: str, asked: dict[str, Any], found: tuple[str, str]) -> None:
    table, plan = shared_alternative(kind, asked)
    report = check(table, plan)
    assert (report.total, report.core, report.elective) == (12, *((12, 0) if kind == "degree" else (0, 12)))
    assert asdict(report) == browser([table], [(0, plan)])[0]
    of_group = [(f.state, f.subject, f.why) for f in report.findings if f.rule == "group"]
    if kind == "degree" and asked["rule"] == "all":
        required = ("missing", "95-702", "required, and neither taken nor exempted")
        assert of_group == [("met", "95-701", "taken"), required]
    else:
        assert [state for state, _, _ in of_group] == [found[0]]
        assert of_group[0][2].startswith(found[1])


def shared_alternative(kind: str, asked: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a table with a group of two lines that share an alternative, and a plan of this alternative alone."""
    numbers = ("95-701", "95-702", "95-703")
    course = {
        "title": "", "units": 12, "outside": False, "undergraduate": False, "needs": [], "needsRule": "all", "note": "",
    }
    group = {
        "id": "group", "title": "Group", "elective": False, "chooseCourses": None, "chooseUnits": None,
        "courses": [{"options": [number, "95-703"], "title": "", "units": None} for number in numbers[:2]], **asked,
    }
    bare = {"complete": True, "total": None, "core": None, "elective": None, "limits": None, "unchecked": []}
    table = {
        "rules": {}, "fullTime": None, "courses": {number: {**course, "id": number} for number in numbers}, "sets": {
            "degree": {**bare, "id": "degree", "title": "Degree", "groups": [group] if kind == "degree" else []},
            "program": {**bare, "id": "program", "title": "Program", "groups": [group] if kind == "program" else []},
        },
    }
    terms = [{"name": "One", "courses": ["95-703"]}]
    return table, {"requirement": "degree", "specialization": "program", "terms": terms, "exemptions": []}


@pytest.mark.parametrize(
    ("needs", "asked", "why"),
    [
        (["95-701"], "all", "95-701 stands in an earlier term or is exempted"),
        (["95-701", "95-703"], "all", "95-701 and 95-703 stand in an earlier term or are exempted"),
        (["95-701"], "any", "95-701 stands in an earlier term or is exempted"),
        (
            ["95-701", "90-999"], "any",
            "needs one of 95-701, 90-999; 95-701 stands in an earlier term or is exempted",
        ),
    ],
)
def test_both_say_what_they_saw_of_prerequisites(needs: list[str], asked: str, why: str) -> None:
    table, plan = shared_alternative("degree", {"rule": "all"})
    table["courses"]["95-702"].update(needs=needs, needsRule=asked)
    plan["terms"].append({"name": "Two", "courses": ["95-702"]})
    plan["exemptions"] = ["95-701"]
    report = check(table, plan)
    found = [(f.state, f.why) for f in report.findings if f.subject == "prerequisites of 95-702"]
    assert found == [("met", why)]
    assert asdict(report) == browser([table], [(0, plan)])[0]


def test_both_name_as_old_only_what_the_edition_lacks() -> None:
    table, plan = shared_alternative("degree", {"rule": "all"})
    table["courses"]["95-703"].update(needs=["95-701", "90-999"], needsRule="all")
    table["courses"]["95-702"].update(needs=["90-998", "90-999"], needsRule="any")
    table["sets"]["degree"]["groups"][0]["courses"][0]["units"] = 12
    plan["terms"][0]["courses"] = ["95-702", "95-703"]
    # Each still missing course has to be an old one, or the finding is a fault.
    plan["exemptions"] = ["95-701"]
    report = check(table, plan)
    assert [(f.subject, f.why) for f in report.findings if f.subject.startswith("prerequisites of")] == [
        ("prerequisites of 95-702", "left open, for 90-998, 90-999 are not in this edition"),
        ("prerequisites of 95-703", "left open, for 90-999 is not in this edition"),
    ]
    assert asdict(report) == browser([table], [(0, plan)])[0]


@pytest.mark.parametrize(
    ("taken", "exempt", "core", "elective", "why"),
    [
        (("95-701", "95-702", "95-703"), (), 18, 18, "18 of 18 units, 0 exempted"),
        (("95-701",), ("95-702", "95-703"), 12, 0, "12 of 18 units, 6 exempted"),
        ((), ("95-702", "95-703"), 0, 0, "0 of 18 units, 18 exempted"),
    ],
)
def test_both_count_what_goes_beyond_the_units_of_a_core_group_as_elective(
    taken: tuple[str, ...], exempt: tuple[str, ...], core: int, elective: int, why: str
) -> None:
    table, plan = shared_alternative("degree", {"rule": "choose", "chooseUnits": 18})
    table["sets"]["degree"]["core"] = 18
    plan["terms"][0]["courses"], plan["exemptions"] = [*taken], [*exempt]
    report = check(table, plan)
    assert (report.core, report.elective) == (core, elective)
    assert [finding.why for finding in report.findings if finding.subject == "core units"] == [why]
    assert asdict(report) == browser([table], [(0, plan)])[0]
