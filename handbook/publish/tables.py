"""Courses and requirements as CSV, one row a course or a line of a group."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from handbook.ledger.degree.model import Group, GroupCourse
from handbook.ledger.formats import newest
from handbook.ledger.load import Ledger

_FORMULA = ("=", "+", "-", "@", "\t", "\n")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return ``header`` and ``rows`` as CSV; no cell can run as a formula in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


def _harmless(cell: str) -> str:
    # A cell that begins like a formula would run in a spreadsheet; some read on behind a tab or a line end. The
    # writer does not quote a carriage return, which would begin a row.
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def courses(ledger: Ledger) -> str:
    """Return the courses as CSV; unknown units are empty, ``conflict`` names what sources disagree on."""
    header = (
        "number", "title", "subject", "units", "length", "length_inferred", "prerequisites", "prerequisites_rule",
        "prerequisites_note", "seen", "conflict", "as_of", "sources",
    )
    return csv_text(header, (
        (
            course.number, course.title, course.subject or "", "" if course.units is None else course.units,
            course.length, "yes" if course.length_inferred else "no", " ".join(course.prerequisites),
            course.prerequisites_rule or "", course.prerequisites_note or "",
            "; ".join(course.offered_seen), course.conflict or "", course.as_of, _sources(ledger, course.sources),
        )
        for course in ledger.courses.values()
    ))


def requirements(ledger: Ledger) -> str:
    """Return the requirement sets as CSV: one row for each course of a group, and one for a group that names none.

    ``alternatives`` are courses that may replace the course; ``counts_in`` is ``elective`` for a group inside the
    elective units.
    """
    header = (
        "set", "track", "edition", "status", "group", "counts_in", "rule", "choose_courses", "choose_units",
        "choose_units_min", "choose_units_max", "course", "alternatives", "units", "as_of", "sources",
    )
    return csv_text(header, (
        (
            entry.id, entry.track, entry.edition, entry.status, *_rule(group), *_course(course),
            newest(ledger.sources[source_id].as_of for source_id in entry.sources), _sources(ledger, entry.sources),
        )
        for entry in ledger.requirements.values() for group in entry.groups for course in group.courses or (None,)
    ))


def _rule(group: Group) -> tuple[object, ...]:
    numbers = (group.choose_courses, group.choose_units, group.choose_units_min, group.choose_units_max)
    return group.title, group.counts_in or "", group.rule, *("" if number is None else number for number in numbers)


def _course(course: GroupCourse | None) -> tuple[object, ...]:
    if course is None:
        return "", "", ""
    return course.number or course.title, " ".join(course.alternatives), "" if course.units is None else course.units


def _sources(ledger: Ledger, ids: Iterable[str]) -> str:
    """Return the addresses of sources, or titles where they have none, with semicolons between."""
    return "; ".join(ledger.sources[source_id].url or ledger.sources[source_id].title for source_id in ids)
