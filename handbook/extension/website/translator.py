"""The HTML writer: Sphinx's own, with scopes of heads, sizes of pictures, and no link from a page's title to itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from handbook.extension.website.image_sizes import give_size

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class HandbookTranslator(HTML5Translator):
    """Says of each head whether it names a column or a row; leads to sections, and not to the page that is open."""

    def add_permalink_ref(self, node: nodes.Element, title: str) -> None:
        """Write the link behind a heading, a caption or a term; a page's title has the address of the page."""
        if not (isinstance(node, nodes.section) and isinstance(node.parent, nodes.document)):
            super().add_permalink_ref(node, title)

    def visit_image(self, node: nodes.image) -> None:
        """Write a picture with its own size, where the page gives none."""
        if {"width", "height"}.isdisjoint(node.attributes):
            give_size(node, Path(self.builder.srcdir, node["uri"]))
        super().visit_image(node)

    def visit_entry(self, node: nodes.entry) -> None:
        """Write the start of a cell."""
        super().visit_entry(node)
        tag = self.body[-1]
        if tag.startswith("<th"):
            in_head = node.parent is not None and isinstance(node.parent.parent, nodes.thead)
            self.body[-1] = f'<th scope="{"col" if in_head else "row"}"{tag[3:]}'


def setup_translator(app: Sphinx) -> None:
    """Use the writer for the builder ``html``."""
    app.set_translator("html", HandbookTranslator)
