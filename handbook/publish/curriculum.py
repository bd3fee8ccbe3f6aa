"""Courses and requirements for programs: JSON with every field of the ledger, each entry with its sources in full."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handbook.ledger.load import Ledger
from handbook.publish.facts import LICENCE, source_of


def courses_data(ledger: Ledger) -> dict[str, Any]:
    """Return the courses as plain data: edition, licence and one entry a course.

    The fields are those of ``courses.yaml``; null stands for what is not known.
    """
    entries = (course.model_dump(mode="json") for course in ledger.courses.values())
    return _file(ledger, "courses", entries)


def requirements_data(ledger: Ledger) -> dict[str, Any]:
    """Return the requirement sets as plain data; fields as in ``requirements.yaml``."""
    entries = (entry.model_dump(mode="json") for entry in ledger.requirements.values())
    return _file(ledger, "requirements", entries)


def _file(ledger: Ledger, name: str, entries: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {
        "edition": ledger.edition.title,
        "checked": ledger.edition.checked,
        "licence": LICENCE,
        name: [
            {**entry, "sources": [source_of(ledger.sources[source_id]) for source_id in entry["sources"]]}
            for entry in entries
        ],
    }
