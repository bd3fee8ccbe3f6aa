"""``{fact}``, ``{cost}`` and ``{deadline}``: one value of the ledger, printed with its source."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.nodes import Node, system_message

from handbook.extension.provenance import source_mark
from handbook.extension.roles.ledger_role import LedgerRole
from handbook.extension.words import course_link, when_words
from handbook.ledger.formats import COURSE_KINDS, KINDS, FormatError, money, part
from handbook.ledger.problems import nearest, shown


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
            printed = self.printed(part(fact.value, path), kind)
        except FormatError as error:
            return self.fault(f"{shown(self.text)}: {error}")
        value = nodes.inline("", "", *printed, classes=["fact"])
        return [value, source_mark(self.domain, [fact_id])], []

    def printed(self, value: Any, kind: str) -> list[Node]:
        """Return the inline nodes for ``value`` as ``kind``; raises FormatError."""
        if kind in COURSE_KINDS:
            return self.courses(value, kind)
        formatter = KINDS.get(kind)
        if formatter is None:
            raise FormatError(f"no such kind{nearest(kind, [*KINDS, *COURSE_KINDS])}")
        text = formatter(value)
        if kind == "email" or kind == "url":
            start = "mailto:" if kind == "email" else ""
            if not (start or text.startswith(("https://", "http://"))):
                raise FormatError(f"{shown(text)} is no address that starts with https://")
            return [nodes.reference("", text, refuri=start + text, internal=False)]
        return [nodes.Text(text)]

    def courses(self, value: Any, kind: str) -> list[Node]:
        """Return links for one course number or a list of them, joined as English does; raises FormatError."""
        numbers = value if isinstance(value, list) else [value]
        numbers = [item.get("number") if isinstance(item, dict) else item for item in numbers]
        if not numbers or not all(isinstance(number, str) for number in numbers):
            raise FormatError(f"'as {kind}' needs course numbers, not {shown(value)}")
        links: list[Node] = []
        for index, number in enumerate(numbers):
            if index:
                links.append(nodes.Text(f" {COURSE_KINDS[kind]} " if index == len(numbers) - 1 else ", "))
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
