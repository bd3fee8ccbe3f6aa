"""``{plan}``: a sample plan term by term, with what the checker says of it."""

from __future__ import annotations

from docutils import nodes

from handbook.extension.directives.ledger_directive import LedgerDirective
from handbook.extension.provenance import source_mark
from handbook.extension.tables import Cell, paragraph, table
from handbook.extension.words import course_link, entry_link, requirement_name
from handbook.ledger.degree.proof import check_plan
from handbook.ledger.formats import full_stop

# What the checker reads of the edition: facts that state its rules, and which courses are whose.
RULES_OF_EDITION = ("edition:degree_rules", "edition:college_prefixes", "edition:first_graduate_number")


class PlanDirective(LedgerDirective):
    """Argument: the id of a plan."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a table of terms, the sums, and the notes of the checker."""
        plan = self.ledger.plans.get(self.arguments[0])
        if plan is None:
            return self.unknown(self.arguments[0], "plan", self.ledger.plans)
        self.domain.note_collection("plans", "courses", "requirements", *RULES_OF_EDITION)
        self.domain.note_shown(self.ledger.edition.degree_rules.values(), raw=True)
        self.domain.note_place(plan.id, plan.id, "plan", plan.title)
        report = check_plan(self.ledger, plan)
        entry = self.ledger.requirements[plan.requirement]
        rows: list[list[Cell]] = []
        for term, load in zip(plan.terms, report.loads, strict=True):
            courses = nodes.bullet_list()
            courses += [
                nodes.list_item("", paragraph(course_link(self.domain, number))) for number in term.courses
            ]
            rows.append([term.name, [courses], f"{load:g}"])
        mark = source_mark(self.domain, [entry.id, *plan.evidence])
        caption = [nodes.Text(f"{plan.title}: a sample plan, terms not confirmed"), mark]
        sums = f"Together {report.total:g} units: {report.core:g} core and {report.elective:g} elective. "
        rules = entry_link(self.domain, entry.id, "requirements", requirement_name(self.domain, entry))
        meets = "The courses meet the rules of " if report.met else "The courses do not meet the rules of "
        result: list[nodes.Node] = [
            nodes.target("", "", ids=[plan.id]),
            table(caption, ["Term", "Courses", "Units"], rows, widths=[20, 65, 15], classes=["plan"]),
            paragraph(sums, meets, rules, "."),
        ]
        notes = [finding for finding in report.findings if finding.state == "note"]
        if notes:
            listed = nodes.bullet_list()
            listed += [nodes.list_item("", paragraph(full_stop(f"{note.subject}: {note.why}"))) for note in notes]
            result += [paragraph("What the plan leaves open:"), listed]
        return result
