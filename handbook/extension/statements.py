"""What requirement sets state, as lists: shared by the directives that compare them."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from handbook.extension.domain import HandbookDomain
from handbook.extension.tables import paragraph
from handbook.extension.words import listed_course
from handbook.ledger.comparison import Statement
from handbook.ledger.formats import full_stop


def listed_statements(domain: HandbookDomain, statements: Sequence[Statement]) -> nodes.bullet_list:
    """Return a list of statements of one part, or of plain values: one item each."""
    result = nodes.bullet_list()
    for statement in statements:
        words: list[str | nodes.Node] = []
        if statement.course is not None:
            words += listed_course(domain, statement.course, with_units=True)
        elif statement.part:
            words.append(full_stop(statement.words))
        else:
            words.append(f"{statement.what}: {statement.words}")
        result += nodes.list_item("", paragraph(*words))
    return result


def listed_parts(domain: HandbookDomain, statements: Sequence[Statement]) -> nodes.bullet_list:
    """Return a list of statements: one item a plain value and one a part, with the courses of the part below it."""
    result = listed_statements(domain, [statement for statement in statements if not statement.part])
    for part in dict.fromkeys(statement.part for statement in statements if statement.part):
        inside = [statement for statement in statements if statement.part == part]
        said = [statement.words for statement in inside if statement.course is None]
        item = nodes.list_item("", paragraph(f"{part}: {' '.join(said)}".rstrip()))
        courses = [statement for statement in inside if statement.course is not None]
        if courses:
            item += listed_statements(domain, courses)
        result += item
    return result
