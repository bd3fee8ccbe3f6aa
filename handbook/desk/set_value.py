"""``set``: changes the value of a fact in its file, keeping comments and order; refuses what the rules refuse."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from handbook.desk.arguments import entry_id
from handbook.desk.fact_text import Change, changed
from handbook.desk.manual import RefusalError, command
from handbook.desk.old_value import kind_of, still_in_costs, still_said
from handbook.desk.one_editor import one_editor
from handbook.desk.pages_of import readable, showings
from handbook.desk.printing import complain, counted
from handbook.desk.whole_writes import write
from handbook.ledger.formats import join, newest, plain_number
from handbook.ledger.load import Ledger, load
from handbook.ledger.model import Fact
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
        "A change that breaks a rule, or a page that shows the fact, is refused and nothing is changed. What still\n"
        "has the old value is named: its statement, and costs of the same sources or tied to it by cost_facts.",
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
    with one_editor(options.root, quiet=options.json):
        return _set(options.root, options)


def _set(root: Path, options: argparse.Namespace) -> int:
    ledger = readable(root)
    _refuse(ledger, options)
    fact_id, _, key = options.id.partition(".")
    path = root / ledger.places[fact_id].file
    left = _dropped(ledger, options)
    change = _change(ledger, key, options)
    text = changed(path.read_bytes().decode("utf-8-sig"), ledger.places[fact_id].line, change)
    pages = sorted({showing.file for showing in showings(root, ledger, fact_id)})
    after = _trial(root, path, text, options)
    brought = list(_brought(_found(root, pages, ledger), _found(root, pages, after)))
    # A source that has served is no reason to keep an old value.
    unused = [problem for problem in brought if problem.code is Code.UNUSED and problem.entry in left]
    # The costs that keep the same figure are changed after the fact.
    tied = [problem for problem in brought if problem.code is Code.AMOUNT]
    if wrong_now := [problem for problem in brought if problem not in unused and problem not in tied]:
        raise _broken(wrong_now, options)
    if wrong := next(_read_otherwise(_expected(ledger, fact_id, change), after.facts), None):
        message = f"{wrong} would be read otherwise than now; put its words in quotes first; nothing was changed"
        raise RefusalError(Code.NOT_A_VALUE, f"{options.id}: {message}")
    write(path, text)
    _say(root, path, ledger, options, Outcome(pages, left, unused, tied, after.facts[fact_id]))
    return 0


class Outcome(NamedTuple):
    """What a change leads to: the pages that show it, the sources no longer cited, what is of no use now, the fact.

    ``tied`` are the costs that must change with it.
    """

    pages: list[str]
    left: list[str]
    unused: list[Problem]
    tied: list[Problem]
    after: Fact


def _say(root: Path, path: Path, ledger: Ledger, options: argparse.Namespace, outcome: Outcome) -> None:
    place = path.relative_to(root).as_posix()
    pages, left, unused, tied, after = outcome
    before = ledger.facts[after.id]
    key = options.id.partition(".")[2]
    kinds = [kind_of(fact.value[key] if key else fact.value) for fact in (before, after)]
    said = still_said(after.statement, before.value, after.value)
    named = [problem.entry for problem in tied]
    costs = [cost for cost in still_in_costs(ledger, before, after.value) if cost.id not in named]
    if options.json:
        print(json.dumps({
            "id": options.id, "file": place, "pages": pages, "no_longer_cited": left,
            "no_longer_used": [problem.entry for problem in unused], "kinds": kinds, "old_in_statement": said,
            "old_in_costs": [*named, *(cost.id for cost in costs)],
        }, indent=2))
        return
    print(f"{options.id} is now {shown(options.value, 200)} ({place}).")
    if kinds[0] != kinds[1]:
        print(f"The value was {kinds[0]} and is now {kinds[1]}.")
    if left:
        print(f"No longer cited, since they gave the old value: {', '.join(left)} (--keep-sources keeps them)")
    for problem in unused:
        print(f"{problem.file}:{problem.line}: {problem.entry}: nothing rests on this source now; remove it, "
              f"or name it where it belongs [{problem.code.value}]")
    for problem in tied:
        print(problem)
    for cost in costs:
        print(f"{ledger.places[cost.id].file}:{ledger.places[cost.id].line}: {cost.id}: the amount, from a source of "
              f"this fact, is still {plain_number(cost.amount)}; change it where it is the same figure")
    if said:
        print(f"Its statement still has the old value ({join([shown(form) for form in said])}): {after.statement}")
    elif options.statement is None:
        print(f"Its statement still reads: {after.statement}")
    print(f"Shown on {counted(len(pages), 'page')}: {', '.join(pages)}")


def _trial(root: Path, path: Path, text: str, options: argparse.Namespace) -> Ledger:
    """Return the ledger as it were if the file ``path`` held ``text``; raises RefusalError where it cannot be read."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder, "data")
        (trial / "facts").mkdir(parents=True)
        for file in (*(root / "data").glob("*.yaml"), *(root / "data/facts").glob("*.yaml")):
            if file.is_file():  # a device would be copied without end
                copy = trial / file.relative_to(root / "data")
                copy.write_bytes(text.encode() if file == path else contents(file))
        after, problems = load(trial, "data")
    if after is None:
        raise _broken(problems, options)
    return after


def _broken(problems: list[Problem], options: argparse.Namespace) -> RefusalError:
    complain(problems)
    return RefusalError(Code.NOT_A_VALUE, f"{options.id}: the change breaks the rules above; nothing was changed")


def _found(root: Path, pages: list[str], ledger: Ledger) -> list[Problem]:
    """Return what is wrong with ``ledger``, and with ``pages`` when they show it."""
    return check(ledger) + [problem for page in pages for problem in wrong_uses(page, text_of(root / page), ledger)]


def _brought(before: list[Problem], after: list[Problem]) -> Iterator[Problem]:
    """Yield those problems ``after`` a change that were none ``before``; an entry may stand on another line."""
    def key(problem: Problem) -> tuple[str, str, Code, str]:
        return problem.file, problem.entry, problem.code, problem.message

    known = Counter(map(key, before))
    for problem in after:
        known[key(problem)] -= 1
        if known[key(problem)] < 0:
            yield problem


def _expected(ledger: Ledger, fact_id: str, change: Change) -> dict[str, Fact]:
    """Return the facts as they must be read after ``change``."""
    fact = ledger.facts[fact_id]
    fields: dict[str, Any] = {"sources": change.sources, "as_of": change.as_of}
    fields["value"] = {**fact.value, change.key: change.value} if change.key else change.value
    if change.statement is not None:
        fields["statement"] = change.statement
    return {**ledger.facts, fact_id: fact.model_copy(update=fields)}


def _read_otherwise(expected: Mapping[str, Fact], found: Mapping[str, Fact]) -> Iterator[str]:
    """Yield ``id: field`` for what is not ``found`` as ``expected``; ``True`` and ``1`` differ."""
    for fact_id in dict.fromkeys([*expected, *found]):
        one, two = (
            facts[fact_id].model_dump(mode="json") if fact_id in facts else {} for facts in (expected, found)
        )
        for field in dict.fromkeys([*one, *two]):
            if json.dumps(one.get(field)) != json.dumps(two.get(field)):
                yield f"{fact_id}: {field}"


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


def _change(ledger: Ledger, key: str, options: argparse.Namespace) -> Change:
    """Return what the fact is to say: value, source, date and, if given, statement."""
    fact = ledger.facts[options.id.partition(".")[0]]
    left = _dropped(ledger, options)
    kept = tuple(source_id for source_id in fact.sources if source_id not in left)
    sources = kept if options.source in kept else (*kept, options.source)
    as_of = newest(ledger.sources[source_id].as_of for source_id in sources)
    return Change(key, _value(options), options.statement, sources, as_of)


def _dropped(ledger: Ledger, options: argparse.Namespace) -> list[str]:
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
