"""The sidebar: the parts of the handbook, with the branch of the page being read open.

Built from ``env.toctree_includes``: the tree is resolved once a build, and each page renders its own branch alone, so
that the cost of a page does not grow with the number of pages. Furo would render the whole tree into every page; the
handler runs before Furo's and takes the callable away that Furo would call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape, unescape
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from sphinx.addnodes import toctree

from handbook.prose.shape import page_type

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

NOT_FOUND = "404"
"""The page that a host shows at any address, so that its own links cannot be relative."""


class Tree(NamedTuple):
    """The order of pages: children and parent of each, and its title as HTML."""

    root: str
    children: dict[str, tuple[str, ...]]
    parents: dict[str, str]
    titles: dict[str, str]
    apart: frozenset[str]
    """Pages of the top level that stand in a group of their own (start pages by reader)."""

    def branch(self, docname: str) -> frozenset[str]:
        """Return the page and its ancestors."""
        found = {docname}
        while docname in self.parents:
            docname = self.parents[docname]
            found.add(docname)
        return frozenset(found)

    def name(self, docname: str) -> str:
        """Return what the menu calls a page, as plain text."""
        return unescape(self.titles[docname])

    def trail(self, docname: str) -> list[str]:
        """Return the ancestors of a page, from the top down, without the root."""
        found: list[str] = []
        while (docname := self.parents.get(docname, self.root)) != self.root:
            found.insert(0, docname)
        return found


def read_tree(env: BuildEnvironment) -> Tree:
    """Return the tree of all toctrees; where a page stands in two, the first place counts."""
    root = env.config.root_doc
    parents: dict[str, str] = {}
    children: dict[str, tuple[str, ...]] = {}
    waiting = [root]
    while waiting:
        docname = waiting.pop(0)
        own = []
        for child in env.toctree_includes.get(docname, ()):
            if child != root and child not in parents and child in env.titles:
                parents[child] = docname
                own.append(child)
        children[docname] = tuple(own)
        waiting += own
    titles = {docname: escape(env.titles[docname].astext()) for docname in parents}
    # A toctree may give a page another name: "Tracks <tracks/index>".
    for docname in children:
        for node in env.tocs[docname].findall(toctree):
            titles.update({child: escape(title) for title, child in node["entries"] if title and child in titles})
    apart = frozenset(d for d in children[root] if page_type(env.metadata.get(d, {})) == "start")
    return Tree(root, children, parents, titles, apart)


def address_of(app: Sphinx, pagename: str) -> Callable[[str], str]:
    """Return a function from a page to its address as seen from ``pagename``."""
    if pagename == NOT_FOUND:
        top = site_root(app)
        return lambda docname: top + app.builder.get_target_uri(docname)
    return lambda docname: app.builder.get_relative_uri(pagename, docname) or "#"


def site_root(app: Sphinx) -> str:
    """Return the path of the site on its host: from ``html_baseurl``, else the top."""
    return urlsplit(app.config.html_baseurl or "").path.rstrip("/") + "/"


def render(
    tree: Tree, docnames: Iterable[str], opened: frozenset[str] | None, current: str, address: Callable[[str], str]
) -> str:
    """Return nested lists of links; ``opened`` names the pages whose children show, None means all."""
    parts = ["<ul>"]
    for docname in docnames:
        here = ' aria-current="page"' if docname == current else ""
        parts.append(f'<li><a href="{escape(address(docname))}"{here}>{tree.titles[docname]}</a>')
        below = tree.children.get(docname, ())
        if below and (opened is None or docname in opened):
            parts.append(render(tree, below, opened, current, address))
        parts.append("</li>")
    parts.append("</ul>")
    return "".join(parts)


class Navigation:
    """Keeps the tree of one build."""

    def __init__(self) -> None:
        self._tree: Tree | None = None

    def forget(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Drop the tree: pages have been read anew."""
        self._tree = None

    def on_page(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Give the page its sidebar (``handbook_navigation``); the site map gets the whole tree."""
        # Furo calls this for each page; without it, it renders nothing.
        context.pop("toctree", None)
        if self._tree is None:
            self._tree = read_tree(app.env)
        tree = self._tree
        address = address_of(app, pagename)
        top = tree.children[tree.root]
        opened = tree.branch(pagename)
        context["handbook_trail"] = tree.trail(pagename)
        context["handbook_breadcrumbs"] = [
            {"link": address(docname), "title": tree.titles[docname]} for docname in tree.trail(pagename)
        ]
        context["handbook_navigation"] = render(
            tree, [d for d in top if d not in tree.apart], opened, pagename, address
        )
        if tree.apart:
            context["handbook_navigation_apart"] = render(
                tree, [d for d in top if d in tree.apart], opened, pagename, address
            )
        if templatename == "site-map.html":
            context["handbook_site_map"] = render(tree, top, None, pagename, address)


def setup_navigation(app: Sphinx) -> None:
    """Connect the sidebar before Furo's own handler (priority 500)."""
    navigation = Navigation()
    app.connect("env-updated", navigation.forget)
    app.connect("html-page-context", navigation.on_page, priority=400)
