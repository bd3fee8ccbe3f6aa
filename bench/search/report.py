"""Writes the figures into ``bench/README.md``, so that the text around them need not be touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sets import ROOT, TEST, TUNING

README = ROOT / "bench" / "README.md"
BEGIN, END = "<!-- figures of the search: written by search/run.py -->", "<!-- end of the figures of the search -->"
_COLUMNS = ("page first", "page in three", "section first", "section in three", "reciprocal rank", "nothing")
_PEERS = ("MiniSearch", "Pagefind", "Sphinx")


def _table(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    names = list(head)
    yield "| " + " | ".join(names) + " |"
    yield "| " + " | ".join("---" for _ in names) + " |"
    for row in rows:
        yield "| " + " | ".join(str(cell) for cell in row) + " |"
    yield ""


def _quality(sets: dict[str, Any]) -> Iterator[str]:
    yield "Percent of the queries; the reciprocal rank is that of the section, times 100.\n"
    yield from _table(("set", "n", "engine", *_COLUMNS), (
        (name, all_[engine]["n"], engine, *(all_[engine][key] for key in _COLUMNS))
        for name, found in sets.items() for all_ in [found["engines"]] for engine in all_
    ))
    yield "How far ours is ahead in points: 95 % interval of the paired difference (bootstrap).\n"
    keys = ("page first", "page in three", "section first", "section in three")
    yield from _table(("set", "ahead of", *keys), (
        (name, peer, *("{:+.1f} to {:+.1f}".format(*found["ahead of"][peer][key]) for key in keys))
        for name, found in sets.items() for peer in _PEERS
    ))


def _styles(sets: dict[str, Any]) -> Iterator[str]:
    yield "By style: page first / section first / nothing found.\n"
    engines = ("ours", *_PEERS)
    rows = []
    for name in (TEST, TUNING):
        for style, first in sets[name]["styles"]["ours"].items():
            cells = []
            for engine in engines:
                all_ = sets[name]["styles"][engine][style]
                cells.append(f"{all_['page first']} / {all_['section first']} / {all_['nothing']}")
            rows.append((name, style, first["n"], *cells))
    yield from _table(("set", "style", "n", *engines), rows)


def _typos(typos: dict[str, Any]) -> Iterator[str]:
    yield "The same queries spelled right and with a typo: page first, and the points that the typo costs.\n"
    yield from _table(("typos", "n", "engine", "right", "typo", "points"), (
        (kind, row["n"], engine, row["right"], row["typo"], row["points"])
        for kind, engines in typos.items() for engine, row in engines.items()
    ))


def _costs(costs: dict[str, Any]) -> Iterator[str]:
    yield "In Chromium, median milliseconds (95 % of the cases in brackets); bytes as a host with gzip sends them.\n"

    def ms(summary: dict[str, float] | None) -> str:
        return f"{summary['median']} ({summary['95 %']})" if summary else ""

    def kb(count: int) -> float:
        return round(count / 1000, 1)

    yield from _table(
        ("engine", "index KB", "first search KB", "first result, cold", "each key: work", "each key: painted"),
        (
            (
                engine, kb(row["index bytes"]), kb(row["first search bytes"]), ms(row["cold"]),
                ms(row.get("key", {}).get("work")), ms(row.get("key", {}).get("painted") or row.get("load again")),
            )
            for engine, row in costs.items()
        ),
    )


def _growth(growth: list[dict[str, Any]]) -> Iterator[str]:
    yield "Growth, in Node: the records again and again with about half of the longer words altered.\n"
    yield from _table(
        ("times", "pages", "sections", "index KB gzip", "engine", "index made ms", "ms a query"),
        (
            (
                row["times"], row["pages"], f"{row['sections']:,}", round(row["index bytes gzip"] / 1000), engine,
                round(row[engine]["build ms"]), round(row[engine]["query ms"], 1),
            )
            for row in growth for engine in ("ours", "MiniSearch")
        ),
    )


def write(results: dict[str, Any]) -> str:
    """Put the tables of ``results`` between the two marks of the README; return them."""
    about = results["about"]
    lines = [
        f"Measured {about['measured']}: {about['pages']} pages, {about['sections']:,} sections; "
        + ", ".join(f"{name} {about[name]}" for name in (*_PEERS, "Chromium")) + ".\n",
        *_quality(results["sets"]), *_styles(results["sets"]), *_typos(results["typos"]), *_costs(results["costs"]),
        *_growth(results["growth"]),
    ]
    text = "\n".join(lines)
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")
    return text
