"""Reads the command line and calls the command asked for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from handbook.desk import build_site, check, keep_addresses, live, new_page, review, serve, set_value, show

COMMANDS = (check, show, set_value, review, new_page, build_site, serve, live, keep_addresses)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; each command adds its own part."""
    result = argparse.ArgumentParser(
        prog="python -m handbook",
        description="Check, edit and build the handbook.",
        epilog="Exit codes: 0 all is well; 1 problems were found and printed, one a line; 2 the command line is wrong.",
    )
    result.add_argument("--root", type=Path, default=Path.cwd(), help="folder of the handbook (default: this folder)")
    commands = result.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in COMMANDS:
        module.add_to(commands)
    return result


def main(arguments: Sequence[str]) -> int:
    """Run the command that ``arguments`` name; return the exit code."""
    options = parser().parse_args(arguments)
    options.root = options.root.resolve()
    try:
        code: int = options.run(options)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0
    return code
