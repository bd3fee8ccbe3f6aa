"""Sources: a page's list of them becomes the numbered list that ends its chapter."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes


class Bibliography:
    """The numbered sources of one page; equal ones share a number."""

    def __init__(self, docname: str, tree: nodes.document) -> None:
        self._docname = docname
        self._numbers: dict[str, int] = {}
        self._of_anchor: dict[str, int] = {}
        for item in items_of(tree):
            key = "\0".join([item.astext(), *(str(link.get("refuri")) for link in item.findall(nodes.reference))])
            number = self._numbers.setdefault(key, len(self._numbers) + 1)
            for anchor in item["ids"]:
                self._of_anchor[anchor] = number

    def number(self, anchor: str) -> int | None:
        """Return the number of the source with this anchor; None where it is no source."""
        return self._of_anchor.get(anchor)

    def label(self, number: int) -> str:
        """Return the label of a source; no page has one with this sign."""
        return f"{self._docname}%{number}"


def items_of(tree: nodes.Element) -> Iterable[nodes.list_item]:
    """Yield the items of a page's list of sources."""
    for section in tree.findall(nodes.section):
        if "page-sources" in section["classes"]:
            yield from section.findall(nodes.list_item)


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return sorted ``numbers`` as runs (first, last): 1 2 3 5 gives (1, 3) and (5, 5)."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
