"""What a command works on: the ledger, the built website, and the pages that show an entry."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from handbook.desk.check import pages
from handbook.desk.manual import RefusalError
from handbook.desk.printing import complain
from handbook.ledger.load import Ledger, load
from handbook.ledger.problems import Code
from handbook.ledger.rules import check
from handbook.ledger.yaml_tree import text_of
from handbook.prose.uses import uses


def readable(root: Path) -> Ledger:
    """Return the ledger of the handbook in ``root``, of which every reference leads somewhere.

    Raises RefusalError, the problems printed, where it cannot be read or names what does not exist. What else the rules
    find does not keep an editor from reading or mending.
    """
    ledger, problems = load(root / "data", "data")
    if ledger is not None:
        problems = [problem for problem in check(ledger) if problem.code is Code.UNKNOWN_REFERENCE]
        if not problems:
            return ledger
    complain(problems)
    raise RefusalError(Code.NOT_A_VALUE, "the ledger cannot be read; mend the lines above first")


def website(root: Path) -> Path:
    """Return the folder of the built website of the handbook in ``root``; raises RefusalError where there is none."""
    folder = root / "build" / "html"
    if not (folder / "index.html").exists():
        raise RefusalError(Code.NOT_BUILT, "there is no website yet; run 'make handbook' first")
    return folder


@dataclass(frozen=True, slots=True)
class Showing:
    """One line of a page that shows an entry: file relative to the handbook, line, the role or directive."""

    file: str
    line: int
    kind: str


def showings(root: Path, ledger: Ledger, entry_id: str) -> list[Showing]:
    """Return every place of the pages in ``root`` that shows the entry, a disputed fact through its conflict too."""
    fact = ledger.facts.get(entry_id)
    wanted = {entry_id, fact.conflict if fact is not None and fact.conflict else entry_id}
    found = []
    for path in pages(root):
        for use in uses(text_of(path)):
            if use.entry in wanted:
                found.append(Showing(path.relative_to(root).as_posix(), use.line, use.kind))
    return found


def audiences(root: Path, file: str) -> str:
    """Return the audience line of a page's front matter: it decides which guides carry the page."""
    for line in text_of(root / file).split("\n")[1:12]:
        if line.startswith("audience:"):
            return line.partition(":")[2].strip()
    return ""
