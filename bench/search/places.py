"""Where an address of a peer leads: to which record of ours, so that all engines are judged alike."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import sets as sets  # it puts the root on the path

from tests.search.conftest import unpacked

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr", "col", "path", "source", "area", "embed"})


def records(site: Path) -> dict[str, Any]:
    """Return the records of the built website."""
    return unpacked((site / "search-index.js").read_text(encoding="utf-8"))


class Places:
    """Knows for each page which record each of its anchors stands in."""

    def __init__(self, site: Path) -> None:
        found = records(site)
        self.site = site
        self.pages = [doc[0].removesuffix(".html") for doc in found["docs"]]
        self._anchors: dict[str, set[str]] = {page: set() for page in self.pages}
        for section in found["sections"]:
            self._anchors[self.pages[section[0]]].add(section[1])
        self._read: dict[str, dict[str, str]] = {}

    def of(self, address: str) -> str:
        """Return ``page`` or ``page#anchor`` of the record that ``address`` leads to."""
        path, _, anchor = address.partition("#")
        page = path.removeprefix("/").removesuffix(".html")
        if not page or page.endswith("/"):
            page += "index"
        if not anchor or page not in self._anchors:
            return page
        if page not in self._read:
            reader = _Anchors(self._anchors[page])
            reader.feed((self.site / f"{page}.html").read_text(encoding="utf-8"))
            self._read[page] = reader.found
        record = self._read[page].get(anchor, "")
        return f"{page}#{record}" if record else page


class _Anchors(HTMLParser):
    """Notes for every id of the article the record whose element it is or stands in."""

    def __init__(self, known: set[str]) -> None:
        super().__init__()
        self.known = known
        self.found: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        inside = self._open[-1][1] if self._open else ""
        if anchor := dict(attrs).get("id"):
            inside = anchor if anchor in self.known else inside
            self.found[anchor] = inside
        if tag not in _VOID:
            self._open.append((tag, inside))

    def handle_endtag(self, tag: str) -> None:
        at = next((at for at in range(len(self._open) - 1, -1, -1) if self._open[at][0] == tag), None)
        if at is not None:
            del self._open[at:]
