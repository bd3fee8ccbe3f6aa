"""``{deadlines}``: a table of dates."""

from __future__ import annotations

import datetime
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from handbook.extension.directives.ledger_directive import LedgerDirective, id_list
from handbook.extension.provenance import source_mark
from handbook.extension.tables import Cell, table
from handbook.extension.words import when_words
from handbook.ledger.formats import full_stop
from handbook.ledger.model import Deadline

# Option -> the field of a date that must be among its words.
_FILTERS = (("audience", "audience"), ("cycle", "cycle"), ("status", "status"), ("ids", "id"))


class DeadlinesDirective(LedgerDirective):
    """Options: ``audience``, ``cycle``, ``status`` (one or more each), ``ids``, ``caption``, ``anchors``.

    A row carries the class ``date-YYYY-MM-DD`` of its last day, so that the browser can mark what is past; the
    build itself knows no today. ``anchors`` makes this table the place of its dates.
    """

    option_spec: ClassVar = {
        "audience": id_list, "cycle": id_list, "status": id_list, "ids": id_list, "caption": directives.unchanged,
        "anchors": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Return the table, or report that no date fits the options."""
        items = list(self.ledger.deadlines.values())
        for wanted in self.options.get("ids", ()):
            if wanted not in self.ledger.deadlines:
                return self.unknown(wanted, "deadline", self.ledger.deadlines)
        for option, attribute in _FILTERS:
            if option in self.options:
                items = [item for item in items if getattr(item, attribute) in self.options[option]]
        if not items:
            return self.fault("no date of the ledger fits these options")
        self.domain.note_collection("deadlines")
        items.sort(key=_order)
        result = table(
            self.options.get("caption", "Dates"), ["Date", "What"],
            [self.row(item) for item in items], widths=[30, 70], classes=["deadlines"],
            row_classes=[_date_class(item) for item in items],
        )
        return [result]

    def row(self, item: Deadline) -> list[Cell]:
        """Return the cells of one date."""
        days = nodes.inline("", when_words(item), classes=["fact"])
        when: list[nodes.Node] = [days, source_mark(self.domain, [item.id])]
        if "anchors" in self.options:
            when.insert(0, nodes.target("", "", ids=[item.id]))
            self.domain.note_place(item.id, item.id, "deadline", item.title)
        what: list[nodes.Node] = [nodes.Text(item.title)]
        if item.rule and item.date:
            what.append(nodes.Text(f". {full_stop(item.rule)}"))
        if item.time:
            zone = " Eastern Time" if item.timezone else ""
            what.append(nodes.Text(f", {item.time.replace('-', ' to ')}{zone}"))
        if item.cycle == "yearly" and self.options.get("cycle") != ["yearly"]:
            what.append(nodes.Text(" (every year)"))
        return [when, what]


def _order(item: Deadline) -> tuple[int, str]:
    """Full dates first in order, then yearly ones from September on, then rules as they stand in the file."""
    if item.date and len(item.date) == 10:
        return 0, item.date
    if item.date:
        day = datetime.date.fromisoformat(f"2024-{item.date}")
        return 1, f"{(day.month - 9) % 12:02}-{day.day:02}"
    return 2, ""


def _date_class(item: Deadline) -> list[str]:
    last = item.end_date or item.date
    return [f"date-{last}"] if last and len(last) == 10 else []
