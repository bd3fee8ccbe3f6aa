"""``{src}``: a source number for a sentence of ours."""

from __future__ import annotations

from docutils.nodes import Node, system_message

from handbook.extension.provenance import source_mark
from handbook.extension.roles.ledger_role import LedgerRole


class SrcRole(LedgerRole):
    """``{src}`id1, id2```: the sentence before rests on these entries, which counts as showing them."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the mark, or report an id that does not exist."""
        ids = [part.strip() for part in self.text.split(",") if part.strip()]
        if not ids:
            return self.fault("names no entry of the ledger")
        for entry_id in ids:
            if self.domain.ledger.entry(entry_id) is None:
                return self.unknown(entry_id, "entry of the ledger", self.domain.ledger.ids())
            if not self.domain.ledger.sources_of(entry_id):
                return self.fault(f"{entry_id}: rests on no source")
        return [source_mark(self.domain, ids)], []
