"""``{asks}``: questions that the section answers, for the search alone."""

from __future__ import annotations

from docutils import nodes

from handbook.extension.directives.ledger_directive import LedgerDirective


class AsksDirective(LedgerDirective):
    """The body has questions, one a line or parted by ``|``. No reader sees them; from them the search leads here.

    Argument, where an entry of a list on the page answers them: the id of the office or course.
    """

    optional_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return an invisible comment that carries the questions."""
        questions = [part.strip() for line in self.content for part in line.split("|") if part.strip()]
        if not questions:
            return self.fault("names no question")
        entry = self.arguments[0] if self.arguments else ""
        known = [*self.ledger.offices, *(course.id for course in self.ledger.courses.values())]
        if entry and entry not in known:
            return self.unknown(entry, "office or course", known)
        return [nodes.comment("", "", classes=["asks"], questions=tuple(questions), entry=entry)]
