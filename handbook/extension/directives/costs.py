"""``{costs}``: published figures of one academic year and track, item by term."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from handbook.extension.directives.ledger_directive import LedgerDirective, id_list
from handbook.extension.provenance import source_mark
from handbook.extension.tables import Cell, table
from handbook.ledger.formats import capital, money
from handbook.ledger.model import Cost
from handbook.prose.directives import Names

_PER = {"term": "", "unit": " a unit", "year": " a year", "once": " once"}
_SEASONS = {"spring": 0, "summer": 1, "fall": 2}


class CostsDirective(LedgerDirective):
    """Options: ``year`` (academic year), ``track`` (as in ``costs.yaml``), ``item``, ``caption``."""

    option_spec: ClassVar = {
        "year": id_list, "track": id_list, "item": id_list, "caption": directives.unchanged,
    }

    names: ClassVar = {
        "year": Names("academic year", lambda ledger: {row.academic_year for row in ledger.costs.values()}),
        "track": Names("track", lambda ledger: {row.track for row in ledger.costs.values()}),
        "item": Names("item", lambda ledger: {row.item for row in ledger.costs.values()}),
    }

    def run(self) -> list[nodes.Node]:
        """Return the table, or report an option that no row has and a cell in which tracks differ."""
        if self.misnames():
            return []
        rows = list(self.ledger.costs.values())
        for option, attribute in (("year", "academic_year"), ("track", "track"), ("item", "item")):
            if option in self.options:
                rows = [row for row in rows if getattr(row, attribute) in self.options[option]]
        if not rows:
            return self.fault("no cost of the ledger fits these options")
        self.domain.note_collection("costs", "edition:cost_items")
        for row in rows:
            other = next((one for one in rows if _differ(row, one)), None)
            if other:
                return self.fault(f"{row.id} and {other.id} would share a cell: give each track a table of its own")
        terms = sorted({row.term for row in rows}, key=_term_order)
        shown = {row.item for row in rows}
        # In the order of the whole ledger, so that tables of several tracks have the same one.
        items = [item for item in dict.fromkeys(row.item for row in self.ledger.costs.values()) if item in shown]
        caption = [
            nodes.Text(self.options.get("caption", "Published costs in US dollars")),
            source_mark(self.domain, [row.id for row in rows]),
        ]
        names = self.ledger.edition.cost_items
        body = [
            [
                names.get(item, _words(item)),
                *(self.amounts([r for r in rows if r.item == item and r.term == term]) for term in terms),
            ]
            for item in items
        ]
        return [table(caption, ["Item", *map(_words, terms)], body, classes=["costs"])]

    def amounts(self, rows: list[Cost]) -> Cell:
        """Return the amounts of one cell; a dash where the source gives none."""
        if not rows:
            return "–"
        return "; ".join(dict.fromkeys(money(row.amount) + _PER[row.per] for row in rows))


def _differ(one: Cost, other: Cost) -> bool:
    """Return whether two tracks have other amounts for the same item and term."""
    same = (one.item, one.term, one.per) == (other.item, other.term, other.per)
    return same and one.track != other.track and one.amount != other.amount


def _words(name: str) -> str:
    return capital(name.replace("-", " "))


def _term_order(term: str) -> tuple[str, int, str]:
    season, _, year = term.partition("-")
    return year, _SEASONS.get(season, 9), term
