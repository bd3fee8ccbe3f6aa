"""Old addresses in a real browser: with and without script, at a sub-path's depth and from disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from tests.site.conftest import ROOT, Watched, build, serve
from tests.site.test_every_page import check_markup


@pytest.fixture(scope="module")
def moved(common: Path) -> Path:
    """The folder of the website of ``tests/roots/moved``."""
    source = ROOT / "tests" / "roots" / "moved"
    build(source, source, common / "moved", "-W", "--keep-going")
    return common / "moved" / "html"


@pytest.fixture(scope="module")
def host(moved: Path) -> Iterator[str]:
    with serve(moved) as address:
        yield address


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("old/place.html", "part/new.html"),
        ("old/place.html#kept-section", "part/new.html#kept-section"),
        ("old/place.html#50%", "part/new.html#50%"),
        ("old/place.html#split-off", "part/stays.html#another-name"),
    ],
)
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_a_moved_page_leads_on(
    moved: Path, host: str, watch: Callable[..., Watched], old: str, new: str, scheme: str
) -> None:
    top = host if scheme == "http" else moved.as_uri() + "/"
    watched = watch(at=top)
    watched.page.goto(top + old)
    expect(watched.page).to_have_url(top + new)
    # From disk a browser refuses to preload fonts, whatever the page.
    assert scheme == "file" or watched.faults == []


def test_without_script_the_page_leads_on_too(host: str, watch: Callable[..., Watched]) -> None:
    watched = watch(at=host, java_script_enabled=False)
    watched.page.goto(host + "old/place.html")
    expect(watched.page).to_have_url(host + "part/new.html")


def test_anchors_of_sections_that_moved(host: str, watch: Callable[..., Watched]) -> None:
    page = watch(at=host).page
    page.goto(host + "part/stays.html")
    expect(page.get_by_role("heading", name="Moved from this page")).to_be_hidden()
    page.goto(host + "part/stays.html#old-name")
    expect(page.locator(":target")).to_have_count(1)
    expect(page.locator("section:has(> :target) > h2")).to_contain_text("Another name")
    page.goto(host + "part/stays.html#gone-section")
    expect(page.locator(":target")).to_be_in_viewport()
    expect(page.get_by_role("heading", name="Moved from this page")).to_be_visible()
    page.locator(":target").get_by_role("link", name="The new page").click()
    expect(page).to_have_url(host + "part/new.html#kept-section")


def test_the_page_names_its_address_of_today(moved: Path) -> None:
    text = (moved / "old/place.html").read_text(encoding="utf-8")
    check_markup(text)
    page = BeautifulSoup(text, "html.parser")
    canonical = page.select_one("link[rel=canonical]")
    assert canonical is not None
    assert canonical["href"] == "https://handbook.example/guide/part/new.html"
    link = page.select_one("main a#moved-to")
    assert link is not None
    assert (link["href"], link.get_text()) == ("../part/new.html", "The new page")
    assert "[The new page](../part/new.md)" in (moved / "old/place.md").read_text(encoding="utf-8")
    assert "old/place" not in (moved / "sitemap.xml").read_text(encoding="utf-8")
