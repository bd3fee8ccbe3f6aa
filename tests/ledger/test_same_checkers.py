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

from handbook.ledger.degree.checker import check
from handbook.ledger.degree.table import rule_table
from handbook.ledger.load import Ledger
from tests.search.conftest import node

PLANS = 3000
CHECKER = Path(__file__).resolve().parents[2] / "handbook/theme/planner/checker.js"
PROGRAM = """
const checker = require(process.argv[1]);
const input = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(input.plans.map(plan => checker.check(input.table, plan))));
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


def browser(table: dict[str, Any], plans: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the reports of the browser's checker."""
    run = subprocess.run(
        [node(), "-e", PROGRAM, str(CHECKER)], input=json.dumps({"table": table, "plans": plans}),
        capture_output=True, text=True, check=True, timeout=120,
    )
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


def test_both_checkers_find_the_same(ledger: Ledger, record_property: Callable[[str, object], None]) -> None:
    table, rng = rule_table(ledger), random.Random(20261123)
    plans = [plan.model_dump(mode="json") for plan in ledger.plans.values()]
    plans += [generated(ledger, table, rng) for _ in range(PLANS - len(plans))]
    states: Counter[str] = Counter()
    for plan, theirs in zip(plans, browser(table, plans), strict=True):
        ours = asdict(check(table, plan))
        assert ours == theirs, plan
        states.update(finding["state"] for finding in ours["findings"])
    # The plans reach each kind of finding.
    assert min(states["met"], states["missing"], states["note"]) > 1000
    record_property("generated plans on which both checkers agree", len(plans))


def test_both_count_a_course_of_two_groups_where_it_is_needed() -> None:
    def group(name: str, *numbers: str, elective: bool = False) -> dict[str, Any]:
        courses = [{"options": [number], "title": number, "units": 6} for number in numbers]
        return {
            "id": name, "title": name, "rule": "choose", "elective": elective, "courses": courses,
            "chooseCourses": 1, "chooseUnits": None, "known": True,
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
    assert asdict(ours) == browser(table, [plan])[0]
