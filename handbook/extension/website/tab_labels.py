"""Tabs without ``aria-controls`` on their labels.

Upstream: sphinx-design writes the attribute, which HTML does not allow on a label.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_design.tabs import sd_tab_label

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class TabLabels(SphinxPostTransform):
    """Runs after sphinx-design has made the tabs (200)."""

    formats = ("html",)
    default_priority = 210

    def run(self, **kwargs: Any) -> None:
        """Change the tabs of one page."""
        for label in self.document.findall(sd_tab_label):
            label.attributes.pop("aria_controls", None)


def setup_tab_labels(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(TabLabels)
