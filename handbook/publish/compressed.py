"""Compressed copies beside the texts of a website, for hosts that send such files as they are."""

from __future__ import annotations

import gzip
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

ENDINGS = frozenset({".gz", ".br"})
# What hosts may send compressed; smaller files gain nothing.
_TEXT = frozenset({
    ".html", ".css", ".js", ".json", ".md", ".txt", ".xml", ".svg", ".ics", ".atom", ".csv", ".webmanifest",
})
_WORTH_IT = 1000
# From 8 on, a tenth smaller costs ten times as long.
_BROTLI = 7


def compress(files: Sequence[Path]) -> None:
    """Put a ``.gz`` and a ``.br`` copy beside each text among ``files``; a copy that is there is replaced.

    The same website gives the same bytes: no copy carries a time.
    """
    texts = [path for path in files if path.suffix in _TEXT]
    # Both packers work outside Python's lock.
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as workers:
        list(workers.map(_compress, texts))


def _compress(path: Path) -> None:
    content = path.read_bytes()
    if len(content) >= _WORTH_IT:
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
        path.with_name(f"{path.name}.br").write_bytes(brotli.compress(content, quality=_BROTLI))
