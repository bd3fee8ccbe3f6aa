"""``{compare-tracks}``: what differs between two requirement sets, and, folded away, what is the same."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx_design.shared import create_component

from handbook.extension.directives.ledger_directive import LedgerDirective
from handbook.extension.provenance import source_mark
from handbook.extension.tables import Cell, paragraph, table
from handbook.extension.words import course_link, requirement_name
from handbook.ledger.comparison import Comparison, Courses, Key, compare
from handbook.ledger.model import RequirementSet

_ALONE = {
    "Required": "Required in this one alone", "To choose from": "To choose from in this one alone",
    "On the elective list": "On the elective list of this one alone",
}
_NOT_SAID = "Not known"


class CompareDirective(LedgerDirective):
    """Arguments: the ids of two requirement sets."""

    required_arguments = 2

    def run(self) -> list[nodes.Node]:
        """Return a table of differences, and a box with what is the same in both."""
        for wanted in self.arguments:
            if wanted not in self.ledger.requirements:
                return self.unknown(wanted, "requirement set", self.ledger.requirements)
        first, second = (self.ledger.requirements[wanted] for wanted in self.arguments)
        self.domain.note_collection("courses")
        names = [requirement_name(self.domain, entry) for entry in (first, second)]
        found = compare(first, second)
        rows: list[list[Cell]] = [
            [value.label, value.first or _NOT_SAID, value.second or _NOT_SAID]
            for value in found.values if value.differs
        ]
        for courses in found.courses:
            rows += self.rows(courses, (first, second))
        caption = [nodes.Text(f"{names[0]} and {names[1]}: what differs"), source_mark(self.domain, self.arguments)]
        return [table(caption, ["What", *names], rows, widths=[24, 38, 38]), self.same(found, names)]

    def rows(self, courses: Courses, sets: tuple[RequirementSet, RequirementSet]) -> list[list[Cell]]:
        """Return the row of one kind of list, or none where both sets have the same."""
        if not courses.first and not courses.second:
            return []
        if courses.open is None:
            return [[_ALONE[courses.kind], self.links(courses.first), self.links(courses.second)]]
        cells: list[Cell] = []
        for side, own, entry in zip(("first", "second"), (courses.first, courses.second), sets, strict=True):
            listed = self.links((*own, *courses.both)) if own or courses.both else []
            words = "As far as known:" if listed and entry.status == "partial" else ""
            if not listed:
                words = "Not all of it is known." if side == courses.open else "None."
            cells.append([*([paragraph(words)] if words else []), *listed])
        return [[courses.kind, *cells]]

    def same(self, found: Comparison, names: Iterable[str]) -> nodes.Element:
        """Return the box with what is the same in both sets: closed on the website, open in a PDF."""
        box = create_component(
            "dropdown", opened=False, type="dropdown", has_title=True, icon=None, chevron=None,
            container_classes=["sd-mb-3"], title_classes=[], body_classes=[],
        )
        title = f"The same in both: {' and '.join(names)}"
        box += nodes.rubric(title, title)
        figures = nodes.bullet_list()
        figures += [
            nodes.list_item("", paragraph(f"{value.label}: {value.first}"))
            for value in found.values if not value.differs
        ]
        if figures.children:
            box += figures
        for courses in found.courses:
            if courses.both:
                box += paragraph(f"{courses.kind}:")
                box += self.links(courses.both)
        if len(box.children) == 1:
            box += paragraph("Nothing that the sources name.")
        return box

    def links(self, keys: Iterable[Key]) -> list[nodes.Node]:
        """Return a list of links to courses, each with what may stand in for it; a word where there is none."""
        listed = nodes.bullet_list()
        for course, *instead in keys:
            words: list[nodes.Node] = [course_link(self.domain, course)]
            for at, number in enumerate(instead):
                words += [nodes.Text(" or " if at else ", or instead "), course_link(self.domain, number)]
            listed += nodes.list_item("", paragraph(*words))
        return [listed] if listed.children else [paragraph("None")]
