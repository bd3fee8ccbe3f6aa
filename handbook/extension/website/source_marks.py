"""Source numbers close to the words that they mark, so that no number stands alone at the start of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class SourceMarks(SphinxPostTransform):
    """Takes away the space before each number; a line could break there."""

    formats = ("html",)
    default_priority = 510

    def run(self, **kwargs: Any) -> None:
        """Change the numbers of one page."""
        for mark in list(self.document.findall(nodes.superscript)):
            if "source-marker" not in mark["classes"] or mark.parent is None:
                continue
            place = mark.parent.index(mark)
            before = mark.parent.children[place - 1] if place else None
            if isinstance(before, nodes.Text) and before != before.rstrip():
                mark.parent[place - 1] = nodes.Text(before.rstrip())


def setup_source_marks(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(SourceMarks)
