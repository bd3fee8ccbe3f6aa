"""The change log: each fault is found, and whom an entry concerns is read from what it touched."""

from __future__ import annotations

import dataclasses
from typing import Any, get_args

import pytest

from handbook.ledger.change_log import change_log_holds, concerned_years
from handbook.ledger.load import Ledger, Place
from handbook.ledger.model import LoggedChange
from handbook.ledger.problems import Code
from handbook.publish.changes import TOPICS


def logged(name: str = "change-one", **fields: Any) -> LoggedChange:
    given = {"date": "2027-01-15", "topic": "facts", "sentences": ("It changed.",), **fields}
    return LoggedChange.model_validate({"id": name, **given})


def holding(ledger: Ledger, *entries: LoggedChange) -> Ledger:
    places = {**ledger.places, **{entry.id: Place("data/changes.yaml", 7) for entry in entries}}
    return dataclasses.replace(ledger, changes={entry.id: entry for entry in entries}, places=places)


def test_every_topic_can_be_logged() -> None:
    assert set(get_args(LoggedChange.model_fields["topic"].annotation)) == set(TOPICS)


@pytest.mark.parametrize(("fields", "code", "words"), [
    ({}, Code.FIELD, "names no entry that it touched"),
    ({"entries": ("course-95-70",)}, Code.UNKNOWN_REFERENCE, "no such entry; did you mean course-95-70"),
    ({"gone": ("course-95-702",)}, Code.FIELD, "course-95-702 stands in the ledger"),
])
def test_each_fault_is_found(ledger: Ledger, fields: dict[str, Any], code: Code, words: str) -> None:
    found = list(change_log_holds(holding(ledger, logged(**fields))))
    assert [(problem.code, problem.line) for problem in found] == [(code, 7)]
    assert words in found[0].message


def test_the_newest_stands_first(ledger: Ledger) -> None:
    older = logged("change-older", entries=("course-95-702",))
    newer = logged("change-newer", date="2027-02-01", entries=("course-95-702",), gone=("course-00-000",))
    assert list(change_log_holds(holding(ledger, newer, older))) == []
    assert [p.entry for p in change_log_holds(holding(ledger, older, newer))] == ["change-newer"]


@pytest.mark.parametrize(("fields", "years"), [
    ({"entries": ("mism-2025-26",)}, ("2025-26",)),
    ({"entries": ("mism-2025-26", "plan-mism-2026-27")}, ("2026-27", "2025-26")),
    ({"entries": ("specialization-it-strategy",)}, ("2025-26",)),
    # Who takes a course is not known from it, and what is gone may have concerned anybody.
    ({"entries": ("mism-2025-26", "course-95-702")}, ()),
    ({"entries": ("mism-2025-26",), "gone": ("mism-2024-25",)}, ()),
    ({"gone": ("mism-2024-25",)}, ()),
])
def test_whom_a_change_concerns(ledger: Ledger, fields: dict[str, Any], years: tuple[str, ...]) -> None:
    assert concerned_years(ledger, logged(**fields)) == years


def test_the_real_log_begins_with_the_edition(ledger: Ledger) -> None:
    first = list(ledger.changes.values())[-1]
    assert first.entries == (ledger.edition.id,)
    assert all(first.date <= change.date <= ledger.edition.checked for change in ledger.changes.values())
