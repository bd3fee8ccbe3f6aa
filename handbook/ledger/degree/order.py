"""Does each course of a plan come after its prerequisites?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Literal

from handbook.ledger.degree.table import Table

Line = tuple[Literal["met", "missing", "note"], str, str, str]


def order_findings(
    table: Table, terms: Sequence[tuple[str, list[str]]], exemptions: Sequence[str], named: Collection[str]
) -> Iterator[Line]:
    """Yield (state, subject, why, rule) for each course with prerequisites, term by term, by number within a term.

    ``named`` holds the numbers that the requirement set names.
    """
    known = {*named, *(number for _, courses in terms for number in courses)}
    done = set(exemptions)
    for _, courses in terms:
        for number in sorted(set(courses)):
            yield from _before(table, number, done, known)
        done.update(courses)


def _before(table: Table, number: str, done: set[str], known: set[str]) -> Iterator[Line]:
    course = table["courses"][number]
    needs: list[str] = course["needs"]
    if not needs:
        return
    subject, rule, listed = f"prerequisites of {number}", course["id"], ", ".join(needs)
    if course["needsRule"] == "see-note":
        yield "note", subject, f"see its entry: {course['note'] or listed}", rule
        return
    every = course["needsRule"] == "all"
    still = [need for need in needs if need not in done]
    if not still or (not every and len(still) < len(needs)):
        has = [need for need in needs if need in done]
        one_of = "" if every or len(needs) == 1 else f"needs one of {listed}; "
        stand = "stands in an earlier term or is" if len(has) == 1 else "stand in an earlier term or are"
        yield "met", subject, f"{one_of}{' and '.join(has)} {stand} exempted", rule
        return
    old = [need for need in still if need not in table["courses"] or need not in known]
    if old and (not every or len(old) == len(still)):
        why = f"left open, for {', '.join(old)} {'is' if len(old) == 1 else 'are'} not in this edition"
        yield "note", subject, why, rule
        return
    word = "" if len(needs) == 1 else "all of " if every else "one of "
    yield "missing", subject, f"needs {word}{listed} in an earlier term", rule
