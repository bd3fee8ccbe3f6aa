"""Which course fills which place of a requirement: as many places as can be, the first ones first."""

from __future__ import annotations

from collections.abc import Sequence


def assign(places: Sequence[Sequence[str]]) -> list[str | None]:
    """Return for each place the candidate that fills it, or None; no candidate fills two.

    ``places`` holds the candidates of each place in order of preference. Places are filled in their order, and a
    filled one is never emptied again: where a later place needs its candidate, it takes another. So a course that
    could fill two places never leaves one open that another choice would fill, and one candidate more never opens one.
    """
    filled: list[str | None] = [None] * len(places)
    owner: dict[str, int] = {}

    def fill(place: int, tried: set[str]) -> bool:
        for candidate in places[place]:
            if candidate in tried:
                continue
            tried.add(candidate)
            if candidate not in owner or fill(owner[candidate], tried):
                owner[candidate] = place
                filled[place] = candidate
                return True
        return False

    for place in range(len(places)):
        fill(place, set())
    return filled
