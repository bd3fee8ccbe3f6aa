"""Writes files whole or not at all, one or several together."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path


def write(path: Path, text: str) -> None:
    """Write ``text`` to ``path``; raises OSError and leaves the file as it was."""
    write_all({path: text})


def write_all(changes: Mapping[Path, str | None]) -> None:
    """Write every text to its path, and remove the paths that have None; raises OSError and leaves all as they were.

    Everything is written beside its place first, so that a full disk shows before anything is changed. A link stays
    one: the file that it leads to is written. A file keeps its rights.
    """
    gone = [path for path, text in changes.items() if text is None]
    texts = {Path(os.path.realpath(path)): text for path, text in changes.items() if text is not None}
    drafts = {place: place.with_name(f".{place.name}.new") for place in texts}
    before = {path: path.read_bytes() if path.exists() else None for path in (*texts, *gone)}
    done: list[Path] = []
    try:
        for place, draft in drafts.items():
            with _naming(place):
                _write(draft, texts[place], place if before[place] is not None else None)
        for place, draft in drafts.items():
            done.append(place)
            with _naming(place):
                draft.replace(place)
        for path in gone:
            done.append(path)
            path.unlink()
    except BaseException:
        for path in done:
            with contextlib.suppress(OSError):
                _restore(path, before[path])
        raise
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


@contextlib.contextmanager
def _naming(place: Path) -> Iterator[None]:
    """Let an OSError name ``place``: nobody knows the draft."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, os.fspath(place)) from error


def _write(draft: Path, text: str, model: Path | None) -> None:
    with draft.open("w", encoding="utf-8", newline="") as handle:
        if model is not None:
            shutil.copymode(model, draft)
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())


def _restore(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    elif not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)
