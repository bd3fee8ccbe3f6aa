"""``{asks}``: questions that the section answers, for the search alone."""

from __future__ import annotations

from docutils import nodes

from handbook.extension.directives.ledger_directive import LedgerDirective


class AsksDirective(LedgerDirective):
    """The body has one question a line. Readers do not see it; the search leads from it to the section."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return an invisible comment that carries the questions."""
        questions = [line.strip() for line in self.content if line.strip()]
        if not questions:
            return self.fault("names no question")
        return [nodes.comment("", "", classes=["asks"], questions=tuple(questions))]
