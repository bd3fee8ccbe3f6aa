"""``{compare-tracks}``: what differs between two requirement sets, and what is the same."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from handbook.extension.directives.ledger_directive import LedgerDirective
from handbook.extension.provenance import source_mark
from handbook.extension.tables import Cell, table
from handbook.extension.words import course_link, requirement_name
from handbook.ledger.model import RequirementSet


class CompareDirective(LedgerDirective):
    """Arguments: the ids of two requirement sets."""

    required_arguments = 2

    def run(self) -> list[nodes.Node]:
        """Return a table of differences and a list of what is the same in both."""
        for wanted in self.arguments:
            if wanted not in self.ledger.requirements:
                return self.unknown(wanted, "requirement set", self.ledger.requirements)
        first, second = (self.ledger.requirements[wanted] for wanted in self.arguments)
        self.domain.note_collection("courses")
        mark = source_mark(self.domain, [first.id, second.id])
        names = [requirement_name(self.domain, entry) for entry in (first, second)]
        one, two = _numbers(first), _numbers(second)
        only = [self.links([n for n in a if n not in b]) for a, b in ((one, two), (two, one))]
        rows: list[list[Cell]] = [
            [label, f"{getattr(first, key) or 0:g}", f"{getattr(second, key) or 0:g}"]
            for label, key in (("Core units", "core_units"), ("Elective units", "elective_units"))
            if getattr(first, key) != getattr(second, key)
        ]
        rows.append(["Only in this one", *only])
        differences = table([nodes.Text(f"{names[0]} and {names[1]}: what differs"), mark], ["", *names], rows)
        same = [n for n in one if n in two]
        return [differences, nodes.rubric("", "The same in both"), *self.links(same)]

    def links(self, numbers: Iterable[str]) -> list[nodes.Node]:
        """Return a list of links to courses; a word where there is none."""
        listed = nodes.bullet_list()
        for number in numbers:
            listed += nodes.list_item("", nodes.paragraph("", "", course_link(self.domain, number)))
        return [listed] if listed.children else [nodes.paragraph("", "None")]


def _numbers(entry: RequirementSet) -> list[str]:
    """Return the course numbers of the core groups of a set, in order."""
    groups = [group for group in entry.groups if group.counts_in is None]
    return [course.number for group in groups for course in group.courses if course.number]
