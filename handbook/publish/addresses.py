"""The addresses that a website has: its pages, and the parts of them that readers are likely to keep.

A list of those of all releases is kept in the repository, so that a test can show that each still leads somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

# Sections and terms keep their ids; marks inside a page (source numbers, controls) are nobody's bookmark.
_KEPT = frozenset({"section", "dt", "h1", "h2", "h3", "h4"})
_NUMBERED = re.compile(r"(?:id|footnote|page)-?\d+|page-sources")

# A list that stands on a page only while parts of it have moved away.
_FOR_A_TIME = frozenset({"moved-parts"})

# The link of a page that has moved; it takes any part of the old address along.
_MOVED_PAGE = "moved-to"


class _Ids(HTMLParser):
    """Collects all ids, and apart those of sections and terms; ``moved`` where the page says that it has moved."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.all: set[str] = set()
        self.moved = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if value := dict(attrs).get("id"):
            self.all.add(value)
            self.moved = self.moved or (tag, value) == ("a", _MOVED_PAGE)  # a heading may have these words too
            if tag in _KEPT and value not in _FOR_A_TIME and not _NUMBERED.fullmatch(value):
                self.found.append(value)


def addresses(site: Path) -> list[str]:
    """Return the addresses of the built website in the folder ``site``: ``a/b.html`` and ``a/b.html#part``, sorted."""
    result = []
    for path in sorted(site.rglob("*.html")):
        reader = _read(path)
        if reader.moved:
            continue
        page = path.relative_to(site).as_posix()
        result += [page, *(f"{page}#{part}" for part in sorted(set(reader.found)))]
    return result


def lost(kept: Iterable[str], site: Path) -> list[str]:
    """Return those of the addresses ``kept`` that lead nowhere in the built website ``site``.

    A page that has moved keeps all its parts: the part is handed on with the reader.
    """
    pages: dict[str, _Ids | None] = {}
    result = []
    for address in kept:
        page, _, part = address.partition("#")
        if page not in pages:
            pages[page] = _read(site / page) if (site / page).is_file() else None
        known = pages[page]
        if known is None or (part and part not in known.all and not known.moved):
            result.append(address)
    return result


def _read(path: Path) -> _Ids:
    """Return the ids of the page at ``path``."""
    reader = _Ids()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader
