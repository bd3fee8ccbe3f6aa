"""Pages beyond the limits are named, and the build fails.

They are not read: that would end in a crash that names no page, or take minutes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

from handbook.prose.limits import beyond_limits

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


def on_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Warn of what is beyond the limits, and put an empty page in its place."""
    problems = beyond_limits(docname, content[0].removeprefix("\ufeff"))
    for problem in problems:
        logger.warning("%s", problem.message, location=(docname, problem.line), type=problem.code.value)
    if problems:
        content[0] = f"---\norphan: true\n---\n\n# {docname}\n"


def setup_limits(app: Sphinx) -> None:
    """Connect the handler."""
    app.connect("source-read", on_source)
