"""``show``: one entry of the ledger, its sources, and every page that shows it."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from handbook.desk.arguments import entry_id
from handbook.desk.manual import RefusalError, command
from handbook.desk.pages_of import audiences, readable, showings
from handbook.ledger.formats import as_of
from handbook.ledger.problems import Code, nearest

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = command(
        commands, "show", "show an entry of the ledger, its sources and its pages",
        "Shows one entry: its fields, the sources it rests on, every page that shows it with the line, and for whom\n"
        "the page is. The PDF guide of an audience holds the pages for that audience.",
        [("show cost-books", "What the ledger says of the cost of books, and where it is shown:"),
         ("show --json cost-books", "The same for a program:")], as_json=True,
    )
    parser.add_argument("id", type=entry_id, help="id of a fact, course, date, cost, office, conflict ...")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the entry; refuse an id that does not exist, with the nearest one."""
    ledger = readable(options.root)
    entry = ledger.entry(options.id)
    if entry is None:
        raise RefusalError(Code.NO_SUCH, f"{options.id}: no such entry{nearest(options.id, ledger.ids())}")
    place = ledger.places[entry.id]
    fields: dict[str, Any] = entry.model_dump(by_alias=True, exclude_none=True, exclude_defaults=True)
    sources = [ledger.sources[source_id] for source_id in ledger.sources_of(entry.id) if source_id in ledger.sources]
    found = showings(options.root, ledger, entry.id)
    if options.json:
        print(json.dumps({
            "file": place.file, "line": place.line, "entry": fields,
            "sources": [source.model_dump(exclude_none=True) for source in sources],
            "pages": [{"file": s.file, "line": s.line, "kind": s.kind} for s in found],
        }, indent=2, default=list))
        return 0
    print(f"{entry.id}  ({place.file}:{place.line})")
    for key, value in fields.items():
        if key not in {"id", "sources"}:
            print(f"  {key}: {list(value) if isinstance(value, tuple) else value}")
    print("Sources:")
    for source in sources:
        print(f"  {source.title}, {source.publisher}, {as_of(source.as_of)}  {source.url or ''}".rstrip())
    print("Shown on:" if found else "No page names it; a list or table that takes what fits its options may show it.")
    for showing in found:
        print(f"  {showing.file}:{showing.line}  {{{showing.kind}}}  for {audiences(options.root, showing.file)}")
    return 0
