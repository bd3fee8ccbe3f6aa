"""The twins are read by a Markdown parser and lose no word, no cell and no link."""

from __future__ import annotations

import re

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


def test_source_numbers_and_help_on_words_stay() -> None:
    paragraph = nodes.paragraph("", "", nodes.Text("It costs $5"), nodes.superscript("", "3"), nodes.Text("."))
    paragraph += nodes.abbreviation("", "QPA", explanation="quality point average")
    document = nodes.document(None, None)  # type: ignore[arg-type]
    document += paragraph
    assert twin(document, to_twin) == "It costs $5 [3].QPA (quality point average)\n"


def test_list_of_pages() -> None:
    pages = [("Page", "part/page.md", "About it."), ("Bare", "b.md", "")]
    text = llms("The book", "What it is.", "As of today.", {"Part": pages})
    html = _read(text)
    assert html.startswith("<h1>The book</h1>\n<blockquote>")
    assert "<p>As of today.</p>" in html
    assert re.findall(r'<li><a href="([^"]+)">(\w+)</a>', html) == [("part/page.md", "Page"), ("b.md", "Bare")]
