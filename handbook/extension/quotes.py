"""Typographic quotes, dashes and ellipses, as Sphinx sets them, where a text has any to set.

Sphinx takes every text apart and puts it together again, which is a ninth of the time of reading pages. Most texts
have no sign that could change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxSmartQuotes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# What docutils.utils.smartquotes looks for, its own escapes among it.
_ACTIVE = re.compile(r"""["'`\\\0&]|--|\.\.\.|\. \. \.""")


class TypographicQuotes(SphinxSmartQuotes):
    """Does what its parent does, and leaves blocks alone that have nothing to set."""

    def is_available(self) -> bool:
        """Follow the setting ``typographic_quotes``."""
        return bool(self.config.typographic_quotes)

    # Typed as in Sphinx, which is wider than the stubs of docutils.
    def get_tokens(  # type: ignore[override]
        self, txtnodes: Iterable[nodes.Node]
    ) -> Iterator[tuple[str, str]]:
        """Yield nothing for a block (``txtnodes``) that would come back as it is: the parent keeps its texts then."""
        texts = [text for text in txtnodes if isinstance(text, nodes.Text)]
        if any(_ACTIVE.search(text) for text in texts):
            yield from super().get_tokens(texts)


def setup_quotes(app: Sphinx) -> None:
    """Register the transform; a project that uses it sets ``smartquotes = False``."""
    app.add_config_value("typographic_quotes", False, "env", bool)
    app.add_transform(TypographicQuotes)
