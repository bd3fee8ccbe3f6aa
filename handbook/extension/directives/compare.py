"""``{compare-tracks}``: what differs between requirement sets; what is the same stands folded below."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from sphinx_design.shared import create_component

from handbook.extension.directives.ledger_directive import LedgerDirective
from handbook.extension.provenance import source_mark
from handbook.extension.statements import listed_parts, listed_statements
from handbook.extension.tables import Cell, paragraph, table
from handbook.extension.words import partly_known, requirement_name
from handbook.ledger.comparison import Comparison, compare, parts_named
from handbook.ledger.degree.model import RequirementSet
from handbook.ledger.formats import join

# With more sets than this, each has a row of its own in place of a column.
_COLUMNS = 3


class CompareDirective(LedgerDirective):
    """Arguments: the ids of two or more requirement sets of one kind: tracks, entry years, concentrations."""

    required_arguments = 2
    optional_arguments = 10

    def run(self) -> list[nodes.Node]:
        """Return a table of the differences and, folded, what is the same in all."""
        for wanted in self.arguments:
            if wanted not in self.ledger.requirements:
                return self.unknown(wanted, "requirement set", self.ledger.requirements)
        if len(set(self.arguments)) < len(self.arguments):
            return self.fault("names a requirement set twice; there is nothing to compare")
        entries = [self.ledger.requirements[wanted] for wanted in self.arguments]
        self.domain.note_collection("courses")
        mark = source_mark(self.domain, self.arguments)
        names = [requirement_name(self.domain, entry) for entry in entries]
        found = compare(entries)
        caption = [nodes.Text(f"{join(names)}: what differs"), mark]
        if len(entries) <= _COLUMNS:
            rows = self.by_part(entries, found)
            result: list[nodes.Node] = [table(caption, ["", *names], rows)] if rows else []
        else:
            by_set: list[list[Cell]] = [
                [name, [listed_parts(self.domain, side)] if side else "no rule of its own"]
                for name, side in zip(names, found.only, strict=True)
            ]
            result = [table(caption, ["", "Its own rules"], by_set, widths=[30, 70])]
        partly = [name for name, entry in zip(names, entries, strict=True) if entry.status == "partial"]
        if partly:
            result.append(paragraph(f"{partly_known(partly)}: a rule that is missing here may still hold."))
        return [*result, self.same(found, len(entries))]

    def by_part(self, entries: Sequence[RequirementSet], found: Comparison) -> list[list[Cell]]:
        """Return the rows of a table with one column a set: one a plain value, one a group."""
        rows: list[list[Cell]] = []
        have = [parts_named(entry) for entry in entries]
        for part in found.parts():
            sides = [[s for s in side if s.part == part] for side in found.only]
            if any(part in groups for groups in have):
                cells: list[Cell] = []
                for side, groups, entry in zip(sides, have, entries, strict=True):
                    if side:
                        # Its courses are found where the set itself stands.
                        listed = listed_statements(self.domain, side)
                        cells.append([nodes.container("", listed, classes=["unsearched"])])
                    elif part in groups:
                        cells.append("no more than what all have")
                    else:
                        cells.append("not known" if entry.status == "partial" else "not a separate part")
                rows.append([part, *cells])
                continue
            for what in dict.fromkeys(s.what for side in sides for s in side):
                words = [next((s.words for s in side if s.what == what), "not stated") for side in sides]
                rows.append([what, *words])
        return rows

    def same(self, found: Comparison, count: int) -> nodes.Node:
        """Return what all sets state: folded on the website, whole elsewhere; one value alone is a sentence."""
        title = "The same in both" if count == 2 else "The same in all"
        if not found.same:
            return paragraph(f"{title}: nothing of what they state.")
        only = found.same[0]
        if len(found.same) == 1 and not only.part:
            alone = paragraph(f"{only.what}: {only.words}, {title[0].lower()}{title[1:]}.")
            alone["classes"].append("unsearched")
            return alone
        folded = create_component(
            "dropdown", opened=False, type="dropdown", has_title=True, icon=None, chevron=None,
            container_classes=["sd-mb-3", "unsearched"], title_classes=[], body_classes=[],
        )
        folded += nodes.rubric("", title)
        folded += listed_parts(self.domain, found.same)
        return folded
