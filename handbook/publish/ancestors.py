"""Where a node of a page stands."""

from __future__ import annotations

from docutils import nodes


def is_within(
    node: nodes.Node, kind: type[nodes.Element] | tuple[type[nodes.Element], ...], top: nodes.Node
) -> bool:
    """Return whether a ``kind``, or one of several, stands around ``node``, below ``top``, which does not count."""
    parent = node.parent
    while parent is not None and parent is not top:
        if isinstance(parent, kind):
            return True
        parent = parent.parent
    return False
