"""Prints the lines of problems, in colours where the terminal has them, and how many there are of something."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from typing import TextIO

_LINE = re.compile(r"^(\S.*?(?:\.\w+)(?::\d+)?:) (.*) (\[[A-Z]\d{3}\])$")


def coloured(stream: TextIO) -> bool:
    """Say whether ``stream`` may have colours: a terminal that understands them, and no wish for none (NO_COLOR)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def open_streams() -> None:
    """Give a program that was started without input, output or error output a place that takes and says nothing."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - open until the end
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def say(line: str) -> None:
    """Print a line at once; where whoever read it has gone, what follows goes nowhere, and the work goes on."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def painted(line: str, stream: TextIO) -> str:
    """Return the printed line of a problem with its place in bold and its code dimmed, where colours are wanted."""
    found = _LINE.match(line) if coloured(stream) else None
    return f"\x1b[1m{found[1]}\x1b[0m {found[2]} \x1b[2m{found[3]}\x1b[0m" if found else line


def complain(lines: Sequence[object], stream: TextIO | None = None) -> None:
    """Print the lines of problems to ``stream`` (the error output where none is given)."""
    out = stream or sys.stderr
    for line in lines:
        print(painted(str(line), out), file=out)


def counted(number: int, one: str, many: str = "") -> str:
    """Return ``1 page`` or ``2 pages``; ``many`` is the word for several where no ``s`` makes it."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
