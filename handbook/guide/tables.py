"""Forms of tables: captions, repeated heads, spans, and columns as wide as their words need."""

from __future__ import annotations

from docutils import nodes

from handbook.guide.frames import Frames
from handbook.guide.typst_text import array, call

# Characters that one line holds at the full size of type, within the text and with the left margin added.
_LINE = 96
_WIDE_LINE = 110
_SIZE = 9.2
_SMALLEST = 6.0
# The padding of a cell, in characters.
_PADDING = 2
# Rows with more text than this may break across pages.
_LONG_CELL = 900
# A table of no more rows and letters than this stands on one page.
_FEW_ROWS = 12
_FEW_LETTERS = 1400


class TableVisitors(Frames):
    """Visitors of tables. A table is built when it is left, from the cells gathered on the way."""

    def visit_table(self, node: nodes.table) -> None:
        self.anchor(node)
        self.push()

    def depart_table(self, node: nodes.table) -> None:
        parts = self.frames.pop()
        captions = [part for part in parts if part.startswith("caption-words(")]
        cells = [part for part in parts if part not in captions]
        caption = captions[0].removeprefix("caption-words(").removesuffix(")") if captions else "none"
        widths, size, wide = _measure(node)
        table = call("sheet", array([f"{width}fr" for width in widths]), *cells, size=f"{size:.1f}")
        named = {"wide": str(wide).lower(), "whole": str(_is_short(node)).lower()}
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
        elif len(node.astext()) < _LONG_CELL:
            named["breakable"] = "false"
        self.emit(call("table.cell", body, **named))


def _is_row_head(node: nodes.entry) -> bool:
    row = node.parent
    group = row.parent.parent
    if isinstance(row.parent, nodes.thead) or not isinstance(group, nodes.tgroup):
        return False
    specs = [child for child in group.children if isinstance(child, nodes.colspec)]
    return bool(specs) and row.index(node) == 0 and bool(specs[0].get("stub"))


def _is_short(node: nodes.table) -> bool:
    """Say whether a table surely fits a page, so that it need not be torn in two."""
    return len(list(node.findall(nodes.row))) <= _FEW_ROWS and len(node.astext()) <= _FEW_LETTERS


def _measure(node: nodes.table) -> tuple[list[int], float, bool]:
    """Return the widths of the columns in characters, the size of type, and whether the table needs the margin.

    A column is never narrower than its longest word, so that no word runs into the next column.
    """
    specs = list(node.findall(nodes.colspec))
    longest = [_PADDING + 1] * len(specs)
    most = [_PADDING + 1] * len(specs)
    for row in node.findall(nodes.row):
        column = 0
        for entry in row.findall(nodes.entry):
            span = entry.get("morecols", 0) + 1
            if span == 1 and column < len(specs):
                words = [word for link in entry.astext().split() for word in link.replace("/", "/ ").split()]
                # Capitals, figures and the heads' heavier type are wider than the average letter.
                longest[column] = max(longest[column], *(_width_of(word) for word in words or [""]))
                most[column] = max(most[column], min(len(entry.astext()) + _PADDING, 60))
            column += span
    wide = len(specs) > 4 or sum(longest) > _LINE
    line = _WIDE_LINE if wide else _LINE
    if "colwidths-given" in node.get("classes", []):
        whole = sum(int(spec["colwidth"]) for spec in specs) or 1
        most = [round(line * int(spec["colwidth"]) / whole) for spec in specs]
    size = _SIZE if len(specs) <= 6 else _SIZE - 0.8
    size = max(_SMALLEST, min(size, _SIZE * line / max(sum(longest), 1)))
    spare = max(0.0, line * _SIZE / size - sum(longest))
    wanted = [max(0, full - least) for full, least in zip(most, longest, strict=True)]
    total = sum(wanted) or 1
    return [round(least + spare * want / total) for least, want in zip(longest, wanted, strict=True)], size, wide


def _width_of(word: str) -> int:
    return _PADDING + round(sum(1.3 if c.isupper() or c in "mwMW—" else 1.06 for c in word))


def _nothing(self: Frames, _node: nodes.Element) -> None:
    pass


for _name in ("tgroup", "tbody", "row"):
    setattr(TableVisitors, f"visit_{_name}", _nothing)
    setattr(TableVisitors, f"depart_{_name}", _nothing)
