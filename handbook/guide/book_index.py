"""The index at the end of a guide: objects and index entries, with every page that names them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from handbook.guide.estimate import width_of
from handbook.guide.typst_text import array, call, string

_NUMBERED = re.compile(r"(\d[\w-]*)\s+(\D.+)")


class BookIndex:
    """Gathers entries (words, main place) and gives the marks that the pages set where an entry is named."""

    def __init__(self) -> None:
        self._keys: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._mains: dict[str, list[str]] = {}
        self._of_label: dict[str, str] = {}

    def add(self, words: str, main: str | None = None) -> str:
        """Add an entry and return its key; ``main`` is the label of the place that explains it."""
        key = self._keys.setdefault(words.casefold(), f"k{len(self._keys)}")
        self._words.setdefault(key, words)
        if main is not None:
            self._mains.setdefault(key, []).append(main)
            self._of_label.setdefault(main, key)
        return key

    def mark(self, label: str) -> str:
        """Return the mark to set beside a link to ``label``; nothing where the label is no entry."""
        key = self._of_label.get(label)
        return call("index-mark", string(key)) if key else ""

    def result(self, holds: Callable[[str], bool]) -> str:
        """Return the entries of one guide as a sorted Typst array: letter, words, key, label of the main place, width.

        ``holds`` says whether the guide holds a label; what is explained elsewhere alone is no entry of it. The width
        is in units of the size of type. Entries that no page of the guide names are left out when it is set.
        """
        rows: list[tuple[str, str, str]] = []
        main_of = {key: next(filter(holds, mains), None) for key, mains in self._mains.items()}
        for key, words in self._words.items():
            if main_of.get(key, "") is None:
                continue
            rows.append((*_letter_and_order(words), key))
            numbered = _NUMBERED.fullmatch(words)
            if numbered:  # "95-702 Title" stands under its number and under its title
                turned = f"{numbered[2]}, {numbered[1]}"
                rows.append((*_letter_and_order(turned), f"{key}\0{turned}"))
        entries = []
        for letter, _order, key in sorted(rows):
            key, _, turned = key.partition("\0")
            main = main_of.get(key)
            words = turned or self._words[key]
            entries.append(array([
                string(letter), string(words), string(key), string(main) if main else "none",
                f"{width_of(words):.1f}",
            ]))
        return array(entries)


def _letter_and_order(words: str) -> tuple[str, str]:
    order = "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))
    order = order.lstrip("\"'“‘(.")
    first = order[:1]
    return ("0–9" if first.isdigit() else first.upper() if first.isalpha() else "&"), order
