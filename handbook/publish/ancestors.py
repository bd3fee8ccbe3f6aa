"""Where a node of a page stands."""

from __future__ import annotations

from docutils import nodes


def is_within(node: nodes.Node, kind: type[nodes.Element], top: nodes.Node) -> bool:
    """Return whether a ``kind`` stands around ``node``, below ``top``; ``top`` itself does not count."""
    parent = node.parent
    while parent is not None and parent is not top:
        if isinstance(parent, kind):
            return True
        parent = parent.parent
    return False
