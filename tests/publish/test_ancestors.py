"""Where a node stands is seen up to the top that is named, and no further."""

from __future__ import annotations

from docutils import nodes

from handbook.publish.ancestors import is_within, words_without_marks


def test_a_kind_counts_below_the_top_alone() -> None:
    text = nodes.Text("1")
    link = nodes.reference("", "", text)
    mark = nodes.superscript("", "", nodes.inline("", "", link))
    paragraph = nodes.paragraph("", "", mark)
    nodes.section("", paragraph)
    assert is_within(text, nodes.superscript, paragraph)
    assert is_within(text, nodes.reference, mark)
    assert not is_within(text, nodes.superscript, mark)
    assert not is_within(link, nodes.reference, paragraph)
    assert not is_within(text, nodes.section, paragraph)


def test_words_are_read_without_the_numbers_of_sources() -> None:
    number = nodes.superscript("", "", nodes.reference("", "15"))
    paragraph = nodes.paragraph("", "", nodes.Text("On "), nodes.strong("", "October 1"), number, nodes.Text("."))
    assert words_without_marks(paragraph) == "On October 1."
    assert words_without_marks(number) == "15"
