"""Old addresses: pages that say where a moved page is now, and old anchors on the pages that are still there.

What has moved stands in ``docs/redirects.yaml``; see :mod:`handbook.prose.redirects`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging

from handbook.extension.website.markdown import to_twin
from handbook.ledger.problems import Code
from handbook.prose.redirects import FILE, Redirect, load_redirects
from handbook.publish.markdown_twins import escaped, link_address

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


class Redirects:
    """The redirects of one build: read once all pages are known, then written."""

    def __init__(self) -> None:
        self.all: list[Redirect] = []
        self.of_page: dict[str, list[Redirect]] = {}
        self.sections: dict[str, dict[str, str]] = {}  # page -> anchor -> title of its section, "" for other anchors

    def read(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Read the file; warn of each fault in it, and of each target without its anchor."""
        name = Path(os.path.relpath(app.srcdir, app.confdir), FILE).as_posix()
        self.all, problems = load_redirects(Path(app.srcdir), name, env.found_docs)
        for problem in problems:
            logger.warning("%s", problem.message, location=f"{name}:{problem.line}", type=problem.code.value)
        self.of_page = {}
        self.sections = {}
        for redirect in self.all:
            self.of_page.setdefault(redirect.page, []).append(redirect)
            if redirect.target not in self.sections and redirect.target_anchor:
                self.sections[redirect.target] = _anchors(env.get_doctree(redirect.target))
            if redirect.target_anchor and redirect.target_anchor not in self.sections[redirect.target]:
                message = "%s: the page has no such anchor"
                location = f"{name}:{redirect.line}"
                logger.warning(message, redirect.destination, location=location, type=Code.REDIRECT.value)

    def add_anchors(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Give sections whose anchor has changed their old one beside the new."""
        if app.builder.format != "html":
            return
        for redirect in self.of_page.get(docname, ()):
            if redirect.target == docname and redirect.target_anchor:
                for node in doctree.findall(nodes.Element):
                    if redirect.target_anchor in node.get("ids", ()):
                        node["ids"].append(redirect.anchor)
                        break

    def on_page(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Give a page that is still there the list of what has left it (``handbook_moved``)."""
        if doctree is not None:
            left = [r for r in self.of_page.get(pagename, ()) if r.target != pagename or not r.target_anchor]
            context["handbook_moved"] = [
                {"anchor": r.anchor, "title": self.part(app, r), "link": _link(app, pagename, r)} for r in left
            ]

    def collect(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Name a page for each page that has moved."""
        if app.config.html_theme != "furo":
            return
        base = str(app.config.html_baseurl)
        for redirect in self.pages():
            parts = [
                {"anchor": part.anchor, "title": self.part(app, part), "link": _link(app, redirect.page, part)}
                for part in self.of_page[redirect.page] if part.anchor
            ]
            target = app.builder.get_target_uri(redirect.target)
            moved = {
                "title": _title(app, redirect), "link": _link(app, redirect.page, redirect), "parts": parts,
                "address": f"{base.rstrip('/')}/{target}" if base else "",
            }
            yield redirect.page, {"title": "This page has moved", "moved": moved}, "moved.html"

    def part(self, app: Sphinx, redirect: Redirect) -> str:
        """Return what the destination is called: the title of its page, and of its section where it has one."""
        page = _title(app, redirect)
        section = self.sections.get(redirect.target, {}).get(redirect.target_anchor, "")
        return f"{page}: {section}" if section and section != page else page

    def pages(self) -> list[Redirect]:
        """Return the redirects of whole pages."""
        return [redirect for redirect in self.all if not redirect.anchor]

    def write_twins(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the Markdown twin of each moved page."""
        if exception is not None or app.builder.name != "html":
            return
        for redirect in self.pages():
            path = Path(app.outdir, f"{redirect.page}.md")
            path.parent.mkdir(parents=True, exist_ok=True)
            link = to_twin(_link(app, redirect.page, redirect))
            words = f"[{escaped(_title(app, redirect))}]({link_address(link)})"
            text = f"# This page has moved\n\nIt is now: {words}.\n"
            path.write_text(text, encoding="utf-8")


def _anchors(doctree: nodes.document) -> dict[str, str]:
    """Return the anchors of a page, each with the title of the section that it stands at, else with nothing."""
    found: dict[str, str] = {}
    for node in doctree.findall(nodes.Element):
        title = node.next_node(nodes.title) if isinstance(node, nodes.section) else None
        found.update(dict.fromkeys(node.get("ids", ()), title.astext() if title else ""))
    return found


def _title(app: Sphinx, redirect: Redirect) -> str:
    return str(app.env.titles[redirect.target].astext())


def _link(app: Sphinx, pagename: str, redirect: Redirect) -> str:
    relative: Callable[[str, str], str] = app.builder.get_relative_uri
    anchor = f"#{redirect.target_anchor}" if redirect.target_anchor else ""
    return (relative(pagename, redirect.target) or redirect.target.rpartition("/")[2] + ".html") + anchor


def setup_redirects(app: Sphinx) -> Redirects:
    """Connect the steps; return the redirects, which are known once the pages are read."""
    redirects = Redirects()
    app.connect("env-updated", redirects.read)
    app.connect("doctree-resolved", redirects.add_anchors)
    app.connect("html-page-context", redirects.on_page, priority=410)
    app.connect("html-collect-pages", redirects.collect)
    app.connect("build-finished", redirects.write_twins)
    return redirects
