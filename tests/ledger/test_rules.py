"""Each rule over the whole ledger finds exactly its fault."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from handbook.ledger.change_log import change_log_holds
from handbook.ledger.dates import deadlines_hold, published_dates_hold
from handbook.ledger.degree.rules import (
    degree_rules_exist,
    group_units,
    group_units_match_courses,
    groups_unique,
    no_circles,
    plans_hold,
    sets_have_titles,
    unchecked_rules_exist,
    units_add_up,
)
from handbook.ledger.load import Ledger, Place, load
from handbook.ledger.model import Source
from handbook.ledger.problems import Code
from handbook.ledger.rules import (
    RULES,
    check,
    check_ends_after_it_began,
    courses_exist,
    dates_match_sources,
    entry_years_in_order,
    figures_are_kept_alike,
    kept_back_facts_exist,
    nothing_after_check,
    offices_exist,
    owners_exist,
    sides_differ,
    source_addresses_differ,
    sources_exist,
    statuses_fit,
    texts_are_clean,
    tracks_exist,
)

Broken = Callable[[str, str, str], Path]

FAULTS = {
    "unknown source": (
        sources_exist,
        "deadlines.yaml", "    - src-heinz-admissions-faq-admissions-2026-07-11\n",
        "    - src-heinz-admissions-faq-admissions-2026-07-12\n", Code.UNKNOWN_REFERENCE, "did you mean src-heinz",
    ),
    "as_of older than its source": (
        dates_match_sources,
        "deadlines.yaml", "as_of: '2026-07-11'", "as_of: '2026-07-10'", Code.DATE, "the newest source is of 2026-07-11",
    ),
    "a check that ends before it began": (
        check_ends_after_it_began,
        "edition.yaml", "checked: '2026-11-23'", "checked: '2026-11-23'\nchecked_from: '2026-11-24'", Code.DATE,
        "checked_from is 2026-11-24, which is not before the check day, 2026-11-23",
    ),
    "status without conflict": (
        statuses_fit,
        "facts/tracks.yaml", "  status: current\n", "  status: conflicting\n", Code.STATUS, "no conflict is named",
    ),
    "unknown office": (
        offices_exist,
        "unknowns.yaml", "ask: office-heinz-admissions", "ask: office-heinz-admission", Code.UNKNOWN_REFERENCE,
        "no such office; did you mean office-heinz-admissions?",
    ),
    "unknown office whose id begins like an address": (
        offices_exist,
        "unknowns.yaml", "ask: office-heinz-admissions", "ask: http-desk", Code.UNKNOWN_REFERENCE,
        "http-desk: no such office",
    ),
    "unknown course in a group": (
        courses_exist,
        "requirements.yaml", "- number: 95-702\n", "- number: 95-007\n", Code.UNKNOWN_REFERENCE,
        "95-007: no such course",
    ),
    "core does not add up": (
        units_add_up,
        "requirements.yaml", "core_units: 114", "core_units: 113", Code.SUM, "make 161, not 162 units",
    ),
    "group units differ from the course": (
        group_units_match_courses,
        "requirements.yaml", "          title: Distributed Systems for ISM\n          units: 12",
        "          title: Distributed Systems for ISM\n          units: 6", Code.SUM, "6 units here and 12 in courses",
    ),
    "a circle": (
        no_circles,
        "courses.yaml", "prerequisites: []\n  prerequisites_note: not for first-time", "prerequisites: [95-702]\n"
        "  prerequisites_note: not for first-time", Code.CYCLE,
        "courses need each other in a circle: 95-702 -> 95-712 -> 95-702",
    ),
    "rounds out of order": (
        deadlines_hold,
        "deadlines.yaml", "date: '2027-01-10'", "date: '2027-02-10'", Code.ORDER, "the rounds of fall-2027",
    ),
    "hours that run backwards": (
        deadlines_hold,
        "deadlines.yaml", "time: 11:00-12:00", "time: 11:00-10:00", Code.ORDER, "ends at 10:00, not after it begins",
    ),
    "a date that changed": (
        published_dates_hold,
        "deadlines.yaml", "date: '2026-12-01'", "date: '2026-12-03'", Code.PUBLISHED,
        "add '2026-12-03' to the end of published",
    ),
    "a date that is not recorded": (
        published_dates_hold,
        "published-dates.yaml", "- id: date-round-1-fall-2027\n  published: ['2026-12-01']\n", "", Code.PUBLISHED,
        "a new date: add '- id: date-round-1-fall-2027' with published: ['2026-12-01']",
    ),
    "a record of no date": (
        published_dates_hold,
        "published-dates.yaml", "- id: date-round-1-fall-2027\n", "- id: date-round-1-fall-2072\n",
        Code.UNKNOWN_REFERENCE, "no such date; did you mean date-round-1-fall-2027?",
    ),
    "a machine's path": (
        texts_are_clean,
        "conflicts.yaml", "  reason: ", "  reason: see /home/me/notes. ", Code.TEXT, "path of a machine",
    ),
    "two same group ids": (
        groups_unique,
        "requirements.yaml", "id: mism-2025-26-speaking", "id: mism-2025-26-design", Code.DUPLICATE_ID, "stands twice",
    ),
    "a rule of the plan checker that is no fact": (
        degree_rules_exist,
        "edition.yaml", "full_time: cost-full-time-threshold", "full_time: cost-full-time-treshold",
        Code.UNKNOWN_REFERENCE, "degree_rules: full_time: cost-full-time-treshold: no such fact; did you mean",
    ),
    "what nobody can check, without a rule": (
        unchecked_rules_exist,
        "requirements.yaml", "      rule: open-bida-analytic", "      rule: open-bida-analitic",
        Code.UNKNOWN_REFERENCE, "no such fact or open question; did you mean open-bida-analytic",
    ),
    "an unknown entry year": (
        tracks_exist,
        "facts/curriculum.yaml", "      - 2025-26\n", "      - 2035-36\n", Code.UNKNOWN_REFERENCE,
        "no such entry year; did you mean",
    ),
    "an unknown entry year of a requirement set": (
        tracks_exist,
        "requirements.yaml", "entry_years:\n    - 2026-27", "entry_years:\n    - 2027-28", Code.UNKNOWN_REFERENCE,
        "entry_years: 2027-28: no such entry year",
    ),
    "an unknown track of a cost": (
        tracks_exist,
        "costs.yaml", "  track: mism-16\n", "  track: msim-16\n", Code.UNKNOWN_REFERENCE,
        "track: msim-16: not in cost_tracks of edition.yaml; did you mean mism-16?",
    ),
    "an unknown term of a cost": (
        tracks_exist,
        "costs.yaml", "  term: fall-2025\n", "  term: fal-2025\n", Code.UNKNOWN_REFERENCE,
        "term: fal-2025: not in cost_terms of edition.yaml; did you mean fall-2025?",
    ),
    "an amount that is not that of its fact": (
        figures_are_kept_alike,
        "costs.yaml", "  item: books-and-supplies\n  amount: 625\n", "  item: books-and-supplies\n  amount: 652\n",
        Code.AMOUNT, "amount: cost-books says 625, not 652",
    ),
    "a fact that is not what its amounts are": (
        figures_are_kept_alike,
        "facts/costs-and-aid.yaml", "    semester: 1491\n", "    semester: 1419\n",
        Code.AMOUNT, "amount: cost-travel says 994, 1,419, not 1,491",
    ),
    "an amount that none of its facts has": (
        figures_are_kept_alike,
        "costs.yaml", "  item: health-insurance\n  amount: 847\n", "  item: health-insurance\n  amount: 874\n",
        Code.AMOUNT, "amount: cost-health-insurance-2025-26, cost-health-insurance-summer say 847, 3,258, not 874",
    ),
    "figures of an item that is none": (
        figures_are_kept_alike,
        "edition.yaml", "  laptop: [cost-laptop]\n", "  labtop: [cost-laptop]\n", Code.UNKNOWN_REFERENCE,
        "cost_facts: labtop: no such item of costs.yaml; did you mean laptop?",
    ),
    "figures of a fact that is none": (
        figures_are_kept_alike,
        "edition.yaml", "  laptop: [cost-laptop]\n", "  laptop: [cost-labtop]\n", Code.UNKNOWN_REFERENCE,
        "cost_facts: cost-labtop: no such fact; did you mean cost-laptop?",
    ),
    "entry years out of order": (
        entry_years_in_order,
        "edition.yaml", "  - 2026-27\n  - 2025-26\n", "  - 2025-26\n  - 2026-27\n", Code.ORDER,
        "must stand newest first, each once: 2026-27, 2025-26",
    ),
    "a prerequisite that is no course": (
        courses_exist,
        "courses.yaml", "    - 95-712\n", "    - 59-712\n", Code.UNKNOWN_REFERENCE,
        "prerequisites: 59-712: no such course",
    ),
    "a day that is recorded twice": (
        published_dates_hold,
        "published-dates.yaml", "published: ['2026-12-01']", "published: ['2026-12-01', '2026-12-01']", Code.PUBLISHED,
        "stands twice in a row",
    ),
    "a day that comes back": (
        published_dates_hold,
        "published-dates.yaml", "published: ['2026-12-01']", "published: ['2026-12-01', '2026-12-03']", Code.PUBLISHED,
        "the date is now 2026-12-01: add '2026-12-01' to the end of published",
    ),
    "a conflict whose sides agree": (
        sides_differ,
        "conflicts.yaml", "    - value: February 2\n", "    - value: February 1, 2027\n", Code.FIELD,
        "two of its sides say the same",
    ),
    "two organizations of one name": (
        sides_differ,
        "organizations.yaml", "name: Accenture\n", "name: A.T. Kearney\n", Code.DUPLICATE_ID, "join the two entries",
    ),
    "one address and day twice": (
        source_addresses_differ,
        "sources.yaml", "https://www.australia.cmu.edu/admissions/faq/admissions\n",
        "https://www.andrew.cmu.edu/user/lakoglu/courses/95869/policy.htm\n",
        Code.DUPLICATE_ID, "same address and date as src-andrew-courses-95869-policy-2024",
    ),
    "a source of tomorrow": (
        nothing_after_check,
        "sources.yaml", "as_of: '2024'", "as_of: '2027'", Code.DATE, "2027 lies after the edition's check day",
    ),
    "a source of the same year, after the day": (
        nothing_after_check,
        "sources.yaml", "as_of: '2024'", "as_of: '2026-11-24'", Code.DATE, "2026-11-24 lies after",
    ),
    "a conflict that is none": (
        statuses_fit,
        "facts/tracks.yaml", "  status: current\n", "  status: conflicting\n  conflict: conflict-none\n",
        Code.UNKNOWN_REFERENCE, "conflict-none: no such conflict",
    ),
    "a source named twice": (
        sources_exist,
        "deadlines.yaml", "    - src-australia-admissions-faq-admissions-2024\n",
        "    - src-heinz-admissions-faq-admissions-2026-07-11\n", Code.FIELD, "names a source twice",
    ),
    "an owner that is no office": (
        owners_exist,
        "edition.yaml", "  admissions: office-heinz-admissions", "  admissions: office-heinz-admission",
        Code.UNKNOWN_REFERENCE, "owners: office-heinz-admission: no such office; did you mean office-heinz-admissions?",
    ),
    "an owner of no list": (
        owners_exist,
        "edition.yaml", "  admissions: office", "  admission: office", Code.UNKNOWN_REFERENCE,
        "owners: admission: no such list or topic; did you mean admissions?",
    ),
    "a fact kept back that is none": (
        kept_back_facts_exist,
        "kept-back.yaml", "id: program-landing-links", "id: track-none", Code.UNKNOWN_REFERENCE,
        "track-none: no such fact",
    ),
    "a track of a fact that is none": (
        tracks_exist,
        "facts/tracks.yaml", "      - bida\n", "      - bidda\n", Code.UNKNOWN_REFERENCE,
        "bidda: no such track; did you mean bida?",
    ),
    "a track of a requirement set that is none": (
        tracks_exist,
        "requirements.yaml", "  track: mism\n", "  track: mismm\n", Code.UNKNOWN_REFERENCE,
        "mismm: no such track; did you mean mism?",
    ),
    "a course with the id of another": (
        courses_exist,
        "courses.yaml", "- id: course-17-619\n", "- id: course-17-618\n", Code.FIELD, "the id must be course-17-619",
    ),
    "a specialization without a title": (
        sets_have_titles,
        "requirements.yaml", "  kind: specialization\n  title: Software Development\n", "  kind: specialization\n",
        Code.FIELD, "a specialization needs a title",
    ),
    "neither date nor rule": (
        deadlines_hold,
        "deadlines.yaml", "  date: 09-01\n", "  date: null\n", Code.FIELD, "needs a date or a rule",
    ),
    "a date from no official source": (
        deadlines_hold,
        "deadlines.yaml", "    - src-heinz-admissions-faq-admissions-2026-07-11\n", "    - src-project-cmucourses\n",
        Code.FIELD, "src-project-cmucourses is not an official source",
    ),
    "a plan without its capstone": (
        plans_hold,
        "plans.yaml", "[94-739, 95-867,", "[95-867,", Code.PLAN, "Capstone",
    ),
    "a plan for what is no degree": (
        plans_hold,
        "plans.yaml", "requirement: bida-2025-26", "requirement: specialization-software-development",
        Code.PLAN, "specialization-software-development: no such degree",
    ),
    "a plan with a concentration of another year": (
        plans_hold,
        "plans.yaml", "specialization: specialization-software-development",
        "specialization: concentration-2026-27-product-management", Code.PLAN, "no specialization or concentration of",
    ),
    "an office of a conflict that is none": (
        offices_exist,
        "conflicts.yaml", "  ask: office-heinz-admissions", "  ask: office-heinz-admission", Code.UNKNOWN_REFERENCE,
        "office-heinz-admission: no such office; did you mean office-heinz-admissions?",
    ),
    "an alternative that is no course": (
        courses_exist,
        "requirements.yaml", "            - 94-891\n", "            - 94-007\n", Code.UNKNOWN_REFERENCE,
        "94-007: no such course",
    ),
    "a side of a conflict older than its source": (
        dates_match_sources,
        "conflicts.yaml", "      as_of: 2025-06\n", "      as_of: 2025-05\n", Code.DATE,
        "as_of is 2025-05 but the newest source is of 2025-06",
    ),
    "a source of one side that is none": (
        sources_exist,
        "conflicts.yaml", "        - src-heinz-mism-2025-06\n", "        - src-heinz-mism-2025-60\n",
        Code.UNKNOWN_REFERENCE, "src-heinz-mism-2025-60: no such source",
    ),
    "an entry year that stands twice": (
        entry_years_in_order,
        "edition.yaml", "  - 2026-27\n  - 2025-26\n", "  - 2026-27\n  - 2026-27\n  - 2025-26\n", Code.ORDER,
        "must stand newest first, each once: 2026-27, 2025-26",
    ),
    "two organizations of one name in other capitals": (
        sides_differ,
        "organizations.yaml", "name: Accenture\n", "name: a.t. kearney\n", Code.DUPLICATE_ID, "join the two entries",
    ),
    "a check that ends on the day it began": (
        check_ends_after_it_began,
        "edition.yaml", "checked: '2026-11-23'", "checked: '2026-11-23'\nchecked_from: '2026-11-23'", Code.DATE,
        "checked_from is 2026-11-23, which is not before the check day, 2026-11-23",
    ),
    "a machine's path in a list": (
        texts_are_clean,
        "courses.yaml", "  topics: []\n", "  topics: [see /tmp/notes]\n", Code.TEXT, "path of a machine",
    ),
    "a machine's path in the log": (
        texts_are_clean,
        "changes.yaml", "  sentences:\n", "  sentences:\n    - See /home/me/notes.\n", Code.TEXT, "path of a machine",
    ),
    "a machine's path in the edition": (
        texts_are_clean,
        "edition.yaml", "title: Edition of", "title: /home/me/notes, edition of", Code.TEXT, "path of a machine",
    ),
    "a machine's path in a reason": (
        texts_are_clean,
        "kept-back.yaml", "reason: Says", "reason: By /home/me/notes says", Code.TEXT, "path of a machine",
    ),
    "a complete set without its total": (
        units_add_up,
        "requirements.yaml", "total_units: 42", "total_units: null", Code.FIELD, "a complete set needs total_units",
    ),
    "a topic to review that there is not": (
        owners_exist,
        "edition.yaml", "  international: {days", "  internationl: {days", Code.UNKNOWN_REFERENCE,
        "review: internationl: no such topic; did you mean international?",
    ),
    "hours that end when they begin": (
        deadlines_hold,
        "deadlines.yaml", "time: 11:00-12:00", "time: 11:00-11:00", Code.ORDER, "ends at 11:00, not after it begins",
    ),
    "a change below an older one": (
        change_log_holds,
        "changes.yaml", "  date: '2026-11-26'\n", "  date: '2026-11-23'\n", Code.ORDER, "the newest change stands",
    ),
}


def changed(ledger: Ledger, kind: str, *entries: Any) -> Ledger:
    """Return ``ledger`` with ``entries`` of one kind added, or in the place of those of the same ids."""
    places = {**{entry.id: Place("data/some.yaml", 1) for entry in entries}, **ledger.places}
    new = {**getattr(ledger, kind), **{entry.id: entry for entry in entries}}
    return dataclasses.replace(ledger, **{kind: new}, places=places)  # type: ignore[arg-type]


def test_the_real_ledger_is_clean(ledger: Ledger) -> None:
    assert check(ledger) == []


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize(("count", "faults"), [(101, 0), (102, 1), (103, 1), (1500, 1)])
def test_a_chain_without_end_is_one_fault(ledger: Ledger, count: int, faults: int, backwards: bool) -> None:
    numbers = [f"{20 + at // 1000}-{at % 1000:03}" for at in range(count)]
    courses = [
        ledger.courses["course-95-702"].model_copy(
            update={"id": f"course-{number}", "number": number, "prerequisites": tuple(numbers[at + 1:at + 2])}
        ) for at, number in enumerate(numbers)
    ]
    found = list(no_circles(changed(ledger, "courses", *(courses[::-1] if backwards else courses))))
    assert [problem.message for problem in found] == ["needs more than 100 courses one after the other"] * faults
    # The course that is named is one of those that need so many.
    assert all(numbers.index(problem.entry.removeprefix("course-")) < count - 101 for problem in found)


def test_each_rule_has_its_fault() -> None:
    assert {rule for rule, *_ in FAULTS.values()} == set(RULES)


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_found(broken: Broken, name: str) -> None:
    rule, file, old, new, code, words = FAULTS[name]
    ledger, problems = load(broken(file, old, new), "data")
    assert ledger is not None, problems
    found = list(rule(ledger))
    assert any(problem.code is code and words in problem.message for problem in found), found
    assert set(found) <= set(check(ledger))
    assert all(problem.line > 0 for problem in found), found


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("requirements.yaml", "core_units: 114", "core_units: 113",
         "core 113 and electives 48 make 161, not 162 units; the core groups make 114"),
        ("requirements.yaml", "total_units: 162", "total_units: 163",
         "core 114 and electives 48 make 162, not 163 units"),
        ("requirements.yaml", "elective_units: 48", "elective_units: 47",
         "core 114 and electives 47 make 161, not 162 units"),
        ("requirements.yaml", "          title: Distributed Systems for ISM\n          units: 12",
         "          title: Distributed Systems for ISM\n          units: 6",
         "95-702 has 6 units here and 12 in courses"),
        ("courses.yaml", "  number: 95-702\n", "  number: 95-720\n", "the id must be course-95-720"),
        ("requirements.yaml", "            - 94-891\n", "            - 94-007\n", "94-007: no such course"),
        ("requirements.yaml", "- number: 95-702\n", "- number: 95-007\n", "95-007: no such course"),
        ("requirements.yaml", "total_units: 42", "total_units: 48", "the groups make 42 units, not 48"),
        ("sources.yaml", "as_of: '2024'", "as_of: '2027'", "2027 lies after the edition's check day, 2026-11-23"),
    ],
)
def test_a_wrong_number_is_one_fault(broken: Broken, file: str, old: str, new: str, said: str) -> None:
    ledger, problems = load(broken(file, old, new), "data")
    assert ledger is not None, problems
    (problem,) = check(ledger)
    assert problem.message.partition("; did you mean")[0].endswith(said)


@pytest.mark.parametrize(("entry_id", "fields", "said"), [
    ("mism-2025-26", {"core_units": 113, "elective_units": 49}, ["the core groups make 114 units, not 113"]),
    ("mism-2025-26", {"core_units": 115, "elective_units": 47}, ["the core groups make 114 units, not 115"]),
    *(("mism-2025-26", {field: None}, ["a degree needs total_units, core_units and elective_units"])
      for field in ("total_units", "core_units", "elective_units")),
    # Of a degree that is not all known, the groups may make less than the core, and no more.
    ("mism-2025-26", {"status": "partial", "core_units": 115, "elective_units": 47}, []),
    ("mism-2025-26", {"status": "partial", "core_units": 113, "elective_units": 49},
     ["the core groups make 114 units, more than 113"]),
    ("specialization-software-development", {"total_units": 41}, ["the groups make 42 units, not 41"]),
    ("specialization-software-development", {"total_units": 41, "status": "partial"}, []),
])
def test_sums_of_a_set(ledger: Ledger, entry_id: str, fields: dict[str, Any], said: list[str]) -> None:
    entry = ledger.requirements[entry_id].model_copy(update=fields)
    assert [problem.message for problem in units_add_up(changed(ledger, "requirements", entry))] == said


@pytest.mark.parametrize(("entry_id", "status", "said"), [
    ("mism-2025-26", "partial", []),
    ("mism-2025-26", "complete", ["the core groups make 114 units and some not known, not 114"]),
    ("specialization-software-development", "partial", []),
    ("specialization-software-development", "complete", ["the groups make 42 units and some not known, not 42"]),
])
def test_a_part_of_unknown_size_makes_no_sum(ledger: Ledger, entry_id: str, status: str, said: list[str]) -> None:
    entry = ledger.requirements[entry_id]
    course = entry.groups[0].courses[0].model_copy(update={"number": None, "units": None})
    unknown = entry.groups[0].model_copy(update={"id": "some-group", "rule": "all", "courses": (course,)})
    assert group_units(unknown) is None
    entry = entry.model_copy(update={"status": status, "groups": (*entry.groups, unknown)})
    assert [problem.message for problem in units_add_up(changed(ledger, "requirements", entry))] == said


@pytest.mark.parametrize(("here", "there", "conflict", "faults"), [
    (6, 12, None, 1), (12, 12, None, 0), (6, 12, "conflict-some", 0), (None, 12, None, 0), (6, None, None, 0),
])
def test_units_of_a_course_in_a_group(
    ledger: Ledger, here: int | None, there: int | None, conflict: str | None, faults: int
) -> None:
    course = ledger.courses["course-95-702"].model_copy(update={"units": there, "conflict": conflict})
    entry = ledger.requirements["mism-2025-26"]
    named = next(named for group in entry.groups for named in group.courses if named.number == "95-702")
    group = entry.groups[0].model_copy(update={"courses": (named.model_copy(update={"units": here}),)})
    found = changed(ledger, "requirements", entry.model_copy(update={"groups": (group,)}))
    assert len(list(group_units_match_courses(changed(found, "courses", course)))) == faults


DATE = "  date: '2026-12-01'\n"


@pytest.mark.parametrize(
    ("first", "last", "code", "words"),
    [
        ("'2026-12-20'", "'2026-12-30'", None, ""),
        ("'2026-12-20'", "'2027-01-05'", None, ""),
        ("'2026-12-20'", "'2026-12-20'", None, ""),
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


@pytest.mark.parametrize(("date", "end_date", "time", "faults"), [
    ("2026-12-20", None, "09:00-10:00", 0), ("2026-12-20", None, "09:00", 0), ("2026-12-20", None, "10:00-09:00", 1),
    ("2026-12-20", "2026-12-20", "10:00-09:00", 1), ("12-20", "12-20", "10:00-09:00", 1),
    # Of several days, the one hour is of the first and the other of the last.
    ("2026-12-20", "2026-12-21", "10:00-09:00", 0),
])
def test_the_hours_of_a_day(ledger: Ledger, date: str, end_date: str | None, time: str, faults: int) -> None:
    item = ledger.deadlines["date-round-1-decision"].model_copy(
        update={"date": date, "end_date": end_date, "time": time}
    )
    assert [problem.code for problem in deadlines_hold(changed(ledger, "deadlines", item))] == [Code.ORDER] * faults


def test_a_yearly_round_has_no_order(ledger: Ledger) -> None:
    item = ledger.deadlines["date-round-2-fall-2027"].model_copy(update={"date": "01-10"})
    assert list(deadlines_hold(changed(ledger, "deadlines", item))) == []


def test_what_kinds_of_sources_are_official(ledger: Ledger) -> None:
    item = ledger.deadlines["date-round-1-fall-2027"]
    source = ledger.sources[item.sources[0]]
    kinds = [source.model_copy(update={"kind": kind}) for kind in get_args(Source.model_fields["kind"].annotation)]
    assert {one.kind for one in kinds if not list(deadlines_hold(changed(ledger, "sources", one)))} == {
        "official-page", "official-document", "course-catalog", "syllabus", "transcription", "news",
    }


def test_a_date_that_has_left_keeps_its_record(ledger: Ledger) -> None:
    item = ledger.deadlines["date-round-1-fall-2027"].model_copy(update={"date": None, "rule": "To be announced."})
    assert list(published_dates_hold(changed(ledger, "deadlines", item))) == []


@pytest.mark.parametrize(("fields", "faults"), [
    ({}, 1), ({"url": "https://a.example/other"}, 0), ({"as_of": "1999"}, 0),
    ({"url": None, "read_in": "https://a.example/book"}, 0), ({"url": None, "read_in": None}, 0),
])
def test_one_source_for_an_address_and_a_day(ledger: Ledger, fields: dict[str, Any], faults: int) -> None:
    first = next(source for source in ledger.sources.values() if source.url)
    twin = first.model_copy(update={"id": "src-twin", **fields})
    assert len(list(source_addresses_differ(changed(ledger, "sources", twin)))) == faults


def test_sources_without_an_address_are_told_apart_by_where_they_were_read(ledger: Ledger) -> None:
    one = next(iter(ledger.sources.values())).model_copy(
        update={"id": "src-one", "url": None, "read_in": "https://a.example/book"}
    )
    two = one.model_copy(update={"id": "src-two"})
    (problem,) = source_addresses_differ(changed(ledger, "sources", one, two))
    assert problem.entry == "src-two" and problem.message == "same address and date as src-one"
    bare = [source.model_copy(update={"read_in": None}) for source in (one, two)]
    assert list(source_addresses_differ(changed(ledger, "sources", *bare))) == []


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
