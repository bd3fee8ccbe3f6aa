"""The search: records of the pages, the index file, and the engine and dialog that run in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the search with Sphinx, in place of Sphinx's own."""
    # Who only reads the synonyms needs no Sphinx.
    from handbook.search.index import setup_index

    setup_index(app)
    return {"version": "1.0", "parallel_read_safe": True, "parallel_write_safe": True}
