"""Loads a folder of YAML files into a frozen :class:`Ledger`, with one problem per fault."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from handbook.ledger.degree.model import Plan, RequirementSet
from handbook.ledger.field_faults import field_problems, typed
from handbook.ledger.model import (
    Conflict,
    Cost,
    Course,
    Deadline,
    Edition,
    Entry,
    Fact,
    KeptBack,
    LoggedChange,
    Office,
    Organization,
    PublishedDate,
    Source,
    Unknown,
)
from handbook.ledger.problems import Code, Problem, nearest, shown
from handbook.ledger.yaml_tree import Tree, read_tree, yaml_files

E = TypeVar("E", bound=Entry)

LISTS: dict[str, type[Entry]] = {
    "sources": Source,
    "courses": Course,
    "requirements": RequirementSet,
    "deadlines": Deadline,
    "costs": Cost,
    "organizations": Organization,
    "offices": Office,
    "conflicts": Conflict,
    "unknowns": Unknown,
    "plans": Plan,
}


BESIDE = ("edition", "kept-back", "published-dates", "changes", "synonyms")
"""The other files of the folder, without their suffix; the last is read by the search alone."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: ``file`` relative to the project, ``line`` from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything that ``data/`` says: mappings from id to entry, in the order of the files."""

    edition: Edition
    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    courses: Mapping[str, Course]
    requirements: Mapping[str, RequirementSet]
    deadlines: Mapping[str, Deadline]
    costs: Mapping[str, Cost]
    organizations: Mapping[str, Organization]
    offices: Mapping[str, Office]
    conflicts: Mapping[str, Conflict]
    unknowns: Mapping[str, Unknown]
    plans: Mapping[str, Plan]
    kept_back: Mapping[str, KeptBack]
    published_dates: Mapping[str, PublishedDate]
    changes: Mapping[str, LoggedChange]
    topics: Mapping[str, tuple[str, ...]]
    places: Mapping[str, Place] = field(repr=False)
    records: Mapping[str, Place] = field(repr=False)
    """Where the entries of ``published_dates`` stand."""
    reasons: Mapping[str, Place] = field(repr=False)
    """Where the entries of ``kept_back`` stand."""

    @property
    def _kinds(self) -> tuple[Mapping[str, Entry], ...]:
        """The entries that a page can name, by kind."""
        return (
            self.facts, self.courses, self.requirements, self.deadlines, self.costs,
            self.organizations, self.offices, self.conflicts, self.unknowns, self.plans, self.sources,
        )

    def entry(self, entry_id: str) -> Entry | None:
        """Return the entry of any kind with the id ``entry_id``, or None."""
        return next((kind[entry_id] for kind in self._kinds if entry_id in kind), None)

    def course(self, number: str) -> Course | None:
        """Return the course with the number ``number`` (such as ``95-702``), or None."""
        return self.courses.get(f"course-{number}")

    def ids(self) -> Iterator[str]:
        """Yield the id of every entry that a page can name."""
        for kind in self._kinds:
            yield from kind

    def sources_of(self, entry_id: str) -> tuple[str, ...]:
        """Return the ids of the sources that the entry ``entry_id`` rests on, without repeats."""
        entry = self.entry(entry_id)
        if isinstance(entry, Conflict):
            return tuple(dict.fromkeys(source for side in entry.values for source in side.sources))
        return tuple(getattr(entry, "sources", ()))

    def problem(self, entry: Entry, code: Code, message: str) -> Problem:
        """Return the problem ``message`` of ``entry``, with the file and line where it stands."""
        place = self.places[entry.id]
        return Problem(place.file, place.line, entry.id, code, message)


def load(folder: Path, label: str | None = None) -> tuple[Ledger | None, list[Problem]]:
    """Load the ledger in ``folder``.

    ``label`` is how messages call the folder (its own name by default). Returns the ledger, or None when an
    entry could not be read, and the problems of form. Rules over the whole ledger are in
    :mod:`handbook.ledger.rules`.
    """
    label = folder.name if label is None else label
    problems: list[Problem] = []
    places: dict[str, Place] = {}
    kinds: dict[str, dict[str, Any]] = {
        name: _read_list(folder, label, f"{name}.yaml", model, problems, places) for name, model in LISTS.items()
    }
    facts: dict[str, Fact] = {}
    topics: dict[str, tuple[str, ...]] = {}
    for path in sorted((folder / "facts").glob("*.yaml")):
        found = _read_list(folder, label, f"facts/{path.name}", Fact, problems, places)
        topics[path.stem] = tuple(found)
        facts.update(found)
    if not topics and not any((folder / "facts").glob("*.yml")):
        problems.append(Problem(f"{label}/facts", 0, "", Code.FILE_MISSING, "no file of facts in this folder"))
    # These entries repeat the id of a fact or a date on purpose, so they have places of their own.
    reasons: dict[str, Place] = {}
    kept_back = _read_list(folder, label, "kept-back.yaml", KeptBack, problems, reasons)
    recorded: dict[str, Place] = {}
    published_dates = _read_list(folder, label, "published-dates.yaml", PublishedDate, problems, recorded)
    # A ledger from before there was a change log is a ledger too.
    logged = (folder / "changes.yaml").exists()
    changes = _read_list(folder, label, "changes.yaml", LoggedChange, problems, places) if logged else {}
    edition = _read_edition(folder, label, problems, places)
    problems += _unread(folder, label)
    if edition is None or problems:
        return None, sorted(problems)
    return Ledger(
        edition=edition, facts=facts, topics=topics, kept_back=kept_back, published_dates=published_dates,
        changes=changes,
        places=places, records=recorded, reasons=reasons, **kinds,
    ), []


def _unread(folder: Path, label: str) -> Iterator[Problem]:
    """Yield one problem for each YAML file in the ``folder`` that nothing reads: what it says would be lost."""
    known = {f"{name}.yaml" for name in (*LISTS, *BESIDE)}
    for path in yaml_files(folder):
        name = path.relative_to(folder).as_posix()
        if name in known or re.fullmatch(r"facts/[^/]+\.yaml", name) or name.startswith("."):
            continue
        close = nearest(str(Path(name).with_suffix(".yaml")).lower(), known)
        if name.startswith("facts/") or not close:
            close = "; facts stand in files of facts/ itself, and their names end in .yaml"
        yield Problem(f"{label}/{name}", 0, "", Code.FILE_MISSING, f"no file that the ledger reads{close}")


def _read_edition(folder: Path, label: str, problems: list[Problem], places: dict[str, Place]) -> Edition | None:
    name = f"{label}/edition.yaml"
    tree = read_tree(folder / "edition.yaml", name, problems)
    if tree is None:
        return None
    return _model(Edition, tree.value, (), tree, name, problems, places)


def _read_list(
    folder: Path, label: str, file: str, model: type[E], problems: list[Problem], places: dict[str, Place]
) -> dict[str, E]:
    name = f"{label}/{file}"
    tree = read_tree(folder / file, name, problems)
    if tree is None:
        return {}
    if tree.value is None:
        return {}
    if not isinstance(tree.value, list):
        problems.append(Problem(name, 1, "", Code.NOT_A_LIST, "must be a list of entries that start with '- id: ...'"))
        return {}
    result: dict[str, E] = {}
    found: list[Problem] = []
    ids = [raw.get("id") for raw in tree.value if isinstance(raw, dict)]
    others = {places[one].file for one in ids if isinstance(one, str) and one in places}
    for index, raw in enumerate(tree.value):
        entry = _model(model, raw, (index,), tree, name, found, places)
        if entry is not None:
            result[entry.id] = entry
    if len(found) == len(tree.value) > 1 and len(others) == 1 and {one.code for one in found} == {Code.DUPLICATE_ID}:
        message = f"every entry stands already in {others.pop()}; take one of the two files out"
        found = [Problem(name, 0, "", Code.DUPLICATE_ID, message)]
    problems += found
    return result


def _model(
    model: type[E], raw: Any, path: tuple[int, ...], tree: Tree, name: str,
    problems: list[Problem], places: dict[str, Place],
) -> E | None:
    line = tree.line(path)
    if path in tree.faulty or (tree.faulty and not path):
        return None
    if not isinstance(raw, dict):
        problems.append(Problem(name, line, "", Code.NOT_A_LIST, f"must be an entry with fields, not {typed(raw)}"))
        return None
    label = raw.get("id")
    label = shown(label) if isinstance(label, str) else ""
    try:
        entry = model.model_validate(raw, by_name=False, by_alias=True)
    except ValidationError as error:
        problems += field_problems(model, error, path, tree, name, label)
        return None
    first = places.get(entry.id)
    if first is not None:
        message = f"this id stands already at {first.file}:{first.line}"
        problems.append(Problem(name, line, entry.id, Code.DUPLICATE_ID, message))
        return None
    places[entry.id] = Place(name, line)
    return entry
