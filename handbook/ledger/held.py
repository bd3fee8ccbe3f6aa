"""The ledger of a folder and its problems, kept in memory as long as the files stay what they are.

A build in a process of its own loads it once; a preview, which lives on, loads it again only after an edit. One process
can hand it to another that it has started.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path

from handbook.ledger.load import Ledger, load
from handbook.ledger.problems import Problem
from handbook.ledger.rules import check
from handbook.ledger.yaml_tree import yaml_files

Mark = tuple[tuple[str, int, int, int], ...]

_held: dict[tuple[Path, str], tuple[Mark, Ledger | None, tuple[Problem, ...]]] = {}


def proven(folder: Path, label: str) -> tuple[Ledger | None, Sequence[Problem]]:
    """Return the ledger in ``folder`` and its problems, those of form or, where it has none, those of the rules.

    The ledger is None where an entry could not be read. ``label`` is how messages call the folder.
    """
    place = (folder, label)
    # Before the files are read: what changes meanwhile makes another mark.
    mark = _mark(folder)
    if place not in _held or _held[place][0] != mark:
        ledger, problems = load(folder, label)
        _held[place] = (mark, ledger, tuple(problems if ledger is None else check(ledger)))
    return _held[place][1:]


def handed(folder: Path, label: str) -> bytes:
    """Return what :func:`proven` returns, for :func:`take_over` in a process that trusts this one."""
    proven(folder, label)
    return pickle.dumps(((folder, label), _held[folder, label]), pickle.HIGHEST_PROTOCOL)


def take_over(found: bytes) -> None:
    """Keep what another process has ``handed``; raises what pickle raises where it is something else."""
    place, held = pickle.loads(found)
    _held[place] = held


def _mark(folder: Path) -> Mark:
    """Return name, time of change, size and number of each YAML file in ``folder``, zeros of one that cannot be had."""
    found = []
    for path in yaml_files(folder):
        try:
            seen = path.stat()
        except OSError:
            found.append((str(path), 0, 0, 0))
        else:
            found.append((str(path), seen.st_mtime_ns, seen.st_size, seen.st_ino))
    return tuple(found)
