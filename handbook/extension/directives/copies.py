"""``{copies}``: calendars, data files and the feed of changes, to take along or to follow."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from handbook.extension.directives.ledger_directive import LedgerDirective, id_list
from handbook.ledger.formats import date
from handbook.prose.directives import Names
from handbook.publish.calendars import AUDIENCES, dates
from handbook.publish.feed import FEED

COPIES: dict[str, tuple[str, str]] = {
    "applicant-calendar": ("downloads/applicant.ics", "Calendar for applicants (iCalendar file)"),
    "student-calendar": ("downloads/student.ics", "Calendar for students (iCalendar file)"),
    "facts": ("data/facts.json", "Every fact with its sources (JSON)"),
    "facts-schema": ("data/facts.schema.json", "The form of that file (JSON Schema)"),
    "courses-json": ("data/courses.json", "Courses with their sources (JSON)"),
    "requirements-json": ("data/requirements.json", "Requirements with their sources (JSON)"),
    "courses": ("data/courses.csv", "Courses (CSV table)"),
    "requirements": ("data/requirements.csv", "Requirements (CSV table)"),
    "changes": (FEED, "Changes, for a reader of feeds (Atom file)"),
    "pages": ("llms.txt", "Every page as Markdown, listed (llms.txt)"),
    "offline": ("downloads/handbook-offline.zip", "The whole website in one file (ZIP archive)"),
}


class CopiesDirective(LedgerDirective):
    """Option ``only``: which of them. They are names in the PDF and links on the website."""

    option_spec: ClassVar = {"only": id_list}
    names: ClassVar = {"only": Names("copy", lambda ledger: COPIES)}

    def run(self) -> list[nodes.Node]:
        """Return the list, or report a copy that does not exist."""
        if self.misnames():
            return []
        listed = nodes.bullet_list(classes=["copies"])
        for name in self.options.get("only", COPIES):
            address, words = COPIES[name]
            listed += nodes.list_item("", nodes.paragraph("", "", nodes.Text(words), *self.last(name)), copy=address)
        return [listed]

    def last(self, name: str) -> list[nodes.Node]:
        """Return the last day of a calendar in words; nothing for another copy.

        The build knows no today, so the page cannot say that every date is past; the day lets the reader see it.
        """
        audience = name.removesuffix("-calendar")
        if audience == name or audience not in AUDIENCES:
            return []
        self.domain.note_collection("deadlines")
        days = [item.end_date or item.date or "" for item in dates(self.ledger, audience)]
        return [nodes.inline("", f"; its last date is {date(max(days))}", classes=["unsearched"])] if days else []
