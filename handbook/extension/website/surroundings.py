"""Which pages to write again because what stands around their text has changed.

Sphinx writes a page again when its text has changed, or what it shows of the ledger. Menu, breadcrumbs, neighbours,
edition, what its links lead to and the list of what has moved away come from elsewhere: a hash of them is kept for
each page.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.extension.domain import HandbookDomain
from handbook.extension.link_ends import link_ends
from handbook.extension.navigation import Tree, read_tree
from handbook.extension.website.redirects import Redirects

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class Surroundings:
    """What stands around each page of one build."""

    def __init__(self, redirects: Redirects) -> None:
        self.redirects = redirects
        self.now: dict[str, str] = {}

    def find_outdated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Name the pages around which something is not as it was when they were written."""
        if app.builder.format != "html":
            return []
        self.now = dict(self._states(app, env))
        try:
            before = json.loads(_kept(app).read_text(encoding="utf-8"))
        except (OSError, ValueError):  # a first build, or one that was cut off
            before = {}
        return [docname for docname, state in self.now.items() if before.get(docname) != state]

    def keep(self, app: Sphinx, exception: Exception | None) -> None:
        """Keep the hashes when all pages are written."""
        if exception is None and self.now:
            _kept(app).write_text(json.dumps(self.now, indent=0), encoding="utf-8")

    def _states(self, app: Sphinx, env: BuildEnvironment) -> Iterator[tuple[str, str]]:
        domain = env.domains.get("hb")
        edition = domain.ledger.edition if isinstance(domain, HandbookDomain) else None
        said = [edition.title, edition.checked, edition.checked_from] if edition else []
        tree = read_tree(env)
        neighbours = env.collect_relations()  # page -> parent, previous, next
        for docname in sorted(env.found_docs):
            beside = neighbours.get(docname, ())
            above = [tree.root, *tree.trail(docname)]
            around = [
                said, [(name, str(env.titles[name])) for name in (*above, *beside, docname) if name in env.titles],
                [_menu(tree, name) for name in (*above, docname)], sorted(tree.apart),
                [(redirect.source, redirect.destination, self.redirects.part(app, redirect))
                 for redirect in self.redirects.of_page.get(docname, ())],
                link_ends(env, docname),
            ]
            yield docname, hashlib.sha256(repr(around).encode()).hexdigest()[:16]


def _menu(tree: Tree, docname: str) -> list[tuple[str, str]]:
    return [(child, tree.titles[child]) for child in tree.children.get(docname, ())]


def _kept(app: Sphinx) -> Path:
    return Path(app.doctreedir, f"surroundings-{app.builder.name}.json")


def setup_surroundings(app: Sphinx, redirects: Redirects) -> None:
    """Connect the handlers, behind the one that reads the ``redirects``."""
    surroundings = Surroundings(redirects)
    app.connect("env-updated", surroundings.find_outdated)
    app.connect("build-finished", surroundings.keep)
