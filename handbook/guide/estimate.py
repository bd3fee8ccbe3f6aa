"""About where in the book a page will stand, and how wide words will be.

The compiler sets the book until no page number changes any more. Guesses of how many figures a number has, and of how
many pages the contents take, leave it less to set anew; the book is the same whatever they are.
"""

from __future__ import annotations

from docutils import nodes

# Signs of text on a page of the book, measured on 280 pages: 2,600 on average, up to 4,000. Cover, first words and
# contents come before the text.
_SIGNS, _MOST_SIGNS, _BEFORE = 2600, 4000, 4


class Estimate:
    """Guesses from the length of the text that stands before a page. Pages are added in the order of the book."""

    def __init__(self) -> None:
        self._pages: dict[str, tuple[int, int, int]] = {}
        self._signs = 0

    def add_page(self, docname: str, part: int, signs: int) -> None:
        """Take in a page: the number of its part, which begins on a new page of the book, and its length in signs."""
        self._pages[docname] = (part, self._signs, self._signs + signs)
        self._signs += signs

    def __contains__(self, docname: str) -> bool:
        """Say whether a page was added."""
        return docname in self._pages

    def figures(self, source: str, target: str) -> int:
        """Return the figures of the page number of ``target`` in a link from ``source``; 0 where both share a page."""
        (part, start, end), (other_part, other_start, other_end) = self._pages[source], self._pages[target]
        between = max(start, other_start) - min(end, other_end)
        if part == other_part and between < _MOST_SIGNS // 4:
            return 0
        return len(str(_BEFORE + other_start // _SIGNS))


class Offsets:
    """How much of a page's text stands before each of its links and anchors."""

    def __init__(self, tree: nodes.document) -> None:
        self._of_link: dict[int, int] = {}
        self._of_anchor: dict[str, int] = {}
        signs = 0
        for node in tree.findall():
            if isinstance(node, nodes.Text):
                signs += len(node)
            elif isinstance(node, nodes.Element):
                if isinstance(node, nodes.reference):
                    self._of_link[id(node)] = signs
                self._of_anchor.update(dict.fromkeys(node.get("ids", ()), signs))

    def far(self, link: nodes.Element, anchor: str) -> bool:
        """Say whether more than a page of the book is between ``link`` and ``anchor``, which stand in the same page.

        The start of the page is the anchor that has no name.
        """
        start = self._of_link.get(id(link))
        return start is not None and abs(start - self._of_anchor.get(anchor, 0)) > _SIGNS


# Of the sans family, in thousandths of the size of type; all other signs are about as wide as an n.
_SIGN, _CAPITAL, _SPACE = 510, 590, 200
_WIDE = dict.fromkeys("mMwW@%—", 800)
_NARROW = {**dict.fromkeys("ijl|.,:;'’!", 250), **dict.fromkeys("frt()[]/-I", 325)}


def width_of(words: str) -> float:
    """Return about how wide ``words`` are on one line, in units of the size of type."""
    known = {**_WIDE, **_NARROW, " ": _SPACE}
    return sum(known.get(sign, _CAPITAL if sign.isupper() else _SIGN) for sign in words) / 1000
