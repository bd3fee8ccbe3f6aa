"""``set``: changes the value of a fact in its file, keeping comments and order; refuses what the rules refuse."""

from __future__ import annotations

import argparse
import io
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from yaml import BlockEndToken, DocumentEndToken, StreamEndToken, scan

from handbook.desk.arguments import entry_id
from handbook.desk.manual import RefusalError, command
from handbook.desk.pages_of import readable, showings
from handbook.desk.printing import complain, counted
from handbook.desk.whole_writes import write
from handbook.ledger.formats import newest
from handbook.ledger.load import Ledger, load
from handbook.ledger.problems import Code, Problem, nearest, shown
from handbook.ledger.rules import check
from handbook.ledger.yaml_tree import contents, parse, text_of
from handbook.prose.uses import wrong_uses

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = command(
        commands, "set", "change the value of a fact, with its source",
        "Changes the value of a fact in its YAML file; comments and order stay. A new value rests on the given source\n"
        "alone, a new key of a value and an old value on the earlier ones too; the fact's date is that of the newest.\n"
        "What breaks a rule, or a page that shows the fact, is refused and nothing is changed.",
        [("set cost-books 650 --source src-costs-2027", "A new value, with the source that gives it:"),
         ("set cost-living.semester 12500 --source src-costs-2027 --as-of 2026-07-01",
          "One key of a value, and a check that the source is of that date:"),
         ("set cost-books 650 --source src-costs-2027 --statement 'Books cost about $650 a year.'",
          "The sentence of the fact too:")], as_json=True,
    )
    parser.add_argument("id", type=entry_id, help="id of the fact; id.key for one key of its value")
    parser.add_argument("value", help="the new value, as YAML")
    parser.add_argument("--source", required=True, help="id of the source (in data/sources.yaml)")
    parser.add_argument("--keep-sources", action="store_true", help="the earlier sources give the new value as well")
    parser.add_argument("--as-of", help="date of the source; refused when the source is entered with another date")
    parser.add_argument("--statement", help="the new statement, where its words change too")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Change the fact and name the pages that show it; refuse, and change nothing, what breaks a rule."""
    root: Path = options.root
    ledger = readable(root)
    _refuse(ledger, options)
    fact_id, _, key = options.id.partition(".")
    path = root / ledger.places[fact_id].file
    before = path.read_bytes().decode("utf-8-sig")
    ends = "\r\n" if "\r\n" in before else "\n"
    text = changed(before.replace("\r\n", "\n"), ledger, fact_id, key, options).replace("\n", ends)
    found = showings(root, ledger, fact_id)
    problems = _problems_after(root, path, text, {showing.file for showing in found})
    if problems:
        complain(problems)
        raise RefusalError(Code.NOT_A_VALUE, f"{options.id}: the change breaks the rules above; nothing was changed")
    write(path, text)
    pages = sorted({showing.file for showing in found})
    left = dropped(ledger, options)
    if options.json:
        place = path.relative_to(root).as_posix()
        print(json.dumps({"id": options.id, "file": place, "pages": pages, "no_longer_cited": left}, indent=2))
        return 0
    print(f"{options.id} is now {shown(options.value, 200)} ({path.relative_to(root)}).")
    if left:
        print(f"No longer cited, since they gave the old value: {', '.join(left)} (--keep-sources keeps them)")
    if options.statement is None:
        print(f"Its statement still reads: {ledger.facts[fact_id].statement}")
    print(f"Shown on {counted(len(pages), 'page')}: {', '.join(pages)}")
    return 0


def _problems_after(root: Path, path: Path, text: str, pages: set[str]) -> list[Problem]:
    """Return what would be wrong with the ledger and with ``pages`` if the file ``path`` held ``text``."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder, "data")
        (trial / "facts").mkdir(parents=True)
        for file in (*(root / "data").glob("*.yaml"), *(root / "data/facts").glob("*.yaml")):
            if file.is_file():  # a device would be copied without end
                copy = trial / file.relative_to(root / "data")
                copy.write_bytes(text.encode() if file == path else contents(file))
        after, problems = load(trial, "data")
    if after is None:
        return problems
    found = check(after)
    for page in sorted(pages):
        found += wrong_uses(page, text_of(root / page), after)
    return found


def _refuse(ledger: Ledger, options: argparse.Namespace) -> None:
    fact_id, dot, key = options.id.partition(".")
    fact = ledger.facts.get(fact_id)
    if fact is None:
        if ledger.entry(fact_id) is not None:
            place = ledger.places[fact_id]
            raise RefusalError(Code.NO_SUCH, f"{fact_id}: no fact; change it in its file, {place.file}:{place.line}")
        raise RefusalError(Code.NO_SUCH, f"{fact_id or options.id}: no such fact{nearest(fact_id, ledger.facts)}")
    if dot and not (isinstance(fact.value, dict) and key in fact.value):
        keys = ", ".join(fact.value) if isinstance(fact.value, dict) else "none"
        raise RefusalError(Code.NO_SUCH, f"{options.id}: the value has no such key; there is: {keys}")
    source = ledger.sources.get(options.source)
    if source is None:
        near = nearest(options.source, ledger.sources)
        raise RefusalError(Code.NO_SUCH, f"{options.source}: no such source{near}; add it to data/sources.yaml")
    if options.as_of and options.as_of != source.as_of:
        raise RefusalError(
            Code.NOT_A_VALUE, f"{options.source} is entered as of {source.as_of}, not {options.as_of}; a page that was "
            "read on another day is a source of its own: add it to data/sources.yaml",
        )


def changed(text: str, ledger: Ledger, fact_id: str, key: str, options: argparse.Namespace) -> str:
    """Return the text of the file with the fact changed: value, source, date and, if given, statement."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 100
    yaml.indent(mapping=2, sequence=4, offset=2)
    lines = text.split("\n")
    start = ledger.places[fact_id].line - 1
    while not lines[start].lstrip().startswith("-"):  # a dash may stand on a line of its own, above the first field
        start -= 1
    end = _end_of_entry(lines, start)
    # The outer list stands at the margin; only inner ones are indented.
    margin = len(lines[start]) - len(lines[start].lstrip())
    own = [line[min(margin + 2, len(line) - len(line.lstrip())):] for line in lines[start + 1 : end]]
    entry: Any = yaml.load("\n".join([lines[start].lstrip()[2:], *own, ""]))
    value = _value(options)
    if key:
        entry["value"][key] = value
    else:
        entry["value"] = value
    if options.statement is not None:
        entry["statement"] = options.statement
    if options.source not in entry["sources"]:
        entry["sources"].append(options.source)
    for source_id in dropped(ledger, options):
        entry["sources"].remove(source_id)
    dates = [ledger.sources[source_id].as_of for source_id in entry["sources"]]
    entry["as_of"] = newest(dates)
    out = io.StringIO()
    yaml.dump(entry, out)
    body = out.getvalue().strip("\n").split("\n")
    fresh = [" " * margin + ("- " if at == 0 else "  ") + line if line else line for at, line in enumerate(body)]
    return "\n".join([*lines[:start], *fresh, *lines[end:]])


def dropped(ledger: Ledger, options: argparse.Namespace) -> list[str]:
    """Return the sources that the fact no longer rests on: those of the old value, where the whole value is new."""
    fact_id, _, key = options.id.partition(".")
    fact = ledger.facts[fact_id]
    if key or options.keep_sources or fact.value == _value(options):
        return []
    return [source_id for source_id in fact.sources if source_id != options.source]


def _value(options: argparse.Namespace) -> Any:
    """Return the value that is given, read as YAML as the ledger is; raises RefusalError for what would be lost."""
    problems: list[Problem] = []
    tree = parse(options.value, "value", problems)
    if tree is None or problems:
        message = f"{options.id}: {shown(options.value)}: {problems[0].message}; words are safe in quotes"
        raise RefusalError(Code.NOT_A_VALUE, message)
    return tree.value


def _end_of_entry(lines: list[str], start: int) -> int:
    """Return the line after the last of the entry that begins at the line ``start`` (both from 0).

    Blank lines and comments that follow its last value belong to the file, and stay as they are.
    """
    margin = lines[start][: len(lines[start]) - len(lines[start].lstrip())]
    following = (at for at in range(start + 1, len(lines)) if f"{lines[at]} ".startswith(f"{margin}- "))
    own = lines[start : next(following, len(lines))]
    end = 0
    for token in scan("\n".join(own)):
        if not isinstance(token, BlockEndToken | DocumentEndToken | StreamEndToken):
            # A block of text ends at the head of the line after it.
            end = max(end, token.end_mark.line + (token.end_mark.column > 0))
    while not own[end - 1].strip():
        end -= 1
    return start + end
