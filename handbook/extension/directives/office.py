"""``{office}`` and ``{offices}``: whom to ask, and how to reach them."""

from __future__ import annotations

from docutils import nodes

from handbook.extension.directives.ledger_directive import LedgerDirective
from handbook.extension.provenance import source_mark
from handbook.extension.tables import Cell, definitions, paragraph
from handbook.extension.words import office_link
from handbook.ledger.formats import full_stop
from handbook.ledger.model import Office

# The class of a phone number; the website makes a link of it.
PHONE = "phone"


def phone(number: str) -> nodes.inline:
    """Return a phone number."""
    return nodes.inline("", number, classes=[PHONE])


class OfficeDirective(LedgerDirective):
    """Shows one office. Argument: its id."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a box with purpose, phone, e-mail, address and page."""
        office = self.ledger.offices.get(self.arguments[0])
        if office is None:
            return self.unknown(self.arguments[0], "office", self.ledger.offices)
        name = paragraph(nodes.strong("", office.name))
        return [nodes.container("", name, *self.body(office, raw=False), classes=["office"])]

    def body(self, office: Office, *, raw: bool) -> list[nodes.Node]:
        """Return purpose and ways to reach the office; people are never named."""
        mark = source_mark(self.domain, [office.id], raw=raw)
        pairs: list[tuple[str, Cell]] = []
        if office.phone:
            pairs.append(("Phone", phone(office.phone)))
        if office.email:
            pairs.append(("E-mail", nodes.reference("", office.email, refuri=f"mailto:{office.email}", internal=False)))
        if office.address:
            pairs.append(("Address", office.address))
        if office.url:
            pairs.append(("Website", nodes.reference("", office.url, refuri=office.url, internal=False)))
        lead = paragraph(full_stop(office.purpose), mark)
        if not pairs:
            return [lead, paragraph(*self.no_way(office))]
        return [lead, definitions(pairs, ["contact"])]

    def no_way(self, office: Office) -> list[str | nodes.Node]:
        """Return that nothing is known, and the office for everything else (``search_offices``), if there is one."""
        words = "No phone or e-mail of this office stands in the sources"
        known = self.config.search_offices if "search_offices" in self.config else []
        other = self.ledger.offices.get(known[1]) if len(known) == 2 else None
        if other is None or other is office or not other.phone:
            return [f"{words}."]
        return [f"{words}; ask ", office_link(self.domain, other.id), ", ", phone(other.phone), "."]


class OfficesDirective(OfficeDirective):
    """Lists every office as a section with its id as anchor."""

    required_arguments = 0

    def run(self) -> list[nodes.Node]:
        """Return the sections."""
        self.domain.note_collection("offices")
        sections: list[nodes.Node] = []
        for office in self.ledger.offices.values():
            self.domain.note_place(office.id, office.id, "office", office.name)
            sections.append(self.section(office.id, office.name, *self.body(office, raw=True)))
        return sections
