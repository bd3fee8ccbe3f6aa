"""Each copy by a reader made for its format; none of them moves without the ledger."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.robotparser import RobotFileParser

import jsonschema
import pytest
from icalendar import Calendar
from sitemapparser.data_helpers import data_to_element
from sitemapparser.url_set import UrlSet

from handbook.ledger.degree.model import RequirementSet
from handbook.ledger.formats import days_of_check
from handbook.ledger.load import Ledger, load
from handbook.ledger.model import AppliesTo, Course
from handbook.ledger.rules import check
from handbook.publish.calendars import AUDIENCES, calendar, dates
from handbook.publish.curriculum import courses_data, requirements_data
from handbook.publish.facts import SCHEMA, as_json, facts
from handbook.publish.site_map import robots, site_map
from handbook.publish.tables import courses, csv_text, requirements


@pytest.mark.parametrize("name", ["applicant", "student"])
def test_calendars(ledger: Ledger, name: str) -> None:
    data = calendar(ledger, name, "Test calendar", "handbook.example")
    read = Calendar.from_ical(data)
    assert [part.errors for part in read.walk() if part.errors] == []
    events = list(read.walk("VEVENT"))
    assert len(events) == len(dates(ledger, name)) > 5
    checked = days_of_check(ledger.edition.checked_from, ledger.edition.checked)
    ids = [str(event["UID"]) for event in events]
    assert len(set(ids)) == len(ids)
    for event in events:
        item = ledger.deadlines[str(event["UID"]).removesuffix("@handbook.example")]
        assert event.decoded("DTSTART").isoformat()[:10] == item.date
        for source in map(ledger.sources.__getitem__, item.sources):
            named = f"Source: {source.title}, {source.publisher}, "
            (line,) = [line for line in event["DESCRIPTION"].split("\n") if line.startswith(named)]
            assert line.endswith(source.url or ".")
        assert f"Checked {checked}" in str(event["DESCRIPTION"])
        assert ("Sources disagree: " in str(event["DESCRIPTION"])) == bool(item.conflict)
        assert int(event["SEQUENCE"]) == len(ledger.published_dates[item.id].published) - 1
        assert str(event["TRANSP"]) == "TRANSPARENT"  # it takes no time of the reader's day
        assert bool(event.walk("VALARM")) == (item.status == "current")
        if item.timezone:
            assert event["DTSTART"].params["TZID"] == "America/New_York"
    assert bool(list(read.walk("VTIMEZONE"))) == any(item.timezone for item in dates(ledger, name))
    assert all(len(line.encode()) <= 75 for line in data.decode().split("\r\n"))
    assert data == calendar(ledger, name, "Test calendar", "handbook.example")


@pytest.mark.parametrize(("changes", "calendars"), [
    ({}, ["applicant"]), ({"audience": "admitted"}, ["applicant"]), ({"audience": "student"}, ["student"]),
    ({"status": "dated"}, ["applicant"]), ({"status": "conflicting"}, []), ({"date": "12-01"}, []),
    ({"date": None, "rule": "In December."}, []),
])
def test_a_full_date_that_nobody_disputes_is_in_the_calendar_of_its_readers(
    ledger: Ledger, changes: dict[str, Any], calendars: list[str]
) -> None:
    item = ledger.deadlines["date-round-1-fall-2027"].model_copy(update=changes)
    alone = replace(ledger, deadlines={item.id: item})
    assert [name for name in AUDIENCES if dates(alone, name)] == calendars


def test_the_first_round_is_a_day_of_its_own(ledger: Ledger) -> None:
    read = Calendar.from_ical(calendar(ledger, "applicant", "T", "h"))
    event = next(e for e in read.walk("VEVENT") if str(e["UID"]) == "date-round-1-fall-2027@h")
    assert event.decoded("DTSTART") == datetime.date(2026, 12, 1)
    assert event.decoded("DTEND") == datetime.date(2026, 12, 2)


@pytest.mark.parametrize(
    ("changes", "start", "end", "words"),
    [
        ({"end_date": "2026-12-05"}, "2026-12-01", "2026-12-06", "Time: 17:00 Eastern Time."),
        ({"end_date": "2026-12-05", "timezone": None}, "2026-12-01", "2026-12-06",
         "Time: 17:00 (time zone not stated)."),
        ({"end_date": "2026-12-01"}, "2026-12-01T17:00:00-05:00", "2026-12-01T17:00:00-05:00", ""),
        ({"end_date": "2026-12-02", "time": "09:00-17:00"}, "2026-12-01T09:00:00-05:00",
         "2026-12-02T17:00:00-05:00", ""),
        ({"end_date": "2027-04-01", "time": "09:00-17:00"}, "2026-12-01T09:00:00-05:00",
         "2027-04-01T17:00:00-04:00", ""),
        ({"timezone": None}, "2026-12-01T17:00:00", "2026-12-01T17:00:00", "The time zone is not stated."),
        ({"rule": "Send it by mail."}, "2026-12-01T17:00:00-05:00", "2026-12-01T17:00:00-05:00", "Send it by mail."),
        ({"rule": "by mail"}, "2026-12-01T17:00:00-05:00", "2026-12-01T17:00:00-05:00", "By mail."),
    ],
)
def test_no_day_of_a_span_is_lost(ledger: Ledger, changes: dict[str, Any], start: str, end: str, words: str) -> None:
    item = ledger.deadlines["date-round-1-fall-2027"]
    item = item.model_copy(update={"time": "17:00", "timezone": "America/New_York", "rule": None, **changes})
    read = Calendar.from_ical(calendar(replace(ledger, deadlines={item.id: item}), "applicant", "T", "h"))
    (event,) = read.walk("VEVENT")
    begins = event.decoded("DTSTART")
    ends = event.decoded("DTEND") if "DTEND" in event else begins + event.decoded("DURATION")
    assert (begins.isoformat(), ends.isoformat()) == (start, end)
    lines = str(event["DESCRIPTION"]).split("\n")
    assert lines[0] == words or (not words and lines[0].startswith("Source: "))
    nine = datetime.timedelta(hours=9 if len(start) == 10 else 0)
    assert [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")] == [
        nine - datetime.timedelta(days=days) for days in (14, 2)
    ]
    assert [str(zone["TZID"]) for zone in read.walk("VTIMEZONE")] == ["America/New_York"] * (len(start) > 19)


def test_the_zone_is_defined_for_the_years_of_its_dates(ledger: Ledger) -> None:
    text = calendar(ledger, "applicant", "T", "h").decode()
    zone = text[text.index("BEGIN:VTIMEZONE") : text.index("END:VTIMEZONE")]
    assert "TZID:America/New_York" in zone and "TZOFFSETTO:-0400" in zone and "TZOFFSETTO:-0500" in zone
    assert "DTSTART:20251102T020000" in zone or "RDATE:20251102T020000" in zone
    assert "1970" not in zone
    # A date may end in the year after it begins.
    item = ledger.deadlines["date-round-1-fall-2027"]
    changes = {"end_date": "2027-04-01", "time": "09:00-17:00", "timezone": "America/New_York"}
    alone = replace(ledger, deadlines={item.id: item.model_copy(update=changes)})
    assert "20270314T" in calendar(alone, "applicant", "T", "h").decode()


def test_reminders_come_in_the_morning(ledger: Ledger) -> None:
    read = Calendar.from_ical(calendar(ledger, "applicant", "T", "h"))
    event = next(e for e in read.walk("VEVENT") if str(e["UID"]) == "date-round-1-fall-2027@h")
    start = datetime.datetime(2026, 12, 1)
    assert [start + alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")] == [
        datetime.datetime(2026, 11, 17, 9), datetime.datetime(2026, 11, 29, 9),
    ]


def test_a_changed_date_has_the_same_id_and_a_higher_number(broken: Callable[[str, str, str], Path]) -> None:
    broken("deadlines.yaml", "date: '2026-12-01'", "date: '2026-12-03'")
    ledger, _ = load(broken("published-dates.yaml", "['2026-12-01']", "['2026-12-01', '2026-12-03']"))
    assert ledger is not None
    assert check(ledger) == []
    read = Calendar.from_ical(calendar(ledger, "applicant", "T", "h"))
    event = next(e for e in read.walk("VEVENT") if str(e["UID"]) == "date-round-1-fall-2027@h")
    assert int(event["SEQUENCE"]) == 1
    assert event.decoded("DTSTART") == datetime.date(2026, 12, 3)


def test_facts_follow_their_schema(ledger: Ledger) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    found = facts(ledger)
    jsonschema.validate(found, SCHEMA)
    assert [fact["id"] for fact in found["facts"]] == list(ledger.facts)
    assert as_json(found) == as_json(facts(ledger))
    # A field that is not given sets no limit, and is left out.
    said = [item for fact in found["facts"] for item in fact["applies_to"].items()]
    assert {field for field, _ in said} == set(AppliesTo.model_fields)
    assert all(value for _, value in said)
    for wrong in ({"sources": []}, {"status": "certain"}, {"conflict": {"id": "conflict-x"}}, {"more": 1}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**found, "facts": [{**found["facts"][0], **wrong}]}, SCHEMA)


def test_a_disputed_fact_carries_every_side(ledger: Ledger) -> None:
    found = [fact for fact in facts(ledger)["facts"] if fact["status"] == "conflicting"]
    assert found
    for fact in found:
        kept = ledger.conflicts[ledger.facts[fact["id"]].conflict or ""]
        assert fact["conflict"]["printed"] == kept.wording
        assert [side["value"] for side in fact["conflict"]["values"]] == [side.value for side in kept.values]
        assert all(side["as_of"] and side["sources"] for side in fact["conflict"]["values"])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "\t=", "=1+"])
def test_no_cell_runs_as_a_formula(start: str) -> None:
    cells = [f"{start}cmd|' /C calc'!A0", start, f"plain {start}", "", -5, 1.5]
    rows = list(csv.reader(io.StringIO(csv_text(("a", "b", "c", "d", "e", "f"), [cells]), newline=""), strict=True))
    begin = start.replace("\r\n", "\n").replace("\r", "\n")
    assert rows[1:] == [[f"'{begin}cmd|' /C calc'!A0", f"'{begin}", f"plain {begin}", "", "-5", "1.5"]]


def test_tables(ledger: Ledger) -> None:
    rows = list(csv.DictReader(io.StringIO(courses(ledger)), strict=True))
    assert [row["number"] for row in rows] == [course.number for course in ledger.courses.values()]
    for row, course in zip(rows, ledger.courses.values(), strict=True):
        # What was read from the units, and which of several courses are needed, is no bare fact.
        assert (row["length_inferred"] == "yes") == course.length_inferred
        assert (row["prerequisites_rule"] or None) == course.prerequisites_rule
    assert {"all", "see-note"} <= {row["prerequisites_rule"] for row in rows}
    assert [row["conflict"] or None for row in rows] == [course.conflict for course in ledger.courses.values()]
    assert all(None not in row and None not in row.values() for row in rows)
    core = [
        float(row["units"]) for row in csv.DictReader(io.StringIO(requirements(ledger)))
        if row["set"] == "mism-2025-26" and row["rule"] == "all"
    ]
    assert sum(core) == 102


def test_the_table_of_requirements_leaves_no_rule_out(ledger: Ledger) -> None:
    rows = list(csv.DictReader(io.StringIO(requirements(ledger)), strict=True))
    for entry in ledger.requirements.values():
        for group in entry.groups:
            found = [row for row in rows if (row["set"], row["group"]) == (entry.id, group.title)]
            assert len(found) == max(len(group.courses), 1)
            for row in found:
                assert (row["rule"], row["counts_in"] or None) == (group.rule, group.counts_in)
                for key in ("choose_courses", "choose_units", "choose_units_min", "choose_units_max"):
                    assert (float(row[key]) if row[key] else None) == getattr(group, key)
            assert [
                (row["course"], tuple(row["alternatives"].split()), float(row["units"]) if row["units"] else None)
                for row in found if row["course"]
            ] == [(course.number or course.title, course.alternatives, course.units) for course in group.courses]
    capstone = next(row for row in rows if row["set"] == "mism-2026-27" and row["course"] == "94-739")
    assert "45-996" in capstone["alternatives"]


def test_site_map_and_robots() -> None:
    text = site_map("https://handbook.example/a/", ["x.html", "y&z.html"], "2026-11-23")
    pages = list(UrlSet(data_to_element(text.encode())))
    assert [page.loc for page in pages] == ["https://handbook.example/a/x.html", "https://handbook.example/a/y&z.html"]
    assert {page.lastmod.date() for page in pages} == {datetime.date(2026, 11, 23)}
    reader = RobotFileParser()
    reader.parse(robots("https://handbook.example/a").splitlines())
    assert reader.site_maps() == ["https://handbook.example/a/sitemap.xml"]
    assert reader.can_fetch("anyone", "https://handbook.example/a/x.html")


@pytest.mark.parametrize(
    ("make", "name", "model"), [(courses_data, "courses", Course), (requirements_data, "requirements", RequirementSet)]
)
def test_courses_and_requirements_as_json(ledger: Ledger, make: Any, name: str, model: Any) -> None:
    data = json.loads(as_json(make(ledger)))
    assert data["checked"] == ledger.edition.checked
    assert "CC BY 4.0" in data["licence"]
    entries = getattr(ledger, name)
    assert [entry["id"] for entry in data[name]] == list(entries)
    for entry in data[name]:
        kept = entries[entry["id"]]
        assert [source["url"] for source in entry["sources"]] == [ledger.sources[i].url for i in kept.sources]
        assert all(source["as_of"] for source in entry["sources"])
        assert model.model_validate_json(json.dumps({**entry, "sources": kept.sources})) == kept


def test_each_row_of_a_table_names_its_sources(ledger: Ledger) -> None:
    sets = [(entry, max(len(group.courses), 1)) for entry in ledger.requirements.values() for group in entry.groups]
    listed = [entry for entry, count in sets for _ in range(count)]
    for text, entries in ((courses(ledger), list(ledger.courses.values())), (requirements(ledger), listed)):
        for row, entry in zip(csv.DictReader(io.StringIO(text)), entries, strict=True):
            sources = [ledger.sources[source_id] for source_id in entry.sources]
            assert row["as_of"] == max(source.as_of for source in sources)
            assert row["sources"] == "; ".join(source.url or source.title for source in sources)
