"""Labels: which anchor of which page is where in the book."""

from __future__ import annotations

from docutils import nodes


class Labels:
    """Knows every anchor of the pages in a guide, and gives one label to each element that carries anchors."""

    def __init__(self) -> None:
        self._labels: dict[tuple[str, str], str] = {}
        self._placed: set[str] = set()

    def add_page(self, docname: str, tree: nodes.document) -> None:
        """Take in all anchors of a page."""
        self._labels[docname, ""] = docname
        first = next(iter(tree.findall(nodes.section)), None)
        for element in tree.findall(nodes.Element):
            ids: list[str] = element.get("ids", [])
            if not ids or _in_sources(element):
                continue
            label = docname if element is first else f"{docname}#{ids[0]}"
            for anchor in ids:
                self._labels.setdefault((docname, anchor), label)

    def find(self, docname: str, anchor: str) -> str | None:
        """Return the label of an anchor; of the page where the anchor is not known; None outside the guide."""
        return self._labels.get((docname, anchor)) or self._labels.get((docname, ""))

    def place(self, docname: str, element: nodes.Element) -> str | None:
        """Return the label to put at ``element``, or None when it has none or it stands already."""
        ids: list[str] = element.get("ids", [])
        label = self._labels.get((docname, ids[0])) if ids else None
        if label is None or label in self._placed:
            return None
        self._placed.add(label)
        return label


def _in_sources(element: nodes.Element) -> bool:
    """Say whether ``element`` is in a page's list of sources, whose items are numbered anew."""
    node: nodes.Element | None = element
    while node is not None:
        if "page-sources" in node.get("classes", []):
            return True
        node = node.parent
    return False
