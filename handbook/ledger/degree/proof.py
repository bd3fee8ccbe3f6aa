"""The sample plans of a ledger, proven against their rules."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.ledger.degree.checker import check
from handbook.ledger.degree.model import Plan
from handbook.ledger.degree.report import Report
from handbook.ledger.degree.table import Table, rule_table
from handbook.ledger.load import Ledger
from handbook.ledger.problems import nearest


def check_plan(ledger: Ledger, plan: Plan) -> Report:
    """Return the report on ``plan``; raises KeyError for a requirement set or course that does not exist."""
    return check(rule_table(ledger), plan.model_dump())


def plan_faults(ledger: Ledger) -> Iterator[tuple[Plan, str]]:
    """Yield (plan, message) for every sample plan that names what does not exist or does not meet its rules."""
    table = rule_table(ledger)
    for plan in ledger.plans.values():
        known = True
        degrees = [name for name, one in table["sets"].items() if one["kind"] == "degree"]
        beside = [name for name, one in table["sets"].items() if plan.requirement in one["for"]]
        for wanted, names, what in (
            (plan.requirement, degrees, "such degree"),
            (plan.specialization, beside, f"specialization or concentration of {plan.requirement}"),
        ):
            if wanted is not None and wanted not in names:
                yield plan, f"{wanted}: no {what}{nearest(wanted, names)}"
                known = False
        for number in [n for term in plan.terms for n in term.courses] + list(plan.exemptions):
            if number not in table["courses"]:
                yield plan, f"{number}: no such course{nearest(number, table['courses'])}"
                known = False
        for fact_id in plan.evidence:
            if fact_id not in ledger.facts:
                yield plan, f"{fact_id}: no such fact{nearest(fact_id, ledger.facts)}"
        # A set that names a course that does not exist has a line of its own, and no plan can be held against it.
        if known and all(number in table["courses"] for number in _named(table, plan)):
            for finding in check(table, plan.model_dump()).findings:
                if finding.state == "missing":
                    yield plan, f"{finding.subject}: {finding.why} (rule {finding.rule})"


def _named(table: Table, plan: Plan) -> Iterator[str]:
    """Yield the number of each course that the sets of ``plan`` name in the rule ``table``."""
    for name in (plan.requirement, plan.specialization):
        for group in table["sets"][name]["groups"] if name is not None else ():
            for course in group["courses"]:
                yield from course["options"]
