"""Labels: which anchor of which page is where in the book."""

from __future__ import annotations

from collections.abc import Set
from urllib.parse import quote

from docutils import nodes

# What stands for itself in an address that is one already (RFC 3986).
_SAFE = ":/?#[]@!$&'()*+,;=%~"


def site_address(site: str, docname: str, anchor: str) -> str:
    """Return the address of a page of the website ``site``, or of an anchor on it; an empty anchor is the page.

    Signs that an address may not hold are written as it writes them.
    """
    return quote(site.rstrip("/"), safe=_SAFE) + quote(f"/{docname}.html") + (f"#{quote(anchor)}" if anchor else "")


class Labels:
    """Knows every anchor of the pages in a guide, and gives one label to each element that carries anchors."""

    def __init__(self) -> None:
        self._labels: dict[tuple[str, str], str] = {}
        self._places: dict[str, tuple[str, str]] = {}
        self._placed: set[str] = set()

    def add_page(self, docname: str, tree: nodes.document) -> None:
        """Take in all anchors of a page."""
        self._labels[docname, ""] = docname
        self._places[docname] = (docname, "")
        first = next(iter(tree.findall(nodes.section)), None)
        for element in tree.findall(nodes.Element):
            ids: list[str] = element.get("ids", [])
            if not ids or _in_sources(element):
                continue
            label = docname if element is first else f"{docname}#{ids[0]}"
            self._places.setdefault(label, (docname, ids[0]))
            for anchor in ids:
                self._labels.setdefault((docname, anchor), label)

    def find(self, docname: str, anchor: str) -> str | None:
        """Return the label of an anchor; of the page where the anchor is not known; None outside the guide."""
        return self._labels.get((docname, anchor)) or self._labels.get((docname, ""))

    def docname(self, label: str) -> str:
        """Return the page on which a label stands."""
        return self._places[label][0]

    def elsewhere(self, site: str, pages: Set[str]) -> dict[str, str]:
        """Return the addresses on the website ``site`` of all labels that stand on none of ``pages``."""
        return {
            label: site_address(site, docname, anchor)
            for label, (docname, anchor) in self._places.items() if docname not in pages
        }

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
