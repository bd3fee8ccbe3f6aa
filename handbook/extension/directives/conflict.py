"""``{conflict}`` and ``{conflicts}``: where sources disagree."""

from __future__ import annotations

from docutils import nodes

from handbook.extension.conflict_marks import conflict_link
from handbook.extension.directives.ledger_directive import LedgerDirective
from handbook.extension.provenance import source_mark
from handbook.extension.tables import paragraph
from handbook.extension.words import office_link
from handbook.ledger.formats import dated, full_stop
from handbook.ledger.model import Conflict


class ConflictDirective(LedgerDirective):
    """Shows one disagreement in a box. Argument: the id of the conflict."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the box, or report an unknown id."""
        conflict = self.ledger.conflicts.get(self.arguments[0])
        if conflict is None:
            return self.unknown(self.arguments[0], "conflict", self.ledger.conflicts)
        box = nodes.admonition(classes=["conflict"], conflict=conflict.id)
        box += nodes.title("", f"Sources disagree: {conflict.question}")
        where = conflict_link(conflict.id, self.env.current_document.docname, "More on this conflict")
        onward = paragraph(where, ".")
        onward["classes"].append("unsearched")
        box += [*self.body(conflict), onward]
        self.note_facts(conflict, raw=False)
        return [box]

    def note_facts(self, conflict: Conflict, *, raw: bool) -> None:
        """Note that the page shows the facts of this conflict."""
        tied = [fact.id for fact in self.ledger.facts.values() if fact.conflict == conflict.id]
        self.domain.note_shown([conflict.id, *tied], raw=raw)

    def body(self, conflict: Conflict) -> list[nodes.Element]:
        """Return what is printed, each side with its sources, the reason and whom to ask."""
        sides = nodes.bullet_list()
        for side in conflict.values:
            mark = source_mark(self.domain, [])
            mark["sources"] = side.sources
            sides += nodes.list_item("", paragraph(dated(side.value, side.as_of), mark))
        # The wording goes on with the sentence, and often has a colon of its own.
        label = nodes.strong("", "This handbook prints", classes=["unsearched"])
        lead = paragraph(label, f" {conflict.wording.rstrip('.')}.")
        ask = paragraph(full_stop(conflict.reason), " Ask: ", office_link(self.domain, conflict.ask), ".")
        return [lead, sides, ask]


class ConflictsDirective(ConflictDirective):
    """Lists every conflict as a section with its id as anchor."""

    required_arguments = 0

    def run(self) -> list[nodes.Node]:
        """Return the sections."""
        self.domain.note_collection("conflicts")
        sections: list[nodes.Node] = []
        for conflict in self.ledger.conflicts.values():
            self.domain.note_place(conflict.id, conflict.id, "conflict", conflict.question)
            self.note_facts(conflict, raw=True)
            lead, *rest = self.body(conflict)
            for part in rest:  # the search has them of the box
                part["classes"].append("unsearched")
            sections.append(self.section(conflict.id, conflict.question, lead, *rest))
        return sections
