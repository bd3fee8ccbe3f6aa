"""The builder ``read``: reads the pages and writes nothing, so that two builders can then work side by side."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import TYPE_CHECKING

from sphinx.builders import Builder

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class ReadBuilder(Builder):
    """Leaves the trees of all pages in the folder of doctrees."""

    name = "read"
    epilog = "The pages are read."
    allow_parallel = True

    def get_outdated_docs(self) -> Iterable[str]:
        """No page has to be written."""
        return []

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """No page has an address."""
        return ""

    def write_documents(self, docnames: Set[str]) -> None:
        """Write nothing."""


def setup_reading(app: Sphinx) -> None:
    """Register the builder."""
    app.add_builder(ReadBuilder)
