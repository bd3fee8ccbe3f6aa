"""What the roles share: the ledger, and an error that names the nearest right value."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from docutils.nodes import Node, system_message
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from handbook.extension.domain import HandbookDomain, handbook_domain
from handbook.ledger.problems import Code, nearest, shown

logger = logging.getLogger(__name__)


class LedgerRole(SphinxRole):
    """A role that reads the ledger."""

    @property
    def domain(self) -> HandbookDomain:
        """The domain of this build."""
        return handbook_domain(self.env)

    def fault(self, message: str) -> tuple[list[Node], list[system_message]]:
        """Report ``message`` at the place of the role, and leave the raw text visible."""
        logger.warning("%s", f"{{{self.name}}}: {message}", location=self.get_location(), type=Code.ROLE.value)
        return [nodes.inline("", self.rawtext, classes=["fault"])], []

    def unknown(self, entry_id: str, what: str, known: Iterable[str]) -> tuple[list[Node], list[system_message]]:
        """Report that ``entry_id`` is no ``what``, with the nearest id that is."""
        return self.fault(f"{shown(entry_id)}: no such {what}{nearest(entry_id, known)}")
