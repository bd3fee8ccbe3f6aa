"""What Sphinx and its parts complain about, each in one line with the right name of the page."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


# What Docutils says besides of a footnote that is not there, and of a formula's name that stands twice.
_SAID_ALREADY = ("Too many autonumbered footnote references:", 'Duplicate ID: "equation-')


class OneLine(logging.Filter):
    """Keeps the first line of a complaint: what follows repeats the page, and no editor could place it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record, and let it pass unless another one says the same."""
        if record.levelno < logging.WARNING:
            return True
        words = logging.LogRecord.getMessage(record)  # Sphinx's own puts the place in front
        first, more, _ = words.strip().partition("\n")
        if more:
            record.msg, record.args = first.rstrip(), ()
        if first.startswith(_SAID_ALREADY):
            return False
        place = getattr(record, "location", None)
        if isinstance(place, str):
            # Pygments' part of Docutils takes the file of a page for its name.
            record.location = place.replace(".md.md:", ".md:")
        return True


def setup_one_line(app: Sphinx) -> None:
    """Add the filter to what prints the complaints, behind Sphinx's own."""
    for handler in logging.getLogger("sphinx").handlers:
        if not any(isinstance(known, OneLine) for known in handler.filters):
            handler.addFilter(OneLine())
