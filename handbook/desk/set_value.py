"""``set``: changes the value of a fact in its file, keeping comments and order; refuses what the rules refuse."""

from __future__ import annotations

import argparse
import io
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from handbook.ledger.load import Ledger, load
from handbook.ledger.problems import nearest
from handbook.ledger.rules import check
from handbook.ledger.yaml_tree import parse

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser("set", help="change the value of a fact, with its source")
    command.add_argument("id", help="id of the fact; id.key for one key of its value")
    command.add_argument("value", help="the new value, as YAML")
    command.add_argument("--source", required=True, help="id of the source (in data/sources.yaml)")
    command.add_argument("--statement", help="the new statement, where its words change too")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Change the fact; return 1 with one line per problem when the result breaks a rule (nothing is changed then)."""
    data = options.root / "data"
    ledger, problems = load(data, "data")
    if ledger is None:
        print("\n".join(map(str, problems)), file=sys.stderr)
        return 1
    fault = _refusal(ledger, options)
    if fault:
        print(fault, file=sys.stderr)
        return 1
    fact_id, _, key = options.id.partition(".")
    path = options.root / ledger.places[fact_id].file
    text = changed(path.read_text(encoding="utf-8"), ledger, fact_id, key, options)
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder, "data")
        shutil.copytree(data, trial)
        (trial / path.relative_to(data)).write_text(text, encoding="utf-8")
        after, problems = load(trial, "data")
        problems = problems or (check(after) if after is not None else [])
    if problems:
        print("\n".join(map(str, problems)), file=sys.stderr)
        print("Nothing was changed.", file=sys.stderr)
        return 1
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
    print(f"{options.id} is now {options.value} ({path.relative_to(options.root)}).")
    if not options.statement:
        print(f"Its statement still reads: {ledger.facts[fact_id].statement}")
    return 0


def _refusal(ledger: Ledger, options: argparse.Namespace) -> str:
    fact_id, _, key = options.id.partition(".")
    fact = ledger.facts.get(fact_id)
    if fact is None:
        return f"{fact_id}: no such fact{nearest(fact_id, ledger.facts)}"
    if key and not (isinstance(fact.value, dict) and key in fact.value):
        keys = ", ".join(fact.value) if isinstance(fact.value, dict) else "none"
        return f"{options.id}: the value has no such key; there is: {keys}"
    if options.source not in ledger.sources:
        return f"{options.source}: no such source{nearest(options.source, ledger.sources)}; add it to data/sources.yaml"
    return ""


def changed(text: str, ledger: Ledger, fact_id: str, key: str, options: argparse.Namespace) -> str:
    """Return the text of the file with the fact changed: value, source, date and, if given, statement."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 100
    yaml.indent(mapping=2, sequence=4, offset=2)
    # The outer list stands at the margin; only inner ones are indented.
    entries: Any = yaml.load(text)
    entry = next(item for item in entries if item["id"] == fact_id)
    tree = parse(options.value, "value", [])
    value = tree.value if tree is not None else options.value
    if key:
        entry["value"][key] = value
    else:
        entry["value"] = value
    if options.statement:
        entry["statement"] = options.statement
    if options.source not in entry["sources"]:
        entry["sources"].append(options.source)
    dates = [ledger.sources[source_id].as_of for source_id in entry["sources"]]
    entry["as_of"] = max((day for day in dates if day != "undated"), default="undated")
    out = io.StringIO()
    yaml.dump(entry, out)
    return _replaced(text, fact_id, out.getvalue())


def _replaced(text: str, fact_id: str, entry: str) -> str:
    """Put the dumped ``entry`` in the place of the old one; every other line stays as it is."""
    lines = text.split("\n")
    start = lines.index(f"- id: {fact_id}")
    end = next((at for at in range(start + 1, len(lines)) if lines[at].startswith(("- ", "#"))), len(lines))
    body = entry.rstrip("\n").split("\n")
    fresh = [("- " if at == 0 else "  ") + line if line else line for at, line in enumerate(body)]
    return "\n".join([*lines[:start], *fresh, "", *lines[end:]]) if end < len(lines) else "\n".join(
        [*lines[:start], *fresh, ""]
    )
