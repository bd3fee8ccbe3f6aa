"""``{plan-check}``: the form that checks a reader's plan; ``theme/planner/form.js`` builds it in the browser."""

from __future__ import annotations

from docutils import nodes

from handbook.extension.directives.ledger_directive import LedgerDirective
from handbook.extension.tables import paragraph
from handbook.extension.words import entry_link, requirement_name

PLACE = "plan-check"
"""Class of the block that the form replaces."""


class PlanCheckDirective(LedgerDirective):
    """Takes nothing. Without a script, and in the PDF, requirement tables and sample plans stand in its place."""

    def run(self) -> list[nodes.Node]:
        """Return the block with the tables and plans to compare with."""
        self.domain.note_collection("plans", "courses", "requirements")
        listed = nodes.bullet_list()
        for entry in self.ledger.requirements.values():
            if entry.kind == "degree":
                name = requirement_name(self.domain, entry)
                item = paragraph("Requirements: ", entry_link(self.domain, entry.id, "requirements", name))
                listed += nodes.list_item("", item)
        for plan in self.ledger.plans.values():
            item = paragraph(entry_link(self.domain, plan.id, "plan", f"Sample plan: {plan.title}"))
            listed += nodes.list_item("", item)
        words = (
            "The form that checks a plan is on the website, on this page, and needs JavaScript. Elsewhere, compare "
            "your courses with these requirements and sample plans:"
        )
        return [nodes.container("", paragraph(words), listed, classes=[PLACE])]
