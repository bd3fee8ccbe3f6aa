"""Measures the search of the built website beside MiniSearch, Pagefind and Sphinx's own: same pages, same queries.

    make bench-search     (after `make handbook`; needs the network for the peers)

It prints tables, puts them into ``bench/README.md`` and writes ``bench/search/results.json``. Totals alone are kept: no
answer to a single query of the test set is printed or written.
"""

from __future__ import annotations

import json
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import engines
import growth
import peers
import report
import times
from browser import host, started, weight
from measures import KEYS, Row, by_style, difference, mean, means, score
from places import Places, records
from sets import ROOT, TEST, TUNING, Query, mistyped, sets, spelled_right
from sphinx import __version__ as sphinx_version

SITE = ROOT / "build" / "html"
INDEX = SITE / "search-index.js"
OUT = Path(__file__).with_name("results.json")
Engine = Callable[[list[str]], list[list[str]]]


def quality(asked: dict[str, list[Query]], answer: dict[str, Engine], place: Callable[[str], str]) -> dict[str, Any]:
    """Return the measures of each set: of each engine, by style, and how far ours is ahead."""
    found: dict[str, Any] = {}
    for name, queries in asked.items():
        words = [query.words for query in queries]
        rows = {engine: score(queries, ask(words), place) for engine, ask in answer.items()}
        found[name] = {
            "engines": {engine: means(all_) for engine, all_ in rows.items()},
            "styles": {engine: by_style(queries, all_) for engine, all_ in rows.items()},
            "ahead of": {
                engine: {key: difference(rows["ours"], all_, key) for key in KEYS}
                for engine, all_ in rows.items() if engine != "ours"
            },
        }
    return found


def typos(asked: dict[str, list[Query]], answer: dict[str, Engine], place: Callable[[str], str]) -> dict[str, Any]:
    """Return what typos cost each engine: those that people wrote, and one made for every query."""
    pairs = {
        f"written, {TUNING}": spelled_right(asked[TUNING]), f"written, {TEST}": spelled_right(asked[TEST]),
        f"made, {TUNING}": mistyped(asked[TUNING]), f"made, {TEST}": mistyped(asked[TEST]),
    }

    def first(queries: list[Query], ask: Engine) -> float:
        rows: list[Row] = score(queries, ask([query.words for query in queries]), place)
        return mean(rows, "page first")

    found: dict[str, Any] = {}
    for kind, both in pairs.items():
        for engine, ask in answer.items():
            typo, right = first([pair[0] for pair in both], ask), first([pair[1] for pair in both], ask)
            row = {"n": len(both), "right": right, "typo": typo, "points": round(right - typo, 1)}
            found.setdefault(kind, {})[engine] = row
    return found


def main() -> int:
    """Run all measurements; return 1 when the website is not built."""
    if not INDEX.exists():
        print("Build the website first: make handbook", file=sys.stderr)
        return 1
    package, pagefind, sphinx = peers.minisearch(), peers.pagefind(SITE), peers.sphinx()
    asked, places, known = sets(), Places(SITE), records(SITE)
    # Whole questions and single words, letter by letter.
    phrases = [query.words for query in asked[TUNING]][::24]
    with started() as browser, host(pagefind) as served:
        answer: dict[str, Engine] = {
            "ours": lambda words: engines.ours(words, INDEX),
            "MiniSearch": lambda words: engines.minisearch(words, INDEX, package),
            "Pagefind": lambda words: engines.pagefind(words, browser, f"{served.address}index.html"),
            "Sphinx": lambda words: engines.sphinx(words, sphinx / "scripts"),
        }
        results: dict[str, Any] = {
            "about": {
                "measured": time.strftime("%Y-%m-%d"), "pages": len(known["docs"]), "sections": len(known["sections"]),
                "MiniSearch": peers.MINISEARCH, "Pagefind": peers.PAGEFIND, "Sphinx": sphinx_version,
                "Chromium": browser.version.partition(".")[0], "machine": platform.machine(),
            },
            "sets": quality(asked, answer, places.of),
            "typos": typos(asked, answer, places.of),
            "costs": times.measure(browser, SITE, pagefind, sphinx / "scripts", phrases),
        }
    indexes = {
        "ours": [INDEX], "Pagefind": (pagefind / "pagefind").rglob("*.pf_*"),
        "Sphinx": [sphinx / "scripts" / "searchindex.js"],
    }
    for engine, paths in indexes.items():
        results["costs"][engine]["index bytes"] = sum(map(weight, paths))
    results["growth"] = growth.measure(INDEX, package, [query.words for query in asked[TUNING]][::3])
    OUT.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(report.write(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
