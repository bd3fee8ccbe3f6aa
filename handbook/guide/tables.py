"""Forms of tables: captions, repeated heads, spans, and columns as wide as their words need."""

from __future__ import annotations

from docutils import nodes

from handbook.guide.frames import Frames
from handbook.guide.typst_text import array, call


class TableVisitors(Frames):
    """Visitors of tables. A table is built when it is left, from the cells gathered on the way."""

    def visit_table(self, node: nodes.table) -> None:
        self.anchor(node)
        self.push()

    def depart_table(self, node: nodes.table) -> None:
        parts = self.frames.pop()
        captions = [part for part in parts if part.startswith("box-title(")]
        cells = [part for part in parts if part not in captions]
        caption = captions[0].removeprefix("box-title(").removesuffix(")") if captions else "none"
        columns = array([f"{width}fr" for width in _widths(node)])
        table = call("sheet", columns, *cells)
        self.emit(call("table-figure", table, caption))

    def visit_tgroup(self, node: nodes.tgroup) -> None:
        pass

    def depart_tgroup(self, node: nodes.tgroup) -> None:
        pass

    def visit_colspec(self, node: nodes.colspec) -> None:
        raise nodes.SkipNode

    def visit_thead(self, node: nodes.thead) -> None:
        self.push()

    def depart_thead(self, node: nodes.thead) -> None:
        self.emit(call("table.header", *self.frames.pop()))

    def visit_tbody(self, node: nodes.tbody) -> None:
        pass

    def depart_tbody(self, node: nodes.tbody) -> None:
        pass

    def visit_row(self, node: nodes.row) -> None:
        pass

    def depart_row(self, node: nodes.row) -> None:
        pass

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
        self.emit(call("table.cell", body, **named))


def _is_row_head(node: nodes.entry) -> bool:
    row = node.parent
    group = next((n for n in (row.parent.parent, row.parent) if isinstance(n, nodes.tgroup)), None)
    if group is None or isinstance(row.parent, nodes.thead):
        return False
    specs = [child for child in group.children if isinstance(child, nodes.colspec)]
    return bool(specs) and row.index(node) == 0 and bool(specs[0].get("stub"))


def _widths(node: nodes.table) -> list[int]:
    """Return a weight for each column: the given widths, or what the longest words and cells ask for."""
    specs = list(node.findall(nodes.colspec))
    if "colwidths-given" in node.get("classes", []):
        return [int(spec["colwidth"]) for spec in specs]
    weights = [8] * len(specs)
    for row in node.findall(nodes.row):
        column = 0
        for entry in row.findall(nodes.entry):
            span = entry.get("morecols", 0) + 1
            if span == 1 and column < len(weights):
                weights[column] = max(weights[column], min(len(entry.astext()), 70))
            column += span
    return weights
