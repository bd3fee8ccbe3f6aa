"""Reads JSON-LD with a library's models of schema.org: a type, a property or a value that is none raises."""

from __future__ import annotations

import importlib
from typing import Any

import pytest


def read(value: Any) -> Any:
    """Return ``value`` (an item of JSON-LD) as a model; raises ValueError or ImportError with what is wrong.

    The inner items become models first: a property takes a narrower type, such as a university for an organization.
    """
    if isinstance(value, list):
        return [read(item) for item in value]
    if not isinstance(value, dict):
        return value
    kind = str(value["@type"])
    pytest.importorskip("pydantic2_schemaorg", reason="the models of schema.org need Python 3.13 or older")
    model = getattr(importlib.import_module(f"pydantic2_schemaorg.{kind}"), kind)
    model.update_forward_refs()
    unknown = set(value) - {field.alias for field in model.__fields__.values()}
    if unknown:
        raise ValueError(f"{kind} has no {', '.join(sorted(unknown))}")
    return model(**{key: read(part) for key, part in value.items()})
