"""``changes``: what differs between two states of the ledger."""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import tempfile
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.desk.arguments import day
from handbook.desk.manual import RefusalError, command
from handbook.desk.printing import counted
from handbook.ledger.load import Ledger, load
from handbook.ledger.problems import Code, shown
from handbook.publish.change_log import log_entries, unlogged
from handbook.publish.changes import TOPICS, changes

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = command(
        commands, "changes", "say what differs between two states of the ledger",
        "Compares two states of the ledger and says in sentences, by topic, what is new, gone or changed. A state is\n"
        "a folder (of a handbook, or its data/) or a revision of git: a commit, a tag, HEAD. Without NEW the ledger\n"
        "as it stands is compared. A report: the exit code is 0 whether or not anything differs.",
        [("changes HEAD", "What you have changed since the last commit:"),
         ("changes HEAD~3 HEAD", "What the last three commits changed:"),
         ("changes HEAD --log 2027-01-15", "Entries for data/changes.yaml of what its log does not name yet:"),
         ("changes --json ../handbook-of-may .", "Two folders, for a program:")],
    )
    parser.add_argument("old", metavar="OLD", help="the earlier state: a folder or a revision of git")
    parser.add_argument("new", metavar="NEW", nargs="?", default=".", help="the later state (default: this handbook)")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON, for programs")
    form.add_argument(
        "--log", metavar="DATE", type=day, help="print entries for the change log, dated DATE (YYYY-MM-DD)"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the changes; return 0; refuse what is no state of a ledger, or one that cannot be read."""
    old, new = state(options.root, options.old), state(options.root, options.new)
    found = changes(old, new)
    if options.log:
        found = unlogged(old, new, found)
        print(log_entries(new, found, options.log) if found else "# The change log names every change.")
        return 0
    if options.json:
        print(json.dumps([asdict(change) for change in found], indent=2, ensure_ascii=False))
        return 0
    for topic, title in TOPICS.items():
        group = [change for change in found if change.topic == topic]
        if group:
            print(f"{title}: {len(group)}")
            for change in group:
                print(f"  {change.sentence}")
    now = "the ledger as it stands" if options.new == "." else options.new
    print(f"{counted(len(found), 'change')} from {options.old} to {now}.")
    return 0


def state(root: Path, wanted: str) -> Ledger:
    """Return the ledger in the folder or at the revision ``wanted``, seen from ``root``; raises RefusalError."""
    folder = root / wanted
    if wanted.strip() and folder.is_dir():
        return _read(folder / "data" if (folder / "data").is_dir() else folder, wanted)
    if not wanted.strip() or wanted.startswith("-") or "\0" in wanted:
        raise _no_state(wanted)
    try:
        packed = subprocess.run(
            ["git", "-C", str(root), "archive", "--format=zip", f"{wanted}:./data"], capture_output=True, check=False,
        )
    except FileNotFoundError:
        raise RefusalError(Code.NO_SUCH, f"{shown(wanted)}: no such folder, and git is not installed") from None
    if packed.returncode:
        raise _no_state(wanted)
    with tempfile.TemporaryDirectory() as work, zipfile.ZipFile(io.BytesIO(packed.stdout)) as archive:
        archive.extractall(work)
        return _read(Path(work), wanted)


def _no_state(wanted: str) -> RefusalError:
    return RefusalError(Code.NO_SUCH, f"{shown(wanted)}: neither a folder nor a revision of git with a ledger in it")


def _read(folder: Path, wanted: str) -> Ledger:
    if not (folder / "edition.yaml").exists():
        raise _no_state(wanted)
    ledger, problems = load(folder, "data")
    if ledger is None:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        words = f"this ledger cannot be read: {problems[0].place}: {problems[0].message}{more}"
        raise RefusalError(Code.NOT_A_VALUE, f"{shown(wanted)}: {words}")
    return ledger
