"""Stops the build where a page stands below itself: Sphinx would follow the ring without end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError

from handbook.prose.toctrees import Entry, backward, entries, leading_back

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def refuse_rings(app: Sphinx, env: BuildEnvironment) -> None:
    """Raise ExtensionError with one line for each entry of a toctree that leads back to its own page."""
    trees = {
        page: [Entry(0, name, name) for name in included] for page, included in env.toctree_includes.items()
    }
    faults = []
    for page, found in leading_back(trees, str(app.config.root_doc)):
        path = Path(env.doc2path(page))
        typed = next((one for one in entries(page, path.read_text(encoding="utf-8")) if one.page == found.page), found)
        faults.append(f"{path}:{typed.line}: {backward(typed)}" if typed.line else f"{path}: {backward(typed)}")
    if faults:
        raise ExtensionError("\n".join(faults))


def setup_toctree_rings(app: Sphinx) -> None:
    """Connect the handler, before all that follow the tree."""
    app.connect("env-updated", refuse_rings, priority=100)
