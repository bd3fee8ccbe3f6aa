"""Forms of tables: captions, repeated heads, spans, and columns as wide as their words need."""

from __future__ import annotations

import functools
from dataclasses import replace

from docutils import nodes

from handbook.guide.frames import Frames
from handbook.guide.table_rows import part_rows
from handbook.guide.table_sizes import alike_in, sizes_of
from handbook.guide.typst_text import array, call


class TableVisitors(Frames):
    """Visitors of tables. A table is built when it is left, from the cells gathered on the way."""

    @functools.cached_property
    def alike(self) -> dict[int, list[nodes.table]]:
        """The tables of the page that share their columns."""
        return alike_in(self.document)

    def visit_table(self, node: nodes.table) -> None:
        self.anchor(node)
        sizes = sizes_of(node, self.alike.get(id(node), ()))
        if sizes.long_rows:
            sizes = replace(sizes, long_rows=part_rows(node, sizes, self.config.guide_continued))
        self.tables.append(sizes)
        self.push()

    def depart_table(self, node: nodes.table) -> None:
        caption, cells = self.pop_captioned()
        sizes = self.tables.pop()
        table = call("sheet", array([f"{width}fr" for width in sizes.widths]), *cells, size=f"{sizes.size:.1f}")
        named = {"wide": str(sizes.wide).lower(), "whole": str(sizes.whole).lower()}
        self.emit(call("table-figure", table, caption, **named))

    def visit_colspec(self, node: nodes.colspec) -> None:
        raise nodes.SkipNode

    def visit_thead(self, node: nodes.thead) -> None:
        self.push()

    def depart_thead(self, node: nodes.thead) -> None:
        self.emit(call("table.header", *self.frames.pop()))

    def visit_entry(self, node: nodes.entry) -> None:
        self.push()
        self.anchor(node)

    def depart_entry(self, node: nodes.entry) -> None:
        body = self.pop()
        if _is_row_head(node):
            body = call("row-head", body)
        named: dict[str, str] = {}
        if node.get("morecols"):
            named["colspan"] = str(node["morecols"] + 1)
        if node.get("morerows"):
            named["rowspan"] = str(node["morerows"] + 1)
        elif _number(node) not in self.tables[-1].long_rows:
            named["breakable"] = "false"
        self.emit(call("table.cell", body, **named))


def _number(entry: nodes.entry) -> int:
    """Return which row of its table, from 0, a cell stands in."""
    rows = entry.parent.parent
    heads = sum(len(part) for part in rows.parent.children if isinstance(part, nodes.thead) and part is not rows)
    number: int = heads + rows.index(entry.parent)
    return number


def _is_row_head(node: nodes.entry) -> bool:
    row = node.parent
    group = row.parent.parent
    if isinstance(row.parent, nodes.thead) or not isinstance(group, nodes.tgroup):
        return False
    specs = [child for child in group.children if isinstance(child, nodes.colspec)]
    return bool(specs) and row.index(node) == 0 and bool(specs[0].get("stub"))


def _nothing(self: Frames, _node: nodes.Element) -> None:
    pass


for _name in ("tgroup", "tbody", "row"):
    setattr(TableVisitors, f"visit_{_name}", _nothing)
    setattr(TableVisitors, f"depart_{_name}", _nothing)
