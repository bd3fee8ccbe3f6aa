"""The search as a reader uses it: by keyboard, by touch, from disk, under a sub-path, with hostile words."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import PHONE, Watched, serve

Watch = Callable[..., Watched]


def search(page: Page, words: str) -> None:
    """Open the dialog with the keyboard and type ``words``."""
    page.keyboard.press("Control+k")
    expect(page.locator(".search-dialog input[role=combobox]")).to_be_focused()
    page.keyboard.type(words)


def test_by_keyboard(watch: Watch) -> None:
    watched = watch()
    page = watched.open("careers/outcomes")
    search(page, "gre waiver")
    options = page.locator(".search-dialog [role=option]")
    expect(options.first).to_be_visible()
    box = page.locator(".search-dialog input[role=combobox]")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "-")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admissions/tests.html*")
    expect(page.locator("mark.search-mark").first).to_be_visible()
    page.get_by_role("button", name="Hide search marks").click()
    expect(page.locator("mark.search-mark")).to_have_count(0)
    assert watched.faults == []


def test_escape_clears_then_closes_and_focus_returns(watch: Watch) -> None:
    page = watch().open("admissions/deadlines")
    button = page.locator("[data-search-open]").first
    button.click()
    box = page.locator(".search-dialog input[role=combobox]")
    box.fill("housing")
    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.locator(".search-dialog")).not_to_be_visible()
    expect(button).to_be_focused()


def test_slash_opens_outside_of_fields_and_can_be_turned_off(watch: Watch) -> None:
    page = watch().open("search")
    page.locator("#search-field").focus()
    page.keyboard.type("a/b")
    expect(page.locator("#search-field")).to_have_value("a/b")
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.locator(".search-dialog")).to_be_visible()
    page.get_by_label("Open the search with the / key").uncheck()
    page.get_by_role("button", name="Close").click()
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.locator(".search-dialog")).not_to_be_visible()


def test_by_touch_on_a_phone(watch: Watch) -> None:
    watched = watch(PHONE, has_touch=True, is_mobile=True)
    page = watched.open("overview/at-a-glance")
    page.locator("[data-search-open]").first.tap()
    box = page.locator(".search-dialog input[role=combobox]")
    box.fill("95702")
    first = page.locator(".search-dialog [role=option]").first
    expect(first).to_contain_text("95-702")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.search-dialog input')).fontSize)") >= 16
    first.tap()
    page.wait_for_url("**/curriculum/catalog/*#course-95-702")
    assert watched.faults == []


def test_names_for_screen_readers_and_axe(watch: Watch) -> None:
    page = watch().open("tracks/compare")
    search(page, "bida")
    expect(page.get_by_role("dialog", name="Search the handbook")).to_be_visible()
    expect(page.get_by_role("combobox", name="Question, course number or word")).to_be_visible()
    expect(page.get_by_role("listbox", name="Results")).to_be_visible()
    expect(page.locator(".search-status")).to_contain_text("results")
    results = Axe().run(page)
    assert [violation["id"] for violation in results.response["violations"]] == []


def test_markup_and_length_do_no_harm(watch: Watch) -> None:
    watched = watch()
    page = watched.open("index")
    search(page, "<img src=x onerror=window.hit=1> \"'><script>window.hit=1</script>")
    page.locator(".search-dialog input[role=combobox]").fill("tuition " * 1300)
    expect(page.locator(".search-dialog [role=option]").first).to_be_visible()
    assert page.evaluate("window.hit") is None
    page.goto(f"{watched.address}search.html?q=%3Cimg%20src%3Dx%20onerror%3Dwindow.hit%3D1%3E%20tuition")
    expect(page.locator("#search-results a").first).to_be_visible()
    assert page.evaluate("window.hit") is None
    assert page.locator("#search-results img").count() == 0
    assert watched.faults == []


def test_no_good_match_names_whom_to_ask(watch: Watch) -> None:
    page = watch().open("index")
    search(page, "zzzzqqqq xxyyzz")
    expect(page.locator(".search-none")).to_contain_text("Who to ask")


def test_the_search_page_answers_a_shared_address(watch: Watch) -> None:
    watched = watch()
    page = watched.open("search")
    page.goto(f"{watched.address}search.html?q=round+3+deadline")
    expect(page.locator("#search-results a").first).to_contain_text("deadline", ignore_case=True)


def test_from_disk(watch: Watch, site: Path) -> None:
    watched = watch(at=site.as_uri() + "/")
    page = watched.open("careers/cpt")
    search(page, "housing")
    expect(page.locator(".search-dialog [role=option]").first).to_contain_text("Housing")


def test_under_a_sub_path(watch: Watch, site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "some" / "where")
    with serve(tmp_path) as host:
        watched = watch(at=f"{host}some/where/")
        page = watched.open("careers/cpt")
        search(page, "housing")
        first = page.locator(".search-dialog [role=option]").first
        expect(first).to_contain_text("Housing")
        first.click()
        page.wait_for_url("**/some/where/overview/living/housing.html*")
        assert watched.faults == []
