"""Searches MiniSearch's settings on the tuning sets; what it prints goes into ``minisearch.js``.

    python bench/search/tune.py
"""

from __future__ import annotations

import json

import peers
from engines import run_node
from sets import ROOT, TUNING, sets

from tests.search.conftest import ENGINE


def main() -> None:
    """Print the best settings and their score."""
    asked = [[query.words, query.right()] for query in sets()[TUNING]]
    index = ROOT / "build" / "html" / "search-index.js"
    print(json.dumps(run_node("tune.js", ENGINE, peers.minisearch(), given={"index": str(index), "queries": asked})))


if __name__ == "__main__":
    main()
