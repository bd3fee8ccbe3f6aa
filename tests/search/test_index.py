"""What is in the index of the real website, and how much of it there is."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

LIMIT = 150_000


def test_pages_that_want_no_search_are_left_out(site: Path, root: Path) -> None:
    text = (site / "search-index.js").read_text(encoding="utf-8")
    pages = {
        path.relative_to(root / "docs").with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in (root / "docs").rglob("*.md")
    }
    off = {name for name, words in pages.items() if re.search(r"^search: off$", words.split("\n---")[0], re.M)}
    assert len(off) > 10
    assert [name for name in sorted(off) if f'"{name}.html"' in text] == []
    assert [name for name in sorted(pages.keys() - off) if f'"{name}.html"' not in text] == []


def test_the_first_search_is_light(site: Path) -> None:
    parts = [site / "search-index.js", *(site / "_static/search").glob("*.js")]
    assert sum(len(gzip.compress(part.read_bytes(), 9)) for part in parts) < LIMIT
