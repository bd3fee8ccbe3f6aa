"""What is measured of the answers, and how sure a difference between two engines is."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from sets import Query

Row = dict[str, float]
KEYS = ("page first", "page in three", "section first", "section in three", "reciprocal rank", "nothing")
_SAMPLES = 2000


def score(asked: list[Query], answers: list[list[str]], place: Callable[[str], str]) -> list[Row]:
    """Return for each query: right page and right section, first and in three; reciprocal rank; nothing found.

    ``answers`` are the addresses that an engine shows, best first; ``place`` says which record an address leads to.
    The reciprocal rank is that of the first right section among the ten shown.
    """
    rows = []
    for query, addresses in zip(asked, answers, strict=True):
        right = query.right()
        pages = {section.split("#")[0] for section in right}
        hits = [place(address) for address in addresses[:10]]
        section = next((rank for rank, hit in enumerate(hits, 1) if hit in right), 0)
        page = next((rank for rank, hit in enumerate(hits, 1) if hit.split("#")[0] in pages), 0)
        rows.append({
            "page first": float(page == 1), "page in three": float(0 < page <= 3),
            "section first": float(section == 1), "section in three": float(0 < section <= 3),
            "reciprocal rank": 1 / section if section else 0.0, "nothing": float(not hits),
        })
    return rows


def mean(rows: list[Row], key: str) -> float:
    """Return the mean of one measure, in percent."""
    return round(100 * sum(row[key] for row in rows) / max(1, len(rows)), 1)


def means(rows: list[Row]) -> dict[str, float]:
    """Return the number of queries and the mean of each measure."""
    return {"n": len(rows), **{key: mean(rows, key) for key in KEYS}}


def by_style(asked: list[Query], rows: list[Row]) -> dict[str, Any]:
    """Return the means of each style."""
    pairs = list(zip(asked, rows, strict=True))
    styles = sorted({query.style for query in asked})
    return {style: means([row for query, row in pairs if query.style == style]) for style in styles}


def difference(ours: list[Row], theirs: list[Row], key: str) -> list[float]:
    """Return the 95 % interval of the paired difference in points (bootstrap over the queries, fixed seed)."""
    chance = random.Random(1)
    gaps = [one[key] - other[key] for one, other in zip(ours, theirs, strict=True)]
    found = sorted(100 * sum(chance.choices(gaps, k=len(gaps))) / len(gaps) for _ in range(_SAMPLES))
    return [round(found[_SAMPLES // 40], 1), round(found[-_SAMPLES // 40 - 1], 1)]
