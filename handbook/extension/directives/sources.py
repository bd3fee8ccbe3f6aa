"""``{sources}``: the sources of the ledger, as definition lists with anchors."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from handbook.extension.directives.ledger_directive import LedgerDirective, id_list
from handbook.extension.tables import paragraph
from handbook.ledger.formats import as_of_words
from handbook.prose.directives import Names


class SourcesDirective(LedgerDirective):
    """Options: ``kind`` (one or more), ``from`` and ``to`` (first letters of titles, inclusive)."""

    option_spec: ClassVar = {"kind": id_list, "from": directives.unchanged, "to": directives.unchanged}
    names: ClassVar = {
        "kind": Names("kind of source", lambda ledger: {source.kind for source in ledger.sources.values()}),
    }

    def run(self) -> list[nodes.Node]:
        """Return the list, or report that no source fits the options."""
        if self.misnames():
            return []
        found = sorted(self.ledger.sources.values(), key=lambda source: (source.title.casefold(), source.as_of))
        if "kind" in self.options:
            found = [source for source in found if source.kind in self.options["kind"]]
        if "from" in self.options:
            found = [source for source in found if source.title.casefold() >= self.options["from"].casefold()]
        if "to" in self.options:
            last = self.options["to"].casefold()
            found = [source for source in found if source.title.casefold()[: len(last)] <= last]
        if not found:
            return self.fault("no source of the ledger fits these options")
        self.domain.note_collection("sources")
        listed = nodes.definition_list(classes=["sources"])
        for source in found:
            self.domain.note_place(source.id, source.id, "source", source.title)
            title = nodes.reference("", source.title, refuri=source.url, internal=False) if source.url else (
                nodes.Text(source.title)
            )
            kind = source.kind.replace("-", " ").capitalize()
            parts: list[str | nodes.Node] = [f"{source.publisher}. {kind}, {as_of_words(source.as_of)}."]
            if source.read_in and source.read_in != source.url:
                copy = nodes.reference("", "stored copy", refuri=source.read_in, internal=False)
                parts += [" Read in a ", copy, "."]
            listed += nodes.definition_list_item(
                "", nodes.term("", "", title, ids=[source.id]), nodes.definition("", paragraph(*parts))
            )
        return [listed]
