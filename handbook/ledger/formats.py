"""How a value of the ledger is printed: one function per kind (money, units, date, percent ...).

A kind is named in a page as ``{fact}`id.key as money```. Every formatter takes the raw value and returns the text
that a reader sees; it raises :class:`FormatError` when the value cannot be of that kind.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from typing import Any

from handbook.ledger.problems import shown
from handbook.ledger.values import ADDRESS, BESIDE_LEAP_DAY, EMAIL, LEAP_DAY

_ISO_DAY = re.compile(r"(?:([0-9]{4})-)?([0-9]{2})-([0-9]{2})")
_ISO_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)


class FormatError(ValueError):
    """A value does not fit the kind asked for; the message says what would fit."""


def _number(value: Any, kind: str) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FormatError(f"'as {kind}' needs a number, not {shown(value)}")
    return value


def plain_number(value: int | float, grouped: bool = True) -> str:
    """Return ``value`` without needless zeros; thousands are separated when ``grouped``."""
    if isinstance(value, float) and not value.is_integer():
        text = f"{value:,.10f}".rstrip("0").rstrip(".")
        return text if grouped else text.replace(",", "")
    return f"{int(value):,}" if grouped else str(int(value))


def money(value: Any) -> str:
    """28710 -> ``$28,710``; 12.5 -> ``$12.50``."""
    amount = _number(value, "money")
    if amount < 0:
        raise FormatError(f"'as money' needs an amount of 0 or more, not {shown(value)}")
    return f"${int(amount):,}" if float(amount).is_integer() else f"${amount:,.2f}"


def date(value: Any) -> str:
    """``2026-12-01`` -> ``December 1, 2026``; ``12-01`` -> ``December 1``; ``2026-12`` -> ``December 2026``."""
    text = str(value)
    month_only = _ISO_MONTH.fullmatch(text)
    if month_only:
        return f"{MONTHS[int(month_only[2]) - 1]} {month_only[1]}"
    match = _ISO_DAY.fullmatch(text)
    if match is None:
        raise FormatError(f"'as date' needs YYYY-MM-DD, YYYY-MM or MM-DD, not {shown(value)}")
    year, month, day = match.groups()
    try:
        datetime.date(int(year or 2024), int(month), int(day))
    except ValueError:
        raise FormatError(f"{shown(value)} is no date of the calendar") from None
    if text == LEAP_DAY:
        raise FormatError(f"{LEAP_DAY} comes in leap years alone; write {BESIDE_LEAP_DAY}, or give the year")
    named = f"{MONTHS[int(month) - 1]} {int(day)}"
    return f"{named}, {year}" if year else named


def days_of_check(first: str | None, last: str) -> str:
    """Say on which days facts were checked: ``on DATE``, or ``between DATE and DATE`` where ``first`` is given."""
    return f"on {date(last)}" if first is None else f"between {first_day(first, last)} and {date(last)}"


def first_day(first: str, last: str) -> str:
    """Print the day ``first``, without its year where that is the year of ``last``, which follows it."""
    return date(first).removesuffix(f", {last[:4]}")


def as_of(value: str) -> str:
    """Print the date of a source: ``2024`` -> ``2024``, ``2025-10`` -> ``October 2025``, ``undated`` as it is."""
    return value if value == "undated" or len(value) == 4 else date(value)


def as_of_words(day: str) -> str:
    """Print the date of a source behind words: ``as of October 2025``, or ``undated``."""
    return day if day == "undated" else f"as of {as_of(day)}"


def dated(words: str, day: str) -> str:
    """Return ``words`` with the day of their source in brackets; brackets at their end take it in."""
    if words.endswith(")"):
        return f"{words[:-1]}; {as_of_words(day)})"
    return f"{words} ({as_of(day)})"


def newest(dates: Iterable[str]) -> str:
    """Return the newest of the ``as_of`` dates of sources, or ``undated`` where none has a date."""
    return max((date for date in dates if date != "undated"), default="undated")


def year_of(value: str) -> str:
    """Return the year of a source's date, or ``undated``."""
    return value if value == "undated" else value[:4]


def join(parts: list[str], last: str = "and") -> str:
    """Join parts as English does, ``last`` before the last: ``a``, ``a and b``, ``a, b or c``."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}" if parts else ""


def clock(time: str, zone: str | None) -> str:
    """Print the time of a date: ``17:00`` -> ``17:00 Eastern Time``, ``09:00-10:00`` -> ``09:00 to 10:00 ...``."""
    return f"{time.replace('-', ' to ')}{' Eastern Time' if zone else ' (time zone not stated)'}"


def capital(text: str) -> str:
    """Return ``text`` with a capital letter, and all other letters as they are."""
    return text[:1].upper() + text[1:]


def full_stop(text: str) -> str:
    """Return ``text`` with a full stop and a capital letter."""
    text = capital(text)
    return text if text.endswith((".", "?", "!")) else text + "."


def _counted(unit: str) -> Callable[[Any], str]:
    def formatter(value: Any) -> str:
        number = _number(value, unit)
        return f"{plain_number(number)} {unit if number != 1 else unit.removesuffix('s')}"

    return formatter


def _percent(value: Any) -> str:
    share = _number(value, "percent")
    if not 0 <= share <= 1:
        raise FormatError(f"'as percent' needs a share from 0 to 1, not {shown(value)}; use 'as rate' for 8.94")
    return f"{plain_number(round(share * 100, 8))}%"


def _list(value: Any) -> str:
    if not isinstance(value, list) or not value or not all(isinstance(item, str | int | float) for item in value):
        raise FormatError(f"'as list' needs a list of texts, not {shown(value)}")
    return join([text(item) for item in value])


def text(value: Any) -> str:
    """Print a value that needs no kind: text, a number, or an ISO date as a date."""
    if isinstance(value, bool):
        raise FormatError("true or false cannot be printed; write the sentence and mark it with {src}")
    if isinstance(value, int | float):
        return plain_number(value, grouped=abs(value) >= 10_000)
    if value is None:
        raise FormatError("there is no value; write the sentence and mark it with {src}")
    if isinstance(value, list | dict):
        what = "keys " + ", ".join(map(str, value)) if isinstance(value, dict) else "a list; use 'as list' or '.0'"
        raise FormatError(f"this is not one value but {what}")
    return date(value) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else value


def _email(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(EMAIL, value):
        raise FormatError(f"'as email' needs an e-mail address, such as name@example.org, not {shown(value)}")
    return value


def _url(value: Any) -> str:
    if not isinstance(value, str) or not ADDRESS.fullmatch(value):
        raise FormatError(f"'as url' needs an address that starts with https:// or http://, not {shown(value)}")
    return value


KINDS: dict[str, Callable[[Any], str]] = {
    "text": text,
    "money": money,
    "date": date,
    "percent": _percent,
    "rate": lambda value: f"{plain_number(_number(value, 'rate'))}%",
    "number": lambda value: plain_number(_number(value, "number")),
    "year": lambda value: plain_number(_number(value, "year"), grouped=False),
    "grade": lambda value: value if isinstance(value, str) else f"{_number(value, 'grade'):.2f}".removesuffix("0"),
    "list": _list,
    "phone": text,
    "email": _email,
    "url": _url,
    **{unit: _counted(unit) for unit in (
        "units", "hours", "weeks", "days", "months", "years", "terms", "words", "pages", "minutes", "semesters",
        "points", "credits",
    )},
}
"""Kind -> formatter."""

COURSE_KINDS = {"courses": "and", "choice": "or"}
"""The kinds that print course numbers as links, made by the role itself -> the word before the last of a list."""


def part(value: Any, path: str) -> Any:
    """Return the part of ``value`` that the dotted ``path`` names (keys of mappings, indexes of lists).

    Raises :class:`FormatError` that names the keys there are.
    """
    for step in path.split(".") if path else []:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isascii() and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            have = ", ".join(map(str, value)) if isinstance(value, dict) else (
                f"0 to {len(value) - 1}" if isinstance(value, list) and value else "none"
            )
            raise FormatError(f"no part '{shown(step)}'; there is: {have}")
    return value
