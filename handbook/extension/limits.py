"""Pages beyond the limits are named, and the build fails.

They are not read: that would end in a crash that names no page, or take minutes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging

from handbook.ledger.problems import Code, shown
from handbook.prose.limits import beyond_limits, remote_picture

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


def close_back_doors(app: Sphinx) -> None:
    """Let no notation of a page bring in raw markup or a file of the machine: directives and roles of any name."""
    app.env.settings.update(raw_enabled=False, file_insertion_enabled=False)


def on_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Warn of what is beyond the limits, and put an empty page in its place."""
    problems = beyond_limits(docname, content[0].removeprefix("\ufeff"))
    for problem in problems:
        logger.warning("%s", problem.message, location=(docname, problem.line), type=problem.code.value)
    if problems:
        content[0] = f"---\norphan: true\n---\n\n# {docname}\n"


def on_read(app: Sphinx, doctree: nodes.document) -> None:
    """Take out pictures of other websites and files from outside ``docs/``, whatever the notation, and warn of each."""
    named: list[nodes.Element] = [*doctree.findall(nodes.image), *doctree.findall(addnodes.download_reference)]
    for node in named:
        address = str(node.get("uri", node.get("reftarget", "")))
        message = remote_picture(address) if isinstance(node, nodes.image) else ""
        if not message and app.env.relfn2path(address)[0].startswith(".."):
            message = f"{shown(address)}: a file outside docs/; keep a copy in docs/"
        if message:
            logger.warning("%s", message, location=node, type=Code.PAGE_SHAPE.value)
            node.parent.remove(node)


def setup_limits(app: Sphinx) -> None:
    """Connect the handlers; pictures go before Sphinx would fetch them."""
    app.connect("builder-inited", close_back_doors)
    app.connect("source-read", on_source)
    app.connect("doctree-read", on_read, priority=100)
