"""``explain``: what a code in brackets means and how to mend it."""

from __future__ import annotations

import argparse
import json
import re
from typing import TYPE_CHECKING

from handbook.desk.manual import RefusalError, command
from handbook.ledger.messages import ELSEWHERE, GROUPS, MEANING
from handbook.ledger.problems import Code, nearest

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_ELSEWHERE = re.compile(r"(?:app|config|docutils|download|image|index|misc|myst|ref|toc)(?:\.[a-z_]+)+")


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = command(
        commands, "explain", "say what a code such as L009 means",
        "Every problem that is printed ends with a code in brackets. This command says what the code means and how\n"
        "to mend the problem. Codes with a word, such as [myst.xref_missing], come from MyST or Sphinx.",
        [("explain L009", "What L009 means:"), ("explain", "Every code, by group:")], as_json=True,
    )
    parser.add_argument("code", nargs="?", help="the code; without it, all are listed")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print one meaning, or all; refuse a code that does not exist."""
    typed = (options.code or "").strip("[] \n")
    known = {code.value: MEANING[code] for code in Code}
    wanted = typed.upper()
    if _ELSEWHERE.fullmatch(typed.lower()):
        wanted = typed.lower()
        known = {wanted: ELSEWHERE}
    if wanted and wanted not in known:
        raise RefusalError(Code.NO_SUCH, f"{options.code}: no such code{nearest(wanted, known)}")
    chosen = {wanted: known[wanted]} if wanted else known
    if options.json:
        print(json.dumps({code: meaning._asdict() for code, meaning in chosen.items()}, indent=2))
    elif wanted:
        meaning = known[wanted]
        print(f"{wanted}: {meaning.what}\nRemedy: {meaning.remedy}\nExample: {meaning.example}")
    else:
        for group, title in GROUPS.items():
            print(title)
            for code, meaning in chosen.items():
                if code.startswith(group):
                    print(f"  {code}  {meaning.what}")
    return 0
