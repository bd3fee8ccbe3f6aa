"""``{plan-check}``: the form that checks a reader's plan; ``theme/planner`` builds it in the browser, at a wish."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from docutils import nodes

from handbook.extension.directives.ledger_directive import LedgerDirective
from handbook.extension.tables import paragraph
from handbook.extension.words import entry_link, requirement_name
from handbook.ledger.degree.model import RequirementSet

PLACE = "plan-check"
"""Class of the block that the form replaces."""


class PlanCheckDirective(LedgerDirective):
    """Takes nothing. Without a script, and in the PDF, requirement tables and sample plans stand in its place."""

    def run(self) -> list[nodes.Node]:
        """Return the block with a button for each degree, and with the tables and plans to compare with."""
        self.domain.note_collection("plans", "courses", "requirements")
        found = [entry for entry in self.ledger.requirements.values() if entry.kind == "degree"]
        degrees = sorted(found, key=lambda entry: entry.edition, reverse=True)  # the newest first
        listed = nodes.bullet_list()
        for entry in degrees:
            item = paragraph("Requirements: ", entry_link(self.domain, entry.id, "requirements", self._name(entry)))
            listed += nodes.list_item("", item)
        for plan in self.ledger.plans.values():
            item = paragraph(entry_link(self.domain, plan.id, "plan", f"Sample plan: {plan.title}"))
            listed += nodes.list_item("", item)
        words = (
            "The form that checks a plan is on the website, on this page, and needs JavaScript. Elsewhere, compare "
            "your courses with these requirements and sample plans:"
        )
        instead = nodes.container("", paragraph(words), listed, classes=["without-script"])
        start = nodes.raw("", self._start(degrees), format="html", made=True)
        return [nodes.container("", start, instead, classes=[PLACE])]

    def _name(self, entry: RequirementSet) -> str:
        return requirement_name(self.domain, entry)

    def _start(self, degrees: list[RequirementSet]) -> str:
        """Return the buttons that open the form; they are of no use in other formats."""
        buttons = (
            f'<li><button type="button" class="button" disabled data-plan="{escape(urlencode({"rules": entry.id}))}">'
            f"{escape(self._name(entry))}</button></li>"
            for entry in degrees
        )
        return (
            '<div class="plan-start with-script"><p>Which rules are yours? Choose your track and the year you entered:'
            f'</p><ul>{"".join(buttons)}</ul><p role="status"></p></div>'
        )
