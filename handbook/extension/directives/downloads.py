"""``{downloads}``: the PDF guides."""

from __future__ import annotations

from docutils import nodes

from handbook.extension.directives.ledger_directive import LedgerDirective

GUIDES = {
    "mism-handbook": "The whole handbook",
    "applicant-guide": "Guide for applicants",
    "student-guide": "Guide for students",
}


class DownloadsDirective(LedgerDirective):
    """Lists the guides by name. The website makes them buttons; see ``website/download_buttons.py``."""

    def run(self) -> list[nodes.Node]:
        """Return the list."""
        listed = nodes.bullet_list(classes=["downloads"])
        for file, name in GUIDES.items():
            listed += nodes.list_item("", nodes.paragraph("", name), file=file)
        return [listed]
