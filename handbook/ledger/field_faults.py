"""What is wrong with a field, as pydantic finds it, in a line that an editor understands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from handbook.ledger.problems import Code, Problem, guess, nearest, shown
from handbook.ledger.values import DATE_ERROR, FORMS
from handbook.ledger.yaml_tree import Tree


def field_problems(
    model: type[BaseModel], error: ValidationError, path: tuple[int, ...], tree: Tree, name: str, label: str
) -> list[Problem]:
    """Return one problem for each fault of the entry at ``path`` of ``tree``, which is no ``model``.

    ``name`` is the file and ``label`` the id of the entry, for the messages.
    """
    details = error.errors(include_url=False)
    places = {detail["loc"] for detail in details}
    # A list of which an item is wrong is not too short: pydantic counts the items that are right.
    details = [
        detail for detail in details
        if detail["type"] != "too_short" or not any(_below(place, detail["loc"]) for place in places)
    ]
    meant = {_nearest_field(model, detail["loc"]) for detail in details if detail["type"] == "extra_forbidden"}
    return [
        _field_problem(model, detail, path, tree, name, label) for detail in details
        # A field whose name is misspelled is not missing too.
        if detail["type"] != "missing" or detail["loc"] not in meant
    ]


def _field_problem(
    model: type[BaseModel], detail: Any, path: tuple[int, ...], tree: Tree, name: str, label: str
) -> Problem:
    """Turn one of pydantic's error details into a line that an editor understands."""
    kind = detail["type"]
    # Names of union members such as "constrained-str" in the location are pydantic's own; skip what is no key here.
    # A field that is missing is none either: it is the last part.
    where: tuple[str | int, ...] = ()
    for part in detail["loc"]:
        if (*path, *where, part) in tree.lines:
            where = (*where, part)
    if kind == "missing":
        where = (*where, detail["loc"][-1])
    line = tree.line((*path, *where))
    named = shown(".".join(str(part) for part in where))
    if kind == "extra_forbidden":
        message = f"unknown field {named}{nearest(str(where[-1]), _fields_at(model, where[:-1]))}"
        if where[-1] == "<<":
            message = "<<: entries are not merged; write the fields out"
        return Problem(name, line, label, Code.UNKNOWN_FIELD, message)
    if kind == "missing":
        return Problem(name, line, label, Code.FIELD, f"the field {named} is missing")
    reason = str(detail["msg"]).removeprefix("Value error, ")
    if kind == "literal_error":
        expected = str(detail["ctx"]["expected"])
        options = [part.strip(" '") for part in expected.replace(" or ", ",").split(",")]
        reason = f"must be one of {', '.join(options)}{nearest(str(detail['input']), options)}"
    elif kind in {"tuple_type", "dict_type", "model_type"}:
        reason = "must be a list: one a line, each behind a hyphen" if kind == "tuple_type" else "must be fields"
    elif kind == "too_short":
        reason = f"needs {detail['ctx']['min_length']} or more, one a line, each behind a hyphen"
    elif kind == "string_type":
        reason = f"must be text{'; put it in quotes' if isinstance(detail['input'], int | float) else ''}"
    elif kind == "string_pattern_mismatch":
        reason = FORMS[detail["ctx"]["pattern"]]
    code = Code.DATE if kind == DATE_ERROR else Code.FIELD
    message = f"{named}: {typed(detail['input'])}: {reason[:1].lower() + reason[1:]}"
    return Problem(name, line, label, code, message)


def _below(path: tuple[str | int, ...], other: tuple[str | int, ...]) -> bool:
    """Say whether ``path`` leads to a part of what stands at ``other``."""
    return len(path) > len(other) and path[:len(other)] == other


def _nearest_field(model: type[BaseModel], path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Return the path of the field that the unknown field at ``path`` is nearest to."""
    return (*path[:-1], guess(str(path[-1]), _fields_at(model, path[:-1])))


def typed(value: Any) -> str:
    """Return a value as a data file has it, short enough for a message."""
    return "nothing" if value is None else shown(str(value).lower() if isinstance(value, bool) else value)


def _fields_at(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """Return the names of the fields of what stands at ``path`` in an entry of ``model``."""
    for step in path:
        field = next((field for key, field in model.model_fields.items() if (field.alias or key) == step), None)
        if field is not None:
            model = next(_models_in(field.annotation), model)
    return [field.alias or key for key, field in model.model_fields.items()]


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Give the models that a type such as ``tuple[Group, ...] | None`` is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)
