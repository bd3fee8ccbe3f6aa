"""Does a plan meet the rules of its edition? Pure: a ledger and a plan in, findings out.

How the rules are read:

- A group with ``rule: all`` needs every course named, or one of its alternatives, or an exemption. An exemption earns
  no units, so the total still has to be reached with electives.
- A group with ``rule: choose`` needs so many of its courses, or so many units of them. A course is counted for one
  core group alone; a group that ``counts_in: elective`` takes from what the core has left.
- Units of a course are those of the requirement group that names it, else those of its own entry.
- A course number of 600 and above is a graduate course; the college's own numbers start with the prefixes of the
  edition, all others are from outside.
- Prerequisites come from the catalog. Where it names a course that the edition's core does not hold and the plan does
  not either, the finding is a note and not a fault: the catalog is older than the edition. So is a prerequisite that
  only a note explains, or a number without an entry.
- Less than :data:`FULL_TIME` units in a term is a note: the last term may be smaller.

Which terms a course runs in is not judged: it is not published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from handbook.ledger.load import Ledger
from handbook.ledger.model import Course, Group, Plan, RequirementSet
from handbook.ledger.problems import nearest

FULL_TIME = 36
"""Units a term below which a student is billed by the unit (fact ``cost-full-time-threshold``)."""

State = Literal["met", "missing", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a report: ``state``, what it is about, why, and the ledger entry that the rule stands in."""

    state: State
    subject: str
    why: str
    rule: str


@dataclass(slots=True)
class Report:
    """What the checker found: findings in order, and units by kind."""

    findings: list[Finding] = field(default_factory=list)
    total: float = 0
    core: float = 0
    elective: float = 0
    outside: float = 0
    undergraduate: float = 0
    loads: list[float] = field(default_factory=list)

    @property
    def met(self) -> bool:
        """Whether nothing is missing."""
        return all(finding.state != "missing" for finding in self.findings)

    def missing(self) -> list[str]:
        """Return the subjects of what is missing."""
        return [finding.subject for finding in self.findings if finding.state == "missing"]


def check_plan(ledger: Ledger, plan: Plan) -> Report:
    """Return the report on ``plan``; its requirement set and courses must exist (the ledger's rules prove that)."""
    return _Checker(ledger, plan).report()


class _Checker:
    def __init__(self, ledger: Ledger, plan: Plan) -> None:
        self.ledger = ledger
        self.plan = plan
        self.entry: RequirementSet = ledger.requirements[plan.requirement]
        self.taken = [number for term in plan.terms for number in term.courses]
        self.named = {
            course.number: course.units for group in self.entry.groups for course in group.courses if course.number
        }
        self.result = Report()
        self.counted: set[str] = set()

    def say(self, state: State, subject: str, why: str, rule: str = "") -> None:
        self.result.findings.append(Finding(state, subject, why, rule or self.entry.id))

    def judge(self, holds: bool, subject: str, why: str, rule: str = "") -> None:
        self.say("met" if holds else "missing", subject, why, rule)

    def units(self, number: str) -> float:
        named = self.named.get(number)
        if named is not None:
            return named
        course = self.ledger.course(number)
        return course.units or 0 if course is not None else 0

    def report(self) -> Report:
        self.no_course_twice()
        for group in self.entry.groups:
            if group.counts_in is None:
                self.group(group)
        result = self.result
        result.core = sum(self.units(number) for number in self.counted)
        result.total = sum(self.units(number) for number in dict.fromkeys(self.taken))
        result.elective = result.total - result.core
        for group in self.entry.groups:
            if group.counts_in is not None:
                self.group(group, electives=True)
        self.totals()
        self.limits()
        self.loads()
        self.order()
        if self.plan.specialization:
            self.specialization(self.ledger.requirements[self.plan.specialization])
        return result

    def no_course_twice(self) -> None:
        twice = sorted({number for number in self.taken if self.taken.count(number) > 1})
        if twice:
            self.judge(False, "no course twice", f"stands twice: {', '.join(twice)}")
        unknown = [number for number in dict.fromkeys(self.taken) if self._course(number).units is None]
        if unknown and any(number not in self.named for number in unknown):
            self.say("note", "units", f"no source gives the units of {', '.join(unknown)}; counted as 0")

    def _course(self, number: str) -> Course:
        course = self.ledger.course(number)
        assert course is not None, number
        return course

    def group(self, group: Group, *, electives: bool = False) -> None:
        free = [number for number in self.taken if number not in self.counted]
        if group.rule == "all":
            for course in group.courses:
                if course.number is None:
                    self.say("note", course.title, "has no number and cannot be checked", group.id)
                    continue
                options = [course.number, *course.alternatives]
                found = next((number for number in options if number in free), None)
                if found is not None and not electives:
                    self.counted.add(found)
                exempt = any(number in self.plan.exemptions for number in options)
                why = "taken" if found else "exempted" if exempt else "required, and neither taken nor exempted"
                self.judge(found is not None or exempt, course.number, why, group.id)
            return
        options = [n for c in group.courses if c.number for n in (c.number, *c.alternatives)]
        found_all = [number for number in dict.fromkeys(free) if number in options]
        if group.choose_courses is not None:
            wanted = found_all[: group.choose_courses]
            excused = sum(number in self.plan.exemptions for number in options)
            holds = len(wanted) + excused >= group.choose_courses
            why = f"{len(wanted)} of {group.choose_courses} chosen"
        elif group.choose_units is not None:
            wanted = found_all
            have = sum(self.units(number) for number in wanted)
            holds, why = have >= group.choose_units, f"{have:g} of {group.choose_units:g} units chosen"
        else:
            self.say("note", group.title, "how many of these are needed is not published", group.id)
            return
        if not electives:
            self.counted.update(wanted)
        self.judge(holds, group.title, why, group.id)

    def totals(self) -> None:
        result, entry = self.result, self.entry
        if entry.total_units is not None:
            why = f"{result.total:g} of {entry.total_units:g} units"
            self.judge(result.total >= entry.total_units, "total units", why)
        exempted = sum(self.units(number) for number in self.plan.exemptions if number in self.named)
        if entry.core_units is not None:
            if entry.status == "complete":
                why = f"{result.core:g} of {entry.core_units:g} units, {exempted:g} exempted"
                self.judge(result.core + exempted >= entry.core_units, "core units", why)
            else:
                self.say("note", "core units", "the core of this set is only partly known")
        if entry.elective_units is not None and entry.status == "complete":
            why = f"{result.elective:g} of {entry.elective_units:g} units"
            self.judge(result.elective >= entry.elective_units, "elective units", why)

    def limits(self) -> None:
        limits = self.entry.limits
        if limits is None:
            return
        prefixes = self.ledger.edition.college_prefixes
        result = self.result
        numbers = list(dict.fromkeys(self.taken))
        result.undergraduate = sum(self.units(n) for n in numbers if int(n[3:]) < 600)
        result.outside = sum(self.units(n) for n in numbers if n[:2] not in prefixes)
        counted = result.outside
        if limits.undergraduate_units_count_in_outside_cap:
            counted += sum(self.units(n) for n in numbers if int(n[3:]) < 600 and n[:2] in prefixes)
        for subject, have, most in (
            ("units from outside the college", counted, limits.outside_units_max),
            ("undergraduate units", result.undergraduate, limits.undergraduate_units_max),
        ):
            self.judge(have <= most, subject, f"{have:g} units, {most:g} at most")

    def loads(self) -> None:
        limits = self.entry.limits
        for term in self.plan.terms:
            load = sum(self.units(number) for number in term.courses)
            self.result.loads.append(load)
            if limits is None:
                continue
            normal, most = limits.units_per_term_normal, limits.units_per_term_by_petition
            if load > most:
                self.judge(False, f"load of {term.name}", f"{load:g} units, more than {most:g}")
            elif load > normal:
                why = f"{load:g} units: by petition, with an average of {limits.petition_min_qpa}"
                self.say("note", f"load of {term.name}", why)
            elif load < FULL_TIME:
                self.say("note", f"load of {term.name}", f"{load:g} units is not full-time", "cost-full-time-threshold")

    def order(self) -> None:
        done: set[str] = set(self.plan.exemptions)
        for term in self.plan.terms:
            for number in term.courses:
                self.prerequisites(self._course(number), done)
            done.update(term.courses)

    def prerequisites(self, course: Course, done: set[str]) -> None:
        needed = course.prerequisites
        if not needed:
            return
        listed = ", ".join(needed)
        if course.prerequisites_rule == "see-note" or (course.prerequisites_rule is None and len(needed) > 1):
            self.say("note", f"before {course.number}", f"see its entry: {course.prerequisites_note}", course.id)
            return
        every = course.prerequisites_rule != "any"
        met = all(number in done for number in needed) if every else any(number in done for number in needed)
        if met:
            self.say("met", f"before {course.number}", listed, course.id)
            return
        open_ones = [number for number in needed if number not in done]
        old = [n for n in open_ones if self.ledger.course(n) is None or (n not in self.named and n not in self.taken)]
        if old and (not every or len(old) == len(open_ones)):
            self.say("note", f"before {course.number}", f"not checked: {listed} is not in this edition", course.id)
            return
        word = "all of" if every and len(needed) > 1 else "one of" if len(needed) > 1 else ""
        why = f"needs {word} {listed} in an earlier term".replace("  ", " ")
        self.judge(False, f"before {course.number}", why, course.id)

    def specialization(self, entry: RequirementSet) -> None:
        have: float = 0
        for group in entry.groups:
            numbers = [c.number for c in group.courses if c.number and c.number in self.taken]
            units = sum(self.units(number) for number in numbers)
            have += units
            for course in group.courses:
                if group.rule == "all" and course.number is None:
                    self.say("note", course.title, "has no number and cannot be checked", group.id)
                    have += course.units or 0
            if group.rule == "all":
                lost = [c.number for c in group.courses if c.number and c.number not in self.taken]
                why = f"lacks {', '.join(lost)}" if lost else "taken"
                self.judge(not lost, f"{entry.title}: {group.title}", why, group.id)
            elif group.choose_units is not None:
                why = f"{units:g} of {group.choose_units:g} units"
                self.judge(units >= group.choose_units, f"{entry.title}: {group.title}", why, group.id)
        if entry.total_units is not None:
            why = f"{have:g} of {entry.total_units:g} units"
            self.judge(have >= entry.total_units, f"{entry.title}: units", why, entry.id)


def plan_faults(ledger: Ledger) -> Iterator[tuple[Plan, str]]:
    """Yield (plan, message) for every sample plan that names what does not exist or does not meet its rules."""
    for plan in ledger.plans.values():
        known = True
        for wanted in (plan.requirement, plan.specialization):
            if wanted is not None and wanted not in ledger.requirements:
                yield plan, f"{wanted}: no such requirement set{nearest(wanted, ledger.requirements)}"
                known = False
        numbers = [course.number for course in ledger.courses.values()]
        for number in [n for term in plan.terms for n in term.courses] + list(plan.exemptions):
            if ledger.course(number) is None:
                yield plan, f"{number}: no such course{nearest(number, numbers)}"
                known = False
        for fact_id in plan.evidence:
            if fact_id not in ledger.facts:
                yield plan, f"{fact_id}: no such fact{nearest(fact_id, ledger.facts)}"
        if known:
            for finding in check_plan(ledger, plan).findings:
                if finding.state == "missing":
                    yield plan, f"{finding.subject}: {finding.why} (rule {finding.rule})"
