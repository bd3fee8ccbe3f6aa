"""The whole ledger as files for other programs: JSON or CSV, one file a list."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from handbook.ledger.load import LISTS, Ledger
from handbook.ledger.model import Entry
from handbook.publish.curriculum import courses_data, requirements_data
from handbook.publish.facts import as_json, facts
from handbook.publish.tables import courses, csv_text, requirements


def as_files(ledger: Ledger, form: str) -> dict[str, str]:
    """Return file name -> text for every list of ``ledger``; ``form`` is ``json`` or ``csv``."""
    lists: dict[str, Mapping[str, Entry]] = {
        "facts": ledger.facts, **{name: getattr(ledger, name) for name in LISTS},
    }
    if form == "json":
        made: dict[str, Any] = {
            "facts": facts(ledger), "courses": courses_data(ledger), "requirements": requirements_data(ledger),
        }
        return {f"{name}.json": as_json(made.get(name) or _plain(entries)) for name, entries in lists.items()}
    tables = {"courses": courses(ledger), "requirements": requirements(ledger)}
    return {f"{name}.csv": tables.get(name) or _table(entries) for name, entries in lists.items()}


def _plain(entries: Mapping[str, Entry]) -> list[dict[str, Any]]:
    return [entry.model_dump(mode="json", by_alias=True) for entry in entries.values()]


def _table(entries: Mapping[str, Entry]) -> str:
    """Return one row an entry: lists of words with semicolons between, what is nested as JSON."""
    rows = _plain(entries)
    header = list(dict.fromkeys(key for row in rows for key in row))
    return csv_text(header, ([_cell(row.get(key)) for key in header] for row in rows))


def _cell(value: Any) -> object:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else value
