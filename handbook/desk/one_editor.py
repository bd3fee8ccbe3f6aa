"""Lets one command at a time change the files of a handbook: what a second one reads, the first has written."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover - not on this system
    fcntl = None  # type: ignore[assignment]

WAITING = "Another command is changing this handbook; waiting for it ..."


@contextlib.contextmanager
def one_editor(root: Path, *, quiet: bool = False) -> Iterator[None]:
    """Hold the handbook in ``root`` from reading to writing; wait where another command holds it.

    Unless ``quiet``, as for a program that reads what a command says, a line tells that it waits. The folder itself is
    locked, so that no file is left behind; a system that cannot do that does without.
    """
    if fcntl is None:  # pragma: no cover - not on this system
        yield
        return
    handle = os.open(root, os.O_RDONLY)
    try:
        _lock(handle, quiet=quiet)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, *, quiet: bool) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if not quiet:
            print(WAITING, file=sys.stderr, flush=True)
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError:  # some file systems of networks lock no folder
        return
