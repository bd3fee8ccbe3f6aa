"""Code blocks: each in a box that the keyboard reaches, because long lines scroll sideways.

Upstream: neither Sphinx nor Furo lets the keyboard reach a block that scrolls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from handbook.extension.website.regions import ScrollRegion, enclose

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class CodeRegions(SphinxPostTransform):
    """Wraps every block of code or literal text."""

    formats = ("html",)
    default_priority = 510

    def run(self, **kwargs: Any) -> None:
        """Change the blocks of one page."""
        for block in list(self.document.findall(nodes.literal_block)):
            region = ScrollRegion("", role="group", label="Code", classes=["code-region"])
            enclose(block, region)
            region.append(block)


def setup_code_regions(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(CodeRegions)
