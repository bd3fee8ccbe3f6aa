"""The choice of the entry year on the page of changes, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE, Watched

PAGE = "reference/what-changed"
SHIFTS = """
window.shifts = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shifts += entry.value; })
  .observe({ type: "layout-shift", buffered: true });
"""


def year(page: Page, name: str) -> None:
    page.get_by_label("I entered in").select_option(name)


def test_a_year_shows_its_own_and_the_address_keeps_it(watch: Callable[..., Watched]) -> None:
    watched = watch()
    page = watched.open(PAGE)
    ours, others = page.locator("#entered-2025-26"), page.locator("#entered-2026-27")
    expect(ours).to_be_visible()
    expect(others).to_be_visible()
    year(page, "2025-26")
    expect(ours).to_be_visible()
    expect(others).to_be_hidden()
    # The log keeps what concerns this year or anybody.
    log = page.locator(".change-log > li")
    kept = [item.get_attribute("class") or "" for item in log.all() if item.is_visible()]
    assert kept and all("for-entry-" not in name or "for-entry-2025-26" in name for name in kept)
    expect(page.get_by_role("status").filter(has_text="entry year 2025-26")).to_have_count(1)
    assert page.url.endswith("?entered=2025-26")
    again = watch()
    again.page.goto(page.url)
    expect(again.page.get_by_label("I entered in")).to_have_value("2025-26")
    expect(again.page.locator("#entered-2026-27")).to_be_hidden()
    year(page, "")
    expect(others).to_be_visible()
    assert "entered" not in page.url
    assert watched.faults == [] and again.faults == []


def test_a_browser_that_keeps_no_address_shows_the_year_all_the_same(watch: Callable[..., Watched]) -> None:
    watched = watch()
    page = watched.page
    page.add_init_script("history.replaceState = () => { throw new DOMException('refused', 'SecurityError'); };")
    watched.open(PAGE)
    year(page, "2025-26")
    expect(page.get_by_role("status").filter(has_text="entry year 2025-26")).to_have_count(1)
    page.evaluate("location.hash = 'entered-2026-27'")
    expect(page.locator("#entered-2026-27")).to_be_in_viewport()
    expect(page.get_by_label("I entered in")).to_have_value("2026-27")
    assert watched.faults == []


def test_on_paper_the_year_stands_as_words(watch: Callable[..., Watched]) -> None:
    page = watch().open(PAGE)
    year(page, "2025-26")
    page.emulate_media(media="print")
    choice = page.get_by_label("I entered in")
    expect(choice).to_be_visible()
    expect(choice).to_have_css("appearance", "none")
    expect(choice).to_have_css("border-top-width", "0px")
    expect(choice.locator("option:checked")).to_have_text("2025-26")
    expect(page.locator("#entered-2026-27")).to_be_hidden()


def test_a_link_to_what_is_hidden_shows_it(watch: Callable[..., Watched]) -> None:
    page = watch(PHONE).open(PAGE)
    year(page, "2025-26")
    expect(page.locator("#entered-2026-27")).to_be_hidden()
    page.evaluate("location.hash = 'entered-2026-27'")
    expect(page.locator("#entered-2026-27")).to_be_in_viewport()
    expect(page.get_by_label("I entered in")).to_have_value("2026-27")


def test_the_address_names_the_year_that_a_link_to_what_is_hidden_shows(watch: Callable[..., Watched]) -> None:
    watched = watch()
    page = watched.page
    page.goto(f"{watched.address}{PAGE}.html?entered=2025-26#entered-2026-27")
    expect(page.get_by_label("I entered in")).to_have_value("2026-27")
    assert page.url.endswith("?entered=2026-27#entered-2026-27")
    # A part of a year's section is shown with every year.
    page.evaluate("() => { document.querySelector('#entered-2025-26 h3').id = 'part'; location.hash = 'part'; }")
    expect(page.get_by_label("I entered in")).to_have_value("")
    assert page.url.endswith("/what-changed.html#part")
    assert watched.faults == []


@pytest.mark.parametrize("asked", ["", "?entered=2025-26", "?entered=%3Cb%3E", "#entered-2025-26", "#capstone"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_moves_while_the_page_loads(
    asked: str, size: tuple[int, int], watch: Callable[..., Watched]
) -> None:
    watched = watch(size)
    watched.page.add_init_script(SHIFTS)
    page = watched.page
    # A busy machine paints half a table before the rest is read; what a script moves, it moves each time.
    loads = []
    for _ in range(5):
        page.goto("about:blank")
        page.goto(f"{watched.address}{PAGE}.html{asked}")
        expect(page.get_by_label("I entered in")).to_be_attached()
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        loads.append(page.evaluate("window.shifts"))
    assert sorted(loads)[2] == 0
    assert watched.faults == []


def test_the_choice_is_as_high_as_the_links_it_replaces(watch: Callable[..., Watched]) -> None:
    heights = []
    for script in (True, False):
        page = watch(PHONE, java_script_enabled=script).open(PAGE)
        box = page.locator(".entry-year-choice").bounding_box()
        assert box is not None
        heights.append(box["height"])
    assert heights[0] == heights[1]


def test_without_scripts_both_years_stand_newest_first(watch: Callable[..., Watched]) -> None:
    page = watch(java_script_enabled=False).open(PAGE)
    ids = page.locator("section[id^='entered-']").evaluate_all("all => all.map(one => one.id)")
    assert ids == ["entered-2026-27", "entered-2025-26"]
    page.locator(".entry-year-choice a", has_text="2025-26").click()
    expect(page.locator("#entered-2025-26")).to_be_in_viewport()
    expect(page.locator("#entered-2026-27")).to_be_visible()


def test_it_opens_from_disk(site: Path, watch: Callable[..., Watched]) -> None:
    page = watch().page
    page.goto((site / f"{PAGE}.html").as_uri())
    year(page, "2026-27")
    expect(page.locator("#entered-2025-26")).to_be_hidden()
    assert page.url.endswith("?entered=2026-27")
