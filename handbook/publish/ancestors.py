"""Where a node of a page stands, and what it says without the numbers of sources that stand in it."""

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


def words_without_marks(node: nodes.Element) -> str:
    """Return the text of ``node`` without what is set in superscript, as the numbers of sources are."""
    return "".join(text.astext() for text in node.findall(nodes.Text) if not is_within(text, nodes.superscript, node))
