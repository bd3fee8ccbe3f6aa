"""``{course}``: a course by number, linked to its entry in the catalog."""

from __future__ import annotations

from docutils.nodes import Node, system_message

from handbook.extension.roles.ledger_role import LedgerRole
from handbook.extension.words import course_link


class CourseRole(LedgerRole):
    """``{course}`95-702``` prints number and title, ``{course}`~95-702``` the number alone."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the link, or report a number that no course has."""
        number = self.text.strip().removeprefix("~")
        if self.domain.ledger.course(number) is None:
            numbers = [course.number for course in self.domain.ledger.courses.values()]
            return self.unknown(number, "course", numbers)
        return [course_link(self.domain, number, short=self.text.startswith("~"))], []
