"""A page's sources: one number for equal ones."""

from __future__ import annotations

import pytest
from docutils import nodes

from handbook.guide.estimate import width_of
from handbook.guide.links import Labels
from handbook.guide.sources import Bibliography


def tree(*items: tuple[str, str, str]) -> nodes.document:
    """Return a page with a list of sources: anchor, words and address of each."""
    listed = nodes.enumerated_list()
    for anchor, words, address in items:
        paragraph = nodes.paragraph("", "", nodes.reference("", words, refuri=address))
        listed += nodes.list_item("", paragraph, ids=[anchor])
    page = nodes.document(None, None)  # type: ignore[arg-type]
    page += nodes.section("", nodes.title("", "Sources"), listed, classes=["page-sources"])
    return page


def test_equal_sources_share_a_number_and_other_addresses_do_not() -> None:
    page = tree(("a", "One", "https://x/1"), ("b", "Two", "https://x/2"), ("c", "One", "https://x/1"), ("d", "One", "https://x/9"))
    sources = Bibliography("part/page", page)
    assert [sources.number(anchor) for anchor in "abcd"] == [1, 2, 1, 3]
    assert sources.number("other") is None
    assert sources.label(2) == "part/page%2"
    # As these stand elsewhere in the book, what leads to one leads to its page.
    labels = Labels()
    labels.add_page("part/page", page)
    assert labels.find("part/page", "a") == "part/page"
    assert labels.find("other", "a") is None


def test_wide_signs_count_more_than_narrow_ones() -> None:
    assert width_of("iiii") < width_of("nnnn") < width_of("NNNN") < width_of("MMMM")
    assert width_of("nn") == pytest.approx(2 * width_of("n"))
    assert 0.15 < width_of(" ") < 0.3
