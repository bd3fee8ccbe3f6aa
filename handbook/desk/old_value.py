"""What still holds the old value of a fact after a change: its statement, and figures of the costs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from handbook.ledger.formats import FormatError, date, plain_number
from handbook.ledger.load import Ledger
from handbook.ledger.model import Cost, Fact

_ISO = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
# "one" is left out: it mostly stands for no number.
_WORDS = dict(enumerate(
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 2,
))


def kind_of(value: Any) -> str:
    """Return what sort of thing ``value`` is, in words: ``a number``, ``text``, ``a list``."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    return "text" if isinstance(value, str) else "a list" if isinstance(value, list) else "keys with values"


def still_said(statement: str, old: Any, new: Any) -> list[str]:
    """Return what ``statement`` has of the value ``old`` and the value ``new`` has no longer, in the words it uses."""
    kept = {form for _, value in _parts(new) for form in _forms(value)}
    found: list[str] = []
    for value in _gone(old, new):
        forms = [form for form in _forms(value) if form not in kept and _has(statement, form)]
        # A day with its year has the day without it.
        found += [form for form in forms if not any(form != other and form in other for other in forms)]
    return list(dict.fromkeys(found))


def still_in_costs(ledger: Ledger, fact: Fact, new: Any) -> list[Cost]:
    """Return the costs of ``ledger`` that rest on a source of ``fact`` and have an amount that ``new`` replaces in it.

    They may be figures of their own: only where ``cost_facts`` ties the two does a rule hold them to each other.
    """
    amounts = {value for value in _gone(fact.value, new) if kind_of(value) == "a number"}
    costs = (cost for cost in ledger.costs.values() if not set(fact.sources).isdisjoint(cost.sources))
    return [cost for cost in costs if cost.amount in amounts]


def _parts(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the place and the value of each part of ``value`` that has no parts."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _parts(inner, (*path, str(key)))
    else:
        yield path, value


def _gone(old: Any, new: Any) -> list[Any]:
    """Return the parts of ``old`` in whose places ``new`` has something else."""
    now = dict(_parts(new))
    return [value for path, value in _parts(old) if path not in now or now[path] != value]


def _forms(value: Any) -> list[str]:
    """Return how a sentence may say ``value``."""
    kind = kind_of(value)
    if kind == "text":
        try:
            day = date(value) if _ISO.fullmatch(value) else ""
        except FormatError:  # a text that only looks like a day
            day = ""
        return [form for form in (value, day, day.partition(",")[0]) if form.strip()]
    if kind != "a number":
        return []
    found = [f"{plain_number(round(value * 100, 8))}{sign}" for sign in ("%", " percent") if 0 <= value <= 1]
    found += [f"{value:,.2f}"] if isinstance(value, float) else []
    found += [plain_number(value), plain_number(value, grouped=False), str(value)]
    return list(dict.fromkeys([*found, *filter(None, [_WORDS.get(value)])]))


def _has(statement: str, form: str) -> bool:
    """Say whether ``form`` stands in ``statement`` by itself, not as a part of a longer number, code or word."""
    return bool(re.search(rf"(?<![\w.,-]){re.escape(form)}(?!\w|[.,-]\d)", statement, re.I))
