"""The website in Firefox and in WebKit, the engine of Safari: what is scripted and what is drawn in its own way."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from handbook.extension.website.assets import style_sheet

from .browsers import OtherBrowser, firefox, open_firefox, open_webkit, webkit
from .conftest import ONE_OF_EACH, PHONE, serve
from .test_formulas import CELLS, GAPS, page_of_formulas
from .test_frame import APART

FIREFOX, WEBKIT = firefox(), webkit()
OPEN: dict[str, Callable[[], AbstractContextManager[OtherBrowser]] | None] = {
    "Firefox": functools.partial(open_firefox, FIREFOX) if FIREFOX else None,
    "WebKit": functools.partial(open_webkit, *WEBKIT) if WEBKIT else None,
}
SHOWN = "document.querySelector({!r})?.checkVisibility()"
# The files of the fonts, each read under a name of its own: a page that waited too long for one goes without it
# (font-display: optional), and these two browsers then call the font of the style sheet broken.
READ_FONTS = """Promise.all(
  [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).flatMap(rule => {
    const [, file] = /^@font-face.*url\\("?([^")]+)/s.exec(rule.cssText) ?? [];
    return file ? [new FontFace("Read", `url("${new URL(file, rule.parentStyleSheet.href)}")`).load()] : [];
  })
).then(fonts => { window.read = fonts.map(font => font.status); }, error => { window.read = [String(error)]; })"""
OPTION = "document.querySelector('.search-dialog [role=option]')?.textContent"


@pytest.fixture(scope="module", params=[pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in OPEN])
def engine(request: pytest.FixtureRequest) -> Iterator[OtherBrowser]:
    """One window of each browser for all tests of this file."""
    start = OPEN[request.param]
    if start is None:
        pytest.skip(f"{request.param} is not installed: see tests/prepare.py")
    with start() as opened:
        yield opened


@pytest.fixture
def window(engine: OtherBrowser) -> Iterator[OtherBrowser]:
    """The window of the browser, wide; what goes wrong in it fails the test."""
    engine.size(1280, 900)
    # A page that is left at once no longer waits for what it was loading, and says so.
    engine.open("about:blank")
    engine.faults()
    yield engine
    assert engine.faults() == []


@pytest.mark.parametrize("page", ONE_OF_EACH)
def test_a_page_is_drawn_whole(window: OtherBrowser, address: str, page: str) -> None:
    window.open(f"{address}{page}.html")
    assert window.until(f"(window.read ??= ({READ_FONTS}, []), read.length && read)") == ["loaded", "loaded"]
    assert window.value("document.documentElement.className") == "js"
    assert window.value("[...document.images].filter(image => !image.complete || !image.naturalWidth).length") == 0
    assert window.value(SHOWN.format("h1"))
    for size in ((1280, 900), PHONE):
        window.size(*size)
        window.until(f"innerWidth {'>' if size is not PHONE else '<'} 700")
        window.until("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_question_with_a_slip_leads_to_its_section(window: OtherBrowser, address: str) -> None:
    window.open(f"{address}careers/outcomes.html")
    window.press("/")
    window.until("document.activeElement.matches('.search-dialog input[role=combobox]')")
    window.press("aplication dedline")
    window.until(f"{OPTION}?.startsWith('Application deadlines')")
    window.press("Enter")
    window.until("location.pathname === '/admissions/deadlines.html' && document.readyState === 'complete'")


def test_the_dialog_gives_the_focus_back(window: OtherBrowser, address: str) -> None:
    window.open(f"{address}careers/outcomes.html")
    window.value("document.querySelector('.search-open').focus()")
    window.press("Enter")
    window.until("document.activeElement.matches('.search-dialog input[role=combobox]')")
    window.press("Escape")
    window.until("document.activeElement.matches('.search-open')")


def test_the_page_of_the_search_answers_its_address(window: OtherBrowser, address: str) -> None:
    window.open(f"{address}search.html?q=<img src=x onerror=alert(1)> tuition")
    window.until("document.querySelector('#search-results a')?.textContent.includes('uition')")
    assert window.value("document.querySelectorAll('main img').length") == 0


def test_the_theme_is_kept(window: OtherBrowser, address: str) -> None:
    window.open(f"{address}careers/outcomes.html")
    paper = "getComputedStyle(document.body).backgroundColor"
    first = window.value(paper)
    window.click(".header-tools .theme-toggle")
    chosen = window.value(paper)
    assert chosen != first
    window.reload()
    assert window.value("document.documentElement.dataset.theme") in ("light", "dark")
    assert window.value(paper) == chosen
    window.value("localStorage.clear()")


def test_source_numbers_stay_with_their_words_and_are_not_copied_with_signs(
    window: OtherBrowser, address: str
) -> None:
    window.open(f"{address}careers/outcomes.html")
    window.size(*PHONE)
    window.until("innerWidth < 700")
    assert window.value(f"({APART})()") == []
    heading = "document.querySelector('.headerlink')"
    style = f"getComputedStyle({heading})"
    assert window.value(f"{style}.userSelect || {style}.webkitUserSelect") == "none"


def test_a_source_is_shown_beside_its_number(window: OtherBrowser, address: str) -> None:
    window.open(f"{address}admissions/deadlines.html")
    window.value("document.querySelector('.source-marker a').focus()")
    window.until(SHOWN.format("#source-popover"))
    assert window.value("document.querySelector('#source-popover').textContent").startswith("1. ")
    window.press("Escape")
    window.until("document.querySelector('#source-popover').hidden")


def test_a_part_that_has_moved_is_shown_to_whom_an_older_link_led_there(window: OtherBrowser, address: str) -> None:
    page = f"{address}admissions/visa-i20.html"
    window.open(page)
    assert not window.value(SHOWN.format(".moved-parts"))
    part = window.value("document.querySelector('.moved-parts li').id")
    window.open(f"{page}?again#{part}")
    window.until(SHOWN.format(".moved-parts"))
    place = "document.querySelector(':target').getBoundingClientRect()"
    window.until(f"{place}.top >= 0 && {place}.bottom <= innerHeight")


def test_the_menu_of_a_phone(window: OtherBrowser, address: str) -> None:
    window.open(f"{address}admissions/deadlines.html")
    window.size(*PHONE)
    window.until(f"!{SHOWN.format('#site-navigation')}")
    window.click(".menu-open")
    window.until(SHOWN.format("#site-navigation"))
    window.press("Escape")
    window.until(f"!{SHOWN.format('#site-navigation')}")
    window.until("document.activeElement.matches('.menu-open')")


def test_a_sample_plan_lacks_nothing_and_its_address_brings_it_back(window: OtherBrowser, address: str) -> None:
    window.open(f"{address}curriculum/check-your-plan.html")
    window.click("[data-plan='rules=mism-2025-26']")
    window.click("option[value='plan-mism-2025-26']")
    passed = "document.querySelector('.plan-summary')?.textContent.includes('Nothing missing that can be checked')"
    window.until(passed)
    plan = window.value("location.hash")
    window.open(f"{address}index.html")
    window.open(f"{address}curriculum/check-your-plan.html{plan}")
    window.until(passed)


@pytest.mark.parametrize(("cells", "right"), [
    (".cell-right", True), (".cell-left", False), (CELLS.format(1), True), (CELLS.format(2), False),
])
def test_columns_of_formulas_stand_as_they_say(engine: OtherBrowser, tmp_path: Path, cells: str, right: bool) -> None:
    page = page_of_formulas('<link rel="stylesheet" href="sheet.css"><link rel="icon" href="data:,">')
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    (tmp_path / "sheet.css").write_text(style_sheet(), encoding="utf-8")
    with serve(tmp_path) as address:
        engine.open(address)
        first, second = engine.value(f"({GAPS})([...document.querySelectorAll('{cells}')])")
    assert first[right] == pytest.approx(second[right], abs=1)
    assert abs(first[not right] - second[not right]) > 2
