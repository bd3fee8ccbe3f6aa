"""Where a node stands is seen up to the top that is named, and no further."""

from __future__ import annotations

from docutils import nodes

from handbook.publish.ancestors import is_within


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
