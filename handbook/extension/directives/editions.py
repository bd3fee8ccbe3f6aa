"""``{editions}``: how much of each degree's rules is known, entry year by entry year."""

from __future__ import annotations

from docutils import nodes

from handbook.extension.directives.ledger_directive import LedgerDirective
from handbook.extension.provenance import source_mark
from handbook.extension.tables import Cell, table
from handbook.extension.words import entry_link, requirement_name
from handbook.ledger.model import RequirementSet
from handbook.ledger.rules import group_units


class EditionsDirective(LedgerDirective):
    """No argument, no option."""

    def run(self) -> list[nodes.Node]:
        """Return a table with one row a degree and entry year, newest first."""
        degrees = [entry for entry in self.ledger.requirements.values() if entry.kind == "degree"]
        if not degrees:
            return self.fault("no requirement set of the ledger is a degree")
        self.domain.note_collection("requirements")
        years = list(self.ledger.edition.entry_years)
        degrees.sort(key=lambda entry: years.index(entry.entry_years[0]))
        mark = source_mark(self.domain, [entry.id for entry in degrees])
        caption = [nodes.Text("How much is known of each set of rules"), mark]
        header = ["Rules", "Core units listed", "List of approved electives", "Internship rule"]
        return [table(caption, header, [self.row(entry) for entry in degrees], widths=[34, 22, 22, 22])]

    def row(self, entry: RequirementSet) -> list[Cell]:
        """Return the cells of one set: what of it the ledger holds."""
        name = entry_link(self.domain, entry.id, "requirements", requirement_name(self.domain, entry))
        listed = sum(group_units(group) or 0 for group in entry.groups if group.counts_in is None)
        core = f"{listed:g} of {entry.core_units:g}" if entry.core_units is not None else f"{listed:g}"
        electives = sum(len(group.courses) for group in entry.groups if group.counts_in is not None)
        work = entry.internship
        whole = work is not None and all((work.report_by, work.when, work.grading))
        rule = "not known" if work is None else "in full" if whole else "in part"
        return [[name], core, f"{electives} courses" if electives else "none in the sources", rule]
