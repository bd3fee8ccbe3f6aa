"""Reads the command line and calls the command asked for."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from handbook.desk import (
    build_site,
    changes,
    check,
    explain,
    export,
    keep_addresses,
    live,
    new_page,
    prose,
    rename,
    review,
    serve,
    set_value,
    show,
)
from handbook.desk.manual import EXIT_CODES, RefusalError
from handbook.desk.printing import complain, open_streams
from handbook.ledger.problems import Code, shown

COMMANDS = (
    check, show, set_value, review, prose, new_page, rename, build_site, serve, live, changes, explain, export,
    keep_addresses,
)
ANYWHERE = frozenset({"changes", "explain"})
"""The commands that need no folder of a handbook."""
DETAILS = "HANDBOOK_DEBUG"
"""The environment variable that lets a fault of the program show its traceback."""
FAULT = 3
UNREAD = 141
"""The exit code that shells give a command which the end of its reader has stopped (128 and the number of SIGPIPE)."""
MESSAGES = Path("docs/reference/about/editing/messages.md")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; each command adds its own part."""
    result = argparse.ArgumentParser(
        prog="python -m handbook",
        description="Check, edit and build the handbook. 'python -m handbook COMMAND --help' explains one command.",
        epilog=EXIT_CODES,
    )
    result.add_argument("--root", type=Path, default=Path(), help="folder of the handbook (default: this folder)")
    commands = result.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in COMMANDS:
        module.add_to(commands)
    return result


def main(arguments: Sequence[str]) -> int:
    """Run the command that ``arguments`` name; return the exit code.

    Whoever reads the output may stop before its end: the code is that of the command all the same, or where the command
    had not come to its end, :data:`UNREAD`.
    """
    open_streams()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets its number; no command fails for that.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = parser().parse_args(arguments)
    as_json = getattr(options, "json", False)
    code = UNREAD
    try:
        code = _run(options, as_json)
        sys.stdout.flush()
        if code == 1 and not as_json:
            known = os.path.exists(options.root / MESSAGES)  # noqa: PTH110 - Path.exists raises where a name is too long
            page = f", or {MESSAGES.as_posix()}" if known else ""
            print(f"What a code in brackets means: python -m handbook explain CODE{page}", file=sys.stderr)
    except BrokenPipeError:
        _leave_the_rest()
    except OSError as error:  # of the output, to a full disk, say
        _leave_the_rest()
        return _refuse(f"the output: {error.strerror or error}", Code.NOT_WRITTEN, as_json)
    return code


def _leave_the_rest() -> None:
    """Drop what cannot be written: the interpreter would try again when it ends, and fail with a code of its own."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _run(options: argparse.Namespace, as_json: bool) -> int:
    """Run the command and return its exit code; raises OSError where its output cannot be written."""
    try:
        options.root = _real(options.root)
        if options.command not in ANYWHERE and not any((options.root / part).is_dir() for part in ("data", "docs")):
            words = "no folder of a handbook: it holds neither data/ nor docs/; go to yours, or name it with --root"
            raise RefusalError(Code.NO_SUCH, f"{options.root}: {words}")
        code: int = options.run(options)
    except RefusalError as refusal:
        return _refuse(str(refusal.args[0]), refusal.code, as_json)
    except BrokenPipeError:
        raise
    except OSError as error:
        name = os.path.relpath(error.filename, options.root) if isinstance(error.filename, str) else "a file"
        return _refuse(f"{name}: {error.strerror or error}", Code.NOT_WRITTEN, as_json)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except Exception as error:
        if os.environ.get(DETAILS):
            raise
        words = f"{shown(str(error) or 'no words', 300)} ({type(error).__name__})"
        remedy = f"a fault of the program; for its details set {DETAILS}=1 and type the command again"
        _refuse(f"{options.command}: {words}: {remedy}", Code.FAULT, as_json)
        return FAULT
    return code


def _real(root: Path) -> Path:
    try:
        return Path(os.path.realpath(root))
    except FileNotFoundError:  # the folder in which the command was typed has been deleted
        raise RefusalError(Code.NO_SUCH, "this folder is gone; go to that of the handbook") from None


def _refuse(message: str, code: Code, as_json: bool) -> int:
    message = shown(message, 1000)  # what was typed stands in it
    if as_json:
        print(json.dumps({"error": message, "code": code.value}, indent=2))
    else:
        complain([f"{message} [{code.value}]"])
    return 1
