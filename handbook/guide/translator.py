"""Turns the doctree of one page into Typst code."""

from __future__ import annotations

from docutils import nodes

from handbook.guide.blocks import BlockVisitors
from handbook.guide.design import DesignVisitors
from handbook.guide.inlines import InlineVisitors
from handbook.guide.lists import ListVisitors
from handbook.guide.objects import ObjectVisitors
from handbook.guide.sections import SectionVisitors
from handbook.guide.tables import TableVisitors


class GuideTranslator(
    InlineVisitors, SectionVisitors, BlockVisitors, ListVisitors, TableVisitors, DesignVisitors, ObjectVisitors,
):
    """All forms together; a node that none of them knows stops the build."""

    def unknown_visit(self, node: nodes.Node) -> None:
        """A node without a form is an error, never silently left out."""
        self.fault(node, f"the node {type(node).__name__} has no form in the PDF guide")
