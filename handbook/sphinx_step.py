"""Runs Sphinx with the options that follow: ``python -m handbook.sphinx_step [--wait [--handed]] -b html ...``.

The same as ``python -m sphinx``, but Python looks for circular garbage seldom: a page as a tree of nodes is nothing but
circles, all of them in use until the page is written, so that the search finds little and takes a sixth of the time.
With ``--wait`` it loads its parts and the ledger, and starts at the first line of its input, which may set a variable
of the environment (``NAME=VALUE``); at the end of the input, it ends. With ``--handed`` the rest of the input is the
ledger, which the process that started this one has loaded meanwhile. Several runs, with ``--then`` between them, share
what is loaded: the first runs alone, and when it went well, the others side by side.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
import tempfile
from pathlib import Path
from typing import IO

from sphinx.application import builtin_extensions
from sphinx.cmd.build import main

from handbook.build_step import THEN, stopped
from handbook.ledger.held import proven, take_over

# New objects between two searches; Python's own setting is 700. About 200 megabytes of nodes.
_SELDOM = 400_000
_PARTS = (
    "furo", "myst_parser.parsers.sphinx_", "sphinx_design", "handbook.extension", "handbook.guide",
    "handbook.search.index",
)
# What ``handbook_data`` is unless the settings say otherwise.
_LEDGER = "data"


def run(options: list[str]) -> int:
    """Run Sphinx with ``options``; return its exit code.

    The first may be ``--wait``, with ``--handed`` behind it or ``-c`` among the others. Of several runs, the code is
    that of the first that failed.
    """
    if options[:1] == ["--wait"]:
        options = options[1:]
        is_handed = options[:1] == ["--handed"]
        options = options[is_handed:]
        for name in (*builtin_extensions, *_PARTS):
            importlib.import_module(name)
        # Where the settings name another folder, or a file changes before the start, it is loaded then. What fails
        # here fails again there, where Sphinx reports it.
        if not is_handed:
            with contextlib.suppress(Exception):
                proven(Path(options[options.index("-c") + 1]).resolve() / _LEDGER, _LEDGER)
        word = sys.stdin.buffer.readline()
        if not word:
            return 0
        if is_handed:
            take_over(sys.stdin.buffer.read())
        name, is_set, value = word.decode().strip().partition("=")
        if is_set:
            os.environ[name] = value
    gc.freeze()
    gc.set_threshold(_SELDOM, 10, 100)
    first, *others = _runs(options)
    return main(first) or _side_by_side(others)


def _runs(options: list[str]) -> list[list[str]]:
    runs: list[list[str]] = [[]]
    for option in options:
        if option == THEN:
            runs.append([])
        else:
            runs[-1].append(option)
    return runs


def _side_by_side(runs: list[list[str]]) -> int:
    """Start ``runs`` at the same time, the last in this process; one after the other where a process has no copies."""
    if not hasattr(os, "fork"):  # pragma: no cover - not on this system
        return next((code for options in runs if (code := main(options))), 0)
    copies = [_copy(options) for options in runs[:-1]]
    codes = [main(options) for options in runs[-1:]]
    for process, said in copies:
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        said.seek(0)
        sys.stderr.write(said.read())
        if code < 0:
            print(stopped(code), file=sys.stderr)
        codes.append(code)
        said.close()
    return next((abs(code) for code in codes if code), 0)


def _copy(options: list[str]) -> tuple[int, IO[str]]:
    """Start Sphinx in a copy of this process; return its number and the file that keeps what it says.

    Until its results are whole, it holds the lock ``.lock`` in its folder of results, which is the last of the options.
    """
    import fcntl

    folder = Path(options[-1])
    folder.mkdir(parents=True, exist_ok=True)
    said = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 - open until it is read
    with (folder / ".lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        sys.stdout.flush()
        sys.stderr.flush()
        process = os.fork()
        if not process:
            code = 1
            gc.disable()  # to look through the trees of all pages before the end took half a second
            try:
                for stream in (1, 2):
                    os.dup2(said.fileno(), stream)
                code = main(["-q", *options])
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                # What is written is whole: to give a gigabyte of trees back takes longer than the reader need wait.
                fcntl.flock(lock, fcntl.LOCK_UN)
                os._exit(code)
    return process, said


if __name__ == "__main__":
    code = run(sys.argv[1:])
    # Nothing is left to be done. To take all trees apart, object by object, took 0.6 seconds.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
