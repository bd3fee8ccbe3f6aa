"""The kinds of values that entries of the ledger are made of: ids, texts, dates, addresses, units."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StrictFloat, StrictInt, StrictStr
from pydantic_core import PydanticCustomError

DATE_ERROR = "handbook_date"
"""The type of pydantic's error where a date is wrong."""
_FORM_ERROR = "handbook_form"

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
COURSE_NUMBER = r"^[0-9]{2}-[0-9]{3}$"
YEARS = r"^[0-9]{4}-[0-9]{2}$"
WORDS = r"\S"
PREFIX = r"^[0-9]{2}$"
_ISO, _TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}", "([01][0-9]|2[0-3]):[0-5][0-9]"
HOURS = rf"^{_TIME}(-{_TIME})?$"
PUBLISHED = rf"^{_ISO}( to {_ISO})?( {_TIME}(-{_TIME})?)?$"
PHONE = r"^[+0-9][0-9 ().-]{5,24}$"
EMAIL = r"^[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+\.[a-z]{2,}$"
FORMS = {
    ID: "must be small letters a to z and digits, with single hyphens between",
    COURSE_NUMBER: "must be a course number: two digits, a hyphen, three digits",
    YEARS: "must be an academic year: four digits, a hyphen, two digits",
    WORDS: "must be words, not blanks alone",
    PREFIX: "must be two digits, in quotes",
    HOURS: "must be HH:MM, or HH:MM-HH:MM, from 00:00 to 23:59",
    PUBLISHED: "must be a day as it was published: YYYY-MM-DD, with ' to YYYY-MM-DD' or a time behind it",
    PHONE: "must be a phone number: digits, spaces, hyphens, points and parentheses, with a digit or + in front",
    EMAIL: "must be an e-mail address, such as name@example.org",
}
"""What each pattern asks for, in words."""

LEAP_DAY, BESIDE_LEAP_DAY = "02-29", "02-28 or 03-01"
"""The day that is none of every year, and what a yearly date can say instead."""

_FIRST_YEAR, _LAST_YEAR = 1980, 2200
_LONGEST_ID, _LONGEST_ADDRESS = 120, 600
ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]+")
_AS_OF = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_FULL_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY = re.compile(r"([0-9]{4}-)?[0-9]{2}-[0-9]{2}")


def _written(value: Any) -> Any:
    # A year without quotes is a number in YAML.
    if not isinstance(value, str):
        raise PydanticCustomError(DATE_ERROR, "must be a date, in quotes")
    return value


def _full_day(text: str) -> str:
    if not _FULL_DAY.fullmatch(text):
        raise PydanticCustomError(DATE_ERROR, "must be YYYY-MM-DD")
    return _date_part(text)


def _date_part(text: str) -> str:
    if text == LEAP_DAY:
        raise PydanticCustomError(DATE_ERROR, f"comes in leap years alone; write {BESIDE_LEAP_DAY}, or give the year")
    padded = {4: text + "-01-01", 5: "2024-" + text, 7: text + "-01"}.get(len(text), text)
    try:
        year = datetime.date.fromisoformat(padded).year
    except ValueError:
        raise PydanticCustomError(DATE_ERROR, "there is no such date in the calendar") from None
    # What a ZIP archive can hold, and what a calendar can count on from.
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise PydanticCustomError(DATE_ERROR, f"must lie between {_FIRST_YEAR} and {_LAST_YEAR}")
    return text


def _as_of(text: str) -> str:
    if text == "undated":
        return text
    if not _AS_OF.fullmatch(text):
        raise PydanticCustomError(DATE_ERROR, "must be YYYY, YYYY-MM, YYYY-MM-DD or undated")
    return _date_part(text)


def _day(text: str) -> str:
    if not _DAY.fullmatch(text):
        raise PydanticCustomError(DATE_ERROR, "must be YYYY-MM-DD, or MM-DD where it comes every year")
    return _date_part(text)


def _published(text: str) -> str:
    for day in re.findall(_ISO, text):
        _date_part(day)
    return text


def _academic_year(text: str) -> str:
    if int(text[5:]) != (int(text[:4]) + 1) % 100:
        raise PydanticCustomError(DATE_ERROR, "the second year must follow the first, as in 2031-32")
    return text


def _address(text: str) -> str:
    if not ADDRESS.fullmatch(text):
        raise ValueError("must be an address that starts with https:// or http://")
    return text


def _asked(value: Any) -> Any:
    # Before the two kinds are tried: each of them would name its own form.
    if not isinstance(value, str) or not (re.fullmatch(ID, value) or ADDRESS.fullmatch(value)):
        raise PydanticCustomError(_FORM_ERROR, "must be the id of an office, or an address that starts with https://")
    longest = _LONGEST_ADDRESS if ADDRESS.fullmatch(value) else _LONGEST_ID
    if len(value) > longest:
        raise PydanticCustomError(_FORM_ERROR, f"must have at most {longest} characters")
    return value


def _number(value: Any) -> Any:
    # A whole number and one with a fraction are two kinds for pydantic, and it would name both.
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError(_FORM_ERROR, "must be a number in digits alone, such as 12 or 12.5, without quotes")
    return value


def _whole(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int):
        raise PydanticCustomError(_FORM_ERROR, "must be a whole number in digits alone, such as 12, without quotes")
    return value


Id = Annotated[StrictStr, Field(pattern=ID, max_length=_LONGEST_ID)]
Text = Annotated[StrictStr, Field(min_length=1, max_length=4000, pattern=WORDS)]
CourseNumber = Annotated[StrictStr, Field(pattern=COURSE_NUMBER)]
AsOf = Annotated[StrictStr, AfterValidator(_as_of), BeforeValidator(_written)]
Day = Annotated[StrictStr, AfterValidator(_day), BeforeValidator(_written)]
# The pattern is for editors, who complete by the schema; the validator has the words.
FullDay = Annotated[
    StrictStr, AfterValidator(_full_day), BeforeValidator(_written),
    Field(json_schema_extra={"pattern": rf"^{_FULL_DAY.pattern}$"}),
]
Published = Annotated[StrictStr, Field(pattern=PUBLISHED), AfterValidator(_published)]
Address = Annotated[StrictStr, Field(max_length=_LONGEST_ADDRESS), AfterValidator(_address)]
Ask = Annotated[Id | Address, BeforeValidator(_asked)]
AcademicYear = Annotated[StrictStr, Field(pattern=YEARS), AfterValidator(_academic_year)]
# These stand last, so that the bounds of a number are those of its schema too.
NUMBER, WHOLE = BeforeValidator(_number), BeforeValidator(_whole)
Units = Annotated[StrictInt | StrictFloat, Field(ge=0, le=200), NUMBER]
Status = Literal["current", "dated", "conflicting"]
Ids = Annotated[tuple[Id, ...], Field(min_length=1)]
Track = Id
