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
        before = f"{statement.part}{', ' if statement.course is None else ': '}"
        words: list[str | nodes.Node] = [before] if parts else []
        if statement.course is not None:
            words += listed_course(domain, statement.course)
            words.append("" if statement.course.units is None else f", {statement.course.units:g} units")
        elif parts or statement.what not in {"How many", "Note"}:
            words.append(f"{statement.what[0].lower()}{statement.what[1:]}: {statement.words}")
        else:
            words.append(statement.words[0].upper() + statement.words[1:])
        result += nodes.list_item("", paragraph(*words))
    return result
