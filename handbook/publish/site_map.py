"""``sitemap.xml`` and ``robots.txt``: only where the address of the website is known."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape


def site_map(base: str, pages: Iterable[str], day: str) -> str:
    """Return the site map for the addresses ``pages`` (relative to ``base``), all of them of ``day``."""
    entries = "".join(
        f"<url><loc>{escape(base.rstrip('/') + '/' + page)}</loc><lastmod>{escape(day)}</lastmod></url>\n"
        for page in pages
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{entries}</urlset>\n'


def robots(base: str) -> str:
    """Return a robots.txt that lets everyone in and names the site map."""
    return f"User-agent: *\nAllow: /\nSitemap: {base.rstrip('/')}/sitemap.xml\n"
