"""What all pages of one guide share while they are set: labels, titles, places, sources, index."""

from __future__ import annotations

from dataclasses import dataclass, field

from handbook.guide.book_index import BookIndex
from handbook.guide.estimate import Estimate
from handbook.guide.links import Labels
from handbook.guide.sources import Bibliography


@dataclass(slots=True)
class Volume:
    """One guide in the making."""

    labels: Labels
    titles: dict[str, str]
    index: BookIndex
    estimate: Estimate
    sources: Bibliography = field(default_factory=lambda: Bibliography(0))
    # Whether nothing has been set yet below the opener of a part.
    after_opener: bool = False
    # Label or address -> the words of its first link: what a screen reader says for the link.
    descriptions: dict[str, str] = field(default_factory=dict)

    def describe(self, target: str, words: str) -> None:
        """Keep ``words`` as the description of links to ``target``, unless one is known."""
        words = " ".join(words.split())
        if words:
            self.descriptions.setdefault(target, words)
