"""What requirement sets state, as lists: shared by the directives that compare them."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from handbook.extension.domain import HandbookDomain
from handbook.extension.tables import paragraph
from handbook.extension.words import listed_course
from handbook.ledger.comparison import Statement


def listed_statements(
    domain: HandbookDomain, statements: Sequence[Statement], *, parts: bool = False
) -> nodes.bullet_list:
    """Return a list of statements; ``parts`` puts the name of the part before each."""
    result = nodes.bullet_list()
    for statement in statements:
        # How many of a group are needed, and a note on it, need no name of their own.
        label = "" if statement.course is not None or statement.what in {"How many", "Note"} else statement.what
        words: list[str | nodes.Node] = []
        if parts:
            words.append(f"{statement.part}, {label[0].lower()}{label[1:]}: " if label else f"{statement.part}: ")
        elif label:
            words.append(f"{label}: ")
        if statement.course is not None:
            words += listed_course(domain, statement.course)
            words.append("" if statement.course.units is None else f", {statement.course.units:g} units")
        else:
            words.append(statement.words if words else statement.words[0].upper() + statement.words[1:])
        result += nodes.list_item("", paragraph(*words))
    return result
