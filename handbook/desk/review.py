"""``review``: what is due to be checked again, worst harm first. A report, never a failure of the build."""

from __future__ import annotations

import argparse
import datetime
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.desk.arguments import day
from handbook.desk.manual import RefusalError, command
from handbook.desk.pages_of import readable
from handbook.desk.printing import counted
from handbook.ledger.degree.model import RequirementSet
from handbook.ledger.formats import newest
from handbook.ledger.load import Ledger
from handbook.ledger.model import ReviewLimit
from handbook.ledger.problems import Code, nearest

if TYPE_CHECKING:
    from argparse import _SubParsersAction

# When the entries of a list are due. Of the topics of facts, the edition says it.
LIMITS = {
    "deadlines": ReviewLimit(days=120, harm=1), "costs": ReviewLimit(days=180, harm=1),
    "courses": ReviewLimit(days=365, harm=3), "offices": ReviewLimit(days=240, harm=3),
    "requirements": ReviewLimit(days=180, harm=2),
}
DEFAULT = ReviewLimit(days=365, harm=4)


@dataclass(frozen=True, order=True, slots=True)
class Due:
    """One entry to check again; sorts by harm, then by age with the oldest first."""

    harm: int
    as_of: str
    entry: str
    file: str
    line: int
    days: int
    office: str


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = command(
        commands, "review", "list what is due to be checked again",
        "Lists the entries whose newest source is older than its kind allows, worst harm first (money, dates, visas),\n"
        "then oldest first, with the office that can confirm each. A report: nothing fails because a day has passed.",
        [("review --today 2027-01-15", "What is due on January 15:"),
         ("review --today 2027-01-15 --office office-registrar", "What one office can confirm:")], as_json=True,
    )
    parser.add_argument("--today", required=True, type=day, help="YYYY-MM-DD")
    parser.add_argument("--office", help="only what this office (its id) can confirm")
    parser.set_defaults(run=run)


def due(ledger: Ledger, today: datetime.date) -> list[Due]:
    """Return the current entries of ``ledger`` that are due on ``today``; dated and undated ones are history."""
    found = []
    topics = ledger.edition.review
    listed: list[tuple[str, ReviewLimit, Any]] = [
        *((topic, topics.get(topic, DEFAULT), ledger.facts[fact_id])
          for topic, ids in ledger.topics.items() for fact_id in ids),
        *((name, limit, entry) for name, limit in LIMITS.items() for entry in getattr(ledger, name).values()),
    ]
    for kind, limit, entry in listed:
        as_of = _as_of(ledger, entry) if kind == "requirements" else entry.as_of
        if getattr(entry, "status", "current") == "dated" or as_of == "undated":
            continue
        padded = as_of + {4: "-01-01", 7: "-01"}.get(len(as_of), "")
        days = (today - datetime.date.fromisoformat(padded)).days
        if days > limit.days:
            place = ledger.places[entry.id]
            owner = entry.id if kind == "offices" else ledger.edition.owners.get(kind, "")
            found.append(Due(limit.harm, as_of, entry.id, place.file, place.line, days, owner))
    return sorted(found)


def _as_of(ledger: Ledger, entry: RequirementSet) -> str:
    """Return the date of the newest source of a requirement set, which has none of its own."""
    return newest(ledger.sources[source_id].as_of for source_id in entry.sources)


def run(options: argparse.Namespace) -> int:
    """Print the list; return 0; refuse an unreadable ledger or an unknown office."""
    ledger = readable(options.root)
    if options.office and options.office not in ledger.offices:
        raise RefusalError(Code.NO_SUCH, f"{options.office}: no such office{nearest(options.office, ledger.offices)}")
    found = [d for d in due(ledger, datetime.date.fromisoformat(options.today)) if options.office in {None, d.office}]
    if options.json:
        print(json.dumps([
            {"harm": d.harm, "as_of": d.as_of, "id": d.entry, "file": d.file, "line": d.line, "days": d.days,
             "office": d.office}
            for d in found
        ], indent=2))
        return 0
    words = {1: "Money, dates, visas", 2: "Rules of admission and of the degree", 3: "Courses and offices", 4: "Others"}
    for harm, title in words.items():
        group = [d for d in found if d.harm == harm]
        if group:
            print(f"{title}: {len(group)}")
            for d in group:
                ask = f"  ask {d.office}" if d.office not in {"", d.entry} else ""
                print(f"  {d.as_of:10}  {d.days:5} days  {d.entry}  {d.file}:{d.line}{ask}")
    print(f"{counted(len(found), 'entry is', 'entries are')} due on {options.today}.")
    return 0
