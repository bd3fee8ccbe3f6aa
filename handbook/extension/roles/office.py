"""``{office}``: an office by name, linked to how to reach it."""

from __future__ import annotations

from docutils.nodes import Node, system_message

from handbook.extension.roles.ledger_role import LedgerRole
from handbook.extension.words import office_link


class OfficeRole(LedgerRole):
    """``{office}`office-id``` prints the office's name."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the link, or report an office that does not exist."""
        office_id = self.text.strip()
        if office_id not in self.domain.ledger.offices:
            return self.unknown(office_id, "office", self.domain.ledger.offices)
        return [office_link(self.domain, office_id)], []
