"""The kinds of values that a command line takes: a port, a number of lines, a day, an id."""

from __future__ import annotations

import argparse

from pydantic import TypeAdapter, ValidationError

from handbook.ledger.problems import shown
from handbook.ledger.values import FullDay


def port(text: str) -> int:
    """Return the number of a port; raises ``ArgumentTypeError`` for what is none."""
    if text.isascii() and text.isdecimal() and 0 < (number := _beginning(text)) < 65536:
        return number
    raise argparse.ArgumentTypeError(f"{text}: no port; give a number from 1 to 65535")


def _beginning(digits: str) -> int:
    """Return the number that ``digits`` are, or of a very long one its beginning: more than anything that is asked."""
    return int(digits.lstrip("0")[:6] or 0)


def count(text: str) -> int:
    """Return how many lines to print, from 0; raises ``ArgumentTypeError`` for what is no such number."""
    if text.isascii() and text.isdecimal():
        return _beginning(text)
    raise argparse.ArgumentTypeError(f"{shown(text)}: no number of lines; give 0 or more")


def day(text: str) -> str:
    """Return a day written as YYYY-MM-DD; raises ``ArgumentTypeError`` for what is none."""
    try:
        return TypeAdapter[str](FullDay).validate_python(text)
    except ValidationError:
        raise argparse.ArgumentTypeError(f"{shown(text)}: no date; give YYYY-MM-DD") from None


def entry_id(text: str) -> str:
    """Return what may be an id; raises ``ArgumentTypeError`` for blanks, which a message could not show."""
    if text.strip():
        return text
    raise argparse.ArgumentTypeError("no id; give that of an entry, such as cost-books")
