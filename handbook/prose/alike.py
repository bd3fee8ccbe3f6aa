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
        for path in _paths(name):
            other = first.setdefault(path.casefold(), path)
            if other != path:
                if path not in told:
                    yield other, path
                told.add(path)
                break


class Known:
    """Names that are there, with their folders, to hold a new one against."""

    def __init__(self, names: Iterable[str]) -> None:
        self._paths: set[str] = set()
        self._first: dict[str, str] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Take in one name more."""
        for path in _paths(name):
            self._paths.add(path)
            self._first.setdefault(path.casefold(), path)

    def like(self, name: str) -> tuple[str, str] | None:
        """Return ``name`` or a folder of it that differs only in capitals from a path that is there, and that path."""
        for path in reversed(list(_paths(name))):
            other = self._first.get(path.casefold(), path)
            if other != path and path not in self._paths:
                return path, other
        return None


def _paths(name: str) -> Iterator[str]:
    """Yield the folders of ``name``, the outermost first, and last the name itself."""
    return accumulate(name.split("/"), lambda folder, part: f"{folder}/{part}")
