"""``{entry-years}``: for each entry year what its rules have of their own; the website lets a reader choose one."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from sphinx.addnodes import only

from handbook.extension.conflict_marks import ELSEWHERE
from handbook.extension.directives.ledger_directive import LedgerDirective
from handbook.extension.provenance import source_mark
from handbook.extension.statements import listed_parts
from handbook.extension.tables import paragraph
from handbook.extension.words import entry_link, partly_known, requirement_name
from handbook.ledger.comparison import compare, group_name, parts_named
from handbook.ledger.degree.model import RequirementSet
from handbook.ledger.formats import join


class EntryYearsDirective(LedgerDirective):
    """Takes nothing. ``theme/scripts/entry-years.js`` turns the line of links into a choice of the year."""

    def run(self) -> list[nodes.Node]:
        """Return the line of links and one section an entry year, newest first."""
        self.domain.note_collection("requirements", "courses", "edition:entry_years")
        years = self.ledger.edition.entry_years
        choice = nodes.paragraph(classes=["entry-year-choice"])
        choice += nodes.Text("I entered in: ")
        for index, year in enumerate(years):
            choice += [nodes.Text(", ")] if index else []
            choice += nodes.reference("", year, refid=f"entered-{year}", internal=True)
        # A book has no switch.
        return [only("", choice, expr=ELSEWHERE), *(self.year(year) for year in years)]

    def year(self, year: str) -> nodes.section:
        """Return the section of one entry year: per track what not every other year of the track shares."""
        degrees = [entry for entry in self.ledger.requirements.values() if entry.kind == "degree"]
        content: list[nodes.Node] = []
        for entry in degrees:
            others = [other for other in degrees if other.track == entry.track and other is not entry]
            if year in entry.entry_years and others:
                content += self.own(entry, others)
        return self.section(f"entered-{year}", f"If you entered in {year}", *content)

    def own(self, entry: RequirementSet, others: list[RequirementSet]) -> list[nodes.Node]:
        """Return what ``entry`` states and not all of ``others`` do."""
        name = requirement_name(self.domain, entry)
        link = entry_link(self.domain, entry.id, "requirements", name)
        mark = source_mark(self.domain, [entry.id, *(other.id for other in others)])
        open_parts = unanswered(entry, others)
        found = [statement for statement in compare([entry, *others]).only[0] if statement.part not in open_parts]
        unlike = join([other.edition for other in others])
        result: list[nodes.Node] = [paragraph(link, f": nothing that differs from {unlike}.", mark)]
        if found:
            listed = nodes.container("", listed_parts(self.domain, found), classes=["unsearched"])
            result = [paragraph(link, f": what differs from {unlike}.", mark), listed]
        partly = [requirement_name(self.domain, one) for one in (entry, *others) if one.status == "partial"]
        if partly:
            more = f", and whether these differ is open: {join(open_parts)}" if open_parts else ""
            result.append(paragraph(f"{partly_known(partly)}: there may be more differences{more}."))
        return result


def unanswered(entry: RequirementSet, others: Sequence[RequirementSet]) -> list[str]:
    """Return the parts of ``entry`` to which nothing answers in ``others`` because they are only partly known."""
    return [
        part for part in dict.fromkeys(group_name(group) for group in entry.groups)
        if all(other.status == "partial" and part not in parts_named(other) for other in others)
    ]
