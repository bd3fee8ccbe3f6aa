"""Pages beyond the limits are named, and the build fails.

They are not read: that would end in a crash that names no page, or take minutes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging

from handbook.ledger.problems import Code, shown
from handbook.prose.limits import beyond_limits, remote_picture
from handbook.prose.pictures import DECORATIVE, without_words
from handbook.prose.tags import html_in

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# Besides the web, what a page may lead to.
OPENED = ("mailto", "webcal", "tel")
# What Markdown itself makes of "~~", of a line break and of a task.
_MADE = re.compile(r"</?s>|<br />\n|<input class=\"task-list-item-checkbox\"[^<>]*>")
_OPENED = ("http", "https", *OPENED)

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
    """Take out pictures of other websites and files from outside ``docs/``, whatever the notation, and warn of each.

    Warn of HTML, of pictures without words and of links that lead nowhere, too: the build fails, so that none of them
    comes to the website.
    """
    named: list[nodes.Element] = [*doctree.findall(nodes.image), *doctree.findall(addnodes.download_reference)]
    for node in named:
        address = str(node.get("uri", node.get("reftarget", "")))
        message = remote_picture(address) if isinstance(node, nodes.image) else ""
        if not message and app.env.relfn2path(address)[0].startswith(".."):
            message = f"{shown(address)}: a file outside docs/; keep a copy in docs/"
        if message:
            logger.warning("%s", message, location=_with_line(node), type=Code.PAGE_SHAPE.value)
            node.parent.remove(node)
        elif isinstance(node, nodes.image):
            _check_words(node)
    lines: set[int | None] = set()  # the end of a tag in a line is no other fault
    for raw in doctree.findall(nodes.raw):
        if raw["format"] != "html" or raw.get("made") or raw.line in lines:  # made by a directive: no words of the page
            continue
        for _, message in html_in(_MADE.sub("", raw.astext())):
            logger.warning("%s", message, location=raw, type=Code.PAGE_SHAPE.value)
            lines.add(raw.line)
    for link in doctree.findall(nodes.reference):
        if message := _leads_nowhere(link):
            logger.warning("%s", message, location=_with_line(link), type=Code.PAGE_SHAPE.value)


def _check_words(picture: nodes.image) -> None:
    """Warn of a picture that a screen reader could not tell; one that only adorns gets no words at all."""
    if DECORATIVE not in picture["classes"] and not str(picture.get("alt", "")).strip():
        message = without_words(picture["uri"])
        logger.warning("%s", message, location=_with_line(picture), type=Code.PAGE_SHAPE.value)
        picture["classes"].append(DECORATIVE)  # said once is enough
    if DECORATIVE in picture["classes"]:
        picture["alt"] = ""  # without it, docutils would write the name of the file


def _with_line(node: nodes.Element) -> nodes.Element:
    """Return ``node``, or the innermost element around it that knows its line."""
    around: nodes.Element | None = node
    while around is not None and not around.line:
        around = around.parent
    return node if around is None else around


def _leads_nowhere(link: nodes.reference) -> str:
    """Return what is wrong with a link as a page writes it; empty where it leads to a website, or inside the page."""
    address = str(link.get("refuri", ""))
    scheme, colon, _ = address.partition(":")
    if not address or address.startswith("#") or link.get("internal"):
        return ""
    if not colon or "/" in scheme:
        return f"{shown(address)}: no page is looked for at a bare address; name it with :link-type: doc, or as x.md"
    if scheme.lower() not in _OPENED:
        return f"{shown(address)}: leads to no page and no website; link to one"
    if not link.astext().strip() and not list(link.findall(nodes.image)):
        return f"{shown(address)}: a link without words; say where it leads"
    return ""


def setup_limits(app: Sphinx) -> None:
    """Connect the handlers; pictures go before Sphinx would fetch them."""
    app.connect("builder-inited", close_back_doors)
    app.connect("source-read", on_source)
    app.connect("doctree-read", on_read, priority=100)
