"""Each rule over the whole ledger finds exactly its fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.ledger.dates import deadlines_hold
from handbook.ledger.degree.rules import group_units
from handbook.ledger.load import Ledger, load
from handbook.ledger.problems import Code
from handbook.ledger.rules import check

Broken = Callable[[str, str, str], Path]

FAULTS = {
    "unknown source": (
        "deadlines.yaml", "    - src-heinz-admissions-faq-admissions-2026-07-11\n",
        "    - src-heinz-admissions-faq-admissions-2026-07-12\n", Code.UNKNOWN_REFERENCE, "did you mean src-heinz",
    ),
    "as_of older than its source": (
        "deadlines.yaml", "as_of: '2026-07-11'", "as_of: '2026-07-10'", Code.DATE, "the newest source is of 2026-07-11",
    ),
    "a check that ends before it began": (
        "edition.yaml", "checked: '2026-11-23'", "checked: '2026-11-23'\nchecked_from: '2026-11-24'", Code.DATE,
        "checked_from is 2026-11-24, which is not before the check day, 2026-11-23",
    ),
    "status without conflict": (
        "facts/tracks.yaml", "  status: current\n", "  status: conflicting\n", Code.STATUS, "no conflict is named",
    ),
    "unknown office": (
        "unknowns.yaml", "ask: office-heinz-admissions", "ask: office-heinz-admission", Code.UNKNOWN_REFERENCE,
        "no such office; did you mean office-heinz-admissions?",
    ),
    "unknown course in a group": (
        "requirements.yaml", "- number: 95-702\n", "- number: 95-007\n", Code.UNKNOWN_REFERENCE,
        "95-007: no such course",
    ),
    "core does not add up": (
        "requirements.yaml", "core_units: 114", "core_units: 113", Code.SUM, "make 161, not 162 units",
    ),
    "group units differ from the course": (
        "requirements.yaml", "          title: Distributed Systems for ISM\n          units: 12",
        "          title: Distributed Systems for ISM\n          units: 6", Code.SUM, "6 units here and 12 in courses",
    ),
    "a circle": (
        "courses.yaml", "  number: 95-702\n  title: Distributed Systems for ISM\n",
        "  number: 95-702\n  title: Distributed Systems for ISM\n", Code.CYCLE, "",
    ),
    "rounds out of order": (
        "deadlines.yaml", "date: '2027-01-10'", "date: '2027-02-10'", Code.ORDER, "the rounds of fall-2027",
    ),
    "a date that changed": (
        "deadlines.yaml", "date: '2026-12-01'", "date: '2026-12-03'", Code.PUBLISHED,
        "add '2026-12-03' to the end of published",
    ),
    "a date that is not recorded": (
        "published-dates.yaml", "- id: date-round-1-fall-2027\n  published: ['2026-12-01']\n", "", Code.PUBLISHED,
        "a new date: add '- id: date-round-1-fall-2027' with published: ['2026-12-01']",
    ),
    "a record of no date": (
        "published-dates.yaml", "- id: date-round-1-fall-2027\n", "- id: date-round-1-fall-2072\n",
        Code.UNKNOWN_REFERENCE, "no such date; did you mean date-round-1-fall-2027?",
    ),
    "a machine's path": (
        "conflicts.yaml", "  reason: ", "  reason: see /home/me/notes. ", Code.TEXT, "path of a machine",
    ),
    "two same group ids": (
        "requirements.yaml", "id: mism-2025-26-speaking", "id: mism-2025-26-design", Code.DUPLICATE_ID, "stands twice",
    ),
    "a rule of the plan checker that is no fact": (
        "edition.yaml", "full_time: cost-full-time-threshold", "full_time: cost-full-time-treshold",
        Code.UNKNOWN_REFERENCE, "degree_rules: full_time: cost-full-time-treshold: no such fact; did you mean",
    ),
    "what nobody can check, without a rule": (
        "requirements.yaml", "      rule: open-bida-analytic", "      rule: open-bida-analitic",
        Code.UNKNOWN_REFERENCE, "no such fact or open question; did you mean open-bida-analytic",
    ),
    "an unknown entry year": (
        "facts/curriculum.yaml", "      - 2025-26\n", "      - 2025-27\n", Code.UNKNOWN_REFERENCE,
        "no such entry year; did you mean",
    ),
}


def test_the_real_ledger_is_clean(ledger: Ledger) -> None:
    assert check(ledger) == []


@pytest.mark.parametrize("name", [name for name in FAULTS if name != "a circle"])
def test_each_fault_is_found(broken: Broken, name: str) -> None:
    file, old, new, code, words = FAULTS[name]
    ledger, problems = load(broken(file, old, new), "data")
    assert ledger is not None, problems
    found = check(ledger)
    assert any(problem.code is code and words in problem.message and problem.line > 0 for problem in found), found


def test_a_circle_of_prerequisites(broken: Broken, ledger: Ledger) -> None:
    course = next(c for c in ledger.courses.values() if any(ledger.course(n) for n in c.prerequisites))
    needed = ledger.courses[f"course-{next(n for n in course.prerequisites if ledger.course(n))}"]
    text = Path(ledger.places[needed.id].file).read_text().split("\n")
    start = ledger.places[needed.id].line - 1
    line = next(t for t in text[start:] if t.startswith("  prerequisites:"))
    if line == "  prerequisites: []":
        old = "\n".join(text[start:]).split(line)[0] + line
        folder = broken("courses.yaml", old, old.replace("[]", f"[{course.number}]"))
    else:
        old = "\n".join(text[start:]).split(line)[0] + line
        folder = broken("courses.yaml", old, old + f"\n    - {course.number}")
    circular, problems = load(folder, "data")
    assert circular is not None, problems
    assert any(p.code is Code.CYCLE and course.number in p.message for p in check(circular))


DATE = "  date: '2026-12-01'\n"


@pytest.mark.parametrize(
    ("first", "last", "code", "words"),
    [
        ("'2026-12-20'", "'2026-12-30'", None, ""),
        ("'2026-12-20'", "'2027-01-05'", None, ""),
        ("12-20", "12-30", None, ""),
        ("12-20", "01-05", None, ""),
        ("'2026-12-20'", "'2026-12-19'", Code.ORDER, "ends on 2026-12-19, before it begins on 2026-12-20"),
        ("'2026-12-20'", "12-30", Code.DATE, "date is 2026-12-20 and end_date 12-30; write both with the year"),
        ("12-20", "'2026-12-30'", Code.DATE, "date is 12-20 and end_date 2026-12-30; write both with the year"),
        ("null", "12-30", Code.FIELD, "ends on 12-30 and has no date on which it begins"),
    ],
)
def test_the_ends_of_a_span(broken: Broken, first: str, last: str, code: Code | None, words: str) -> None:
    ledger, problems = load(broken("deadlines.yaml", DATE, f"  date: {first}\n  end_date: {last}\n"), "data")
    assert ledger is not None, problems
    # The record of what was published is not what is looked at here, nor that the entry has a rule.
    found = [
        (problem.code, problem.message) for problem in deadlines_hold(ledger)
        if problem.message != "needs a date or a rule"
    ]
    assert [code for code, _ in found] == ([code] if code else [])
    assert all(words in message for _, message in found)


def test_sums_of_the_real_degrees(ledger: Ledger) -> None:
    sums = {
        entry.id: (entry.core_units, entry.elective_units, entry.total_units)
        for entry in ledger.requirements.values() if entry.kind == "degree"
    }
    assert sums["mism-2025-26"] == (114, 48, 162)
    assert sums["bida-2025-26"] == (132, 30, 162)
    assert sums["mism-2026-27"] == (108, 54, 162)
    for entry in ledger.requirements.values():
        if entry.kind == "degree" and entry.status == "complete":
            assert sum(group_units(g) or 0 for g in entry.groups if g.counts_in is None) == entry.core_units
