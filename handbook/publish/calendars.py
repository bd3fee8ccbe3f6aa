"""Calendars (RFC 5545): the dates of the ledger for applicants and for students, each with its source."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from handbook.ledger.formats import as_of, clock, dated, days_of_check, full_stop
from handbook.ledger.load import Ledger
from handbook.ledger.model import Deadline

AUDIENCES: dict[str, tuple[str, ...]] = {"applicant": ("applicant", "admitted"), "student": ("student",)}
REMINDERS = (14, 2)
"""Days before a current date on which a calendar reminds the reader."""


def calendar(ledger: Ledger, name: str, title: str, space: str) -> bytes:
    """Return the calendar ``name`` (a key of :data:`AUDIENCES`) as the bytes of an .ics file.

    ``title`` names the calendar. ``space`` ends the ids of its events; it must stay the same wherever the calendar is
    published, or a reader has every date twice. Only full dates are in it: a date that has a rule alone, or comes
    every year, stands on the pages. The bytes depend on nothing but the ledger.
    """
    result = Calendar()
    result.add("prodid", f"-//{title}//EN")
    result.add("version", "2.0")
    result.add("name", title)
    result.add("x-wr-calname", title)
    # How often a program that subscribes may look again.
    result.add("refresh-interval", datetime.timedelta(days=1), parameters={"VALUE": "DURATION"})
    result.add("x-published-ttl", "P1D")
    found = dates(ledger, name)
    for item in found:
        result.add_component(_event(ledger, item, space))
    zoned = [item.date or "" for item in found if item.timezone and not _of_whole_days(item)]
    if zoned:
        first, last = (datetime.date(int(day[:4]), 1, 1) for day in (min(zoned), max(zoned)))
        result.add_missing_timezones(first.replace(year=first.year - 1), last.replace(year=last.year + 2))
    return bytes(result.to_ical())


def dates(ledger: Ledger, name: str) -> list[Deadline]:
    """Return the dates of a calendar, in order."""
    found = [
        item for item in ledger.deadlines.values()
        if item.audience in AUDIENCES[name] and item.date is not None and len(item.date) == 10
        and item.status != "conflicting"
    ]
    return sorted(found, key=lambda item: (item.date or "", item.id))


def _event(ledger: Ledger, item: Deadline, space: str) -> Event:
    event = Event()
    event.add("uid", f"{item.id}@{space}")
    checked = datetime.datetime.fromisoformat(ledger.edition.checked).replace(tzinfo=datetime.UTC)
    event.add("dtstamp", checked)
    event.add("last-modified", checked)
    # The number of times that the published date has changed: programs take over a change only when it rises.
    event.add("sequence", len(ledger.published_dates[item.id].published) - 1)
    event.add("summary", item.title)
    event.add("description", _description(ledger, item))
    url = next((ledger.sources[s].url for s in item.sources if ledger.sources[s].url), None)
    if url:
        event.add("url", url)
    _when(event, item)
    event.add("transp", "TRANSPARENT")
    if item.status == "current":
        for days in REMINDERS:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", item.title)
            # Days begin at midnight; a reminder then wakes nobody, so it comes at nine.
            morning = datetime.timedelta(hours=9 if _of_whole_days(item) else 0)
            alarm.add("trigger", morning - datetime.timedelta(days=days))
            event.add_component(alarm)
    return event


def _of_whole_days(item: Deadline) -> bool:
    """Say whether an event has no hours: where its date has no time, or several days and one time alone.

    Such a time may be when the first day begins or when the last one ends. Cut to either, a calendar would hide days
    that the pages name; so the days are whole, and the time stands in the description.
    """
    several = item.end_date not in {None, item.date}
    return item.time is None or (several and "-" not in item.time)


def _when(event: Event, item: Deadline) -> None:
    first = datetime.date.fromisoformat(item.date or "")
    last = datetime.date.fromisoformat(item.end_date) if item.end_date else first
    if item.time is None or _of_whole_days(item):
        event.add("dtstart", first)
        event.add("dtend", last + datetime.timedelta(days=1))
        return
    start, _, end = item.time.partition("-")
    zone = ZoneInfo(item.timezone) if item.timezone else None
    begin = datetime.datetime.combine(first, datetime.time.fromisoformat(start), zone)
    event.add("dtstart", begin)
    if end:
        event.add("dtend", datetime.datetime.combine(last, datetime.time.fromisoformat(end), zone))
    else:
        event.add("duration", datetime.timedelta(0))


def _description(ledger: Ledger, item: Deadline) -> str:
    lines = [full_stop(item.rule)] if item.rule else []
    if item.time and _of_whole_days(item):
        lines.append(f"Time: {clock(item.time, item.timezone)}.")
    elif item.time and item.timezone is None:
        lines.append("The time zone is not stated.")
    if item.status == "dated":
        lines.append("A date of a past cycle.")
    if item.conflict:
        conflict = ledger.conflicts[item.conflict]
        sides = [full_stop(dated(side.value, side.as_of)) for side in conflict.values]
        lines.append(f"Sources disagree: {conflict.question} {' '.join(sides)}")
    for source_id in item.sources:
        source = ledger.sources[source_id]
        lines.append(f"Source: {source.title}, {source.publisher}, {as_of(source.as_of)}. {source.url or ''}".strip())
    edition = ledger.edition
    lines.append(f"Checked {days_of_check(edition.checked_from, edition.checked)}. The official page wins.")
    return "\n".join(lines)
