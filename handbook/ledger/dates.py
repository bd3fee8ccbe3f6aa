"""Rules over the dates of the ledger, and over the record of what was published of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from handbook.ledger.load import Ledger
from handbook.ledger.model import Deadline
from handbook.ledger.problems import Code, Problem, nearest

_OFFICIAL = {"official-page", "official-document", "transcription", "course-catalog", "syllabus", "news"}


def deadlines_hold(ledger: Ledger) -> Iterator[Problem]:
    """A deadline has a date or a rule, ends after it begins, and rests on official sources."""
    rounds: dict[str, list[tuple[str, str]]] = {}
    for item in ledger.deadlines.values():
        if item.date is None and item.rule is None:
            yield ledger.problem(item, Code.FIELD, "needs a date or a rule")
        if item.end_date is not None:
            yield from _span_holds(ledger, item, item.end_date)
        if item.time and item.end_date in {None, item.date}:
            begin, _, end = item.time.partition("-")
            if end and end <= begin:
                yield ledger.problem(item, Code.ORDER, f"ends at {end}, not after it begins at {begin}")
        for source_id in item.sources:
            source = ledger.sources.get(source_id)
            if source is not None and source.kind not in _OFFICIAL:
                yield ledger.problem(item, Code.FIELD, f"{source_id} is not an official source")
        match = re.fullmatch(r"date-round-([0-9])-(.+)", item.id)
        if match and item.date and len(item.date) == 10:
            rounds.setdefault(match[2], []).append((match[1], item.date))
    for cycle, pairs in rounds.items():
        days = [day for _, day in sorted(pairs)]
        if days != sorted(days):
            item = ledger.deadlines[f"date-round-{min(pairs)[0]}-{cycle}"]
            yield ledger.problem(item, Code.ORDER, f"the rounds of {cycle} are not in order: {', '.join(days)}")


def _span_holds(ledger: Ledger, item: Deadline, end: str) -> Iterator[Problem]:
    if item.date is None:
        yield ledger.problem(item, Code.FIELD, f"ends on {end} and has no date on which it begins")
    elif len(item.date) != len(end):
        message = f"date is {item.date} and end_date {end}; write both with the year, or both without"
        yield ledger.problem(item, Code.DATE, message)
    elif len(end) == 10 and item.date > end:
        # Without a year a span may pass the end of one: 12-20 to 01-05.
        yield ledger.problem(item, Code.ORDER, f"ends on {end}, before it begins on {item.date}")


def published_dates_hold(ledger: Ledger) -> Iterator[Problem]:
    """The record of published dates ends with the day of now: its length is what tells calendars of a change."""
    for item in ledger.deadlines.values():
        now, record = item.when(), ledger.published_dates.get(item.id)
        if now and record is None:
            message = f"a new date: add '- id: {item.id}' with published: ['{now}'] to published-dates.yaml"
            yield ledger.problem(item, Code.PUBLISHED, message)
        elif now and record is not None and record.published[-1] != now:
            message = f"the date is now {now}: add '{now}' to the end of published, so that calendars take it over"
            place = ledger.records[item.id]
            yield Problem(place.file, place.line, item.id, Code.PUBLISHED, message)
    for entry_id, place in ledger.records.items():
        days = ledger.published_dates[entry_id].published
        if any(day == after for day, after in pairwise(days)):
            message = "a day stands twice in a row in published: only what changed is added"
            yield Problem(place.file, place.line, entry_id, Code.PUBLISHED, message)
        if entry_id not in ledger.deadlines:
            message = f"{entry_id}: no such date{nearest(entry_id, ledger.deadlines)}"
            yield Problem(place.file, place.line, entry_id, Code.UNKNOWN_REFERENCE, message)
