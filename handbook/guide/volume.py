"""What all pages share while they are set, whichever guides hold them: labels, titles, guesses of places, the index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handbook.guide.book_index import BookIndex
from handbook.guide.estimate import Estimate
from handbook.guide.links import Labels


@dataclass(frozen=True, slots=True)
class Volume:
    """All pages of all guides in the making."""

    labels: Labels
    titles: dict[str, str]
    index: BookIndex
    estimate: Estimate
    # Page -> the guides that hold it.
    holders: Mapping[str, frozenset[str]]

    def always(self, docname: str, target: str) -> bool:
        """Say whether each guide that holds the page ``docname`` holds the page ``target`` too."""
        return self.holders[docname] <= self.holders[target]
