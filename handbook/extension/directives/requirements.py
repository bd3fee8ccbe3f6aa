"""``{requirements}``: the groups of one requirement set as tables."""

from __future__ import annotations

from docutils import nodes

from handbook.extension.directives.ledger_directive import LedgerDirective
from handbook.extension.provenance import source_mark
from handbook.extension.tables import Cell, paragraph, table
from handbook.extension.words import course_link, requirement_name
from handbook.ledger.formats import full_stop
from handbook.ledger.model import Group, GroupCourse, RequirementSet


class RequirementsDirective(LedgerDirective):
    """Argument: the id of a requirement set."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a table of totals and one table a group."""
        entry = self.ledger.requirements.get(self.arguments[0])
        if entry is None:
            return self.unknown(self.arguments[0], "requirement set", self.ledger.requirements)
        name = requirement_name(self.domain, entry)
        if entry.id not in self.domain.places:
            self.domain.note_place(entry.id, entry.id, "requirements", name)
        result: list[nodes.Node] = [nodes.target("", "", ids=[entry.id])]
        if entry.status == "partial":
            words = "Partly known: not every rule of this set stands in a public source."
            result.append(paragraph(nodes.strong("", words), source_mark(self.domain, [entry.id])))
        result += self.totals(entry, name)
        result += [self.group(entry, group) for group in entry.groups if group.courses]
        return result

    def totals(self, entry: RequirementSet, name: str) -> list[nodes.Node]:
        """Return a table with total, core and elective units and the limits, as far as they are known."""
        rows: list[list[Cell]] = []
        for label, value in (
            ("Total", entry.total_units), ("Core", entry.core_units), ("Electives", entry.elective_units),
        ):
            if value is not None:
                rows.append([label, f"{value:g} units"])
        if entry.min_qpa is not None:
            rows.append(["Cumulative average at the end", f"{entry.min_qpa:.1f} at least"])
        limits = entry.limits
        if limits is not None:
            rows.append(["Units a semester", f"{limits.units_per_term_normal:g} normally"])
            petition = f"{limits.units_per_term_by_petition:g} with an average of {limits.petition_min_qpa:.1f}"
            rows.append(["Units a semester by petition", f"up to {petition}"])
            rows.append(["From outside the college", f"{limits.outside_units_max:g} units at most"])
            grade = f"each with {limits.undergraduate_min_grade} or better"
            rows.append(["Undergraduate courses", f"{limits.undergraduate_units_max:g} units at most, {grade}"])
        if not rows:
            return []
        caption = [nodes.Text(f"{name}: units and limits"), source_mark(self.domain, [entry.id])]
        return [table(caption, ["What", "How much"], rows)]

    def group(self, entry: RequirementSet, group: Group) -> nodes.table:
        """Return the table of one group; the caption says how many of it are needed."""
        caption: list[nodes.Node] = [nodes.Text(f"{group.title}: {rule_words(group)}")]
        if group.note:
            caption.append(nodes.Text(f" {full_stop(group.note)}"))
        caption.append(source_mark(self.domain, [entry.id]))
        rows = [[self.course(course), _units(course)] for course in group.courses]
        return table(caption, ["Course", "Units"], rows, widths=[80, 20], classes=["requirement-group"])

    def course(self, course: GroupCourse) -> Cell:
        """Return the name of a course, with what may stand in for it."""
        if course.number is None:
            return course.title
        link = course_link(self.domain, course.number)
        words: list[nodes.Node] = [link]
        catalog = self.ledger.course(course.number)
        if catalog is not None and catalog.title.casefold() != course.title.casefold():
            words.append(nodes.Text(f" (listed as {course.title})"))
        for index, number in enumerate(course.alternatives):
            words.append(nodes.Text(", or instead " if index == 0 else " or "))
            words.append(course_link(self.domain, number))
        return words


def rule_words(group: Group) -> str:
    """Return how much of a group is needed: ``all of these``, ``choose 1 course, 6 units``."""
    if group.rule == "all":
        return "all of these."
    parts = []
    if group.choose_courses is not None:
        parts.append(f"{group.choose_courses} course{'s' if group.choose_courses != 1 else ''}")
    if group.choose_units is not None:
        parts.append(f"{group.choose_units:g} units")
    elif group.choose_units_min is not None and group.choose_units_max is not None:
        parts.append(f"{group.choose_units_min:g} to {group.choose_units_max:g} units")
    return f"choose {', '.join(parts)}." if parts else "how many are needed is not published."


def _units(course: GroupCourse) -> str:
    return "not known" if course.units is None else f"{course.units:g}"
