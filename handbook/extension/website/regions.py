"""A box that may scroll sideways, with a name and reach by keyboard. Made for HTML only, by transforms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class ScrollRegion(nodes.General, nodes.Element):
    """Attributes: ``label`` (what is in it), ``role`` (``region`` or ``group``), ``classes``."""


def enclose(node: nodes.Element, region: ScrollRegion) -> None:
    """Put ``region`` in the place of ``node``. (``replace_self`` would repeat the ids of ``node``.)"""
    assert node.parent is not None
    node.parent[node.parent.index(node)] = region


def visit_region(translator: HTML5Translator, node: ScrollRegion) -> None:
    """Open the box."""
    attributes = {"role": node["role"], "tabindex": "0", "aria-label": node["label"]}
    translator.body.append(translator.starttag(node, "div", "", **attributes))


def depart_region(translator: HTML5Translator, node: ScrollRegion) -> None:
    """Close the box."""
    translator.body.append("</div>\n")


def setup_regions(app: Sphinx) -> None:
    """Register the node for HTML."""
    app.add_node(ScrollRegion, html=(visit_region, depart_region))
