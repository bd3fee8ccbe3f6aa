"""The kinds of values that entries of the ledger are made of: ids, texts, dates, addresses, units."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictFloat, StrictInt, StrictStr

_AS_OF = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_DAY = re.compile(r"(\d{4}-)?\d{2}-\d{2}")


def _date_part(text: str) -> str:
    padded = {4: text + "-01-01", 5: "2024-" + text, 7: text + "-01"}.get(len(text), text)
    try:
        datetime.date.fromisoformat(padded)
    except ValueError:
        raise ValueError(f"{text} is no date of the calendar") from None
    return text


def _as_of(text: str) -> str:
    if text == "undated":
        return text
    if not _AS_OF.fullmatch(text):
        raise ValueError("must be YYYY, YYYY-MM, YYYY-MM-DD or undated")
    return _date_part(text)


def _day(text: str) -> str:
    if not _DAY.fullmatch(text):
        raise ValueError("must be YYYY-MM-DD, or MM-DD where it comes every year")
    return _date_part(text)


def _address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"'`\\]+", text):
        raise ValueError("must be an address that starts with https:// or http://")
    return text


Id = Annotated[StrictStr, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
Text = Annotated[StrictStr, Field(min_length=1, max_length=4000)]
CourseNumber = Annotated[StrictStr, Field(pattern=r"^\d{2}-\d{3}$")]
AsOf = Annotated[StrictStr, AfterValidator(_as_of)]
Day = Annotated[StrictStr, AfterValidator(_day)]
FullDay = Annotated[StrictStr, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_date_part)]
Address = Annotated[StrictStr, Field(max_length=600), AfterValidator(_address)]
AcademicYear = Annotated[StrictStr, Field(pattern=r"^\d{4}-\d{2}$")]
Units = Annotated[StrictInt | StrictFloat, Field(ge=0, le=200)]
Status = Literal["current", "dated", "conflicting"]
Ids = Annotated[tuple[Id, ...], Field(min_length=1)]
Track = Id
