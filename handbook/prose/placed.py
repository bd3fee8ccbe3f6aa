"""Which courses, dates, requirement sets and plans stand on a page, read from its text and its directives alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from handbook.ledger.load import Ledger
from handbook.ledger.model import Deadline, Entry
from handbook.ledger.problems import Code, Problem, nearest, shown
from handbook.prose.directives import Form, Taken, options_of
from handbook.prose.fences import read
from handbook.prose.uses import uses

CATALOG, DATES = "{course-catalog}", "{deadlines}"
# What shows one entry that it names.
_ONE = frozenset({"requirements", "plan", "deadline"})


@dataclass(frozen=True, slots=True)
class Table:
    """A directive that shows those entries which fit its ``options``; ``taken`` finds them in a ledger."""

    name: str
    options: Mapping[str, Any]
    taken: Taken


def tables_of(text: str, forms: Mapping[str, Form]) -> Iterator[Table]:
    """Yield the directives of the page ``text`` that show what fits their options, by their ``forms``."""
    taken = {f"{{{name}}}": form for name, form in forms.items() if form.taken is not None}
    if not any(name in text for name in taken):
        return
    lines = list(read(text))
    for index, line in enumerate(lines):
        form = taken.get(line.opens.name) if line.opens is not None else None
        if line.opens is None or form is None or form.taken is None:
            continue
        options: dict[str, Any] = {}
        for option, value in options_of(lines, index).items():
            with suppress(KeyError, ValueError):  # faults of their own
                options[option] = form.options[option](value)
        yield Table(line.opens.name, options, form.taken)


def placed(text: str, tables: Iterable[Table], ledger: Ledger) -> set[str]:
    """Return the ids of the entries of ``ledger`` that the page ``text``, with its ``tables``, gives a place."""
    found = {entry.id for table in tables for entry in table.taken(ledger, table.options)}
    if any(f"{{{kind}}}" in text for kind in _ONE):
        found |= {use.entry for use in uses(text) if use.kind in _ONE}
    return found


def without_place(ledger: Ledger, known: Collection[str], tables: Sequence[Table]) -> Iterator[Problem]:
    """Yield one problem for each entry that should stand on a page and is not among the ``known`` that do.

    ``tables`` are those of all pages: one of the words that they ask for is what a misspelled one was meant to be.
    Where some list dates by what these are, each date stands in one of them; to be named elsewhere is not enough.
    """
    lists = [table for table in tables if table.name == DATES and "ids" not in table.options]
    dated = {date.id for table in lists for date in table.taken(ledger, table.options)} if lists else known
    kinds: tuple[tuple[Iterable[Entry], Collection[str], Callable[[Any], str]], ...] = (
        (ledger.courses.values(), known, lambda course: _unasked("subject", course.subject, CATALOG, tables)),
        (ledger.deadlines.values(), dated, lambda date: _untaken(date, tables)),
        (ledger.requirements.values(), known, lambda entry: _unnamed("requirement set", "requirements", entry)),
        (ledger.plans.values(), known, lambda plan: _unnamed("sample plan", "plan", plan)),
    )
    for entries, placed_ones, said in kinds:
        for entry in entries:
            if entry.id not in placed_ones:
                yield ledger.problem(entry, Code.ORPHAN_FACT, said(entry))


def _unnamed(what: str, directive: str, entry: Entry) -> str:
    return f"no page shows this {what}; show it with {{{directive}}} {entry.id}"


def _untaken(date: Deadline, tables: Sequence[Table]) -> str:
    asked = _asked("cycle", DATES, tables)
    if asked and date.cycle not in asked:
        return _unasked("cycle", date.cycle, DATES, tables)
    what = f"cycle: {shown(date.cycle)}, audience: {date.audience}, status: {date.status}"
    return f"no list of {DATES} on a page takes this date ({what})"


def _unasked(option: str, word: str | None, directive: str, tables: Sequence[Table]) -> str:
    asked = _asked(option, directive, tables)
    there = f"; there is: {', '.join(sorted(asked))}" if asked else ""
    return f"{option}: {shown(word) if word else 'nothing'}: no {directive} of a page asks for it" + (
        nearest(word or "", asked) or there
    )


def _asked(option: str, directive: str, tables: Sequence[Table]) -> set[str]:
    return {word for table in tables if table.name == directive for word in table.options.get(option, ())}
