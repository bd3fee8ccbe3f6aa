"""Sources: each page's own list becomes one numbered list at the end of the part, each source once."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from handbook.guide.estimate import width_of
from handbook.guide.typst_text import array, call, string


class Bibliography:
    """The numbered sources of one part. Pages hand in their lists; equal items share one number."""

    def __init__(self, part: int) -> None:
        self.part = part
        self._numbers: dict[str, int] = {}
        self._of_page: dict[tuple[str, str], int] = {}
        self._written: dict[int, str] = {}
        self._widths: dict[int, float] = {}

    def add_page(self, docname: str, tree: nodes.document) -> None:
        """Number the sources of a page, in the order in which they come."""
        for item in items_of(tree):
            key = "\0".join([item.astext(), *(str(link.get("refuri")) for link in item.findall(nodes.reference))])
            number = self._numbers.setdefault(key, len(self._numbers) + 1)
            for anchor in item["ids"]:
                self._of_page[docname, anchor] = number

    def number(self, docname: str, anchor: str) -> int | None:
        """Return the number in the part of the source ``anchor`` of a page; None where it is no source."""
        return self._of_page.get((docname, anchor))

    def label(self, number: int) -> str:
        """Return the label of a source."""
        return f"source-{self.part}-{number}"

    def needs(self, number: int) -> bool:
        """Say whether the words of a source are still to be written."""
        return number not in self._written

    def write(self, number: int, code: str, words: str) -> None:
        """Keep the words of a source as Typst code, and about how wide they are on one line."""
        self._written[number] = code
        self._widths[number] = width_of(words)

    def result(self, title: str) -> str:
        """Return the code of the list, or nothing where the part has no source."""
        if not self._written:
            return ""
        entries = [
            array([string(self.label(n)), self._written[n], f"{self._widths[n]:.1f}"]) for n in sorted(self._written)
        ]
        return call("bibliography-list", string(title), array(entries))


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
