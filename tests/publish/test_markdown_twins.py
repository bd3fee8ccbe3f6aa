"""The twins are read by a Markdown parser and lose no word, no cell and no link."""

from __future__ import annotations

import re
from html import unescape

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from markdown_it import MarkdownIt

from handbook.extension.website.markdown import to_twin
from handbook.publish.llms import llms
from handbook.publish.markdown_twins import twin

PAGE = """
Title of the page
=================

A first paragraph with **bold**, *soft*, ``code`` and `a link <other.html#part>`__. A star * and a bar | and <tags>.

Part
----

- one
- two

  - deeper
  - still deeper

1. first
2. second

term
    Its meaning.

.. note:: Mind this.

.. table:: The caption

   ====== =========
   Head   Second
   ====== =========
   a | b  - x
          - y
   c      d
   ====== =========

Deeper
~~~~~~

::

    code < block

.. image:: picture.svg
   :alt: What is seen
"""


def _read(text: str) -> str:
    return str(MarkdownIt("commonmark").enable("table").render(text))


def test_every_form() -> None:
    text = twin(publish_doctree(PAGE, settings_overrides={"doctitle_xform": False}), to_twin, "The notice.")
    html = _read(text)
    for piece in (
        "<h1>Title of the page</h1>", "<h2>Part</h2>", "<h3>Deeper</h3>", "<strong>bold</strong>", "<em>soft</em>",
        "<code>code</code>", "a star", "&lt;tags&gt;", "<strong>The caption</strong>", "<th>Head</th>",
        "<td>a | b</td>",
        "<strong>term</strong>: Its meaning.", "<blockquote>", "code &lt; block", 'alt="What is seen"', "The notice.",
    ):
        assert piece.lower() in html.lower(), piece
    assert html.count("<td>") == 4
    assert html.count("<ul>") == 3  # with the list of terms
    assert html.count("<ol>") == 1


def test_links_lead_to_twins_only_inside() -> None:
    assert to_twin("../a/b.html#c") == "../a/b.md#c"
    assert to_twin("https://handbook.example/b.html") == "https://handbook.example/b.html"
    assert to_twin("downloads/a.pdf") == "downloads/a.pdf"
    links = (nodes.reference("", name, refuri="a.html", internal=name == "inside") for name in ("inside", "outside"))
    document = nodes.document(None, None)  # type: ignore[arg-type]
    document += nodes.paragraph("", "", *links)
    assert twin(document, to_twin) == "[inside](a.md)[outside](a.html)\n"


def test_source_numbers_and_help_on_words_stay() -> None:
    paragraph = nodes.paragraph("", "", nodes.Text("It costs $5"), nodes.superscript("", "3"), nodes.Text("."))
    paragraph += nodes.abbreviation("", "QPA", explanation="quality point average")
    document = nodes.document(None, None)  # type: ignore[arg-type]
    document += paragraph
    assert twin(document, to_twin) == "It costs $5 [3].QPA (quality point average)\n"


def test_words_behind_a_picture_or_an_abbreviation_are_no_markup() -> None:
    hostile = "[a](b) <i> *c*"
    document = nodes.document(None, None)  # type: ignore[arg-type]
    document += nodes.paragraph("", "", nodes.abbreviation("", "QPA", explanation=hostile))
    document += nodes.paragraph("", "", nodes.image(uri="a.svg", alt=hostile))
    document += nodes.image(uri="a.svg", alt=hostile)
    words = hostile.replace("<i>", "&lt;i&gt;")
    picture = f'<p><img src="a.svg" alt="{words}" /></p>\n'
    assert _read(twin(document, to_twin)) == f"<p>QPA ({words})</p>\n{picture * 2}"


def test_list_of_pages() -> None:
    pages = [("Page", "part/page.md", "About it."), ("Bare", "b.md", "")]
    text = llms("The book", "What it is.", "As of today.", {"Part": pages})
    html = _read(text)
    assert html.startswith("<h1>The book</h1>\n<blockquote>")
    assert "<p>As of today.</p>" in html
    assert re.findall(r'<li><a href="([^"]+)">(\w+)</a>', html) == [("part/page.md", "Page"), ("b.md", "Bare")]


@pytest.mark.parametrize(("address", "written"), [
    ("https://a.example/a)[l2](javascript:alert(1)", "https://a.example/a%29[l2]%28javascript:alert%281%29"),
    ("https://a.example/b)", "https://a.example/b%29"), ("https://a.example/(b", "https://a.example/%28b"),
    ("https://a.example/(b)", "https://a.example/%28b%29"), ("https://a.example/b|c", "https://a.example/b%7Cc"),
    ("<https://a.example/b c>", "%3Chttps://a.example/b%20c%3E"), ("https://a.example/b\\)", "https://a.example/b%5C%29"),
    ("https://a.example/?b=1&copy;=2", "https://a.example/?b=1&copy;=2"),
])
def test_an_address_cannot_end_its_link(address: str, written: str) -> None:
    link = nodes.reference("", "Leaflet", refuri=address)
    inner = nodes.reference("", "Leaflet", refuri=address, internal=True)
    picture = nodes.image(uri=address, alt="Map")
    cell = nodes.row("", nodes.entry("", nodes.paragraph("", "", link.deepcopy())))
    document = nodes.document(None, None)  # type: ignore[arg-type]
    document += [nodes.paragraph("", "", link), nodes.paragraph("", "", inner), picture]
    document += nodes.table("", nodes.tgroup("", nodes.tbody("", cell)))
    for text in (twin(document, to_twin), llms("Book", "What.", "Today.", {"Part": [("Leaflet", address, "")] * 4})):
        html = _read(text)
        pictures = re.findall(r'<img src="([^"]*)" alt="Map"', html)
        links = re.findall(r'<a href="([^"]*)">Leaflet</a>', html)
        assert {unescape(one) for one in (*links, *pictures)} == {written.replace("[", "%5B").replace("]", "%5D")}
        assert len(links) + len(pictures) == 4
        assert len(re.findall("<(?:a|img) ", html)) == 4


def _twin(text: str) -> str:
    document = publish_doctree(text, settings_overrides={"doctitle_xform": False, "report_level": 5})
    # docutils remarks that a list begins with another number than 1.
    for message in list(document.findall(nodes.system_message)):
        message.parent.remove(message)
    return _read(twin(document, to_twin))


def test_a_block_of_code_may_hold_fences() -> None:
    document = nodes.document(None, None)  # type: ignore[arg-type]
    document += nodes.literal_block("", "````\n```{note}\ninside\n```\n````")
    document += nodes.paragraph("", "After.")
    assert _read(twin(document, to_twin)) == (
        "<pre><code>````\n```{note}\ninside\n```\n````\n</code></pre>\n<p>After.</p>\n"
    )


@pytest.mark.parametrize("code", ["a`b", "`", "``a", "a` ``b`", "x|y", "x\\|y", "a\\"])
def test_code_in_a_line_and_in_a_cell_keeps_its_letters(code: str) -> None:
    document = nodes.document(None, None)  # type: ignore[arg-type]
    document += nodes.paragraph("", "", nodes.literal("", code))
    assert f"<code>{code}</code>" in _read(twin(document, to_twin))
    body = nodes.tbody("", *(
        nodes.row("", nodes.entry("", cell), nodes.entry("", nodes.paragraph("", "next")))
        for cell in (nodes.paragraph("", "", nodes.literal("", code)), nodes.literal_block("", f"{code}\n{code}"))
    ))
    document.children = [nodes.table("", nodes.tgroup("", body))]
    html = _read(twin(document, to_twin))
    assert html.count(f"<code>{code}</code>") == 3
    assert html.count("<td>") == 4


def test_a_cell_over_several_rows_moves_no_other() -> None:
    html = _twin("""
+-------+-------+-------+
| Head  | Two   | Three |
+=======+=======+=======+
| a     | b     | c     |
|       +-------+-------+
|       | d     | e     |
+-------+-------+       |
| f     | g     |       |
+-------+-------+-------+
| h             | i     |
+---------------+-------+
| j             | k     |
|               +-------+
|               | l     |
+---------------+-------+
""")
    rows = [re.findall(r"<td>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", html, re.S)[1:]]
    assert rows == [["a", "b", "c"], ["", "d", "e"], ["f", "g", ""], ["h", "", "i"], ["j", "", "k"], ["", "", "l"]]


def test_a_list_keeps_its_first_number_and_its_paragraphs() -> None:
    html = _twin("5. five\n\n   more of it\n\n   - inner\n\n   last\n6. six\n\nterm\n    One.\n\n    Two.\n")
    assert '<ol start="5">' in html
    paragraphs = ["five", "more of it", "last", "six", "<strong>term</strong>: One.", "Two."]
    assert re.findall(r"<p>(.*?)</p>", html) == paragraphs
    assert html.count("<ol") == 1


@pytest.mark.parametrize(
    "words",
    [
        "1. is a number", "12) is another", "# of courses", "### three", "- a minus", "+ a plus", "-", "#", "---",
        "- - -", "~~~", "2026. A year", "1.5 units", "#1 of all", "-5 degrees", "+1 412", "1234567890. long",
        "5.", "== a ==", "_one_ of all", "*one* of all", "[a](b)", "![a](b)", "`a`",
    ],
)
def test_a_paragraph_stays_one_whatever_it_begins_with(words: str) -> None:
    document = nodes.document(None, None)  # type: ignore[arg-type]
    document += nodes.paragraph("", words)
    document += nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "One"), nodes.paragraph("", words)))
    document += nodes.block_quote("", nodes.paragraph("", words))
    html = _read(twin(document, to_twin, words))
    assert re.findall(r"<p>(.*?)</p>", html) == [words, "One", words, words, words]
    assert (html.count("<ul>"), html.count("<ol"), html.count("<hr"), html.count("<h")) == (1, 0, 1, 1)
    listed = _read(llms("The book", words, words, {}))
    assert re.findall(r"<p>(.*?)</p>", listed) == [words, words]


def test_a_heading_keeps_the_signs_at_its_end() -> None:
    assert _twin("In C #\n======\n\nText.\n").startswith("<h1>In C #</h1>")


def test_no_heading_is_deeper_than_the_sixth() -> None:
    document = nodes.document(None, None)  # type: ignore[arg-type]
    around: nodes.Element = document
    for level in range(1, 8):
        around += nodes.section("", nodes.title("", f"At {level}"))
        around = around[-1]
    assert re.findall(r"<h(\d)>At (\d)", _read(twin(document, to_twin))) == [
        (str(min(level, 6)), str(level)) for level in range(1, 8)
    ]


def test_a_formula_in_a_cell_does_not_end_it() -> None:
    cells = [nodes.paragraph("", "", nodes.math("", "|a|")), nodes.math_block("", "|b|"), nodes.paragraph("", "c")]
    row = nodes.row("", *(nodes.entry("", cell) for cell in cells))
    document = nodes.document(None, None)  # type: ignore[arg-type]
    document += nodes.table("", nodes.tgroup("", nodes.tbody("", row)))
    assert re.findall(r"<td>(.*?)</td>", _read(twin(document, to_twin))) == ["$|a|$", "$$<br>|b|<br>$$", "c"]


def test_formulas_keep_their_notation() -> None:
    tree = publish_doctree("Title\n=====\n\nThe sum :math:`a_1 + b` here.\n\n.. math:: \\frac{a}{b}\n")
    text = twin(tree, to_twin)
    assert "The sum $a_1 + b$ here." in text
    assert "$$\n\\frac{a}{b}\n$$" in text
