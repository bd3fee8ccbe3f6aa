"""Rules over the whole ledger: references, dates, sums and order. Each rule yields one problem per fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from handbook.ledger.change_log import change_log_holds
from handbook.ledger.dates import deadlines_hold, published_dates_hold
from handbook.ledger.degree.rules import (
    degree_rules_exist,
    group_units_match_courses,
    groups_unique,
    no_circles,
    plans_hold,
    sets_have_titles,
    unchecked_rules_exist,
    units_add_up,
)
from handbook.ledger.formats import newest, plain_number
from handbook.ledger.load import Ledger
from handbook.ledger.model import Conflict, Entry, Source, Unknown
from handbook.ledger.problems import Code, Problem, nearest, shown

Rule = Callable[[Ledger], Iterator[Problem]]
_MACHINE_PATH = re.compile(r"(?<![\w./])/(?:work|tmp|home|root|var|Users)/")


def check(ledger: Ledger) -> list[Problem]:
    """Return every problem that the rules find in ``ledger``, in the order of files and lines."""
    return sorted({problem for rule in RULES for problem in rule(ledger)})


def _all(ledger: Ledger) -> Iterator[Entry]:
    for entry_id in ledger.ids():
        entry = ledger.entry(entry_id)
        assert entry is not None
        yield entry


def sources_exist(ledger: Ledger) -> Iterator[Problem]:
    """Every source named is known and named once; every source is used."""
    used: set[str] = set()
    for entry in _all(ledger):
        for part in [entry, *getattr(entry, "values", ())]:
            ids = getattr(part, "sources", ())
            used.update(ids)
            for source_id in ids:
                if source_id not in ledger.sources:
                    message = f"{source_id}: no such source{nearest(source_id, ledger.sources)}"
                    yield ledger.problem(entry, Code.UNKNOWN_REFERENCE, message)
            if len(set(ids)) != len(ids):
                yield ledger.problem(entry, Code.FIELD, "names a source twice")
    for source_id, source in ledger.sources.items():
        if source_id not in used:
            yield ledger.problem(source, Code.UNUSED, "no entry rests on this source")


def source_addresses_differ(ledger: Ledger) -> Iterator[Problem]:
    """One entry per address and date."""
    seen: dict[tuple[str, str], str] = {}
    for source in ledger.sources.values():
        key = (source.url or source.read_in or source.id, source.as_of)
        if key in seen:
            yield ledger.problem(source, Code.DUPLICATE_ID, f"same address and date as {seen[key]}")
        seen.setdefault(key, source.id)


def dates_match_sources(ledger: Ledger) -> Iterator[Problem]:
    """``as_of`` is the date of the newest source."""
    for entry in _all(ledger):
        for part in [entry, *getattr(entry, "values", ())]:
            ids, as_of = getattr(part, "sources", ()), getattr(part, "as_of", None)
            if not ids or as_of is None or any(source_id not in ledger.sources for source_id in ids):
                continue
            if any(_after_check(ledger, ledger.sources[source_id]) for source_id in ids):
                continue  # the date of the source is the fault
            last = newest(ledger.sources[s].as_of for s in ids)
            if as_of != last:
                message = f"as_of is {as_of} but the newest source is of {last}"
                yield ledger.problem(entry, Code.DATE, message)


def nothing_after_check(ledger: Ledger) -> Iterator[Problem]:
    """No source is newer than the day on which the edition was checked."""
    for source in ledger.sources.values():
        if _after_check(ledger, source):
            message = f"{source.as_of} lies after the edition's check day, {ledger.edition.checked}"
            yield ledger.problem(source, Code.DATE, message)


def _after_check(ledger: Ledger, source: Source) -> bool:
    return source.as_of != "undated" and source.as_of > ledger.edition.checked[: len(source.as_of)]


def check_ends_after_it_began(ledger: Ledger) -> Iterator[Problem]:
    """The check of the edition began before the day on which it ended."""
    edition = ledger.edition
    if edition.checked_from is not None and edition.checked_from >= edition.checked:
        message = f"checked_from is {edition.checked_from}, which is not before the check day, {edition.checked}"
        yield ledger.problem(edition, Code.DATE, message)


def statuses_fit(ledger: Ledger) -> Iterator[Problem]:
    """A conflicting entry names its conflict; conflicts named exist."""
    for entry in _all(ledger):
        conflict = getattr(entry, "conflict", None)
        if getattr(entry, "status", None) == "conflicting" and conflict is None:
            yield ledger.problem(entry, Code.STATUS, "status is conflicting but no conflict is named")
        if conflict is not None and conflict not in ledger.conflicts:
            message = f"{conflict}: no such conflict{nearest(conflict, ledger.conflicts)}"
            yield ledger.problem(entry, Code.UNKNOWN_REFERENCE, message)


def sides_differ(ledger: Ledger) -> Iterator[Problem]:
    """The sides of a conflict say different things; no two organizations have one name."""
    for conflict in ledger.conflicts.values():
        if len({side.value for side in conflict.values}) < len(conflict.values):
            yield ledger.problem(conflict, Code.FIELD, "two of its sides say the same")
    named: dict[str, str] = {}
    for organization in ledger.organizations.values():
        first = named.setdefault(organization.name.casefold(), organization.id)
        if first != organization.id:
            message = f"{shown(organization.name)} is the name of {first} too; join the two entries"
            yield ledger.problem(organization, Code.DUPLICATE_ID, message)


def offices_exist(ledger: Ledger) -> Iterator[Problem]:
    """Conflicts and unknowns send the reader to an office that exists."""
    asking: list[Conflict | Unknown] = [*ledger.conflicts.values(), *ledger.unknowns.values()]
    for entry in asking:
        if not entry.ask.startswith(("https://", "http://")) and entry.ask not in ledger.offices:
            message = f"{entry.ask}: no such office{nearest(entry.ask, ledger.offices)}"
            yield ledger.problem(entry, Code.UNKNOWN_REFERENCE, message)


def tracks_exist(ledger: Ledger) -> Iterator[Problem]:
    """Tracks, entry years, and tracks and terms of costs are those of the edition."""
    edition = ledger.edition
    for fact in ledger.facts.values():
        for track in fact.applies_to.tracks:
            if track not in edition.tracks:
                message = f"{track}: no such track{nearest(track, edition.tracks)}"
                yield ledger.problem(fact, Code.UNKNOWN_REFERENCE, message)
        for year in fact.applies_to.entry:
            if year not in edition.entry_years:
                message = f"{year}: no such entry year{nearest(year, edition.entry_years)}"
                yield ledger.problem(fact, Code.UNKNOWN_REFERENCE, message)
    for entry in ledger.requirements.values():
        if entry.track not in edition.tracks:
            message = f"{entry.track}: no such track{nearest(entry.track, edition.tracks)}"
            yield ledger.problem(entry, Code.UNKNOWN_REFERENCE, message)
        for year in entry.entry_years:
            if year not in edition.entry_years:
                message = f"entry_years: {year}: no such entry year{nearest(year, edition.entry_years)}"
                yield ledger.problem(entry, Code.UNKNOWN_REFERENCE, message)
    for cost in ledger.costs.values():
        for what, said, known in (
            ("track", cost.track, edition.cost_tracks), ("term", cost.term, edition.cost_terms),
        ):
            if said not in known:
                message = f"{what}: {shown(said)}: not in cost_{what}s of edition.yaml{nearest(said, known)}"
                yield ledger.problem(cost, Code.UNKNOWN_REFERENCE, message)


def figures_are_kept_alike(ledger: Ledger) -> Iterator[Problem]:
    """A cost of an item of ``cost_facts`` is an amount that the facts of the item have.

    It is held to them where it is of an academic year of one of them, or rests on a source of one.
    """
    items = {cost.item for cost in ledger.costs.values()}
    for item, ids in ledger.edition.cost_facts.items():
        for name, names, word in ((item, items, "item of costs.yaml"), *((one, ledger.facts, "fact") for one in ids)):
            if name not in names:
                message = f"cost_facts: {name}: no such {word}{nearest(name, names)}"
                yield ledger.problem(ledger.edition, Code.UNKNOWN_REFERENCE, message)
        facts = [ledger.facts[fact_id] for fact_id in ids if fact_id in ledger.facts]
        amounts = sorted({number for fact in facts for number in _numbers(fact.value)})
        years = {fact.applies_to.academic_year for fact in facts}
        sources = {source_id for fact in facts for source_id in fact.sources}
        for cost in ledger.costs.values() if facts else ():
            tied = cost.academic_year in years or not sources.isdisjoint(cost.sources)
            if cost.item == item and tied and cost.amount not in amounts:
                told = f"{', '.join(fact.id for fact in facts)} {'say' if len(facts) > 1 else 'says'}"
                known = ", ".join(map(plain_number, amounts)) or "no number"
                yield ledger.problem(cost, Code.AMOUNT, f"amount: {told} {known}, not {plain_number(cost.amount)}")


def _numbers(value: Any) -> Iterator[int | float]:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _numbers(inner)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield value


def entry_years_in_order(ledger: Ledger) -> Iterator[Problem]:
    """The entry years of the edition stand newest first, each once."""
    years = list(ledger.edition.entry_years)
    if years != sorted(set(years), reverse=True):
        message = f"entry_years: must stand newest first, each once: {', '.join(sorted(set(years), reverse=True))}"
        yield ledger.problem(ledger.edition, Code.ORDER, message)


def courses_exist(ledger: Ledger) -> Iterator[Problem]:
    """Course ids follow from numbers; prerequisites and requirement groups name courses that exist."""
    # Of a course whose id and number differ, either may be what others name: the one line below is enough.
    numbers = {number for course in ledger.courses.values() for number in (course.number, course.id[len("course-"):])}
    for course in ledger.courses.values():
        if course.id != f"course-{course.number}":
            yield ledger.problem(course, Code.FIELD, f"the id must be course-{course.number}")
        for number in course.prerequisites:
            if number not in numbers and number not in ledger.edition.outside_catalog:
                message = f"prerequisites: {number}: no such course{nearest(number, numbers)}"
                yield ledger.problem(course, Code.UNKNOWN_REFERENCE, message)
    for entry in ledger.requirements.values():
        for group in entry.groups:
            for named in group.courses:
                for wanted in [named.number, *named.alternatives]:
                    if wanted is not None and wanted not in numbers:
                        message = f"{group.id}: {wanted}: no such course{nearest(wanted, numbers)}"
                        yield ledger.problem(entry, Code.UNKNOWN_REFERENCE, message)


def owners_exist(ledger: Ledger) -> Iterator[Problem]:
    """The edition names owners of lists and topics that exist, and they are offices; it reviews topics that exist."""
    for topic in ledger.edition.review:
        if topic not in ledger.topics:
            message = f"review: {topic}: no such topic{nearest(topic, ledger.topics)}"
            yield ledger.problem(ledger.edition, Code.UNKNOWN_REFERENCE, message)
    known = [*ledger.topics, "courses", "costs", "deadlines", "requirements"]
    for what, office in ledger.edition.owners.items():
        for name, names, word in ((what, known, "list or topic"), (office, list(ledger.offices), "office")):
            if name not in names:
                message = f"owners: {name}: no such {word}{nearest(name, names)}"
                yield ledger.problem(ledger.edition, Code.UNKNOWN_REFERENCE, message)


def kept_back_facts_exist(ledger: Ledger) -> Iterator[Problem]:
    """Facts kept back are facts."""
    for fact_id, place in ledger.reasons.items():
        if fact_id not in ledger.facts:
            message = f"{fact_id}: no such fact{nearest(fact_id, ledger.facts)}"
            yield Problem(place.file, place.line, fact_id, Code.UNKNOWN_REFERENCE, message)


def texts_are_clean(ledger: Ledger) -> Iterator[Problem]:
    """No text holds a path of somebody's machine."""
    for entry in (*_all(ledger), *ledger.changes.values(), ledger.edition):
        if _MACHINE_PATH.search(_texts(entry.model_dump())):
            yield ledger.problem(entry, Code.TEXT, "holds a path of a machine")
    for fact_id, kept in ledger.kept_back.items():
        if _MACHINE_PATH.search(_texts(kept.model_dump())):
            place = ledger.reasons[fact_id]
            yield Problem(place.file, place.line, fact_id, Code.TEXT, "holds a path of a machine")


def _texts(value: Any) -> str:
    if isinstance(value, dict):
        return "\n".join(_texts(item) for item in value.values())
    if isinstance(value, list | tuple):
        return "\n".join(_texts(item) for item in value)
    return value if isinstance(value, str) else ""


RULES: tuple[Rule, ...] = (
    sources_exist, source_addresses_differ, dates_match_sources, nothing_after_check, check_ends_after_it_began,
    statuses_fit, offices_exist, tracks_exist, entry_years_in_order, courses_exist, groups_unique, units_add_up,
    group_units_match_courses, sets_have_titles, no_circles, deadlines_hold, published_dates_hold,
    kept_back_facts_exist, texts_are_clean, plans_hold, owners_exist, degree_rules_exist, unchecked_rules_exist,
    change_log_holds, sides_differ, figures_are_kept_alike,
)
