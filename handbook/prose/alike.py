"""Names that not every system can hold: two that differ only in capitals, and those that Windows keeps for itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

# Devices, whatever suffix follows, and names with a dot at the end, which Windows drops.
_NO_FILE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?|.*\.", re.IGNORECASE)


def cannot_hold(name: str) -> str:
    """Return the part of ``name`` (as ``careers/cpt``) that no file or folder of Windows can be called, or nothing."""
    return next((part for part in name.split("/") if _NO_FILE.fullmatch(part)), "")


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
