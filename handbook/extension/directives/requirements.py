"""``{requirements}``: the groups of one requirement set as tables, and what no list of courses settles."""

from __future__ import annotations

from docutils import nodes

from handbook.extension.directives.editions import ask
from handbook.extension.directives.ledger_directive import LedgerDirective
from handbook.extension.provenance import source_mark
from handbook.extension.tables import Cell, paragraph, table
from handbook.extension.words import entry_link, listed_course, requirement_name
from handbook.ledger.comparison import average_words, limits_words, rule_words, units_words
from handbook.ledger.completeness import missing
from handbook.ledger.degree.model import Group, GroupCourse, RequirementSet
from handbook.ledger.formats import full_stop, join

# Set on a page that has said whom to ask about a partly known set.
_ASKED = "handbook_asked_of_requirements"


class RequirementsDirective(LedgerDirective):
    """Argument: the id of a requirement set."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the totals, one table a group, and what the plan checker leaves open."""
        entry = self.ledger.requirements.get(self.arguments[0])
        if entry is None:
            return self.unknown(self.arguments[0], "requirement set", self.ledger.requirements)
        name = requirement_name(self.domain, entry)
        self.domain.note_place(entry.id, entry.id, "requirements", name)
        result: list[nodes.Node] = [nodes.target("", "", ids=[entry.id])]
        if entry.status == "partial":
            result.append(self.partly_known(entry))
        result += self.totals(entry, name)
        result += [self.group(entry, group) for group in entry.groups if group.courses]
        return [*result, *self.unchecked(entry)]

    def partly_known(self, entry: RequirementSet) -> nodes.paragraph:
        """Return what of ``entry`` is missing, and for the first such set of the page whom to ask.

        What a list of courses does not settle stands below in a list of its own.
        """
        lacking = missing(entry)
        words = f"Missing in public sources: {join(lacking)}." if lacking else "Public sources do not state every rule."
        office = [] if self.env.temp_data.get(_ASKED) else ask(self)
        self.env.temp_data[_ASKED] = True
        return paragraph(nodes.strong("", "Partly known."), source_mark(self.domain, [entry.id]), " ", words, *office)

    def totals(self, entry: RequirementSet, name: str) -> list[nodes.Node]:
        """Return a table with total, core and elective units and the limits, as far as they are known.

        One number alone is a sentence.
        """
        rows = [*units_words(entry), *average_words(entry), *limits_words(entry)]
        if not rows:
            return []
        mark = source_mark(self.domain, [entry.id])
        if len(rows) == 1:
            return [paragraph(f"{rows[0][0]}: {rows[0][1]}.", mark)]
        caption = [nodes.Text(f"{name}: units and limits"), mark]
        return [table(caption, ["What", "How much"], rows)]

    def group(self, entry: RequirementSet, group: Group) -> nodes.table:
        """Return the table of one group; the caption says how many of it are needed."""
        caption: list[nodes.Node] = [nodes.Text(f"{group.title}: {rule_words(group)}")]
        if group.note:
            caption.append(nodes.Text(f" {full_stop(group.note)}"))
        caption.append(source_mark(self.domain, [entry.id]))
        rows: list[list[Cell]] = [[listed_course(self.domain, course), _units(course)] for course in group.courses]
        return table(caption, ["Course", "Units"], rows, widths=[80, 20], classes=["requirement-group"])

    def unchecked(self, entry: RequirementSet) -> list[nodes.Node]:
        """Return a list of what no program can judge, each with its fact or its open question; nothing without one."""
        if not entry.unchecked:
            return []
        listed = nodes.bullet_list()
        for item in entry.unchecked:
            words: list[str | nodes.Node] = [nodes.strong("", item.title), f": {item.why.removesuffix('.')}."]
            if item.rule in self.ledger.unknowns:
                words += [" ", entry_link(self.domain, item.rule, "unknown", "See the open question"), "."]
            else:
                words += [source_mark(self.domain, [item.rule])]
            listed += nodes.list_item("", paragraph(*words))
        return [paragraph("What a list of courses does not settle:"), listed]


def _units(course: GroupCourse) -> str:
    return "not known" if course.units is None else f"{course.units:g}"
