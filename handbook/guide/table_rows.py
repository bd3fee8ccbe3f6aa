"""Rows of tables that are long: parted between the points of their lists, each part under the head of the row."""

from __future__ import annotations

from docutils import nodes

from handbook.guide.table_sizes import LONG_ROW, Sizes, lines_of, row_lines

# A part of a row has no more lines than this.
_PART = 16


def part_rows(table: nodes.table, sizes: Sizes, words: str) -> frozenset[int]:
    """Part the long rows of ``table`` where their lists allow it; return the numbers of those that stay long.

    A part that goes on has the head of its row, and ``words`` in brackets after it. A page may then break between the
    parts, and none begins without the name of its row. Rows with a cell that spans others stay as they are, and so do
    those in which a point, or what stands before a list, is longer than a part.
    """
    for row in list(table.findall(nodes.row)):
        if isinstance(row.parent, nodes.tbody) and row_lines(row, sizes.widths) > LONG_ROW:
            for number, part in enumerate(_parts(row, sizes.widths, words), 1):
                row.parent.insert(row.parent.index(row) + number, part)
    rows = table.findall(nodes.row)
    return frozenset(number for number, row in enumerate(rows) if row_lines(row, sizes.widths) > LONG_ROW)


def _parts(row: nodes.row, widths: list[int], words: str) -> list[nodes.row]:
    """Take from ``row`` what is too long for one part; return the rows that go on with it."""
    cells = [cell for cell in row.children if isinstance(cell, nodes.entry)]
    if any(cell.get("morecols") or cell.get("morerows") for cell in cells) or len(cells) != len(widths):
        return []
    shares = []
    for cell, width in zip(cells[1:], widths[1:], strict=True):
        share = _shares(cell, width)
        if share is None:
            return []
        shares.append(share)
    # Only now that all cells can be parted.
    for item in [item for share in shares for some in share for item in some]:
        item.parent.remove(item)
    parts = []
    for at in range(max(map(len, shares), default=0)):
        head = cells[0].deepcopy()
        for element in head.findall(nodes.Element):
            element["ids"] = []
        last = list(head.findall(nodes.paragraph))[-1:]
        for paragraph in last:
            paragraph += nodes.Text(f" ({words})")
        part = nodes.row("", head)
        for share in shares:
            some = share[at] if at < len(share) else []
            part += nodes.entry("", *([nodes.bullet_list("", *some)] if some else []))
        parts.append(part)
    return parts


def _shares(cell: nodes.entry, width: int) -> list[list[nodes.list_item]] | None:
    """Return what is too long for one part in the list that ends ``cell``: the points of one part after the other.

    Return an empty list for a cell that is short enough, and None for one that cannot be parted.
    """
    lines = lines_of(cell, width)
    if lines <= _PART:
        return []
    listed: nodes.Node = cell.children[-1]
    if isinstance(listed, nodes.container) and listed.children:
        listed = listed.children[-1]
    if not isinstance(listed, nodes.bullet_list):
        return None
    items = [item for item in listed.children if isinstance(item, nodes.list_item)]
    heights = [lines_of(item, width) for item in items]
    used = lines - sum(heights)
    if max([used, *heights]) > _PART:
        return None
    shares: list[list[nodes.list_item]] = [[]]
    for at, (item, height) in enumerate(zip(items, heights, strict=True)):
        # The last part takes a few lines more, rather than leave them to one of their own.
        if used + height > _PART and used + sum(heights[at:]) > LONG_ROW:
            shares.append([])
            used = 0
        used += height
        shares[-1].append(item)
    return shares[1:]
