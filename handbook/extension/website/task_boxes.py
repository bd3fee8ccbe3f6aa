"""Boxes of task lists as plain drawings.

Upstream: MyST-Parser writes disabled checkboxes without a label, which no one can tick and axe rejects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class TaskBoxes(SphinxPostTransform):
    """Replaces each checkbox with an empty box that the style sheet draws."""

    formats = ("html",)
    default_priority = 510

    def run(self, **kwargs: Any) -> None:
        """Change the task lists of one page."""
        for node in list(self.document.findall(nodes.raw)):
            text = node.astext()
            if text.startswith("<input") and "task-list-item-checkbox" in text and node.parent is not None:
                ticked = ["ticked"] if "checked" in text.split("task-list-item-checkbox", 1)[1] else []
                node.parent[node.parent.index(node)] = nodes.inline("", "", classes=["task-box", *ticked])


def setup_task_boxes(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(TaskBoxes)
