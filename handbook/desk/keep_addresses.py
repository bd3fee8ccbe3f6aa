"""``keep-addresses``: adds the addresses of the built website to those that must not be lost."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from handbook.desk.manual import command
from handbook.desk.pages_of import website
from handbook.desk.printing import complain
from handbook.desk.whole_writes import write
from handbook.ledger.problems import Code, Problem
from handbook.ledger.yaml_tree import read_text
from handbook.publish.addresses import addresses, lost

if TYPE_CHECKING:
    from argparse import _SubParsersAction

FILE = "tests/site/released-addresses.txt"


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = command(
        commands, "keep-addresses", "at a release: keep the addresses of the built website, so that tests hold them",
        "Adds every page and section of build/html/ to tests/site/released-addresses.txt. No line is ever removed:\n"
        "an address that leads nowhere any more needs a line in docs/redirects.yaml first.",
        [("keep-addresses", "After 'make handbook', before a release:")],
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Add the addresses; refuse where there is no website; return 1 when one of those kept before is lost."""
    site = website(options.root)
    path = options.root / FILE
    problems: list[Problem] = []
    before = read_text(path, FILE, problems) if path.exists() else ""
    if before is None:
        complain(problems)
        return 1
    kept = [line for line in before.split("\n") if line and not line.startswith("#")]
    gone = lost(kept, site)
    for address in gone:
        line = f"{FILE}: {address} leads nowhere; add it to docs/redirects.yaml [{Code.REDIRECT.value}]"
        complain([line], sys.stdout)
    if gone:
        return 1
    present = sorted({*kept, *addresses(site)})
    path.parent.mkdir(parents=True, exist_ok=True)
    head = "# Addresses of all releases. Written by `python -m handbook keep-addresses`; no line is ever removed.\n"
    write(path, head + "\n".join(present) + "\n")
    print(f"{len(present)} addresses are kept, {len(present) - len(kept)} of them new.")
    return 0
