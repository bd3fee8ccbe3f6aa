"""Where a course counts: the requirement sets, courses, sample plans and entry years that name it."""

from __future__ import annotations

from dataclasses import dataclass

from handbook.ledger.degree.model import RequirementSet
from handbook.ledger.load import Ledger


@dataclass(frozen=True, slots=True)
class Backlinks:
    """Ids of requirement sets and plans, numbers of courses, and entry years.

    Sets and years stand newest first, all else in the order of the ledger.
    """

    required_by: tuple[str, ...]
    counts_toward: tuple[str, ...]
    needed_for: tuple[str, ...]
    plans: tuple[str, ...]
    entry_years: tuple[str, ...]


def age(ledger: Ledger, entry: RequirementSet) -> int:
    """Return the place of a set's entry year, newest first; sets without one come last."""
    years = ledger.edition.entry_years
    return min((years.index(year) for year in entry.entry_years if year in years), default=len(years))


def backlinks(ledger: Ledger, number: str) -> Backlinks:
    """Return what names the course ``number``.

    A set requires a course that stands in a group of which all are needed; a choice, a list and a course that may
    stand in for another count toward the set. The entry years are those of all these sets.
    """
    required: dict[str, None] = {}
    counts: dict[str, None] = {}
    years: set[str] = set()
    for entry in sorted(ledger.requirements.values(), key=lambda entry: age(ledger, entry)):
        for group in entry.groups:
            for named in group.courses:
                if number == named.number or number in named.alternatives:
                    whole = group.rule == "all" and number == named.number
                    (required if whole else counts)[entry.id] = None
                    years.update(entry.entry_years)
    return Backlinks(
        tuple(required), tuple(entry_id for entry_id in counts if entry_id not in required),
        tuple(course.number for course in ledger.courses.values() if number in course.prerequisites),
        tuple(plan.id for plan in ledger.plans.values() if any(number in term.courses for term in plan.terms)),
        tuple(year for year in ledger.edition.entry_years if year in years),
    )
