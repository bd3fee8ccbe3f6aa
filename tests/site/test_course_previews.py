"""The preview of a course: by pointer and by keyboard, dismissable, hoverable, persistent; from disk too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from .conftest import PHONE, Watched, serve


def first_link(page: Page) -> str:
    return str(page.locator("main a:has(> .course-link)").first.text_content())


def test_pointer(kitchen_sink: Path, watch: Callable[..., Watched]) -> None:
    with serve(kitchen_sink) as at:
        watched = watch(at=at)
        page = watched.open("requirements")
        assert page.evaluate("window.HandbookCourses") is None, "loaded before anybody wished for it"
        link = page.locator("main a:has(> .course-link)").first
        box = page.locator("#course-popover")
        link.hover()
        expect(box).to_be_visible()
        expect(box).to_contain_text(first_link(page)[:6])
        expect(box).to_contain_text("units")
        expect(box).to_contain_text("Prerequisites: ")
        expect(link).to_have_attribute("aria-describedby", "course-popover")
        box.hover()
        expect(box).to_be_visible()
        page.keyboard.press("Escape")
        expect(box).to_be_hidden()
        link.hover()
        expect(box).to_be_visible()
        page.mouse.move(2, 2)
        expect(box).to_be_hidden()
        assert watched.faults == []


def test_keyboard_and_narrow_window(kitchen_sink: Path, watch: Callable[..., Watched]) -> None:
    with serve(kitchen_sink) as at:
        watched = watch(PHONE, at=at)
        page = watched.open("requirements")
        page.evaluate("document.querySelector('main a:has(> .course-link)').focus({focusVisible: true})")
        box = page.locator("#course-popover")
        expect(box).to_be_visible()
        place = box.bounding_box()
        assert place is not None
        assert place["x"] >= 0 and place["x"] + place["width"] <= PHONE[0]
        page.keyboard.press("Escape")
        expect(box).to_be_hidden()
        expect(page.locator("main a:has(> .course-link)").first).to_be_focused()
        page.keyboard.press("Tab")
        assert watched.faults == []


def test_what_could_not_be_had_is_asked_for_again(kitchen_sink: Path, watch: Callable[..., Watched]) -> None:
    with serve(kitchen_sink) as at:
        page = watch(at=at).open("requirements")
        page.route("**/courses.js", lambda route: route.abort())
        link = page.locator("main a:has(> .course-link)").first
        with page.expect_event("requestfailed"):
            link.hover()
        page.unroute("**/courses.js")
        page.mouse.move(2, 2)
        link.hover()
        expect(page.locator("#course-popover")).to_contain_text("Prerequisites: ")


def test_from_disk(kitchen_sink: Path, watch: Callable[..., Watched]) -> None:
    page = watch(at="file:///").page
    page.goto((kitchen_sink / "requirements.html").as_uri())
    page.locator("main a:has(> .course-link)").first.hover()
    expect(page.locator("#course-popover")).to_contain_text("Prerequisites: ")
