"""``{editions}``: how much is known of each requirement set, newest entry year first."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from handbook.extension.directives.ledger_directive import LedgerDirective, id_list
from handbook.extension.provenance import source_mark
from handbook.extension.tables import Cell, table
from handbook.extension.words import entry_link, office_link, requirement_name
from handbook.ledger.backlinks import age
from handbook.ledger.completeness import missing, unsettled
from handbook.ledger.formats import full_stop, join
from handbook.prose.directives import Names


class EditionsDirective(LedgerDirective):
    """Option: ``kind`` (degree, specialization, concentration, concentration-web); all kinds without it."""

    option_spec: ClassVar = {"kind": id_list}
    names: ClassVar = {
        "kind": Names("kind of requirement set", lambda ledger: {
            entry.kind for entry in ledger.requirements.values()
        }),
    }

    def run(self) -> list[nodes.Node]:
        """Return a table of sets: complete or partly known, what is missing, and whom to ask."""
        if self.misnames():
            return []
        entries = list(self.ledger.requirements.values())
        if "kind" in self.options:
            entries = [entry for entry in entries if entry.kind in self.options["kind"]]
        entries.sort(key=lambda entry: age(self.ledger, entry))
        self.domain.note_collection("requirements", "edition:entry_years")
        rows: list[list[Cell]] = []
        for entry in entries:
            link = entry_link(self.domain, entry.id, "requirements", requirement_name(self.domain, entry))
            gaps = missing(entry)
            lacking = [*([full_stop(join(gaps))] if gaps else []), *unsettled(entry)]
            known = "Partly known" if entry.status == "partial" else "Nearly complete" if lacking else "Complete"
            electives = sum(len(group.courses) for group in entry.groups if group.counts_in is not None)
            listed = f"{electives} course{'' if electives == 1 else 's'}" if electives else "none in the sources"
            rows.append([[link, source_mark(self.domain, [entry.id])], known, listed, self.lacking(lacking)])
        header = ["Requirements", "Known", "List of approved electives", "Missing"]
        listed_sets = table("How much is known", header, rows, widths=[26, 15, 21, 38])
        listed_sets["classes"].append("unsearched")  # a search should find the sets themselves
        return [listed_sets]

    def lacking(self, sentences: list[str]) -> Cell:
        """Return what is missing, in ``sentences``, and whom to ask."""
        if not sentences:
            return "Nothing: its units, courses and limits are stated"
        return [nodes.Text(" ".join(sentences)), *ask(self)]


def ask(directive: LedgerDirective) -> list[nodes.Node]:
    """Return whom to ask about requirements: the office that the edition names for them; nothing where it has none."""
    directive.domain.note_collection("edition:owners")
    owners = directive.ledger.edition.owners
    office = owners.get("requirements") or owners.get("curriculum")
    if office is None:
        return []
    return [nodes.Text(" Ask: "), office_link(directive.domain, office), nodes.Text(".")]
