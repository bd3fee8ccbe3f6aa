"""Links that leave the site give the page they open no hold on ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class ExternalLinks(SphinxPostTransform):
    """Adds ``rel=noopener`` to links with an address of their own."""

    formats = ("html",)
    default_priority = 520

    def run(self, **kwargs: Any) -> None:
        """Change the links of one page."""
        for link in self.document.findall(nodes.reference):
            if str(link.get("refuri", "")).startswith(("http://", "https://")):
                link.setdefault("rel", "noopener")


def setup_external_links(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(ExternalLinks)
