"""Formulas in a browser: columns stand as they say, and what MathML no longer draws is drawn by the sheet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

from handbook.extension.website.assets import style_sheet
from handbook.notation import mathml

ARRAY = r"\begin{array}{r|l} \Big( a \Big) & b \\ \text{a wide cell} & \text{another} \end{array}"
LINES = (
    r"x &= \begin{pmatrix} 1 & 2 \end{pmatrix} & \text{second} &= 1 \\"
    r"\text{longer} &= \boxed{y} + \text{more} & a &= \overline{x + y}"
)
CELLS = ".ams-align > mtr > mtd:nth-child({})"
# How far what stands in a cell is from the edges of its column.
GAPS = """cells => cells.map(cell => {
  const inner = document.createRange(); inner.selectNodeContents(cell);
  const [a, b] = [cell.getBoundingClientRect(), inner.getBoundingClientRect()];
  return [b.left - a.left, a.right - b.right];
})"""


def page_of_formulas(sheet: str) -> str:
    """Return a page with an array and with lines; ``sheet`` is the element that brings the sheet of the website."""
    written = "".join(f"<p>{mathml(source, block=True).toxml()}</p>" for source in (ARRAY, LINES))
    return f"<!doctype html><meta charset=\"utf-8\">{sheet}{written}"


@pytest.fixture
def formulas(browser: Browser) -> Iterator[Page]:
    """The page of formulas."""
    page = browser.new_page()
    page.set_content(page_of_formulas(f"<style>{style_sheet()}</style>"))
    yield page
    page.close()


def style(of: Locator, name: str) -> float:
    return float(of.evaluate(f"node => parseFloat(getComputedStyle(node).{name})"))


@pytest.mark.parametrize(("cells", "right"), [
    (".cell-right", True), (".cell-left", False), (CELLS.format(1), True), (CELLS.format(2), False),
    (CELLS.format(3), True), (CELLS.format(4), False),
])
def test_columns_stand_as_they_say(cells: str, right: bool, formulas: Page) -> None:
    first, second = formulas.locator(cells).evaluate_all(GAPS)
    assert first[right] == pytest.approx(second[right], abs=1)
    assert abs(first[not right] - second[not right]) > 2


def test_pairs_of_columns_stand_apart(formulas: Page) -> None:
    assert style(formulas.locator(CELLS.format(3)).first, "paddingInlineStart") > 20
    assert style(formulas.locator(CELLS.format(2)).first, "paddingInlineStart") == 0


def test_a_matrix_within_lines_keeps_its_columns_apart(formulas: Page) -> None:
    assert style(formulas.locator("mtd mtd").first, "paddingInlineStart") > 2


def test_boxes_and_lines_are_drawn(formulas: Page) -> None:
    assert style(formulas.locator(".boxed"), "borderTopWidth") == 1
    assert style(formulas.locator(".cell-ruled").first, "borderInlineStartWidth") == 1
    line = formulas.locator(".line-over")
    assert style(line, "borderTopWidth") == 1
    assert line.locator("mo").last.evaluate("mark => mark.getBoundingClientRect().width") < 1
