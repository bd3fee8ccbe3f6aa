"""``{fact}``, ``{cost}`` and ``{deadline}``: one value of the ledger, printed with its source."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.nodes import Node, system_message

from handbook.extension.provenance import source_mark
from handbook.extension.roles.ledger_role import LedgerRole
from handbook.extension.words import course_link, when_words
from handbook.ledger.fact_values import printed
from handbook.ledger.formats import COURSE_KINDS, FormatError, money, part
from handbook.ledger.problems import shown

# The kinds that are links -> what their address begins with.
_ADDRESSES = {"email": "mailto:", "url": ""}


class FactRole(LedgerRole):
    """``{fact}`id```, ``{fact}`id.key```, ``{fact}`id.key as money```: prints a value and its source number.

    Ids hold no dot, so the first dot starts the path into the value.
    """

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the printed value and its mark, or report why it cannot be printed."""
        target, _, kind = self.text.partition(" as ")
        fact_id, _, path = target.strip().partition(".")
        kind = kind.strip() or "text"
        fact = self.domain.ledger.facts.get(fact_id)
        if fact is None:
            return self.unknown(fact_id, "fact", self.domain.ledger.facts)
        if fact.status == "conflicting":
            return self.fault(f"{fact_id}: sources disagree; show it with the directive {{conflict}} {fact.conflict}")
        try:
            inside = self.inside(part(fact.value, path), kind)
        except FormatError as error:
            return self.fault(f"{shown(self.text)}: {error}")
        value = nodes.inline("", "", *inside, classes=["fact"])
        return [value, source_mark(self.domain, [fact_id])], []

    def inside(self, value: Any, kind: str) -> list[Node]:
        """Return the inline nodes for ``value`` as ``kind``; raises FormatError."""
        words = printed(self.domain.ledger, value, kind)
        if kind in COURSE_KINDS:
            return self.courses(words, COURSE_KINDS[kind])
        if kind in _ADDRESSES:
            return [nodes.reference("", words[0], refuri=_ADDRESSES[kind] + words[0], internal=False)]
        return [nodes.Text(words[0])]

    def courses(self, numbers: list[str], last: str) -> list[Node]:
        """Return links for the course ``numbers``, joined as English does, with ``last`` before the last of them."""
        links: list[Node] = []
        for index, number in enumerate(numbers):
            if index:
                links.append(nodes.Text(f" {last} " if index == len(numbers) - 1 else ", "))
            links.append(course_link(self.domain, number))
        return links


class CostRole(LedgerRole):
    """``{cost}`row-id```: prints the amount of one row of ``costs.yaml``."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the amount and its mark."""
        row = self.domain.ledger.costs.get(self.text.strip())
        if row is None:
            return self.unknown(self.text.strip(), "cost", self.domain.ledger.costs)
        return [nodes.inline("", money(row.amount), classes=["fact"]), source_mark(self.domain, [row.id])], []


class DeadlineRole(LedgerRole):
    """``{deadline}`id```: prints the date (or the rule) of one entry of ``deadlines.yaml``."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the date and its mark."""
        item = self.domain.ledger.deadlines.get(self.text.strip())
        if item is None:
            return self.unknown(self.text.strip(), "deadline", self.domain.ledger.deadlines)
        return [nodes.inline("", when_words(item), classes=["fact"]), source_mark(self.domain, [item.id])], []
