"""How values are printed."""

from __future__ import annotations

import pytest

from handbook.ledger.formats import (
    KINDS,
    FormatError,
    as_of,
    as_of_words,
    dated,
    days_of_check,
    join,
    newest,
    part,
    text,
)


@pytest.mark.parametrize(
    ("value", "kind", "printed"),
    [
        (28710, "money", "$28,710"), (0, "money", "$0"), (12.5, "money", "$12.50"),
        (54, "units", "54 units"), (1, "weeks", "1 week"),
        (0.95, "percent", "95%"), (0.075, "percent", "7.5%"), (8.94, "rate", "8.94%"),
        ("2026-12-01", "date", "December 1, 2026"), ("12-01", "date", "December 1"),
        ("2026-12", "date", "December 2026"),
        (2022, "year", "2022"), (12345, "number", "12,345"), (3.0, "grade", "3.0"), (3.75, "grade", "3.75"),
        (10, "grade", "10.0"),
        ("B-", "grade", "B-"), (["a", "b", "c"], "list", "a, b and c"), (2022, "text", "2022"),
        ("2026-12-01", "text", "December 1, 2026"), (300, "hours", "300 hours"),
        ("desk.one@a.example", "email", "desk.one@a.example"), ("https://a.example/b", "url", "https://a.example/b"),
    ],
)
def test_kinds(value: object, kind: str, printed: str) -> None:
    assert KINDS[kind](value) == printed


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("28710", "money"), (True, "money"), (-1, "money"), (-0.5, "money"), (95, "percent"),
        ("2026-02-30", "date"), ("May", "date"),
        ("02-29", "date"), ("abc", "list"), (None, "text"), (False, "text"), ({"a": 1}, "text"), ([1], "text"),
        ([], "list"), ("call us at noon", "email"), ("a@b.example\n", "email"), (5, "email"), ("a@b", "email"),
        ("a.example", "url"), ("javascript:alert(1)", "url"), ("https://a b", "url"),
    ],
)
def test_values_that_do_not_fit(value: object, kind: str) -> None:
    with pytest.raises(FormatError):
        KINDS[kind](value)


def test_parts() -> None:
    value = {"a": {"b": [1, 2]}}
    assert part(value, "a.b.1") == 2
    with pytest.raises(FormatError, match="there is: a"):
        part(value, "x")
    for step in ("7", "\u00b2", "\u0661"):
        with pytest.raises(FormatError, match="0 to 1"):
            part(value, f"a.b.{step}")
    for bare in ("text", [], None, 7):
        with pytest.raises(FormatError, match="there is: none"):
            part(bare, "0")


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (None, "2028-02-29", "on February 29, 2028"),
        ("2028-02-29", "2028-03-02", "between February 29 and March 2, 2028"),
        ("2027-12-30", "2028-01-02", "between December 30, 2027 and January 2, 2028"),
    ],
)
def test_days_of_a_check(first: str | None, last: str, said: str) -> None:
    assert days_of_check(first, last) == said


def test_the_newest_date_of_sources_is_one_of_a_source_that_has_one() -> None:
    assert newest(["2024", "undated", "2025-10-30", "2025-10"]) == "2025-10-30"
    assert newest(["undated"]) == newest([]) == "undated"


def test_dates_of_sources_and_lists() -> None:
    assert [as_of(day) for day in ("2024", "2025-10", "2025-10-30", "undated")] == [
        "2024", "October 2025", "October 30, 2025", "undated",
    ]
    assert (join([]), join(["a"]), join(["a", "b"])) == ("", "a", "a and b")
    assert text(127333) == "127,333"
    assert [text(value) for value in (10_000, 9_999, -9_999, -10_000)] == ["10,000", "9999", "-9999", "-10,000"]


def test_the_day_of_a_source_joins_the_brackets_that_end_the_words() -> None:
    assert dated("12 units", "2025-10") == "12 units (October 2025)"
    assert dated("Number 1 (one list)", "2025-10") == "Number 1 (one list; as of October 2025)"
    assert as_of_words("2025") == "as of 2025"
    assert as_of_words("undated") == "undated"
    assert dated("Number 1 (one list)", "undated") == "Number 1 (one list; undated)"
