"""The copies for machines and tools beside the pages: calendars, the feed of changes, JSON, CSV, the site map."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from handbook.extension.domain import handbook_domain
from handbook.publish.calendars import AUDIENCES, calendar
from handbook.publish.curriculum import courses_data, requirements_data
from handbook.publish.facts import SCHEMA, as_json, facts
from handbook.publish.feed import FEED, feed
from handbook.publish.site_map import robots, site_map
from handbook.publish.tables import courses, requirements

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class CopyLinks(SphinxPostTransform):
    """Turns the items of each ``{copies}`` list into links, on the website alone."""

    formats = ("html",)
    default_priority = 510

    def run(self, **kwargs: Any) -> None:
        """Change the lists of one page."""
        up = "../" * self.env.current_document.docname.count("/")
        for item in self.document.findall(nodes.list_item):
            if "copy" in item:
                if item["copy"] == FEED:
                    self.document["feed"] = True
                words, *more = item[0].children
                link = nodes.reference("", words.astext(), refuri=f"{up}{item['copy']}", internal=True)
                item.children = []
                item += nodes.paragraph("", "", link, *self.subscription(item["copy"]), *more)

    def subscription(self, copy: str) -> list[nodes.Node]:
        """Return the words and link with which a calendar program keeps the calendar ``copy`` up to date.

        Such a link needs the full address: where the website has none, there is no link.
        """
        base = str(self.config.html_baseurl)
        if not base or not copy.endswith(".ics"):
            return []
        address = f"webcal:{base.partition(':')[2].rstrip('/')}/{copy}"
        return [nodes.Text(", or "), nodes.reference("", "subscribe to it", refuri=address, internal=True)]


def name_feed(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Name the feed in the head of a page that links to it, where readers of feeds look for one."""
    if doctree is not None and doctree.get("feed"):
        address = context["pathto"](FEED, resource=True)
        context["metatags"] += f'<link rel="alternate" type="application/atom+xml" title="Changes" href="{address}">'


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write every copy when the pages are written."""
    if exception is not None or app.builder.name != "html":
        return
    domain = handbook_domain(app.env)
    ledger = domain.ledger
    out = Path(app.outdir)
    base = app.config.html_baseurl
    # Not the host: a calendar keeps its ids when the website moves, and offline.
    space = re.sub(r"[^a-z0-9]+", "-", app.config.project.lower()).strip("-")
    for name in AUDIENCES:
        title = f"{app.config.project}: dates for {name}s"
        _put(out / "downloads" / f"{name}.ics", calendar(ledger, name, title, space))

    def address_of(entry_id: str) -> str | None:
        place = domain.places.get(entry_id)
        return f"{app.builder.get_target_uri(place.docname)}#{place.anchor}" if place else None

    _put(out / FEED, feed(ledger, app.config.project, space, base, address_of))
    _put(out / "data" / "facts.json", as_json(facts(ledger)).encode())
    _put(out / "data" / "facts.schema.json", as_json(SCHEMA).encode())
    _put(out / "data" / "courses.json", as_json(courses_data(ledger)).encode())
    _put(out / "data" / "requirements.json", as_json(requirements_data(ledger)).encode())
    _put(out / "data" / "courses.csv", courses(ledger).encode())
    _put(out / "data" / "requirements.csv", requirements(ledger).encode())
    if base:
        pages = [app.builder.get_target_uri(docname) for docname in sorted(app.env.found_docs)]
        _put(out / "sitemap.xml", site_map(base, pages, ledger.edition.checked).encode())
        _put(out / "robots.txt", robots(base).encode())


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)


def setup_copies(app: Sphinx) -> None:
    """Register the transform and the writing."""
    app.add_post_transform(CopyLinks)
    app.connect("html-page-context", name_feed)
    app.connect("build-finished", write)
