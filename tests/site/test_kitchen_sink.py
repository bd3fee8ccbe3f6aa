"""Every element once, on a site of its own: accessible, valid, without inline style or script, hostile titles inert."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from .conftest import PHONE, ROOT, Watched, serve
from .test_every_page import check_markup, check_states


@pytest.fixture(scope="module")
def sink(kitchen_sink: Path) -> Iterator[str]:
    with serve(kitchen_sink) as address:
        yield address


# The 404 page is not here: its links start at the path of html_baseurl, where this host has nothing.
@pytest.mark.parametrize(
    "name", ["index", "elements", "catalog", "requirements", "hostile", "search", "site-map", "genindex"]
)
def test_states(
    name: str, kitchen_sink: Path, sink: str, watch: Callable[..., Watched],
    record_property: Callable[[str, object], None],
) -> None:
    check_states(watch(at=sink, color_scheme="light"), name, record_property)


@pytest.mark.parametrize(
    "name", ["index", "elements", "catalog", "requirements", "hostile", "search", "site-map", "404", "genindex"]
)
def test_markup(name: str, kitchen_sink: Path) -> None:
    check_markup((kitchen_sink / f"{name}.html").read_text(encoding="utf-8"))


def test_hostile_words_do_not_run(kitchen_sink: Path, sink: str, watch: Callable[..., Watched]) -> None:
    watched = watch(at=sink)
    ran: list[str] = []
    watched.page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    for name in (
        "hostile", "index", "site-map", "hostile#%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E", "elements#%E0%A4%A",
    ):
        watched.open(name)
    watched.page.goto(sink + "search.html?q=%3Cscript%3Ealert(1)%3C/script%3E%22onfocus=alert(2)%20autofocus=")
    expect(watched.page.locator("#search-field")).to_be_visible()
    assert ran == []
    assert [fault for fault in watched.faults if "Content Security" in fault] == []
    expect(watched.open("hostile").locator("h1")).to_contain_text("<script>alert(1)</script>")


def test_anchor_in_a_closed_box_or_hidden_tab_opens_it(
    kitchen_sink: Path, sink: str, watch: Callable[..., Watched]
) -> None:
    page = watch(at=sink).open("elements#inside-a-box")
    expect(page.get_by_text("What stands in the box.")).to_be_visible()
    expect(page.get_by_text("What the second tab shows.")).to_be_hidden()
    page.evaluate("location.hash = '#inside-a-tab'")
    expect(page.get_by_text("What the second tab shows.")).to_be_visible()


def test_tabs_by_keyboard(kitchen_sink: Path, sink: str, watch: Callable[..., Watched]) -> None:
    page = watch(at=sink).open("elements")
    page.locator(".sd-tab-set > input").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("What the second tab shows.")).to_be_visible()


def test_wide_table_takes_the_keyboard_only_where_it_scrolls(
    kitchen_sink: Path, sink: str, watch: Callable[..., Watched]
) -> None:
    page = watch(PHONE, at=sink).open("elements")
    table = page.get_by_role("region", name="A table with many columns that scrolls on a phone")
    table.focus()
    page.keyboard.press("ArrowRight")
    expect(table).to_be_focused()
    expect(table).not_to_have_js_property("scrollLeft", 0)
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator(".table-region").first).not_to_have_attribute("tabindex", "0")


def test_a_table_that_comes_to_scroll_later_takes_the_keyboard_then(
    kitchen_sink: Path, sink: str, watch: Callable[..., Watched]
) -> None:
    page = watch(at=sink).open("elements")
    region = page.locator(".table-region").first
    expect(region).not_to_have_attribute("tabindex", "0")
    # As in a tab that is closed, and then opens in less room.
    region.evaluate("node => { node.style.display = 'none'; window.dispatchEvent(new Event('resize')); }")
    region.evaluate("node => { node.style.display = ''; node.style.width = '3rem'; }")
    expect(region).to_have_attribute("tabindex", "0")
    expect(region).to_have_attribute("role", "region")


def test_tables_without_script(kitchen_sink: Path) -> None:
    text = (kitchen_sink / "elements.html").read_text(encoding="utf-8")
    labels = re.findall(r'<div aria-label="([^"]*)" class="table-region" role="region" tabindex="0">', text)
    assert len(labels) == len(set(labels)) == text.count("<table")
    assert "<col " not in text
    assert re.search(r'<th class="head[^"]*"[^>]*scope="row"|<th scope="col" class="head', text)
    assert re.search(r'<th scope="row" class="stub', text)


def test_addresses_that_settings_name(kitchen_sink: Path) -> None:
    text = (kitchen_sink / "elements.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://handbook.example/guide/elements.html">' in text
    assert 'href="https://git.example/handbook/edit/main/docs/elements.md"' in text
    assert re.search(r'href="https://git\.example/handbook/issues/new\?title=Error\+on\+Every\+element&amp;body=', text)
    assert 'rel="noopener noreferrer"' in text
    missing = (kitchen_sink / "404.html").read_text(encoding="utf-8")
    assert 'href="/guide/_static/handbook.css?v=' in missing
    assert 'href="/guide/index.html"' in missing


def test_a_report_and_a_citation_say_which_page_of_which_day(kitchen_sink: Path) -> None:
    page = BeautifulSoup((kitchen_sink / "elements.html").read_text(encoding="utf-8"), "html.parser")
    report = page.find("a", string="Report an error")
    assert report is not None
    asked = parse_qs(urlsplit(str(report["href"])).query)
    lines = asked["body"][0].split("\n")
    assert asked["title"] == ["Error on Every element"]
    assert lines[:2] == ["Page: elements", "Checked: 2026-11-23"]
    named = lines[2].removeprefix("Facts on it: ").split(", ")
    assert len(named) > 1
    data = ROOT / "tests/roots/kitchen-sink/data"
    ledger = "".join(path.read_text(encoding="utf-8") for path in data.rglob("*.yaml"))
    assert all(f"id: {name}\n" in ledger for name in named)
    cited = page.select_one(".page-cite p")
    assert cited is not None
    words = " ".join(cited.get_text().split())
    assert "“Every element”" in words
    assert words.endswith("facts checked on November 23, 2026. https://handbook.example/guide/elements.html")


def test_questions_for_the_search_are_not_shown(kitchen_sink: Path) -> None:
    assert "a question that no reader sees" not in (kitchen_sink / "elements.html").read_text(encoding="utf-8")
