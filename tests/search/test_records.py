"""The words of a section as the search shows them."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from handbook.search.records import sections


def _text(*children: nodes.Node) -> str:
    document = nodes.document(None, None)
    document += nodes.section("", nodes.title("", "Title"), *children, ids=["title"])
    (section,) = sections(document)
    return section.text


def test_a_link_in_a_sentence_adds_no_space() -> None:
    link = nodes.reference("", "BIDA", refuri="bida.html")
    assert _text(nodes.paragraph("", "", nodes.Text("The track ("), link, nodes.Text("), with more"))) == (
        "The track (BIDA), with more"
    )


def test_paragraphs_are_parted() -> None:
    assert _text(nodes.paragraph("", "One."), nodes.paragraph("", "Two.")) == "One. Two."


def test_the_title_of_a_box_is_a_sentence_of_its_own() -> None:
    asked = nodes.admonition("", nodes.title("", "Who may?"), nodes.paragraph("", "All."))
    named = nodes.admonition("", nodes.title("", "A rule"), nodes.paragraph("", "All."))
    assert _text(asked) == "Who may? All."
    assert _text(named) == "A rule. All."


def test_labels_are_parted_from_what_stands_beside_them() -> None:
    def item(label: str, words: str) -> nodes.definition_list_item:
        return nodes.definition_list_item("", nodes.term("", label), nodes.definition("", nodes.paragraph("", words)))

    assert _text(nodes.definition_list("", item("Fee", "None"), item("Who?", "All"))) == "Fee: None Who? All"


def test_heads_of_two_columns_are_left_out_and_those_of_three_kept() -> None:
    def table(*cells: str) -> nodes.table:
        head, row = (
            nodes.row("", *(nodes.entry("", nodes.paragraph("", cell)) for cell in line)) for line in (cells, "abc")
        )
        return nodes.table("", nodes.tgroup("", nodes.thead("", head), nodes.tbody("", row)))

    assert _text(table("When", "What")) == "a b c"
    assert _text(table("Part", "2025-26", "2026-27")) == "Part 2025-26 2026-27 a b c"


def test_a_term_of_the_glossary_answers_what_it_means() -> None:
    terms = [nodes.term("", name, ids=[f"term-{name}"]) for name in ("QPA", "GPA")]
    item = nodes.definition_list_item("", *terms, nodes.definition("", nodes.paragraph("", "An average.")))
    document = nodes.document(None, None)
    document += nodes.section("", nodes.title("", "Glossary"), addnodes.glossary("", nodes.definition_list("", item)))
    _, term = sections(document)
    assert (term.anchor, term.title, term.text) == ("term-QPA", "QPA, GPA", "An average.")
    assert [ask.split()[0] for ask in term.asks] == ["QPA", "GPA"]
    assert all({"stand", "meaning", "form"} <= set(ask.split()) for ask in term.asks)


def test_a_question_belongs_to_the_section_around_it_and_sources_are_no_section() -> None:
    def section(title: str, *children: nodes.Node, **attributes: object) -> nodes.section:
        asks = nodes.container("", nodes.comment("", "", questions=(f"about {title}",), entry=""))
        return nodes.section("", nodes.title("", title), asks, *children, ids=[title], **attributes)

    document = nodes.document(None, None)
    document += section("top", section("below"), section("list", classes=["page-sources"]))
    assert [(one.anchor, one.title, one.asks) for one in sections(document)] == [
        ("", "top", ["about top"]), ("below", "below", ["about below"]),
    ]


def test_a_row_with_an_anchor_is_found_by_its_second_cell_and_a_row_of_one_cell_is_none() -> None:
    def row(anchor: str, *cells: str) -> nodes.row:
        first, *rest = [nodes.entry("", nodes.paragraph("", cell)) for cell in cells]
        first.insert(0, nodes.target(ids=[anchor]))
        return nodes.row("", first, *rest)

    body = nodes.tbody("", row("date-one", "May 1", "Deposit"), row("date-two", "A heading over all columns"))
    document = nodes.document(None, None)
    table = nodes.table("", nodes.tgroup("", body, cols=2))
    document += nodes.section("", nodes.title("", "Dates"), table, ids=["dates"])
    _, *found = sections(document)
    assert [(one.anchor, one.title, one.text) for one in found] == [("date-one", "Deposit", "May 1")]


def test_a_section_that_is_marked_is_left_out_with_all_that_is_in_it() -> None:
    def section(title: str, anchor: str, *classes: str) -> nodes.section:
        words = nodes.paragraph("", "Words.")
        return nodes.section("", nodes.title("", title), words, ids=[anchor], classes=list(classes))

    document = nodes.document(None, None)
    parts = section("More", "more", "unsearched"), section("Prices", "prices")
    document += nodes.section("", nodes.title("", "Title"), *parts, ids=["title"])
    assert [found.anchor for found in sections(document)] == ["", "prices"]
