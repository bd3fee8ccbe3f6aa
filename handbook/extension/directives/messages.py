"""``{messages}``: every code that the project prints, what it means and how to mend it; for editors."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from handbook.extension.directives.ledger_directive import LedgerDirective
from handbook.extension.tables import paragraph
from handbook.ledger.messages import GROUPS, MEANING
from handbook.prose.directives import ARGUMENTS, Names


class MessagesDirective(LedgerDirective):
    """Argument: a group of codes (L, P, R, G or D). Each code is a section with the code in lower case as anchor."""

    required_arguments = 1
    names: ClassVar = {ARGUMENTS: Names("group of codes", lambda ledger: GROUPS)}

    def run(self) -> list[nodes.Node]:
        """Return the sections, or report an unknown group."""
        if self.misnames():
            return []
        return [
            self.section(
                code.value.lower(), f"{code.value}: {meaning.what.removesuffix('.')}",
                paragraph(meaning.remedy),
                nodes.literal_block(meaning.example, meaning.example, language="text"),
            )
            for code, meaning in MEANING.items() if code.value.startswith(self.arguments[0])
        ]
