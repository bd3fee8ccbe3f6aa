"""Files whose names differ only in capitals: Windows and macOS take them for one, and one of them is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate


def alike(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each two of the ``names`` (as ``careers/cpt``) and of their folders that differ only in capitals.

    What stands in two such folders is not compared again: that is one fault.
    """
    first: dict[str, str] = {}
    told: set[str] = set()
    for name in sorted(names):
        for path in accumulate(name.split("/"), lambda folder, part: f"{folder}/{part}"):
            other = first.setdefault(path.casefold(), path)
            if other != path:
                if path not in told:
                    yield other, path
                told.add(path)
                break
