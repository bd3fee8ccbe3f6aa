"""What all commands share: their page of help, and how they refuse."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from handbook.ledger.problems import Code

if TYPE_CHECKING:
    from argparse import _SubParsersAction

EXIT_CODES = (
    "Exit codes: 0 all is well; 1 problems were found and printed, one a line;\n"
    "2 the command line is wrong; 3 the program itself has a fault; 130 stopped by hand;\n"
    "141 nobody read on before it came to its end."
)


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
