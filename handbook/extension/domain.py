"""The domain ``hb``: what each page shows of the ledger, and where each entry has its place.

Per-document state lives here and nowhere else, so that parallel reading, removal of a page and an edit of one
fact work: a page is read again exactly when one of the entries that it shows has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.errors import ExtensionError
from sphinx.util.nodes import make_refnode

from handbook.ledger.held import proven
from handbook.ledger.load import Ledger

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

KINDS = ("course", "office", "conflict", "unknown", "source", "fact", "requirements", "deadline", "plan")

_BY_PAGE = ("shown", "ranges", "written", "placed", "links")


Link = tuple[str, str, str, str, bool]
"""A link to resolve: domain, type, target, part of the target, and whether it has words of its own."""


class Place(NamedTuple):
    """Where an entry has its own section or item: page, anchor, kind and the words to show."""

    docname: str
    anchor: str
    kind: str
    title: str


class HandbookDomain(Domain):
    """Objects are the ledger's entries; ``shown`` says which page shows which entry in which state."""

    name = "hb"
    label = "Handbook"
    object_types: ClassVar[dict[str, ObjType]] = {kind: ObjType(kind) for kind in KINDS}
    initial_data: ClassVar[dict[str, Any]] = {name: {} for name in _BY_PAGE}
    data_version = 5

    ledger: Ledger
    """The ledger of this build; set when the builder starts."""
    _places: Mapping[str, Place] | None = None

    def use(self, ledger: Ledger) -> None:
        """Take ``ledger`` as that of this build."""
        self.ledger = ledger
        self._fingerprints: dict[str, str] = {}

    @property
    def places(self) -> Mapping[str, Place]:
        """Entry id -> its own place in the handbook; on the first by name of the pages that give it one."""
        if self._places is None:
            places: dict[str, Place] = {}
            for docname in sorted(self.data["placed"], reverse=True):
                places.update(self.data["placed"][docname])
            self._places = places
        return self._places

    @property
    def shown(self) -> dict[str, dict[str, str]]:
        """Page -> {entry id or ``*collection``: fingerprint at the time of reading}."""
        shown: dict[str, dict[str, str]] = self.data["shown"]
        return shown

    @property
    def written(self) -> dict[str, set[str]]:
        """Page -> ids that its own text shows (raw lists in the reference part do not count)."""
        written: dict[str, set[str]] = self.data["written"]
        return written

    @property
    def links(self) -> dict[str, list[Link]]:
        """Page -> its links, each once."""
        links: dict[str, list[Link]] = self.data["links"]
        return links

    def note_links(self, links: Iterable[Link]) -> None:
        """Keep the ``links`` of the page being read."""
        if found := list(dict.fromkeys(links)):
            self.links[self.env.current_document.docname] = found

    def note_place(self, entry_id: str, anchor: str, kind: str, title: str) -> None:
        """Say that the page being read is where the entry ``entry_id`` stands, at ``anchor``."""
        docname = self.env.current_document.docname
        self.data["placed"].setdefault(docname, {})[entry_id] = Place(docname, anchor, kind, title)
        self._places = None

    def note_shown(self, ids: Iterable[str], *, raw: bool = False) -> None:
        """Say that the page being read shows the entries ``ids``; ``raw`` for lists that are no page text."""
        docname = self.env.current_document.docname
        shown = self.shown.setdefault(docname, {})
        for entry_id in ids:
            shown[entry_id] = self.fingerprint(entry_id)
            if not raw:
                self.written.setdefault(docname, set()).add(entry_id)

    def note_collection(self, *names: str) -> None:
        """Say that the page being read depends on whole collections of the ledger.

        These are the mappings of the ledger (``courses``), ``edition``, ``edition:FIELD`` for one of its fields, and
        ``topic:NAME`` for the order of the facts of a topic.
        """
        shown = self.shown.setdefault(self.env.current_document.docname, {})
        for name in names:
            shown[f"*{name}"] = self.fingerprint(f"*{name}")

    def note_range(self, dates: Iterable[str]) -> tuple[str, str] | None:
        """Keep and return the oldest and newest of the source ``dates`` of the page being read."""
        known = sorted(date for date in dates if date != "undated")
        if not known:
            return None
        self.data["ranges"][self.env.current_document.docname] = (known[0], known[-1])
        return known[0], known[-1]

    def checked_range(self, docname: str) -> tuple[str, str] | None:
        """Return the dates of the oldest and newest source of a page, or None where it shows no fact."""
        found: tuple[str, str] | None = self.data["ranges"].get(docname)
        return found

    def fingerprint(self, key: str) -> str:
        """Return a short hash of the present state of an entry, or of a collection as ``*NAME`` (``*courses``)."""
        if key not in self._fingerprints:
            self._fingerprints[key] = self._fingerprint(key)
        return self._fingerprints[key]

    def _fingerprint(self, key: str) -> str:
        if key == "*edition":
            text = self.ledger.edition.model_dump_json()
        elif key.startswith("*edition:"):
            text = repr(getattr(self.ledger.edition, key.removeprefix("*edition:")))
        elif key.startswith("*topic:"):
            text = "\n".join(self.ledger.topics.get(key.removeprefix("*topic:"), ()))
        elif key.startswith("*"):
            collection = getattr(self.ledger, key[1:])
            text = "\n".join(entry.model_dump_json() for entry in collection.values())
        else:
            entry = self.ledger.entry(key)
            text = entry.model_dump_json() if entry is not None else ""
            for source_id in self.ledger.sources_of(key):
                text += self.ledger.sources[source_id].model_dump_json()
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def outdated(self) -> set[str]:
        """Return the pages of which a shown entry has changed since they were read."""
        return {
            docname for docname, shown in self.shown.items()
            if any(self.fingerprint(key) != before for key, before in shown.items())
        }

    def clear_doc(self, docname: str) -> None:
        """Forget what is known of a page."""
        for table in _BY_PAGE:
            self.data[table].pop(docname, None)
        self._places = None

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        for docname in docnames:
            for table in _BY_PAGE:
                if docname in otherdata[table]:
                    self.data[table][docname] = otherdata[table][docname]
        self._places = None

    def resolve_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str, target: str,
        node: pending_xref, contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Link to the place of the entry ``target``; None where the handbook gives it no place."""
        place = self.places.get(target)
        if place is None:
            return None
        return make_refnode(builder, fromdocname, place.docname, place.anchor, contnode, place.title)

    def resolve_any_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, target: str,
        node: pending_xref, contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Entries are never found by guessing."""
        return []

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield the courses, offices and other entries that have a place, for search and inventories."""
        for entry_id, place in self.places.items():
            yield entry_id, place.title, place.kind, place.docname, place.anchor, 1


def handbook_domain(env: BuildEnvironment) -> HandbookDomain:
    """Return the domain of this build."""
    domain = env.get_domain("hb")
    assert isinstance(domain, HandbookDomain)
    return domain


def load_ledger(app: Sphinx) -> None:
    """Load the ledger once, before anything is read; stop the build with one line per problem."""
    folder = Path(app.confdir, app.config.handbook_data)
    ledger, problems = proven(folder, app.config.handbook_data)
    if ledger is None or problems:
        raise ExtensionError("the ledger has problems\n" + "\n".join(str(problem) for problem in problems))
    handbook_domain(app.env).use(ledger)


def find_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Name the pages to read again because the ledger has changed."""
    return sorted(handbook_domain(env).outdated() - removed)


def setup_domain(app: Sphinx) -> None:
    """Register the domain, its configuration and its two handlers."""
    app.add_config_value("handbook_data", "data", "env", types=frozenset({str}), description="folder of the ledger")
    app.add_domain(HandbookDomain)
    app.connect("builder-inited", load_ledger)
    app.connect("env-get-outdated", find_outdated)
