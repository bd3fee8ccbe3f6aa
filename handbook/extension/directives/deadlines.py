"""``{deadlines}``: a table of dates and of time limits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from handbook.extension.directives.ledger_directive import LedgerDirective, id_list
from handbook.extension.provenance import source_mark
from handbook.extension.tables import Cell, table
from handbook.extension.words import when_words
from handbook.ledger.formats import MONTHS, capital, clock, full_stop
from handbook.ledger.load import Ledger
from handbook.ledger.model import Deadline
from handbook.prose.directives import Names

# Option -> the field of a date that must be among its words.
_FILTERS = {"audience": "audience", "cycle": "cycle", "status": "status", "ids": "id"}
# An academic year begins in August.
_FIRST_MONTH = 8
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")


class DeadlinesDirective(LedgerDirective):
    """Options: ``audience``, ``cycle``, ``status`` (one or more each), ``ids``, ``caption``, ``anchors``.

    A row carries the class ``date-YYYY-MM-DD`` of its last day, so that the browser can mark what is past; the
    build itself knows no today. ``anchors`` makes this table the place of its dates.
    """

    option_spec: ClassVar = {
        "audience": id_list, "cycle": id_list, "status": id_list, "ids": id_list, "caption": directives.unchanged,
        "anchors": directives.flag,
    }

    names: ClassVar = {
        "audience": Names("audience", lambda ledger: {item.audience for item in ledger.deadlines.values()}),
        "cycle": Names("cycle", lambda ledger: {item.cycle for item in ledger.deadlines.values()}),
        "status": Names("status", lambda ledger: {item.status for item in ledger.deadlines.values()}),
        "ids": Names("deadline", lambda ledger: ledger.deadlines),
    }

    @staticmethod
    def taken(ledger: Ledger, options: Mapping[str, Any]) -> list[Deadline]:
        """Return the dates that fit ``options``."""
        items = list(ledger.deadlines.values())
        for option in options.keys() & _FILTERS.keys():
            items = [item for item in items if getattr(item, _FILTERS[option]) in options[option]]
        return items

    def run(self) -> list[nodes.Node]:
        """Return the table, or report that no date fits the options."""
        if self.misnames():
            return []
        items = self.taken(self.ledger, self.options)
        if not items:
            return self.fault("no date of the ledger fits these options")
        self.domain.note_collection("deadlines")
        days = [item.date for item in items if item.date and len(item.date) == 10]
        one_year = len({_academic_year(day) for day in days}) < 2
        items.sort(key=lambda item: _order(item, one_year=one_year))
        caption = self.options.get("caption", "Dates")
        every_year = all(item.cycle == "yearly" for item in items)
        told = "every year" in caption or self.options.get("cycle") == ["yearly"]
        result = table(
            caption, ["When, every year" if every_year and not told else "When", "What"],
            [self.row(item, every_year=every_year) for item in items], widths=[30, 70], classes=["deadlines"],
            row_classes=[_date_class(item) for item in items],
        )
        return [result]

    def row(self, item: Deadline, *, every_year: bool) -> list[Cell]:
        """Return the cells of one date; where the whole table is of ``every_year``, its head says so."""
        words = when_words(item)
        days = nodes.inline("", capital(words), classes=["fact"])
        when: list[nodes.Node] = [days, source_mark(self.domain, [item.id])]
        if "anchors" in self.options:
            when.insert(0, nodes.target("", "", ids=[item.id]))
            self.domain.note_place(item.id, item.id, "deadline", item.title)
        what: list[nodes.Node] = [nodes.Text(item.title)]
        if item.time:
            what.append(nodes.Text(f", {clock(item.time, item.timezone)}"))
        if item.rule and item.date:
            what.append(nodes.Text(f". {full_stop(item.rule)}"))
        if item.cycle == "yearly" and not every_year:
            what.append(nodes.Text(" (every year)"))
        return [when, what]


def _order(item: Deadline, *, one_year: bool) -> tuple[int, str]:
    """Return the place of an item: in the order of the academic year; time limits that name no month come last.

    Where the full dates are of more than one academic year, they come first, by year.
    """
    if item.date and len(item.date) == 10 and not one_year:
        return 0, item.date
    if item.date:
        month, day = map(int, item.date[-5:].split("-"))
        return 1, f"{_since_start(month):02}-{day:02}"
    named = _MONTH.search(item.rule or "")
    # A rule that names a month but no day stands after the days of that month.
    return (1, f"{_since_start(MONTHS.index(named[0]) + 1):02}-99") if named else (2, "")


def _since_start(month: int) -> int:
    return (month - _FIRST_MONTH) % 12


def _academic_year(day: str) -> int:
    year, month = int(day[:4]), int(day[5:7])
    return year if month >= _FIRST_MONTH else year - 1


def _date_class(item: Deadline) -> list[str]:
    last = item.end_date or item.date
    return [f"date-{last}"] if last and len(last) == 10 else []
