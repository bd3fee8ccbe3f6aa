"""The HTML writer: Sphinx's own, with a scope on the heads of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class HandbookTranslator(HTML5Translator):
    """Says of each head whether it names a column or a row."""

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
