"""JSON Schemas of the ledger's files: with them an editor completes fields and marks mistakes while one types."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from handbook.ledger.load import LISTS
from handbook.ledger.model import Edition, Fact, KeptBack, LoggedChange, PublishedDate

FOLDER = "data/.schemas"
"""Where the schemas are kept."""

_WORDS = {"type": "array", "minItems": 1, "items": {"type": "string"}}
_SYNONYMS = {
    "title": "Words that readers use for words of the pages", "type": ["array", "null"],
    "items": {
        "oneOf": [
            {"type": "object", "required": ["same"], "additionalProperties": False,
             "properties": {"same": {**_WORDS, "minItems": 2, "description": "Each stands for the others."}}},
            {"type": "object", "required": ["from", "to"], "additionalProperties": False,
             "properties": {"from": _WORDS, "to": {**_WORDS, "description": "One way: what is searched as well."}}},
        ],
    },
}
_REDIRECTS = {
    "title": "Where moved pages and sections are now", "type": ["array", "null"],
    "items": {
        "type": "object", "required": ["from", "to"], "additionalProperties": False,
        "properties": {
            "from": {"type": "string", "description": "The old page without suffix, or page#anchor."},
            "to": {"type": "string", "description": "A page of today, with or without #anchor."},
        },
    },
}


def schemas() -> dict[str, tuple[str, str]]:
    """Return name -> (the files it holds for, the schema as text)."""
    lists: dict[str, tuple[str, type[BaseModel]]] = {
        **{name: (f"data/{name}.yaml", model) for name, model in LISTS.items()},
        "facts": ("data/facts/*.yaml", Fact), "kept-back": ("data/kept-back.yaml", KeptBack),
        "changes": ("data/changes.yaml", LoggedChange), "published-dates": ("data/published-dates.yaml", PublishedDate),
    }
    found = {name: (files, _text(_list_of(model))) for name, (files, model) in lists.items()}
    found["edition"] = ("data/edition.yaml", _text(Edition.model_json_schema(by_alias=True)))
    found["synonyms"] = ("data/synonyms.yaml", _text(_SYNONYMS))
    found["redirects"] = ("docs/redirects.yaml", _text(_REDIRECTS))
    return dict(sorted(found.items()))


def _list_of(model: type[BaseModel]) -> dict[str, Any]:
    schema = model.model_json_schema(by_alias=True)
    defined = schema.pop("$defs", {})
    return {"title": schema.get("title", ""), "type": ["array", "null"], "items": schema, "$defs": defined}


def _text(schema: dict[str, Any]) -> str:
    draft = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(draft, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
