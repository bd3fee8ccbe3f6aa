"""``{unknown}`` and ``{unknowns}``: questions that no source answers."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from handbook.extension.directives.ledger_directive import LedgerDirective
from handbook.extension.directives.office import phone
from handbook.extension.tables import paragraph
from handbook.extension.words import entry_link, office_link
from handbook.ledger.formats import full_stop
from handbook.ledger.model import Unknown
from handbook.prose.directives import ARGUMENTS, Names


class UnknownDirective(LedgerDirective):
    """Shows one open question in a box. Argument: the id of the question."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the box, or report an unknown id."""
        item = self.ledger.unknowns.get(self.arguments[0])
        if item is None:
            return self.unknown(self.arguments[0], "open question", self.ledger.unknowns)
        self.domain.note_shown([item.id])
        box = nodes.admonition(classes=["unknown"])
        box += nodes.title("", "Not published")
        box += paragraph(nodes.strong("", item.question))
        answer = self.answer(item)
        link = entry_link(self.domain, item.id, "unknown", "All questions without a public answer")
        answer += nodes.inline("", " ", link, nodes.Text("."), classes=["unsearched"])
        box += answer
        return [box]

    def answer(self, item: Unknown, *, listed: bool = False) -> nodes.paragraph:
        """Return why it is not known, and whom to ask, with a phone and an e-mail where there is one.

        In the list of all (``listed``) the search needs no reason: it has that of the box; and the link to the office
        stands for its phone and e-mail, which a page of so many entries would repeat a hundred times.
        """
        why = full_stop(item.why)
        reason: nodes.Node = nodes.inline("", why, classes=["unsearched"]) if listed else nodes.Text(why)
        parts: list[str | nodes.Node] = [reason, " Ask: ", office_link(self.domain, item.ask)]
        office = None if listed else self.ledger.offices.get(item.ask)
        ways = nodes.inline(classes=["unsearched"])
        if office is not None and office.email:
            address = nodes.reference("", office.email, refuri=f"mailto:{office.email}", internal=False)
            ways += [nodes.Text(", "), address]
        if office is not None and office.phone:
            ways += [nodes.Text(", "), phone(office.phone)]
        return paragraph(*parts, *([ways] if ways.children else []), ".")


class UnknownsDirective(UnknownDirective):
    """Lists open questions, each as a section with its id as anchor. Argument: their subject; without it, all."""

    required_arguments = 0
    optional_arguments = 1
    names: ClassVar = {
        ARGUMENTS: Names("subject of open questions", lambda ledger: sorted({
            item.subject for item in ledger.unknowns.values() if item.subject
        })),
    }

    def run(self) -> list[nodes.Node]:
        """Return the sections, or report a subject that no question has."""
        if self.misnames():
            return []
        self.domain.note_collection("unknowns", "offices")
        items = list(self.ledger.unknowns.values())
        if self.arguments:
            items = [item for item in items if item.subject == self.arguments[0]]
        sections: list[nodes.Node] = []
        for item in items:
            self.domain.note_place(item.id, item.id, "unknown", item.question)
            sections.append(self.section(item.id, item.question, self.answer(item, listed=True)))
        return sections
