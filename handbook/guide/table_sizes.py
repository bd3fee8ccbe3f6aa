"""How wide the columns of a table are, how large its type, and where it may break across pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docutils import nodes

# Characters that one line holds at the full size of type, within the text and with the left margin added.
_LINE = 96
_WIDE_LINE = 110
_SIZE = 9.2
_SMALL = 8.4
_SMALLEST = 6.0
# The padding of a cell, in characters; what a bullet takes; what a page number after a link takes.
_PADDING = 2
_BULLET = 3
_PAGE_NUMBER = 6
# A paragraph wants no more than this on a line.
_MOST = 66
# A table of no more lines than this stands on one page; one with more that wraps is set smaller, and into the margin.
_FEW_LINES = 18
# A row of more lines than this is parted, or may break across pages.
LONG_ROW = 20


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes of one table: ``widths`` relative, ``size`` in points, ``wide`` where it takes the margin as well.

    ``whole`` where it stands on one page, ``long_rows`` the rows, by number, that may break.
    """

    widths: list[int]
    size: float
    wide: bool
    whole: bool
    long_rows: frozenset[int]


def sizes_of(table: nodes.table, alike: Sequence[nodes.table] = ()) -> Sizes:
    """Return the sizes of ``table``, from the lengths of its words and paragraphs.

    It shares its columns with the tables ``alike``, so that they stand below one another.
    """
    wide = False
    size = _SIZE
    tables = [table, *alike]
    columns = len(list(table.findall(nodes.colspec)))
    lengths = [_lengths(one, columns) for one in tables]
    longest, most = ([max(of) for of in zip(*some, strict=True)] for some in zip(*lengths, strict=True))
    if columns > 4 or sum(longest) > _LINE:
        wide = True
    if columns > 6:
        size = _SIZE - 0.8
    widths, size = _widths(table, longest, most, wide, size)
    if not wide and any(_is_tall(_row_lines(one, widths)) for one in tables):
        wide = True
        widths, size = _widths(table, longest, most, wide, _SMALL)
    lines = _row_lines(table, widths)
    return Sizes(
        widths, size, wide, sum(lines) <= _FEW_LINES,
        frozenset(number for number, count in enumerate(lines) if count > LONG_ROW),
    )


def alike_in(page: nodes.document) -> dict[int, list[nodes.table]]:
    """Return, for the ``id`` of each table of ``page``, the other tables with the same heads above as many columns."""
    groups: dict[tuple[int, str], list[nodes.table]] = {}
    for table in page.findall(nodes.table):
        heads = "\0".join(entry.astext() for head in table.findall(nodes.thead) for entry in head.findall(nodes.entry))
        if heads:
            groups.setdefault((len(list(table.findall(nodes.colspec))), heads), []).append(table)
    return {id(table): [other for other in group if other is not table] for group in groups.values() for table in group}


def _is_tall(lines: Sequence[int]) -> bool:
    """Say whether a table with rows of so many ``lines`` is set smaller, and into the margin."""
    return sum(lines) > max(_FEW_LINES, len(lines) * 1.5)


def _lengths(table: nodes.table, columns: int) -> tuple[list[int], list[int]]:
    """Return for each column the length of its longest word, and of its longest paragraph."""
    longest = [_PADDING + 1] * columns
    most = [_PADDING + 1] * columns
    for row in table.findall(nodes.row):
        for column, span, entry in _cells(row):
            if span == 1 and column < columns:
                words = [word for link in entry.astext().split() for word in link.replace("/", "/ ").split()]
                # Capitals, figures and the heads' heavier type are wider than the average letter.
                longest[column] = max(longest[column], *(_width_of(word) for word in words or [""]))
                most[column] = max(most[column], *(min(length, _MOST) for length in _paragraphs(entry)))
    return longest, most


def _widths(
    table: nodes.table, longest: Sequence[int], most: Sequence[int], wide: bool, size: float
) -> tuple[list[int], float]:
    """Return the widths of the columns in characters, and the size of type at which the longest words fit.

    A column is never narrower than its longest word, so that no word runs into the next column. What is left goes
    first to columns that need little: a short one does not wrap because another is long.
    """
    line = _WIDE_LINE if wide else _LINE
    if "colwidths-given" in table.get("classes", []):
        given = [int(spec["colwidth"]) for spec in table.findall(nodes.colspec)]
        most = [round(line * width / (sum(given) or 1)) for width in given]
    size = max(_SMALLEST, min(size, _SIZE * line / max(sum(longest), 1)))
    left = max(0.0, line * _SIZE / size - sum(longest))
    wanted = [max(0, full - least) for full, least in zip(most, longest, strict=True)]
    widths = [float(least) for least in longest]
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    for done, column in enumerate(order):
        share = min(float(wanted[column]), left / (len(order) - done))
        widths[column] += share
        left -= share
    return [round(width) for width in widths], size


def _row_lines(table: nodes.table, widths: Sequence[int]) -> list[int]:
    """Return about how many lines each row takes."""
    return [row_lines(row, widths) for row in table.findall(nodes.row)]


def row_lines(row: nodes.row, widths: Sequence[int]) -> int:
    """Return about how many lines ``row`` takes in columns of these ``widths`` (in characters)."""
    return max([1, *(lines_of(entry, sum(widths[column : column + span])) for column, span, entry in _cells(row))])


def lines_of(element: nodes.Element, width: int) -> int:
    """Return about how many lines the paragraphs of ``element`` take in a column of this ``width`` (in characters)."""
    return sum(-(-length // max(1, width)) for length in _paragraphs(element))


def _cells(row: nodes.row) -> Iterator[tuple[int, int, nodes.entry]]:
    """Yield the cells of a row: first column, number of columns, cell."""
    column = 0
    for entry in row.findall(nodes.entry):
        span = entry.get("morecols", 0) + 1
        yield column, span, entry
        column += span


def _paragraphs(entry: nodes.Element) -> Iterator[int]:
    """Yield the length in characters of each paragraph of ``entry``, with all that is set around it; 0 when empty."""
    yield 0
    for paragraph in entry.findall(nodes.paragraph):
        links = sum(link.get("internal", False) for link in paragraph.findall(nodes.reference))
        bullet = _BULLET if isinstance(paragraph.parent, nodes.list_item) else 0
        yield len(paragraph.astext()) + _PADDING + bullet + links * _PAGE_NUMBER


def _width_of(word: str) -> int:
    return _PADDING + round(sum(1.3 if c.isupper() or c in "mwMW—" else 1.06 for c in word))
