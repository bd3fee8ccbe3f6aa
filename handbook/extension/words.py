"""Inline nodes that several roles and directives share: links to courses, offices and requirement sets."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.addnodes import pending_xref

from handbook.extension.domain import HandbookDomain
from handbook.ledger.degree.model import GroupCourse, RequirementSet
from handbook.ledger.formats import date, full_stop, join
from handbook.ledger.load import Ledger
from handbook.ledger.model import Course, Deadline

_NUMBER = re.compile(r"\b(\d{2}-\d{3})\b")
LENGTHS = {"semester": "Full semester", "mini": "Mini (half a semester)", "unknown": "Not known"}
"""The printed words for the length of a course."""
_ANY_OF = {"all": "All of: ", "any": "One of: ", "see-note": "", None: ""}


def entry_link(domain: HandbookDomain, entry_id: str, kind: str, words: str) -> pending_xref:
    """Return a link with the text ``words`` to the entry's own place; the text alone where it has none."""
    domain.note_shown([entry_id], raw=True)
    return pending_xref(
        "", nodes.inline("", words, classes=[f"{kind}-link"]), refdomain="hb", reftype=kind, reftarget=entry_id,
        refdoc=domain.env.current_document.docname, refexplicit=True, refwarn=False,
    )


def course_link(domain: HandbookDomain, number: str, *, short: bool = False) -> nodes.Node:
    """Return a link to the course ``number``; plain text for a number that has no entry."""
    course = domain.ledger.course(number)
    if course is None:
        return nodes.Text(number)
    return entry_link(domain, course.id, "course", number if short else f"{number} {course.title}")


def listed_course(domain: HandbookDomain, course: GroupCourse, *, with_units: bool = False) -> list[nodes.Node]:
    """Return a course as a requirement group names it: linked, with another title it has there and what may replace it.

    A course without a number is its title alone. Known units, which are its own, stand before what may replace it.
    """
    units = [nodes.Text(f", {course.units:g} units")] if with_units and course.units is not None else []
    if course.number is None:
        return [nodes.Text(course.title), *units]
    words = [course_link(domain, course.number)]
    catalog = domain.ledger.course(course.number)
    if catalog is not None and catalog.title.casefold() != course.title.casefold():
        words.append(nodes.Text(f" (listed as {course.title})"))
    words += units
    for index, number in enumerate(course.alternatives):
        words.append(nodes.Text(", or instead " if index == 0 else " or "))
        words.append(course_link(domain, number))
    return words


def prerequisites(domain: HandbookDomain, course: Course) -> list[nodes.Node]:
    """Return what is needed first, each course as a link with its title."""
    return [course_link(domain, piece) if _NUMBER.fullmatch(piece) else nodes.Text(piece) for piece in _needed(course)]


def prerequisites_text(ledger: Ledger, course: Course) -> str:
    """Return what :func:`prerequisites` says, as plain text."""
    known = ((piece, ledger.course(piece)) for piece in _needed(course))
    return "".join(f"{piece} {needed.title}" if needed else piece for piece, needed in known)


def _needed(course: Course) -> list[str]:
    """Return what is needed first, in pieces: the number of a course is one of its own.

    A note that names all the numbers says how they belong together, and stands alone.
    """
    note = course.prerequisites_note or ""
    words = full_stop("Not stated in the sources" if note == "unknown" else note) if note else ""
    if not all(number in words for number in course.prerequisites):
        several = _ANY_OF[course.prerequisites_rule] if len(course.prerequisites) > 1 else ""
        words = f"{several}{', '.join(course.prerequisites)}. {words}".rstrip()
    return [piece for piece in _NUMBER.split(words or "None named.") if piece]


def when_words(item: Deadline) -> str:
    """Return the day or days of a date, or its rule without the full stop where no day is known."""
    days = [date(day) for day in (item.date, item.end_date) if day]
    return " to ".join(days) if days else (item.rule or "").rstrip(".")


def office_link(domain: HandbookDomain, office_id: str) -> nodes.Node:
    """Return a link to an office by name, or to an address where ``office_id`` is one."""
    if office_id.startswith(("https://", "http://")):
        return nodes.reference("", office_id, refuri=office_id, internal=False)
    return entry_link(domain, office_id, "office", domain.ledger.offices[office_id].name)


def requirement_name(domain: HandbookDomain, entry: RequirementSet) -> str:
    """Return what a requirement set is called, and note that the page being read says so."""
    domain.note_shown([entry.id], raw=True)
    domain.note_collection("edition:tracks")
    return set_name(domain.ledger, entry)


def set_name(ledger: Ledger, entry: RequirementSet) -> str:
    """Return what a requirement set is called: ``Track, entry year 2026-27`` or ``Title (specialization, 2026-27)``."""
    if entry.kind == "degree":
        return f"{ledger.edition.tracks[entry.track]}, entry year {entry.edition}"
    if entry.kind == "concentration-web":
        return f"{entry.title} (concentration on the website)"
    return f"{entry.title} ({entry.kind}, {entry.edition})"


def partly_known(names: list[str]) -> str:
    """Return that the sets with these ``names`` are only partly known, as the beginning of a sentence."""
    return f"{join(names)} {'is' if len(names) == 1 else 'are'} only partly known"
