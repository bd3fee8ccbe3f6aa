"""``{course-catalog}`` and ``{course-table}``: courses, whole or in one line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from handbook.extension.conflict_marks import conflict_link
from handbook.extension.directives.ledger_directive import LedgerDirective, id_list
from handbook.extension.provenance import source_mark
from handbook.extension.tables import Cell, definitions, table
from handbook.extension.words import LENGTHS, course_link, entry_link, prerequisites, requirement_name
from handbook.ledger.backlinks import backlinks
from handbook.ledger.formats import full_stop, join
from handbook.ledger.load import Ledger
from handbook.ledger.model import Course
from handbook.prose.directives import Names

# Whoever looks for one of these finds it on a page of its own, with all its courses.
_OF_SETS = frozenset({"Counts toward", "In sample plans", "Entry years"})


class CourseTableDirective(LedgerDirective):
    """Options: ``numbers`` (course numbers in order), ``caption``."""

    option_spec: ClassVar = {"numbers": id_list, "caption": directives.unchanged}

    names: ClassVar = {
        "numbers": Names("course", lambda ledger: [course.number for course in ledger.courses.values()]),
    }

    def run(self) -> list[nodes.Node]:
        """Return a table with number and title, units and length."""
        if self.misnames():
            return []
        courses = [course for number in self.options.get("numbers", ()) if (course := self.ledger.course(number))]
        if not courses:
            return self.fault("name at least one course in the option numbers")
        mark = source_mark(self.domain, [course.id for course in courses])
        caption = [nodes.Text(self.options.get("caption", "Courses")), mark]
        rows: list[list[Cell]] = [
            [course_link(self.domain, c.number), _units(c), LENGTHS[c.length]] for c in courses
        ]
        return [table(caption, ["Course", "Units", "Length"], rows, widths=[60, 15, 25])]


class CourseCatalogDirective(LedgerDirective):
    """Option: ``subject``. Each course of the subject is a section with its id as anchor."""

    option_spec: ClassVar = {"subject": id_list}
    names: ClassVar = {
        "subject": Names("subject", lambda ledger: {
            course.subject for course in ledger.courses.values() if course.subject
        }),
    }

    @staticmethod
    def taken(ledger: Ledger, options: Mapping[str, Any]) -> list[Course]:
        """Return the courses of the subjects that ``options`` name, or all where they name none."""
        subjects = options.get("subject")
        return [course for course in ledger.courses.values() if subjects is None or course.subject in subjects]

    def run(self) -> list[nodes.Node]:
        """Return the sections in the order of numbers, or report a subject that no course has."""
        if self.misnames():
            return []
        courses = self.taken(self.ledger, self.options)
        if not courses:
            return self.fault("no course of the ledger fits these options")
        self.domain.note_collection("courses", "requirements", "plans")
        self.domain.note_collection("edition:college_prefixes", "edition:entry_years")
        return [self.course(course) for course in sorted(courses, key=lambda course: course.number)]

    def course(self, course: Course) -> nodes.section:
        """Return the entry of one course, with backlinks generated from the requirement sets."""
        title = f"{course.number} {course.title}"
        self.domain.note_place(course.id, course.id, "course", title)
        mark = source_mark(self.domain, [course.id])
        pairs: list[tuple[str, Cell]] = [("Units", [nodes.Text(_units(course)), mark]), ("Length", _length(course))]
        pairs.append(("Prerequisites", prerequisites(self.domain, course)))
        if course.topics:
            pairs.append(("Topics", full_stop("; ".join(course.topics))))
        pairs.append(("Seen in the past", _seen(course)))
        for label, links in self.backlinks(course):
            apart = nodes.inline("", "", *links, classes=["unsearched"])
            pairs.append((label, [apart] if label in _OF_SETS else links))
        if course.conflict:
            words = self.ledger.conflicts[course.conflict].question
            self.domain.note_shown([course.conflict], raw=True)
            pairs.append(("Sources disagree", conflict_link(course.conflict, self.env.current_document.docname, words)))
        return self.section(course.id, title, definitions(pairs, ["course-entry"]), classes=["course"])

    def backlinks(self, course: Course) -> list[tuple[str, list[nodes.Node]]]:
        """Return where the course counts, as far as it does: sets, courses, sample plans, entry years."""
        found = backlinks(self.ledger, course.number)
        sets, plans = self.ledger.requirements, self.ledger.plans
        # The same words on a page lead to one place: the sets that the plans keep have these names too.
        titled = {i: f"plan for {plans[i].title}" for i in found.plans}
        named = {i: requirement_name(self.domain, sets[i]) for i in (*found.required_by, *found.counts_toward)}
        groups: list[tuple[str, list[nodes.Node]]] = [
            ("Required by", [entry_link(self.domain, i, "requirements", named[i]) for i in found.required_by]),
            ("Counts toward", [entry_link(self.domain, i, "requirements", named[i]) for i in found.counts_toward]),
            ("Needed for", [course_link(self.domain, number) for number in found.needed_for]),
            ("In sample plans", [entry_link(self.domain, i, "plan", titled[i]) for i in found.plans]),
            ("Entry years", [nodes.Text(year) for year in found.entry_years]),
        ]
        return [(label, _joined(links)) for label, links in groups if links]


def _joined(links: Sequence[nodes.Node]) -> list[nodes.Node]:
    parts: list[nodes.Node] = []
    for index, link in enumerate(links):
        parts += [nodes.Text("; ")] if index else []
        parts.append(link)
    return parts


def _units(course: Course) -> str:
    return "Not known" if course.units is None else f"{course.units:g}"


def _seen(course: Course) -> str:
    """Return in which terms and minis the sources saw the course, which says nothing of the next ones."""
    terms = ", ".join(course.offered_seen) or "No term stands in the sources"
    # Which mini belongs to which of the terms is not kept.
    minis = f"; minis seen: {join([str(mini) for mini in course.minis_seen])}" if course.minis_seen else ""
    return f"{terms}{minis}."


def _length(course: Course) -> str:
    return LENGTHS[course.length] + (", by its units" if course.length_inferred else "")
