"""How the index and the time of a query grow with the handbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engines import run_node

from tests.search.conftest import ENGINE

TIMES = (1, 2, 5, 10)


def measure(index: Path, package: Path, words: list[str]) -> list[dict[str, Any]]:
    """Return bytes of the index and milliseconds at so many times the pages, ours and MiniSearch."""
    given = {"index": str(index), "queries": words, "times": TIMES}
    found: list[dict[str, Any]] = run_node("growth.js", ENGINE, package, given=given)
    return found
