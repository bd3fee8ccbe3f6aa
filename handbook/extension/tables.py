"""Tables as stock docutils nodes: a caption, a header row and, mostly, a header column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

Cell = str | nodes.Node | Sequence[nodes.Node]


def paragraph(*parts: str | nodes.Node) -> nodes.paragraph:
    """Return a paragraph of texts and inline nodes."""
    result = nodes.paragraph()
    for part in parts:
        result += nodes.Text(part) if isinstance(part, str) else part
    return result


def cell(content: Cell) -> nodes.entry:
    """Return a table cell; inline nodes and text are put into one paragraph, blocks stand as they are."""
    if isinstance(content, str):
        return nodes.entry("", paragraph(content))
    parts = [content] if isinstance(content, nodes.Node) else list(content)
    if parts and not any(isinstance(part, nodes.Inline | nodes.Text) for part in parts):
        return nodes.entry("", *parts)
    return nodes.entry("", paragraph(*parts))


def table(
    caption: str | Sequence[nodes.Node], header: Sequence[str], rows: Iterable[Sequence[Cell]], *,
    widths: Sequence[int] | None = None, row_classes: Sequence[Sequence[str]] = (), stub: bool = True,
    classes: Sequence[str] = (),
) -> nodes.table:
    """Return a table.

    ``caption`` is text or inline nodes; ``header`` the column titles; each row has as many cells as the header;
    ``widths`` are relative; ``row_classes`` go row by row; ``stub`` makes the first column row headers.
    """
    result = nodes.table(classes=list(classes))
    result += nodes.title("", caption) if isinstance(caption, str) else nodes.title("", "", *caption)
    group = nodes.tgroup(cols=len(header))
    result += group
    for index, width in enumerate(widths or [100 // len(header)] * len(header)):
        spec = nodes.colspec(colwidth=width)
        if stub and index == 0:
            spec["stub"] = 1
        group += spec
    head = nodes.thead()
    head += nodes.row("", *(cell(title) for title in header))
    group += head
    body = nodes.tbody()
    for index, cells in enumerate(rows):
        row = nodes.row("", *(cell(content) for content in cells))
        if index < len(row_classes):
            row["classes"].extend(row_classes[index])
        body += row
    group += body
    return result


def definitions(pairs: Iterable[tuple[str, Cell]], classes: Sequence[str] = ()) -> nodes.definition_list:
    """Return a definition list of (term, content) pairs."""
    result = nodes.definition_list(classes=list(classes))
    for term, content in pairs:
        inner = cell(content)
        result += nodes.definition_list_item("", nodes.term("", term), nodes.definition("", *inner.children))
    return result
