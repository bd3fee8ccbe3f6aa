"""The value of a fact as a page asks for it, as money or as courses: one function for the check and for the role."""

from __future__ import annotations

from typing import Any

from handbook.ledger.formats import COURSE_KINDS, KINDS, FormatError
from handbook.ledger.load import Ledger
from handbook.ledger.problems import nearest, shown


def printed(ledger: Ledger, value: Any, kind: str) -> list[str]:
    """Return the text of ``value`` as ``kind``; as one of :data:`COURSE_KINDS`, the number of each course.

    Raises :class:`FormatError` where the value cannot be printed so, or names a course that the ledger does not know.
    """
    if kind in COURSE_KINDS:
        return _course_numbers(ledger, value, kind)
    if kind not in KINDS:
        raise FormatError(f"no such kind{nearest(kind, [*KINDS, *COURSE_KINDS])}")
    return [KINDS[kind](value)]


def _course_numbers(ledger: Ledger, value: Any, kind: str) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    found = (item.get("number") if isinstance(item, dict) else item for item in listed)
    numbers = [number for number in found if isinstance(number, str)]
    if not numbers or len(numbers) < len(listed):
        raise FormatError(f"'as {kind}' needs course numbers, not {shown(value)}")
    known = {*(course.number for course in ledger.courses.values()), *ledger.edition.outside_catalog}
    for number in numbers:
        if number not in known:
            near = nearest(number, known)
            raise FormatError(f"'as {kind}' needs course numbers: {shown(number)}: no such course{near}")
    return numbers
