"""A page's sources: one number for equal ones, and columns of about one height."""

from __future__ import annotations

import re

import pytest
from docutils import nodes

from handbook.guide.estimate import width_of
from handbook.guide.sources import Bibliography, columns_of


def tree(*items: tuple[str, str, str]) -> nodes.document:
    """Return a page with a list of sources: anchor, words and address of each."""
    listed = nodes.enumerated_list()
    for anchor, words, address in items:
        paragraph = nodes.paragraph("", "", nodes.reference("", words, refuri=address))
        listed += nodes.list_item("", paragraph, ids=[anchor])
    page = nodes.document(None, None)  # type: ignore[arg-type]
    page += nodes.section("", nodes.title("", "Sources"), listed, classes=["page-sources"])
    return page


def columns(count: int, words: str = "Short") -> list[list[int]]:
    """Return how many sources stand in each column of each group."""
    code = columns_of([(f"page%{number}", "{}", words) for number in range(count)])
    # Only the strings of labels hold the sign; brackets around them are those of groups, columns and entries.
    groups: list[list[int]] = []
    depth = 0
    for sign in re.findall(r"[()]|%", code):
        depth += {"(": 1, ")": -1, "%": 0}[sign]
        if sign == "(" and depth == 2:
            groups.append([])
        elif sign == "(" and depth == 3:
            groups[-1].append(0)
        elif sign == "%":
            groups[-1][-1] += 1
    assert depth == 0
    return groups


def test_equal_sources_share_a_number_and_other_addresses_do_not() -> None:
    page = tree(("a", "One", "https://x/1"), ("b", "Two", "https://x/2"), ("c", "One", "https://x/1"), ("d", "One", "https://x/9"))
    sources = Bibliography("part/page", page)
    assert [sources.number(anchor) for anchor in "abcd"] == [1, 2, 1, 3]
    assert sources.number("other") is None
    assert sources.label(2) == "part/page%2"


@pytest.mark.parametrize(
    ("count", "groups"),
    [
        (1, [[1]]), (3, [[3]]), (4, [[2, 2]]), (5, [[3, 2]]), (12, [[6, 6]]), (13, [[3, 3], [4, 3]]),
        (24, [[6, 6], [6, 6]]), (25, [[4, 4], [5, 4], [4, 4]]),
    ],
)
def test_columns_and_groups_are_of_about_one_length(count: int, groups: list[list[int]]) -> None:
    assert columns(count) == groups


def test_a_column_of_long_sources_holds_fewer() -> None:
    long, short = "Words " * 40, "Words"
    entries = [(f"page%{number}", "{}", long if number < 2 else short) for number in range(10)]
    first = columns_of(entries).split(")), ((")[0]
    assert first.count("%") == 2


def test_wide_signs_count_more_than_narrow_ones() -> None:
    assert width_of("iiii") < width_of("nnnn") < width_of("NNNN") < width_of("MMMM")
    assert width_of("nn") == pytest.approx(2 * width_of("n"))
    assert 0.15 < width_of(" ") < 0.3
