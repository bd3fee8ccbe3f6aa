"""Long rows of tables are parted between points, and each part says whose it is."""

from __future__ import annotations

import re

import pikepdf
import pytest
from docutils import nodes

from handbook.guide.table_rows import part_rows
from handbook.guide.table_sizes import Sizes, sizes_of

from .conftest import Book
from .test_page_breaks import pages_of


def table(*cells: list[nodes.Element]) -> nodes.table:
    """Return a table with one row of ``cells``."""
    row = nodes.row("", nodes.entry("", nodes.paragraph("", "Core"), ids=["core"]), *(
        nodes.entry("", *children) for children in cells
    ))
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in row.children), nodes.tbody("", row))
    return nodes.table("", group)


def points(count: int, words: str = "Course") -> nodes.bullet_list:
    """Return a list of ``count`` points."""
    items = (nodes.list_item("", nodes.paragraph("", f"{words} {number}")) for number in range(count))
    return nodes.bullet_list("", *items)


def said(made: nodes.table) -> list[list[str]]:
    """Return the words of each cell of each row."""
    return [[" ".join(entry.astext().split()) for entry in row.findall(nodes.entry)] for row in made.findall(nodes.row)]


def test_a_long_list_goes_on_below_the_name_of_its_row() -> None:
    made = table([points(40)], [nodes.paragraph("", "One")], [nodes.container("", points(21, "Other"))])
    assert not part_rows(made, sizes_of(made), "continued")
    first, second, third = said(made)
    assert [row[0] for row in (first, second, third)] == ["Core", "Core (continued)", "Core (continued)"]
    assert [row[2] for row in (first, second, third)] == ["One", "", ""]
    for column, words, count in ((1, "Course", 40), (3, "Other", 21)):
        found = re.findall(rf"{words} \d+", " ".join(row[column] for row in (first, second, third)))
        assert found == [f"{words} {number}" for number in range(count)]
    assert first[1].endswith("Course 15") and third[3] == ""
    assert [element["ids"] for element in made.findall(nodes.entry) if element["ids"]] == [["core"]]


def test_the_last_part_takes_a_few_lines_more() -> None:
    made = table([points(34)], [points(3)])
    assert not part_rows(made, sizes_of(made), "continued")
    assert [len(re.findall("Course", row[1])) for row in said(made)] == [16, 18]


@pytest.mark.parametrize("cell", [
    [nodes.paragraph("", "Words that go on. " * 200)],
    [nodes.paragraph("", "Words that go on. " * 200), points(3)],
    [points(2, "Words that go on. " * 200)],
])
def test_what_has_no_short_points_may_break(cell: list[nodes.Element]) -> None:
    made = table([points(40)], cell, [points(3)])
    before = said(made)
    assert part_rows(made, sizes_of(made), "continued") == {0}
    assert said(made) == before


def test_a_long_head_is_not_parted() -> None:
    made = table([points(40)], [points(3)])
    body = next(iter(made.findall(nodes.tbody)))
    body.replace_self(nodes.thead("", *body.children))
    assert part_rows(made, sizes_of(made), "continued") == {0}
    assert len(said(made)) == 1


def test_a_row_that_spans_stays_whole() -> None:
    made = table([points(40)], [points(3)])
    next(iter(made.findall(nodes.row))).children[1]["morecols"] = 1  # type: ignore[index]
    sizes = Sizes([20, 40, 40, 40], 9.2, wide=False, whole=False, long_rows=frozenset({0}))
    assert part_rows(made, sizes, "continued") == {0}
    assert len(said(made)) == 1


def test_no_page_begins_in_the_middle_of_a_row(book: Book) -> None:
    book.configure("guide_continued = 'goes on'")
    book.write("index.md", "# Book\n\n```{toctree}\npage\n```\n")
    listed = "\n".join(f"    - Point{number}x of the list" for number in range(80))
    options = ":header-rows: 1\n:stub-columns: 1\n"
    rows = f"```{{list-table}}\n{options}\n* - Part\n  - Points\n* - Core\n  -\n{listed}\n```\n"
    book.write("page.md", "# Page\n\n" + "Words of a line.\n\n" * 25 + rows)
    path = book.build()
    assert not book.warnings
    pages = [page for page in pages_of(path, "-layout") if re.search(r"Point\d+x", page)]
    assert len(pages) > 1
    for page in pages:
        first = next(line for line in page.split("\n") if re.search(r"Point\d+x", line))
        assert re.match(r" *Core( \(goes on\))? ", first), first
    with pikepdf.open(path) as pdf:
        heads = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/TH"]
    assert len(heads) == 2 + 5
