"""``check``: proves the rules on the ledger and on the pages."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.desk.beside_pages import beside_pages, is_hidden
from handbook.desk.manual import command
from handbook.desk.printing import complain, counted
from handbook.ledger.held import proven
from handbook.ledger.load import Ledger
from handbook.ledger.problems import Code, Problem, shown
from handbook.ledger.yaml_tree import read_text
from handbook.prose.directives import Form, Named, names_of, wrong_directives, wrong_names
from handbook.prose.fences import glossary_terms, unclosed
from handbook.prose.headings import wrong_labels
from handbook.prose.limits import beyond_limits
from handbook.prose.literals import literals
from handbook.prose.pictures import unreadable_pictures
from handbook.prose.placed import Table, placed, tables_of, without_place
from handbook.prose.redirects import FILE, load_redirects
from handbook.prose.shape import shape
from handbook.prose.template import to_fill
from handbook.prose.toctrees import wrong_toctrees
from handbook.prose.uses import OPTIONS as USED
from handbook.prose.uses import facts_shown, no_uses, wrong_uses
from handbook.prose.wording import certain
from handbook.search.synonyms import FILE as SYNONYMS
from handbook.search.synonyms import load_synonyms

if TYPE_CHECKING:
    from argparse import _SubParsersAction

# Raw lists of statements; being there does not count as being shown.
RAW = "docs/reference/facts/"


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = command(
        commands, "check", "check the ledger and the pages; one line per problem",
        "Proves the rules on the ledger, on the synonyms of the search and on the text of the pages. Each problem is\n"
        "one line: file, line, what is wrong, the nearest right value, and a code in brackets. Takes seconds.",
        [("check", "Check all:"), ("check --json > problems.json", "The same for a program:")], as_json=True,
    )
    parser.set_defaults(run=run)


def pages(root: Path) -> list[Path]:
    """Return the Markdown files of the handbook in ``root``, in order."""
    return sorted(path for path in (root / "docs").rglob("*.md") if not is_hidden(path.relative_to(root / "docs")))


def by_name(root: Path) -> dict[str, Path]:
    """Return the same files by the name of their page, such as ``careers/cpt``."""
    return {path.relative_to(root / "docs").with_suffix("").as_posix(): path for path in pages(root)}


@cache
def forms() -> Mapping[str, Form]:
    """Return what each directive of the handbook takes, by its name, as its class says it."""
    # Only here: the other commands begin sooner without them.
    from docutils.parsers.rst.directives import flag, unchanged

    from handbook.extension.directives import DIRECTIVES

    return {
        name: Form(
            # A flag may have any words behind it: MyST-Parser takes them for none.
            {option: unchanged if read is flag else read for option, read in (directive.option_spec or {}).items()},
            directive.required_arguments, directive.required_arguments + directive.optional_arguments,
            directive.has_content,
            {option: names for option, names in getattr(directive, "names", {}).items() if option not in USED},
            getattr(directive, "taken", None),
        )
        for name, directive in DIRECTIVES.items()
    }


@dataclass(frozen=True)
class Words:
    """What a page says, and what is wrong with it whatever the ledger holds.

    ``named`` is what its directives name, to be held against a ledger, and ``tables`` are those of them that show what
    fits their options. ``misused`` are the lines of wrong directives; None where the page is too large or too deep to
    be read further.
    """

    text: str
    problems: tuple[Problem, ...]
    named: tuple[Named, ...]
    tables: tuple[Table, ...]
    misused: frozenset[int] | None


@dataclass(frozen=True)
class PageCheck:
    """What was found in a page: its words, the ledger they were held against, all problems, and the facts shown.

    ``placed`` are the ids of the other entries that stand on it, of those that need a place.
    """

    words: Words
    ledger: Ledger
    problems: tuple[Problem, ...]
    shown: frozenset[str]
    placed: frozenset[str]


def check_words(name: str, text: str) -> Words:
    """Check what the page ``name`` (``docs/...``) with the text ``text`` says, without the ledger."""
    if beyond := beyond_limits(name, text):
        return Words(text, tuple(beyond), (), (), None)
    misused = wrong_directives(name, text, forms())
    problems = (*literals(name, text), *certain(name, text), *to_fill(name, text), *misused, *no_uses(name, text))
    named, tables = tuple(names_of(text, forms())), tuple(tables_of(text, forms()))
    return Words(text, problems, named, tables, frozenset(problem.line for problem in misused))


def check_page(name: str, words: Words, ledger: Ledger) -> PageCheck:
    """Check the ``words`` of the page ``name`` (``docs/...``) against ``ledger``."""
    if words.misused is None:
        return PageCheck(words, ledger, words.problems, frozenset(), frozenset())
    problems = [
        *words.problems, *shape(name, words.text, ledger.edition.entry_years), *wrong_labels(name, words.text, ledger),
        # What stands where an id should, in a directive that is wrong anyway, is no second fault.
        *(
            problem for problem in (*wrong_uses(name, words.text, ledger), *wrong_names(name, words.named, ledger))
            if problem.line not in words.misused
        ),
    ]
    shown = () if name.startswith(RAW) else facts_shown(words.text, ledger)
    stand = frozenset(placed(words.text, words.tables, ledger))
    return PageCheck(words, ledger, tuple(problems), frozenset(shown), stand)


def problems_of(
    root: Path, known: dict[str, PageCheck] | None = None
) -> tuple[list[Problem], Ledger | None, int]:
    """Return all problems of the handbook in ``root``, its ledger (None if unreadable) and the facts shown.

    ``known`` holds the pages that were checked before, by name, and takes those that are checked now: a page is not
    checked again as long as its text and the ledger are the same, nor are its words where the ledger alone changed.
    """
    known = {} if known is None else known
    ledger, of_ledger = proven(root / "data", "data")
    problems = list(of_ledger)
    if ledger is None:
        return problems, None, 0
    problems += load_synonyms(root / SYNONYMS, SYNONYMS)[1]
    seen: set[str] = set()
    terms: dict[str, str] = {}
    texts: dict[str, str] = {}
    names = by_name(root)
    stand: set[str] = set()
    tables: list[Table] = []
    all_read = all_named = bool(names)
    for page, path in names.items():
        name = path.relative_to(root).as_posix()
        text = read_text(path, name, problems)
        if text is None:
            all_read = False
            continue
        texts[page] = text
        found = known.get(name)
        if found is None or found.words.text != text or found.ledger is not ledger:
            words = found.words if found is not None and found.words.text == text else check_words(name, text)
            found = known[name] = check_page(name, words, ledger)
        problems += [*found.problems, *_terms(name, text, terms)]
        seen |= found.shown
        stand |= found.placed
        tables += found.words.tables
        all_named = all_named and all(problem.code is not Code.ROLE for problem in found.problems)
        all_read = all_read and found.words.misused is not None and not unclosed(text)
    problems += [*beside_pages(root), *unreadable_pictures(root)]
    faulty = {problem.file for problem in problems}
    # A page that is wrong as a whole is not outside the tree too.
    problems += (one for one in wrong_toctrees(texts, names) if one.line or one.file not in faulty)
    problems += load_redirects(root / "docs", f"docs/{FILE}", names)[1]
    # Of a page that cannot be read nobody knows what it shows, nor of a conflict that is not named rightly.
    for fact_id, fact in ledger.facts.items():
        place = ledger.places[fact_id]
        known_sides = fact.status != "conflicting" or fact.conflict in ledger.conflicts
        if fact_id not in seen and fact_id not in ledger.kept_back and all_read and known_sides:
            message = "no page shows this fact; show it, or list it in data/kept-back.yaml with a reason"
            problems.append(Problem(place.file, place.line, fact_id, Code.ORPHAN_FACT, message))
        elif fact_id in seen and fact_id in ledger.kept_back:
            message = "a page shows this fact; take it out of data/kept-back.yaml"
            reason = ledger.reasons[fact_id]
            problems.append(Problem(reason.file, reason.line, fact_id, Code.ORPHAN_FACT, message))
    # Nor does anybody know what a directive shows that is wrong: it is the one fault.
    if all_read and all_named:
        problems += without_place(ledger, stand, tables)
    return problems, ledger, len(seen)


def _terms(name: str, text: str, first: dict[str, str]) -> Iterator[Problem]:
    """Yield one problem for each term of a glossary on the page ``text`` that ``first`` has; add the others to it."""
    for line in glossary_terms(text) if "{glossary}" in text else ():
        term = line.text.partition(" : ")[0].strip()
        place = first.setdefault(term, f"{name}:{line.number}")
        if place != f"{name}:{line.number}":
            message = f"{shown(term)}: this term is explained already at {place}; join the two"
            yield Problem(name, line.number, "", Code.PAGE_SHAPE, message)


def run(options: argparse.Namespace) -> int:
    """Print every problem; return 0 when there is none, else 1."""
    problems, ledger, seen = problems_of(options.root)
    if options.json:
        print(json.dumps([
            {"file": p.file, "line": p.line, "entry": p.entry, "code": p.code.value, "message": p.message}
            for p in sorted(problems)
        ], indent=2))
        return 1 if problems else 0
    complain(sorted(problems), sys.stdout)
    if problems or ledger is None:
        print(f"{counted(len(problems), 'problem')} found.", file=sys.stderr)
        return 1
    print("No problems: " + ", ".join([
        f"{counted(len(ledger.facts), 'fact')} ({seen} shown, {len(ledger.kept_back)} kept back)",
        counted(len(ledger.courses), "course"), counted(len(ledger.requirements), "requirement set"),
        f"{counted(len(ledger.plans), 'sample plan')} proven", counted(len(ledger.deadlines), "date"),
        counted(len(ledger.costs), "cost"), counted(len(ledger.sources), "source"),
        counted(len(pages(options.root)), "page"),
    ]) + ".")
    return 0
