"""The ledger's own change log: what holds for its entries, and which entry years one concerns."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.ledger.degree.model import Plan, RequirementSet
from handbook.ledger.load import Ledger
from handbook.ledger.model import Entry, Fact, LoggedChange
from handbook.ledger.problems import Code, Problem, nearest


def change_log_holds(ledger: Ledger) -> Iterator[Problem]:
    """The newest entries stand first; each names ids that exist, or as ``gone`` ids that do not."""
    known = {*ledger.ids(), ledger.edition.id}
    newer = ""
    for change in ledger.changes.values():
        for code, message in _faults(change, known):
            yield ledger.problem(change, code, message)
        if newer and change.date > newer:
            message = f"{change.date} stands below {newer}; the newest change stands first"
            yield ledger.problem(change, Code.ORDER, message)
        newer = change.date


def _faults(change: LoggedChange, known: set[str]) -> Iterator[tuple[Code, str]]:
    if not change.entries and not change.gone:
        yield Code.FIELD, "names no entry that it touched: list the ids as entries or gone"
    for entry_id in change.entries:
        if entry_id not in known:
            message = f"{entry_id}: no such entry{nearest(entry_id, known)}; an id that has left the ledger is gone"
            yield Code.UNKNOWN_REFERENCE, message
    for entry_id in change.gone:
        if entry_id in known:
            yield Code.FIELD, f"{entry_id} stands in the ledger; list it as one of the entries"


def concerned_years(ledger: Ledger, change: LoggedChange) -> tuple[str, ...]:
    """Return the entry years, newest first, that ``change`` concerns alone; empty where it may concern any."""
    found: set[str] = set()
    for entry_id in change.entries:
        years = _years(ledger, ledger.entry(entry_id))
        if not years:
            return ()
        found.update(years)
    return tuple(year for year in ledger.edition.entry_years if year in found and not change.gone)


def _years(ledger: Ledger, entry: Entry | None) -> tuple[str, ...]:
    if isinstance(entry, RequirementSet):
        return entry.entry_years
    if isinstance(entry, Plan):
        return _years(ledger, ledger.requirements.get(entry.requirement))
    return entry.applies_to.entry if isinstance(entry, Fact) else ()
