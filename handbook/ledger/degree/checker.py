"""Does a plan meet the rules of its edition? Pure: a rule table and a plan in, findings out.

How the rules are read:

- A group with ``rule: all`` needs every course named, or one of its alternatives, or an exemption. An exemption earns
  no units, so the total still has to be reached with electives.
- A group with ``rule: choose`` needs so many of its courses; where only units are given, so many units of them.
- A course fills one place of the degree alone. Core places come first, then those inside the elective units; which
  course fills which is chosen so that as many places as can be are filled (:mod:`~handbook.ledger.degree.assignment`).
  A group by units alone takes what these leave; units beyond those that it asks for count as elective. In a
  specialization a course fills one place alone too, wherever else in the degree it counts; what its choices leave over
  counts toward its units.
- Units of a course are those of the requirement group that names it, else those of its own entry. Where no source
  gives any, an alternative counts as the course in whose place it stands, and other courses count as 0; where only
  such courses may be what is lacking, the finding is a note and not a fault.
- Prerequisites come from the catalog. Where it names a course that the edition's core does not hold and the plan does
  not either, the finding is a note and not a fault: the catalog is older than the edition. So is a prerequisite that
  only a note explains, or a number without an entry.
- A course taken twice counts once.

Ambiguous rules, each of which gives a note and no fault: whether a course of the core may count toward a
specialization too (it is counted); a requirement without a course number; a choice whose size is not published; what a
set lists as ``unchecked``; a set that is only partly known. Less than full-time is a note: the last term may be
smaller. Grades, and the terms in which a course runs, are not judged.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from handbook.ledger.degree.assignment import options_of, placed_in
from handbook.ledger.degree.order import order_findings
from handbook.ledger.degree.report import Finding, Report, State
from handbook.ledger.degree.table import Table

EXEMPT = "exempt:"


def check(table: Table, plan: dict[str, Any]) -> Report:
    """Return the report on ``plan``: ``requirement``, ``terms`` (name, courses), ``exemptions``, ``specialization``.

    Raises KeyError for a requirement set or course that the table does not hold.
    """
    return _Checker(table, plan).report()


class _Checker:
    def __init__(self, table: Table, plan: dict[str, Any]) -> None:
        self.table, self.plan = table, plan
        self.entry = table["sets"][plan["requirement"]]
        self.terms: list[tuple[str, list[str]]] = [
            (term["name"], [str(number) for number in term["courses"]]) for term in plan["terms"]
        ]
        self.all_taken = [number for _, courses in self.terms for number in courses]
        self.taken = sorted(set(self.all_taken))
        self.exempt = set(plan["exemptions"]) - set(self.taken)
        self.named: dict[str, float] = {
            course["options"][0]: course["units"] for group in self.entry["groups"] for course in group["courses"]
            if course["options"] and course["units"] is not None
        }
        self.stand_ins: dict[str, float] = {
            number: course["units"] for group in self.entry["groups"] for course in group["courses"]
            if course["units"] is not None for number in course["options"][1:]
            if table["courses"][number]["units"] is None and number not in self.named
        }
        self.unknown = [
            number for number in self.taken
            if table["courses"][number]["units"] is None and number not in {*self.named, *self.stand_ins}
        ]
        self.result = Report()

    def say(self, state: State, subject: str, why: str, rule: str = "") -> None:
        self.result.findings.append(Finding(state, subject, why, rule or self.entry["id"]))

    def judge(self, holds: bool, subject: str, why: str, rule: str = "") -> None:
        self.say("met" if holds else "missing", subject, why, rule)

    def enough(self, have: float, need: float, among: Iterable[str], subject: str, why: str, rule: str = "") -> None:
        """Judge units; a note where a course of ``among`` whose units no source gives may be what is lacking."""
        if have < need and not set(self.unknown).isdisjoint(among):
            self.say("note", subject, f"{why}; the rest cannot be checked", rule)
        else:
            self.judge(have >= need, subject, why, rule)

    def units(self, number: str) -> float:
        own: float | None = self.table["courses"][number]["units"]
        return self.named.get(number, self.stand_ins.get(number, own or 0))

    def sum(self, numbers: Sequence[str]) -> float:
        return sum(self.units(number) for number in numbers)

    def rule(self, name: str) -> str:
        return str(self.table["rules"].get(name, ""))

    def report(self) -> Report:
        result = self.result
        twice = [number for number in self.taken if self.all_taken.count(number) > 1]
        if twice:
            self.judge(False, "no course twice", f"stands twice: {', '.join(twice)}")
        if self.unknown:
            self.say("note", "units", f"no source gives the units of {', '.join(self.unknown)}; counted as 0")
        for number in self.of_taken(sorted(self.stand_ins)):
            why = f"no source gives the units of {number}; counted as {self.stand_ins[number]:g}, as what it replaces"
            self.say("note", "units", why)
        exempted = self.groups()
        for item in self.entry["unchecked"]:
            self.say("note", item["title"], item["why"], item["rule"])
        result.total = self.sum(self.taken)
        result.elective = result.total - result.core
        self.totals(exempted)
        self.limits()
        self.loads()
        for state, subject, why, rule in order_findings(self.table, self.terms, self.plan["exemptions"], self.named):
            self.say(state, subject, why, rule)
        if self.plan.get("specialization"):
            self.program(self.table["sets"][self.plan["specialization"]])
        return result

    def candidates(self, options: Sequence[str]) -> list[str]:
        return self.of_taken(options) + [EXEMPT + number for number in options if number in self.exempt]

    def of_taken(self, options: Sequence[str]) -> list[str]:
        return [number for number in options if number in self.taken]

    def groups(self) -> float:
        """Judge all groups, count the core, and return the units of core places that an exemption fills."""
        ordered = sorted(self.entry["groups"], key=lambda group: bool(group["elective"]))
        placed = placed_in(ordered, self.candidates)
        used = {number for found in placed for number in found if number is not None}
        exempted: float = 0
        for group, found in zip(ordered, placed, strict=True):
            counted: list[str] = [number for number in found if number is not None]
            most = math.inf
            if group["rule"] == "all":
                self.every(group, found)
            elif group["chooseCourses"] is not None:
                why = f"{len(counted)} of {len(found)} chosen"
                self.judge(len(counted) == len(found), group["title"], why, group["id"])
            elif group["chooseUnits"] is not None:
                # Two lines may name one course: it counts once.
                counted = [number for number in dict.fromkeys(self.candidates(options_of(group))) if number not in used]
                used.update(counted)
                most = group["chooseUnits"]
                have = self.sum([number.removeprefix(EXEMPT) for number in counted])
                why = f"{have:g} of {group['chooseUnits']:g} units chosen"
                self.enough(have, group["chooseUnits"], counted, group["title"], why, group["id"])
            else:
                self.say("note", group["title"], "how many of these are needed is not published", group["id"])
            if not group["elective"]:
                core = min(most, self.sum([number for number in counted if not number.startswith(EXEMPT)]))
                free = self.sum([number.removeprefix(EXEMPT) for number in counted if number.startswith(EXEMPT)])
                exempted += min(most - core, free)
                self.result.core += core
        return exempted

    def every(self, group: Table, found: Sequence[str | None]) -> None:
        for course, number in zip(group["courses"], found, strict=True):
            if not course["options"]:
                self.say("note", course["title"], "has no number and cannot be checked", group["id"])
            elif number is None:
                self.judge(False, course["options"][0], "required, and neither taken nor exempted", group["id"])
            else:
                why = "exempted" if number.startswith(EXEMPT) else "taken"
                self.judge(True, course["options"][0], why, group["id"])

    def totals(self, exempted: float) -> None:
        result, entry = self.result, self.entry
        if entry["total"] is not None:
            why = f"{result.total:g} of {entry['total']:g} units"
            self.enough(result.total, entry["total"], self.taken, "total units", why)
        if not entry["complete"]:
            self.say("note", "core units", "the core of this set is only partly known")
            return
        if entry["core"] is not None:
            why = f"{result.core:g} of {entry['core']:g} units, {exempted:g} exempted"
            self.enough(result.core + exempted, entry["core"], self.core_numbers(), "core units", why)
        if entry["elective"] is not None:
            why = f"{result.elective:g} of {entry['elective']:g} units"
            self.enough(result.elective, entry["elective"], self.taken, "elective units", why)

    def limits(self) -> None:
        limits, courses, result = self.entry["limits"], self.table["courses"], self.result
        if limits is None:
            return
        under = [n for n in self.taken if courses[n]["undergraduate"]]
        outside = [n for n in self.taken if courses[n]["outside"]]
        result.undergraduate, result.outside = self.sum(under), self.sum(outside)
        counted = result.outside
        if limits["undergraduateInOutside"]:
            counted += self.sum([n for n in under if not courses[n]["outside"]])
        most = limits["outside"]
        why = f"{counted:g} units, {most:g} at most"
        self.judge(counted <= most, "units from outside the college", why, self.rule("outside"))
        most = limits["undergraduate"]
        why = f"{result.undergraduate:g} units, {most:g} at most"
        self.judge(result.undergraduate <= most, "undergraduate units", why, self.rule("undergraduate"))

    def loads(self) -> None:
        limits, least = self.entry["limits"], self.table["fullTime"]
        for name, courses in self.terms:
            load = self.sum(courses)
            self.result.loads.append(load)
            if limits is None:
                continue
            subject = f"load of {name}"
            if load > limits["petition"]:
                why = f"{load:g} units, more than {limits['petition']:g}"
                self.judge(False, subject, why, self.rule("petition"))
            elif load > limits["normal"]:
                why = f"{load:g} units: by petition, with an average of {limits['average']}"
                self.say("note", subject, why, self.rule("petition"))
            elif least is not None and load < least:
                self.say("note", subject, f"{load:g} units is not full-time", self.rule("full_time"))
            else:
                self.judge(True, subject, f"{load:g} units", self.rule("normal_load"))

    def program(self, entry: Table) -> None:
        """Judge a specialization or concentration: what is taken counts, wherever else it counts, but once here."""
        placed = placed_in(entry["groups"], self.of_taken)
        counted = {number for found in placed for number in found if number is not None}
        unseen = False
        for group, found in zip(entry["groups"], placed, strict=True):
            subject = f"{entry['title']}: {group['title']}"
            if group["rule"] == "all":
                unseen = self.every_of_program(subject, group, found) or unseen
                continue
            here = [number for number in found if number is not None]
            for course in group["courses"]:
                left = [number for number in self.of_taken(course["options"]) if number not in counted]
                if left and set(course["options"]).isdisjoint(here):
                    here.append(left[0])
                    counted.add(left[0])
            self.choice_of_program(subject, group, here)
        have = self.sum(sorted(counted))
        if entry["total"] is not None:
            subject, why = f"{entry['title']}: units", f"{have:g} of {entry['total']:g} units"
            if have < entry["total"] and (unseen or not entry["complete"]):
                self.say("note", subject, f"{why}; the rest cannot be checked", entry["id"])
            else:
                self.enough(have, entry["total"], counted, subject, why, entry["id"])
        core = [number for number in sorted(counted) if number in self.core_numbers()]
        if core:
            why = f"{', '.join(core)} counts here and in the core; whether it may is not published"
            self.say("note", f"{entry['title']}: in the core too", why, entry["id"])

    def every_of_program(self, subject: str, group: Table, found: Sequence[str | None]) -> bool:
        """Judge a group that needs all, and return whether it names a course without a number."""
        unseen = [course for course in group["courses"] if not course["options"]]
        for course in unseen:
            self.say("note", course["title"], "has no number and cannot be checked", group["id"])
        lines = [(course["options"], number) for course, number in zip(group["courses"], found, strict=True)]
        lost = [options[0] for options, number in lines if options and number is None]
        if len(unseen) < len(lines):
            self.judge(not lost, subject, f"lacks {', '.join(lost)}" if lost else "taken", group["id"])
        return bool(unseen)

    def choice_of_program(self, subject: str, group: Table, here: Sequence[str]) -> None:
        if group["chooseCourses"] is not None:
            why = f"{len(here)} of {group['chooseCourses']} chosen"
            self.judge(len(here) >= group["chooseCourses"], subject, why, group["id"])
        elif group["chooseUnits"] is not None:
            have = self.sum(here)
            why = f"{have:g} of {group['chooseUnits']:g} units"
            self.enough(have, group["chooseUnits"], here, subject, why, group["id"])
        else:
            self.say("note", subject, "how many of these are needed is not published", group["id"])

    def core_numbers(self) -> set[str]:
        groups = [group for group in self.entry["groups"] if not group["elective"]]
        return {number for group in groups for number in options_of(group)}
