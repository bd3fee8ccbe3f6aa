"""Builds the website and the PDF guides in a work folder, and publishes them by renaming when all went well.

Order: the pages are read once; then the PDFs and the website are written side by side, the few pages that name the
size of a PDF once more when the PDFs are there. A build that fails leaves the last good one as it was.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from handbook.build_step import THEN, run_step
from handbook.ledger.held import handed, proven
from handbook.ledger.problems import Problem
from handbook.ledger.yaml_tree import read_text
from handbook.prose.pictures import unreadable_pictures

try:
    import fcntl
except ImportError:  # pragma: no cover - not on this system
    fcntl = None  # type: ignore[assignment]

Say = Callable[[str], None]
# Linux: paths from the current folder, and the flag of renameat2 that lets two paths change places.
_HERE, _EXCHANGE = -100, 2

MANIFEST = "guides.json"
WORDS = {"pdf": "the PDF guides", "html": "the website"}


class BuildError(Exception):
    """A step of the build failed; the message has been printed by the step itself."""


@contextlib.contextmanager
def only_one(folder: Path, say: Say) -> Iterator[tuple[int, ...]]:
    """Hold the lock of the build folder and give its descriptors (none without ``fcntl``).

    Waits when another build runs. Whoever inherits the descriptors holds the lock as well.
    """
    with _lock(folder) as handle:
        if fcntl is None:  # pragma: no cover - not on this system
            yield ()
            return
        if not _taken(handle):
            say("Another build is running; waiting for it ...")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield (handle.fileno(),)


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Hold the lock of ``folder`` and say so; False at once where another process holds it."""
    with _lock(folder) as handle:
        yield _taken(handle)


def _lock(folder: Path) -> IO[str]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        message = "a link that leads to no folder" if folder.is_symlink() else "a file, and no folder"
        raise FileExistsError(errno.EEXIST, f"{message}; take it away", str(folder)) from None
    return (folder / ".lock").open("w", encoding="utf-8")


def _taken(handle: IO[str]) -> bool:
    """Take the lock of an open file where it is free; say whether it is ours now."""
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def epoch(data: Path) -> str:
    """Return the check day of the edition in ``data`` as seconds since 1970: the only time that a build knows.

    Raises :class:`BuildError` with one line for each problem where the ledger cannot be read.
    """
    ledger, problems = proven(data, "data")
    if ledger is None:
        raise BuildError("\n".join(str(problem) for problem in problems))
    day = datetime.fromisoformat(ledger.edition.checked).replace(tzinfo=UTC)
    return str(int(day.timestamp()))


def engine_path() -> str:
    """Return the value of PYTHONPATH with which Sphinx finds the engine, which need not lie beside the pages."""
    return os.pathsep.join([str(Path(__file__).resolve().parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])])


def readable_pages(root: Path) -> None:
    """Raise :class:`BuildError` with one line for each page that is not UTF-8 text, and each picture that is none."""
    problems: list[Problem] = []
    for path in sorted((root / "docs").rglob("*.md")):
        read_text(path, path.relative_to(root).as_posix(), problems)
    problems += unreadable_pictures(root)
    if problems:
        raise BuildError("\n".join(str(problem) for problem in problems))


def arguments(root: Path, builder: str, out: Path, doctrees: Path, *options: str) -> list[str]:
    """Return the options of Sphinx for one builder, strict, and quiet where nobody looks on."""
    quiet = [] if sys.stdout.isatty() else ["-q"]
    return [
        "-b", builder, "-n", "-W", "--keep-going", "-j", "auto", *quiet, "-c", str(root), "-d", str(doctrees), *options,
        str(root / "docs"), str(out),
    ]


def sphinx(root: Path, *runs: list[str], held: tuple[int, ...] = ()) -> None:
    """Run Sphinx once for each of ``runs``, the first alone and the others side by side, with the locks ``held``.

    All runs know one time, :func:`epoch`. Raises :class:`BuildError` when a run warns or fails.
    """
    options = [option for number, one in enumerate(runs) for option in ([THEN, *one] if number else one)]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}
    environment["PYTHONPATH"] = engine_path()
    data = root.resolve() / "data"

    def word() -> bytes:
        return f"SOURCE_DATE_EPOCH={epoch(data)}\n".encode() + handed(data, "data")

    command = [sys.executable, "-m", "handbook.sphinx_step", "--wait", "--handed", *options]
    if run_step(command, root, environment, held, word):
        raise BuildError("Sphinx failed; see the lines above")


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, so that neither is ever missing; False where the system cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):  # no Linux, or an old one; Windows wants the name of a library
        return False
    return not rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)


def publish(work: Path, target: Path) -> None:
    """Put the folder ``work`` in the place of ``target``, so that no reader meets half a build or none."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        if exchange(work, target):
            shutil.rmtree(work, ignore_errors=True)
            return
        target.rename(old)
    try:
        work.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def no_links(targets: Sequence[Path]) -> None:
    """Raise FileExistsError where one of ``targets`` is a link: it would be gone, and what it leads to stay old."""
    for target in targets:
        if target.is_symlink():
            message = "a link, which the build would replace; take it away, or let all of build/ be the link"
            raise FileExistsError(errno.EEXIST, message, str(target))


def restore(target: Path) -> None:
    """Bring back the last good ``target`` where a build was killed between the two renames of :func:`publish`."""
    old = target.with_name(f".{target.name}.old")
    if old.exists() and not target.exists():
        old.rename(target)


def build(root: Path, parts: tuple[str, ...] = ("pdf", "html"), say: Say = print) -> None:
    """Build ``parts`` of the handbook in ``root`` into ``root/build``; raises :class:`BuildError`."""
    folder = root / "build"
    started = time.monotonic()
    no_links([folder / part for part in parts])
    readable_pages(root)
    with only_one(folder, say) as lock:
        for part in ("pdf", "html"):
            restore(folder / part)
        work = folder / ".work"
        shutil.rmtree(work, ignore_errors=True)
        work.unlink(missing_ok=True)  # a file, or a link
        work.mkdir(parents=True)
        doctrees = work / "doctrees"
        manifest = (work if "pdf" in parts else folder) / "pdf" / MANIFEST
        runs = {
            "pdf": arguments(root, "guide", work / "pdf", doctrees),
            "html": arguments(
                root, "html", work / "html", doctrees, "-D", f"guide_manifest={manifest}", "-D", "compressed_copies=1",
                "-D", "offline_copy=1",
            ),
        }
        say(f"Reading the pages, then writing {' and '.join(WORDS[part] for part in parts)} ...")
        if len(parts) > 1:
            sphinx(root, arguments(root, "read", work / "read", doctrees), *runs.values(), held=lock)
            (work / "pdf" / ".lock").unlink(missing_ok=True)
        else:
            sphinx(root, runs[parts[0]], held=lock)
        if "html" in parts:
            # Sphinx's note of its settings, paths of this machine among them; of use only where it lies.
            (work / "html/.buildinfo").unlink(missing_ok=True)
        for part in parts:
            publish(work / part, folder / part)
        shutil.rmtree(work, ignore_errors=True)
    say(f"Done in {time.monotonic() - started:.0f} seconds.")
