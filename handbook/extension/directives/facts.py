"""``{facts}``: the raw statements of one topic, for the reference part only."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from handbook.extension.directives.ledger_directive import LedgerDirective, id_list, position
from handbook.extension.provenance import source_mark
from handbook.extension.tables import paragraph
from handbook.ledger.formats import join
from handbook.ledger.model import Fact
from handbook.prose.directives import Names


class FactsDirective(LedgerDirective):
    """Options: ``topic`` (a file of ``facts/``), ``from`` and ``to`` (positions in it, from 1)."""

    option_spec: ClassVar = {"topic": id_list, "from": position, "to": position}

    names: ClassVar = {"topic": Names("topic", lambda ledger: ledger.topics)}

    def run(self) -> list[nodes.Node]:
        """Return a list of statements, each with its id as anchor, its limits and its sources."""
        if self.misnames():
            return []
        listed = nodes.bullet_list(classes=["facts"])
        for topic in self.options.get("topic", ()):
            self.domain.note_collection("edition:tracks", f"topic:{topic}")
            ids = self.ledger.topics[topic][self.options.get("from", 1) - 1: self.options.get("to")]
            for fact_id in ids:
                fact = self.ledger.facts[fact_id]
                self.domain.note_place(fact.id, fact.id, "fact", fact.statement)
                mark = source_mark(self.domain, [fact.id], raw=True)
                if fact.as_of == "undated" and "undated" not in fact.statement.lower():
                    mark["years"] = ("undated",)
                limits = _limits(self.ledger.edition.tracks, fact)
                listed += nodes.list_item("", paragraph(fact.statement, *limits, mark), ids=[fact.id])
        if not listed.children:
            empty = self.options.get("topic")
            return self.fault("no fact of the topic stands between these" if empty else "name at least one topic")
        return [listed]


def _limits(tracks: dict[str, str], fact: Fact) -> list[str]:
    """Return for whom and when the fact holds, in brackets."""
    parts = []
    if fact.applies_to.tracks:
        parts.append(join([tracks[track] for track in fact.applies_to.tracks]))
    if fact.applies_to.entry:
        parts.append("entry " + join(list(fact.applies_to.entry)))
    if fact.applies_to.academic_year:
        parts.append("academic year " + fact.applies_to.academic_year)
    if fact.applies_to.cycle:
        parts.append("applications for " + fact.applies_to.cycle.replace("-", " "))
    return [f" [{'; '.join(parts)}]"] if parts else []
