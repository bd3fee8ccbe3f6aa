"""What changed between two states of the ledger, in plain sentences by topic."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handbook.ledger.comparison import compare
from handbook.ledger.degree.model import RequirementSet
from handbook.ledger.formats import capital, date, full_stop, money
from handbook.ledger.load import LISTS, Ledger
from handbook.ledger.model import Cost, Deadline, Edition, Entry

TOPICS: dict[str, str] = {
    "edition": "The edition", "facts": "Facts", "requirements": "Requirements", "courses": "Courses",
    "deadlines": "Dates", "costs": "Costs", "conflicts": "Where sources disagree", "unknowns": "Not published",
    "plans": "Sample plans", "offices": "Offices", "organizations": "Organizations", "sources": "Sources",
}
"""The topics in the order in which they are printed, with their headings."""

# Fields that every change of a source moves with it; they are named only when nothing else has changed.
_ORIGIN = frozenset({"sources", "as_of"})
# The fields that the models take as money or as a date; a value of a fact may call anything "amount" or "date".
_PRINTED: Mapping[tuple[type[Entry], str], Callable[[Any], str]] = {
    (Cost, "amount"): money, (Deadline, "date"): date, (Deadline, "end_date"): date,
    (Edition, "checked"): date, (Edition, "checked_from"): date,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its topic, what happened, the entry and its field (empty for a whole entry), and the sentence.

    The field of a requirement set is the part that changed, as it is called there: ``Core courses``, ``Total``.
    """

    topic: str
    what: str
    entry: str
    field: str
    sentence: str


def changes(old: Ledger, new: Ledger) -> list[Change]:
    """Return every difference from ``old`` to ``new``: by topic, in the order of the files; gone entries come last."""
    found = list(_fields("edition", old.edition, new.edition, old, new))
    for topic in TOPICS:
        if topic in {*LISTS, "facts"}:
            found += _entries(topic, getattr(old, topic), getattr(new, topic), old, new)
    return found


def _entries(
    topic: str, before: Mapping[str, Entry], after: Mapping[str, Entry], old: Ledger, new: Ledger
) -> Iterator[Change]:
    for entry_id, entry in after.items():
        if entry_id not in before:
            yield Change(topic, "new", entry_id, "", f"New: {full_stop(name(new, entry))}")
        elif before[entry_id] != entry:
            yield from _fields(topic, before[entry_id], entry, old, new)
    for entry_id, entry in before.items():
        if entry_id not in after:
            yield Change(topic, "gone", entry_id, "", f"Gone: {full_stop(name(old, entry))}")


def _fields(topic: str, before: Entry, after: Entry, old: Ledger, new: Ledger) -> Iterator[Change]:
    one, two = (entry.model_dump(mode="json", by_alias=True) for entry in (before, after))
    changed = [key for key in two if one[key] != two[key]]
    called = name(new, after)
    if called == getattr(after, "statement", None):  # a whole sentence
        called = f"“{called.removesuffix('.')}”"
    if isinstance(before, RequirementSet) and isinstance(after, RequirementSet):
        stated = list(_stated(before, after, called))
        yield from stated
        if stated:
            changed = [key for key in changed if key not in _COMPARED]
    for key in [key for key in changed if key not in _ORIGIN] or changed:
        if key == "sources":
            added = [_title(new, source) for source in two[key] if source not in one[key]]
            lost = [_title(old, source) for source in one[key] if source not in two[key]]
            parts = [f"{label}: {'; '.join(group)}" for label, group in (("added", added), ("gone", lost)) if group]
            sentence = f"{called}: sources {', '.join(parts) or 'in another order'}."
        elif key == "statement":
            sentence = f"{after.id}: it said “{one[key]}” and now says “{two[key]}”"
        else:
            printed = _PRINTED.get((type(after), key), _words)
            sentence = f"{called}: {'; '.join(_turns(key, one[key], two[key], printed)).removesuffix('.')}."
        yield Change(topic, "changed", after.id, key, sentence)


# What a comparison of two requirement sets says in words of its own.
_COMPARED = frozenset({
    "total_units", "core_units", "elective_units", "terms", "groups", "limits", "internship", "min_qpa", "unchecked",
})


def _stated(before: RequirementSet, after: RequirementSet, called: str) -> Iterator[Change]:
    lost, gained = compare([before, after]).only
    for side, word in ((lost, "no longer"), (gained, "now")):
        for statement in side:
            course = statement.course
            words = (statement.words if statement.part else f"{statement.what}: {statement.words}").rstrip(".")
            if course is not None:
                units = "" if course.units is None else f", {course.units:g} units"
                instead = f", or instead {' or '.join(course.alternatives)}" if course.alternatives else ""
                words = f"{course.number or ''} {course.title}".strip() + units + instead
            where = f" under {statement.part}:" if statement.part else ""
            sentence = f"{called}: {word}{where} {words}."
            yield Change("requirements", "changed", after.id, statement.part or statement.what, sentence)


def name(ledger: Ledger, entry: Entry) -> str:
    """Return what a reader would call an entry of ``ledger``."""
    if isinstance(entry, RequirementSet):
        title = entry.title or ledger.edition.tracks.get(entry.track, entry.track)
        return f"{title}, {entry.edition}"
    if isinstance(entry, Cost):
        item = ledger.edition.cost_items.get(entry.item, entry.item.replace("-", " "))
        return f"{capital(item)}, {entry.academic_year}, {entry.term}, {money(entry.amount)}, {entry.per}"
    number = getattr(entry, "number", "")
    for key in ("title", "name", "question", "statement"):
        if getattr(entry, key, None):
            return f"{number} {getattr(entry, key)}".strip()
    return entry.id


def _turns(key: str, before: Any, after: Any, printed: Callable[[Any], str]) -> Iterator[str]:
    """Yield what a field was and is now; of a table of values, and of the terms of a plan, only what has changed."""
    one, two = _table(before), _table(after)
    if one is None or two is None:
        was, now = (_words(value) if value is None else printed(value) for value in (before, after))
        yield f"{key.replace('_', ' ')} was {was}, now {now}"
        return
    for part in dict.fromkeys([*one, *two]):
        if one.get(part) != two.get(part):
            yield f"{part.replace('_', ' ')} was {_words(one.get(part))}, now {_words(two.get(part))}"
    if one == two:
        yield f"{key.replace('_', ' ')} in another order"


def _table(value: Any) -> dict[str, Any] | None:
    """Return a dictionary as it is, and a list of named things by their names; None for what is neither."""
    if isinstance(value, dict):
        return value
    if isinstance(value, list) and value and all(isinstance(item, dict) and "name" in item for item in value):
        found = {str(item["name"]): {k: v for k, v in item.items() if k != "name"} for item in value}
        return {name: next(iter(rest.values())) if len(rest) == 1 else rest for name, rest in found.items()}
    return None


def _title(ledger: Ledger, source_id: str) -> str:
    source = ledger.sources.get(source_id)
    return source.title if source is not None else source_id


def _words(value: Any) -> str:
    if value is None or value in ([], {}, ""):
        return "not given"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{part.replace('_', ' ')} {_words(item)}" for part, item in value.items())
    if isinstance(value, list):
        words = [_words(item) for item in value]
        plain = all(isinstance(item, str | int | float) for item in value) and not any("," in item for item in words)
        return (", " if plain else "; ").join(words)
    return f"{value:g}" if isinstance(value, float) else str(value)
