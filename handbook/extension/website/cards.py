"""Each page names the card of its part, for sites on which people share links.

Such sites take full addresses alone: a website that does not know its own has no cards.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from handbook.extension.domain import handbook_domain
from handbook.extension.edition import checked
from handbook.extension.navigation import read_tree
from handbook.publish.cards import HEIGHT, WIDTH, card, words

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def has_cards(app: Sphinx) -> bool:
    """Say whether cards are made: for the website alone, where it knows its address."""
    return app.builder.name == "html" and app.config.html_theme == "furo" and bool(app.config.html_baseurl)


def parts(app: Sphinx) -> list[str]:
    """Return the pages whose titles have a card: the front page, and the first page of each part."""
    tree = read_tree(app.env)
    return [tree.root, *(name for name in tree.children[tree.root] if name not in tree.apart)]


def file_of(part: str) -> str:
    """Return the file of the card of the part whose first page is ``part``."""
    return f"cards/{part.removesuffix('/index').replace('/', '-')}.png"


def said_on(app: Sphinx, part: str) -> tuple[str, str, str]:
    """Return book, title and note of a card."""
    note = f"Facts checked {checked(handbook_domain(app.env).ledger.edition)}"
    return str(app.config.project), app.env.titles[part].astext(), note


class Cards:
    """Keeps the list of parts of one build."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def forget(self, app: Sphinx, env: object) -> None:
        """Drop the list: pages have been read anew."""
        self._parts = []

    def on_page(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Give the page ``handbook_card``; runs after the navigation has found the way to it."""
        if doctree is None or not has_cards(app):
            return
        self._parts = self._parts or parts(app)
        way = [*context.get("handbook_trail", ()), pagename]
        part = way[0] if way[0] in self._parts else str(app.config.root_doc)
        context["handbook_card"] = {
            "address": f"{str(app.config.html_baseurl).rstrip('/')}/{file_of(part)}",
            "words": words(*said_on(app, part)), "width": WIDTH, "height": HEIGHT,
        }


def write(app: Sphinx, exception: Exception | None) -> None:
    """Draw the cards when the pages are written."""
    if exception is not None or not has_cards(app):
        return
    for part in parts(app):
        path = Path(app.outdir, file_of(part))
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(card(*said_on(app, part)))


def setup_cards(app: Sphinx) -> None:
    """Connect the handlers."""
    cards = Cards()
    app.connect("env-updated", cards.forget)
    app.connect("html-page-context", cards.on_page, priority=600)
    app.connect("build-finished", write)
