"""The description of a page for search engines: its first paragraph."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

from handbook.publish.ancestors import is_within

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_LONGEST = 300


def description(doctree: nodes.document) -> str:
    """Return the first paragraph that stands directly in a section, without source numbers, at most 300 letters."""
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section | nodes.document):
            runs = paragraph.findall(nodes.Text)
            words = [text.astext() for text in runs if not is_within(text, nodes.superscript, paragraph)]
            text = re.sub(r"\s+", " ", "".join(words)).strip()
            text = re.sub(r"\s+([.,;:])", r"\1", text)
            if text:
                return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " ..."
    return ""


def on_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the page ``handbook_description``."""
    if doctree is not None:
        context["handbook_description"] = escape(description(doctree))


def setup_descriptions(app: Sphinx) -> None:
    """Connect the handler."""
    app.connect("html-page-context", on_page, priority=400)
