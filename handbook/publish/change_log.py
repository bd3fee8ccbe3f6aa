"""Entries for the change log of a ledger, written from what differs between two states of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from handbook.ledger.load import Ledger
from handbook.publish.changes import TOPICS, Change


def unlogged(old: Ledger, new: Ledger, found: Sequence[Change]) -> list[Change]:
    """Return the changes of ``found`` whose entry no log entry names that ``new`` has and ``old`` has not."""
    added = [entry for entry_id, entry in new.changes.items() if entry_id not in old.changes]
    named = {entry_id for entry in added for entry_id in (*entry.entries, *entry.gone)}
    return [change for change in found if change.entry not in named]


def log_entries(ledger: Ledger, found: Sequence[Change], day: str) -> str:
    """Return ``found`` as YAML for ``changes.yaml``: one entry a topic, dated ``day``, with ids that are free."""
    return "\n".join(line for topic in TOPICS for line in _entry(ledger, topic, found, day)).rstrip("\n")


def _entry(ledger: Ledger, topic: str, found: Sequence[Change], day: str) -> Iterator[str]:
    group = [change for change in found if change.topic == topic]
    if not group:
        return
    name, count = f"change-{day}-{topic}", 1
    while (free := name if count == 1 else f"{name}-{count}") in ledger.changes:
        count += 1
    yield from (f"- id: {free}", f"  date: '{day}'", f"  topic: {topic}", "  sentences:")
    # A JSON string is a YAML string, whatever stands in it.
    yield from (f"    - {json.dumps(change.sentence, ensure_ascii=False)}" for change in group)
    known = {*ledger.ids(), ledger.edition.id}
    ids = list(dict.fromkeys(change.entry for change in group))
    for key, listed in (
        ("entries", [entry_id for entry_id in ids if entry_id in known]),
        ("gone", [entry_id for entry_id in ids if entry_id not in known]),
    ):
        if listed:
            yield f"  {key}: [{', '.join(listed)}]"
    yield ""
