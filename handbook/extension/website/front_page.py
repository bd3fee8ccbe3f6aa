"""The head of the front page: title, first paragraph, a search field, and what follows down to the PDF guides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_OPENS = '<div class="front-hero"><div class="front-opening">\n'
_CLOSES = "</div></div>\n"


def on_doctree(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the frame of the head around its elements; without a list of guides it ends behind the search field."""
    builder = app.builder
    if docname != app.config.root_doc or app.config.html_theme != "furo":
        return
    if not isinstance(builder, StandaloneHTMLBuilder):
        return
    page = next(doctree.findall(nodes.section), None)
    if page is None:
        return
    first = page.first_child_matching_class(nodes.paragraph) or 0
    guides = [at for at, node in enumerate(page) if isinstance(node, nodes.Element) and "downloads" in node["classes"]]
    last = next((at for at in guides if at > first), first)
    context = {"pathto": lambda name: builder.get_relative_uri(docname, name)}
    search = builder.templates.render("front-search.html", context) + "\n"
    # From the end, so that the places stay. The title must stay the section's own child, so the frame is no node.
    for at, text in (last + 1, _CLOSES), (first + 1, search), (0, _OPENS):
        page.insert(at, nodes.raw("", text, format="html"))


def setup_front_page(app: Sphinx) -> None:
    """Connect the handler behind those that read the page."""
    app.connect("doctree-resolved", on_doctree, priority=990)
