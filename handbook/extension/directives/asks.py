"""``{asks}``: questions that the section answers, for the search alone."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from handbook.extension.directives.ledger_directive import LedgerDirective
from handbook.prose.directives import ARGUMENTS, Names


class AsksDirective(LedgerDirective):
    """The body has questions, one a line or parted by ``|``. No reader sees them; from them the search leads here.

    Argument, where an entry of a list on the page answers them: the id of the office or course.
    """

    optional_arguments = 1
    has_content = True
    names: ClassVar = {
        ARGUMENTS: Names("office or course", lambda ledger: [
            *ledger.offices, *(course.id for course in ledger.courses.values()),
        ]),
    }

    def run(self) -> list[nodes.Node]:
        """Return an invisible comment that carries the questions."""
        questions = [part.strip() for line in self.content for part in line.split("|") if part.strip()]
        if not questions:
            return self.fault("names no question")
        if self.misnames():
            return []
        entry = self.arguments[0] if self.arguments else ""
        return [nodes.comment("", "", classes=["asks"], questions=tuple(questions), entry=entry)]
