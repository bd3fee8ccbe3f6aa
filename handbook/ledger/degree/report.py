"""What a checker found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

State = Literal["met", "missing", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a report: ``state``, what it is about, why, and the ledger entry that is its rule."""

    state: State
    subject: str
    why: str
    rule: str


@dataclass(slots=True)
class Report:
    """What the checker found: findings in order, and units by kind."""

    findings: list[Finding] = field(default_factory=list)
    total: float = 0
    core: float = 0
    elective: float = 0
    outside: float = 0
    undergraduate: float = 0
    loads: list[float] = field(default_factory=list)

    @property
    def met(self) -> bool:
        """Whether nothing is missing."""
        return all(finding.state != "missing" for finding in self.findings)

    def missing(self) -> list[str]:
        """Return the subjects of what is missing."""
        return [finding.subject for finding in self.findings if finding.state == "missing"]
