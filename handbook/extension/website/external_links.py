"""Links that leave the site give the page they open no hold on ours and do not say where the reader came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from handbook.extension.limits import OPENED

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class ExternalLinks(SphinxPostTransform):
    """Adds ``rel="noopener noreferrer"`` to links to other sites; ``javascript:`` and such are no links."""

    formats = ("html",)
    default_priority = 520

    def run(self, **kwargs: Any) -> None:
        """Change the links of one page."""
        for link in list(self.document.findall(nodes.reference)):
            scheme = str(link.get("refuri", "")).partition("#")[0].partition("?")[0].partition(":")
            if not scheme[1] or "/" in scheme[0]:
                continue
            name = scheme[0].strip().lower()
            if name in ("http", "https"):
                link.setdefault("rel", "noopener noreferrer")
            elif name not in OPENED:
                # A link that could run a script stays as its words.
                link.replace_self(nodes.inline("", "", *link.children))


def setup_external_links(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(ExternalLinks)
