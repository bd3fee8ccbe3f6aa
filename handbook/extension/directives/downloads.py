"""``{downloads}``: the PDF guides."""

from __future__ import annotations

from docutils import nodes

from handbook.extension.directives.ledger_directive import LedgerDirective


class DownloadsDirective(LedgerDirective):
    """Lists the guides by name. The website makes them buttons; see ``website/download_buttons.py``."""

    def run(self) -> list[nodes.Node]:
        """Return the list."""
        listed = nodes.bullet_list(classes=["downloads"])
        for guide in getattr(self.config, "guide_documents", ()):
            listed += nodes.list_item("", nodes.paragraph("", guide["title"]), file=guide["file"])
        return [listed]
