"""Tables: each in a box that scrolls, named after its caption; widths and empty heads mended.

Upstream: Furo's wrapper has neither a name nor reach by keyboard, and repeats the ids of the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from handbook.extension.website.regions import ScrollRegion, enclose
from handbook.publish.ancestors import words_without_marks

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class TableRegions(SphinxPostTransform):
    """Wraps every table; runs after Furo's own wrapping (500) and takes its place."""

    formats = ("html",)
    default_priority = 510

    def run(self, **kwargs: Any) -> None:
        """Change the tables of one page."""
        labels: dict[str, int] = {}
        for number, table in enumerate(list(self.document.findall(nodes.table)), start=1):
            # Widths would be written as style attributes, which the Content-Security-Policy refuses.
            table["classes"] = [name for name in table["classes"] if name != "colwidths-given"]
            table["classes"].append("colwidths-auto")
            table.attributes.pop("width", None)
            self._name_empty_heads(table)
            label = _caption(table) or f"Table {number}"
            labels[label] = labels.get(label, 0) + 1
            if labels[label] > 1:
                label = f"{label} ({labels[label]})"
            region = ScrollRegion("", role="region", label=label, classes=["table-region"])
            wrapped = isinstance(table.parent, nodes.container) and "table-wrapper" in table.parent["classes"]
            enclose(table.parent if wrapped else table, region)
            region.append(table)

    def _name_empty_heads(self, table: nodes.table) -> None:
        for head in table.findall(nodes.thead):
            for entry in head.findall(nodes.entry):
                if not entry.astext().strip():
                    entry.children = []
                    entry += nodes.paragraph("", "", nodes.inline("", "Item", classes=["visually-hidden"]))


def _caption(table: nodes.table) -> str:
    """Return the words of the caption without source numbers."""
    for title in table.findall(nodes.title):
        if title.parent is table:
            return words_without_marks(title).strip()
    return ""


def setup_table_regions(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(TableRegions)
