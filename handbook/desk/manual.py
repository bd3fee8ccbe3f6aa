"""What all commands share: their page of help, their refusals and their colours."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from pydantic import TypeAdapter, ValidationError

from handbook.ledger.problems import Code, shown
from handbook.ledger.values import FullDay

if TYPE_CHECKING:
    from argparse import _SubParsersAction

EXIT_CODES = (
    "Exit codes: 0 all is well; 1 problems were found and printed, one a line;\n"
    "2 the command line is wrong; 3 the program itself has a fault; 130 stopped by hand."
)
_LINE = re.compile(r"^(\S.*?(?:\.\w+)(?::\d+)?:) (.*) (\[[A-Z]\d{3}\])$")


class RefusalError(Exception):
    """A command cannot do what it is asked; the message says why and what would be right."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code

    def __str__(self) -> str:
        return f"{self.args[0]} [{self.code.value}]"


def command(
    commands: _SubParsersAction[argparse.ArgumentParser], name: str, summary: str, description: str,
    examples: Sequence[tuple[str, str]], *, as_json: bool = False,
) -> argparse.ArgumentParser:
    """Add the command ``name`` and return its parser.

    ``summary`` is its line in the list of commands, ``description`` its own page; ``examples`` are pairs of what to
    type after ``python -m handbook`` and what it does; ``as_json`` adds the option ``--json``.
    """
    shown = "\n".join(f"  {what}\n      python -m handbook {typed}" for typed, what in examples)
    result = commands.add_parser(
        name, help=summary, description=description, formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=f"Examples:\n{shown}\n\n{EXIT_CODES}", allow_abbrev=False,
    )
    if as_json:
        result.add_argument("--json", action="store_true", help="print JSON, for programs")
    return result


def coloured(stream: TextIO) -> bool:
    """Say whether ``stream`` may have colours: a terminal that understands them, and no wish for none (NO_COLOR)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def painted(line: str, stream: TextIO) -> str:
    """Return the printed line of a problem with its place in bold and its code dimmed, where colours are wanted."""
    found = _LINE.match(line) if coloured(stream) else None
    return f"\x1b[1m{found[1]}\x1b[0m {found[2]} \x1b[2m{found[3]}\x1b[0m" if found else line


def complain(lines: Sequence[object], stream: TextIO | None = None) -> None:
    """Print the lines of problems to ``stream`` (the error output where none is given)."""
    out = stream or sys.stderr
    for line in lines:
        print(painted(str(line), out), file=out)


def port(text: str) -> int:
    """Return the number of a port; raises ``ArgumentTypeError`` for what is none."""
    if text.isascii() and text.isdecimal() and 0 < int(text[:6]) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text}: no port; give a number from 1 to 65535")


def day(text: str) -> str:
    """Return a day written as YYYY-MM-DD; raises ``ArgumentTypeError`` for what is none."""
    try:
        return TypeAdapter[str](FullDay).validate_python(text)
    except ValidationError:
        raise argparse.ArgumentTypeError(f"{shown(text)}: no date; give YYYY-MM-DD") from None
