"""Columns are as wide as their words need, tall tables take the margin, and only long rows break."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from handbook.guide.table_sizes import alike_in, lines_of, sizes_of


def table(rows: Sequence[Sequence[str | list[str]]], given: Sequence[int] = ()) -> nodes.table:
    """Return a table whose first row is its head; a list is a cell with a bullet list."""
    result = nodes.table(classes=["colwidths-given"] if given else [])
    group = nodes.tgroup(cols=len(rows[0]))
    result += group
    for width in given or [1] * len(rows[0]):
        group += nodes.colspec(colwidth=width)
    for part, lines in ((nodes.thead(), rows[:1]), (nodes.tbody(), rows[1:])):
        for cells in lines:
            row = nodes.row()
            for cell in cells:
                items = [nodes.list_item("", nodes.paragraph("", text)) for text in cell] if isinstance(
                    cell, list) else []
                row += nodes.entry("", nodes.bullet_list("", *items) if items else nodes.paragraph("", str(cell)))
            part += row
        group += part
    return result


LONG = "words that go on and on to the end of a line and then of the next one and still do not end " * 2


def test_a_short_column_does_not_wrap_because_another_is_long() -> None:
    sizes = sizes_of(table([["What", "Traditional"], ["Elective units, entry year 2026-27", LONG]]))
    assert sizes.widths[0] >= len("Elective units, entry year 2026-27")
    assert sizes.whole and not sizes.wide and not sizes.long_rows


def test_a_column_holds_its_longest_word() -> None:
    word = "Electroencephalographically"
    sizes = sizes_of(table([["A", "B", "C"], [LONG, LONG, word]]))
    assert sizes.widths[2] > len(word)


def test_a_tall_table_is_smaller_and_takes_the_margin() -> None:
    courses = [f"95-{number} A course with a name of many words indeed, 6 units" for number in range(12)]
    tall = sizes_of(table([["", "One year", "Other year"], ["Core", courses, courses], ["Units", "12", "6"]]))
    low = sizes_of(table([["", "One year", "Other year"], ["Core", "none", "none"], ["Units", "12", "6"]]))
    assert tall.wide and not low.wide
    assert tall.size < low.size
    assert tall.long_rows == {1} and not tall.whole
    assert low.whole and not low.long_rows


def test_many_short_rows_stay_within_the_text() -> None:
    sizes = sizes_of(table([["Course", "Units"], *[[f"95-{number} Course", "6"] for number in range(40)]]))
    assert not sizes.wide and not sizes.whole and not sizes.long_rows


def test_a_link_inside_the_book_takes_room_for_its_page_number() -> None:
    for inside, lines in ((False, 1), (True, 2)):
        link = nodes.reference("", "Twenty letters in it", internal=inside)
        assert lines_of(nodes.entry("", nodes.paragraph("", "", link)), 22) == lines


def test_letters_stay_large_enough_to_read() -> None:
    assert sizes_of(table([["Electroencephalographically"] * 6] * 2)).size == 6.0


def test_given_widths_hold() -> None:
    sizes = sizes_of(table([["A", "B"], ["x", "y"]], given=[30, 70]))
    assert abs(sizes.widths[0] / sum(sizes.widths) - 0.3) < 0.02


def test_more_than_six_columns_are_smaller_and_more_than_four_take_the_margin() -> None:
    sizes = {count: sizes_of(table([["A"] * count, ["x"] * count])) for count in range(4, 9)}
    assert [count for count, found in sizes.items() if found.wide] == [5, 6, 7, 8]
    assert [count for count, found in sizes.items() if found.size < sizes[4].size] == [7, 8]


def test_tables_with_the_same_heads_share_their_columns() -> None:
    short = table([["Course", "Units"], ["90-711", "6"]])
    long = table([["Course", "Units"], ["95-865 Unstructured Data Analytics", "12"]])
    tall = table([["Course", "Units"], *([[LONG, "12"]] * 12)])
    other = table([["Course", "Grade"], ["90-711", "B"]])
    page = nodes.document(None, None)  # type: ignore[arg-type]
    page += [short, long, other]
    alike = alike_in(page)
    assert alike[id(short)] == [long] and alike[id(long)] == [short] and not alike[id(other)]
    assert sizes_of(short, [long]).widths == sizes_of(long, [short]).widths == sizes_of(long).widths
    assert sizes_of(short).widths != sizes_of(long).widths
    # Where one takes the margin, both do.
    assert sizes_of(tall).wide and sizes_of(short, [tall]).wide and not sizes_of(short).wide
