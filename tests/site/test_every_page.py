"""Each page in each state: policy, origins, accessibility, width, and the rules of HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .conftest import DESK, PHONE, Watched, every_page

CONTRAST_ONLY = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
ALL_RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def violations(page: Page, options: dict[str, Any]) -> list[str]:
    """Return what axe finds, one line a node."""
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("name", every_page())
def test_page_in_all_states(name: str, watch: Callable[..., Watched]) -> None:
    watched = watch(color_scheme="light")
    page = watched.open(name)
    page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
    found = {}
    for size, scheme, rules in (
        (DESK, "light", ALL_RULES), (DESK, "dark", CONTRAST_ONLY), (PHONE, "dark", ALL_RULES),
        (PHONE, "light", CONTRAST_ONLY),
    ):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        found[f"{size[0]} px, {scheme}"] = violations(page, rules)
    assert {state: lines for state, lines in found.items() if lines} == {}
    # 320 px is 1280 px at 400 %.
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, "the page scrolls sideways"
    assert [fault for fault in watched.faults if name != "404" or "404" not in fault] == []


@pytest.mark.parametrize("name", every_page())
def test_markup(name: str, site: Path) -> None:
    text = (site / f"{name}.html").read_text(encoding="utf-8")
    tree = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree.parse(text)
    # A slash before the end of <br />, <img /> and <link /> is allowed; Sphinx writes it.
    assert [error for error in tree.errors if error[1] != "non-void-element-with-trailing-solidus"] == []
    assert not re.search(r"<[^>]+\sstyle=", text), "an inline style"
    assert "<style" not in text
    inline = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)[^>]*>", text)
    assert inline == [], "an inline script"
    ids = re.findall(r'\sid="([^"]*)"', text)
    assert sorted({i for i in ids if ids.count(i) > 1}) == [], "an id twice"
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", text)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), "a heading level skipped"
    assert re.search(r'<meta name="description" content="[^"]{20,}"', text)
    assert re.search(r'<html lang="en"', text)
