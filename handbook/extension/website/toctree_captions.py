"""Captions of visible toctrees as plain paragraphs.

Upstream: Sphinx writes them with ``role=heading`` and no level, which is invalid HTML and a critical axe violation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.addnodes import toctree
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class ToctreeCaptions(SphinxPostTransform):
    """Takes the caption out of each toctree and puts it before the list."""

    formats = ("html",)
    default_priority = 510

    def run(self, **kwargs: Any) -> None:
        """Change the toctrees of one page."""
        for tree in list(self.document.findall(toctree)):
            caption = tree.get("caption")
            if caption and not tree.get("hidden"):
                tree.parent.insert(tree.parent.index(tree), nodes.paragraph("", caption, classes=["rubric"]))
            tree["caption"] = None


def setup_toctree_captions(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(ToctreeCaptions)
