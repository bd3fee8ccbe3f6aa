"""The description of a page for search engines: that of its front matter, else its first paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

from handbook.publish.ancestors import words_without_marks

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_LONGEST = 300


def own(meta: Mapping[str, Any]) -> str:
    """Return the ``description`` in the front matter ``meta``, at most 300 letters; empty where none is given."""
    return _short(str(meta.get("description", "")))


def description(doctree: nodes.document) -> str:
    """Return the first paragraph that stands directly in a section, without source numbers, at most 300 letters."""
    for paragraph in doctree.findall(nodes.paragraph):
        stands_in_section = isinstance(paragraph.parent, nodes.section | nodes.document)
        if stands_in_section and (text := _short(words_without_marks(paragraph))):
            return text
    return ""


def _short(words: str) -> str:
    text = re.sub(r"\s+([.,;:])", r"\1", re.sub(r"\s+", " ", words).strip())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3].rsplit(" ", 1)[0] + " ..."


def on_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the page ``handbook_description``."""
    if doctree is not None:
        context["handbook_description"] = escape(own(context.get("meta") or {}) or description(doctree))


def setup_descriptions(app: Sphinx) -> None:
    """Connect the handler."""
    app.connect("html-page-context", on_page, priority=400)
