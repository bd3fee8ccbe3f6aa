"""Which course fills which place of a requirement: as many places as can be, the first ones first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from handbook.ledger.degree.table import Table


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


def options_of(group: Table) -> list[str]:
    """Return the courses that a group of a rule table names, alternatives too, in their order."""
    return [number for course in group["courses"] for number in course["options"]]


def placed_in(groups: Sequence[Table], candidates: Callable[[Sequence[str]], list[str]]) -> list[list[str | None]]:
    """Return for each group what fills each of its places; a group by units alone has none.

    A group that needs all has a place for each line, a choice as many as it asks for. ``candidates`` picks those of
    some courses that may fill a place.
    """
    places: list[list[list[str]]] = []
    for group in groups:
        if group["rule"] == "all":
            places.append([candidates(course["options"]) for course in group["courses"]])
        else:
            places.append([candidates(options_of(group))] * (group["chooseCourses"] or 0))
    filled = iter(assign([place for of_group in places for place in of_group]))
    return [list(islice(filled, len(of_group))) for of_group in places]
