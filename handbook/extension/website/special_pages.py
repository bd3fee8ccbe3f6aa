"""Pages that no Markdown file makes: search, site map and the page for addresses that do not exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from handbook.extension.navigation import NOT_FOUND, site_root

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def collect(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Name the pages, their titles and templates."""
    if app.config.html_theme == "furo":
        yield "search", {"title": "Search"}, "search.html"
        yield "site-map", {"title": "Site map"}, "site-map.html"
        yield NOT_FOUND, {"title": "Page not found"}, "404.html"


def without_sphinx_search(app: Sphinx) -> None:
    """Spare Sphinx the making of its own search index, a third of the time of writing; ours is another."""
    if isinstance(app.builder, StandaloneHTMLBuilder) and app.config.html_theme == "furo":
        app.builder.search = False


def from_the_top(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Make the links of the error page start at the top of the host: it is shown at any depth."""
    if pagename != NOT_FOUND:
        return
    top = site_root(app)
    context["content_root"] = top
    for name in ("css_tag", "js_tag"):
        context[name] = _rooted(context[name], top)
    relative: Callable[..., str] = context["pathto"]
    context["pathto"] = lambda *arguments, **options: top + relative(*arguments, **options)


def _rooted(tag: Callable[[Any], str], top: str) -> Callable[[Any], str]:
    return lambda item: tag(item).replace('="_static/', f'="{top}_static/')


def setup_special_pages(app: Sphinx) -> None:
    """Connect the handlers."""
    app.connect("builder-inited", without_sphinx_search)
    app.connect("html-collect-pages", collect)
    app.connect("html-page-context", from_the_top, priority=950)
