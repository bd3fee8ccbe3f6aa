"""``facts.json``: every fact with its sources, for programs; and the JSON Schema that it follows."""

from __future__ import annotations

import json
from typing import Any

from handbook.ledger.load import Ledger
from handbook.ledger.model import Source

LICENCE = "Facts are free for everyone; the wording of the statements is under CC BY 4.0."


def facts(ledger: Ledger) -> dict[str, Any]:
    """Return the facts as plain data: edition, licence and one entry a fact."""
    return {
        "edition": ledger.edition.title,
        "checked": ledger.edition.checked,
        "licence": LICENCE,
        "facts": [
            {
                "id": fact.id,
                "topic": topic,
                "statement": fact.statement,
                "value": fact.value,
                "status": fact.status,
                "conflict": _conflict(ledger, fact.conflict),
                "as_of": fact.as_of,
                "applies_to": fact.applies_to.model_dump(mode="json", exclude_defaults=True),
                "sources": [source_of(ledger.sources[source_id]) for source_id in fact.sources],
            }
            for topic, ids in ledger.topics.items() for fact in (ledger.facts[fact_id] for fact_id in ids)
        ],
    }


def _conflict(ledger: Ledger, conflict_id: str | None) -> dict[str, Any] | None:
    """Return what sources disagree on: the question, what the handbook prints, each side with its sources."""
    if conflict_id is None:
        return None
    conflict = ledger.conflicts[conflict_id]
    return {
        "id": conflict.id,
        "question": conflict.question,
        "printed": conflict.wording,
        "values": [
            {
                "value": side.value,
                "as_of": side.as_of,
                "sources": [source_of(ledger.sources[source_id]) for source_id in side.sources],
            }
            for side in conflict.values
        ],
    }


def source_of(source: Source) -> dict[str, str | None]:
    """Return a source as plain data: title, publisher, address (None where it has none) and date."""
    return {"title": source.title, "publisher": source.publisher, "url": source.url, "as_of": source.as_of}


_SOURCES: dict[str, Any] = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["title", "publisher", "url", "as_of"],
        "properties": {
            "title": {"type": "string"},
            "publisher": {"type": "string"},
            "url": {"type": ["string", "null"]},
            "as_of": {"type": "string"},
        },
    },
}
_CONFLICT: dict[str, Any] = {
    "type": ["object", "null"],
    "additionalProperties": False,
    "required": ["id", "question", "printed", "values"],
    "properties": {
        "id": {"type": "string"},
        "question": {"type": "string"},
        "printed": {"type": "string"},
        "values": {
            "type": "array",
            "minItems": 2,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["value", "as_of", "sources"],
                "properties": {"value": {"type": "string"}, "as_of": {"type": "string"}, "sources": _SOURCES},
            },
        },
    },
}
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Facts of the handbook",
    "type": "object",
    "additionalProperties": False,
    "required": ["edition", "checked", "licence", "facts"],
    "properties": {
        "edition": {"type": "string"},
        "checked": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "licence": {"type": "string"},
        "facts": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": [
                    "id", "topic", "statement", "value", "status", "conflict", "as_of", "applies_to", "sources",
                ],
                "properties": {
                    "id": {"type": "string"},
                    "topic": {"type": "string"},
                    "statement": {"type": "string"},
                    "value": True,
                    "status": {"enum": ["current", "dated", "conflicting"]},
                    "conflict": _CONFLICT,
                    "as_of": {"type": "string"},
                    "applies_to": {"type": "object"},
                    "sources": _SOURCES,
                },
            },
        },
    },
}


def as_json(value: Any) -> str:
    """Return ``value`` as JSON text, the same for the same value."""
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"
