"""Sources: a page's list of them becomes the numbered list that ends its chapter."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from math import ceil

from docutils import nodes

from handbook.guide.estimate import width_of
from handbook.guide.typst_text import array, string

# Sources that stay on one page, in two columns, and the length of a line of these in units of the size of type.
_TOGETHER, _LINE = 12, 29.0
# From so few on, columns of their own are not worth it.
_FEW = 3


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


def columns_of(entries: list[tuple[str, str, str]]) -> str:
    """Return sources (label, Typst code, words) as an array of groups that stay on one page, each an array of columns.

    Two columns are of about one height; a few sources take the whole line.
    """
    written = [array([string(label), code]) for label, code, _ in entries]
    if len(entries) <= _FEW:
        return array([array([array(written)])])
    groups = []
    for start, end in _groups(len(entries)):
        lines = [ceil(width_of(words) / _LINE) for _, _, words in entries[start:end]]
        # The first column is the higher one where they cannot be alike.
        first = min(range(1, len(lines)), key=lambda at: (max(sum(lines[:at]), sum(lines[at:])), -at))
        groups.append(array([array(written[start : start + first]), array(written[start + first : end])]))
    return array(groups)


def _groups(count: int) -> list[tuple[int, int]]:
    """Return where groups of about one length start and end, none longer than may stay together."""
    number = ceil(count / _TOGETHER)
    ends = [round(count * at / number) for at in range(number + 1)]
    return list(itertools.pairwise(ends))


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
