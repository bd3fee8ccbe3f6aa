"""Each page in each state: policy, origins, accessibility, width, and the rules of HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from .conftest import DESK, PHONE, Watched, every_page

ALL_RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What another color scheme can change.
COLOR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


def violations(page: Page, rules: dict[str, object]) -> list[str]:
    """Return what axe finds on the page as it is now, one line a node. The policy of the page stays in force."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(
        """async (rules) => {
          const options = { runOnly: rules, resultTypes: ["violations"] };
          const found = await axe.run(document, options);
          return found.violations.flatMap((r) => r.nodes.map((n) => `${r.id}: ${n.html.slice(0, 160)}`));
        }""",
        rules,
    )
    return found


def check_states(watched: Watched, name: str) -> None:
    """Check one page in light and dark, on a desk and on a phone, with all boxes open."""
    page = watched.open(name)
    page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
    found = {}
    for size, scheme, rules in (
        (DESK, "light", ALL_RULES), (DESK, "dark", COLOR_RULES), (PHONE, "dark", ALL_RULES),
        (PHONE, "light", COLOR_RULES),
    ):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found[f"{size[0]} px, {scheme}"] = violations(page, rules)
    assert {state: lines for state, lines in found.items() if lines} == {}
    # 320 px is 1280 px at 400 %.
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, "the page scrolls sideways"
    assert [fault for fault in watched.faults if name != "404" or "404" not in fault] == []


def check_markup(text: str) -> None:
    """Check the rules of HTML and of the policy that need no browser."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    elements = [node for node in parser.parse(text).iter() if isinstance(node.tag, str)]
    # A slash before the end of <br />, <img /> and <link /> is allowed; Sphinx writes it.
    assert [error for error in parser.errors if error[1] != "non-void-element-with-trailing-solidus"] == []
    attributes = [(name, value) for node in elements for name, value in node.attrib.items()]
    assert [pair for pair in attributes if pair[0] == "style" or pair[0].startswith("on")] == []
    assert [node for node in elements if node.tag == "style"] == []
    scripts = [node for node in elements if node.tag == "script" and node.get("type") != "application/ld+json"]
    assert [node for node in scripts if not node.get("src")] == [], "an inline script"
    ids = Counter(value for name, value in attributes if name == "id")
    assert [name for name, count in ids.items() if count > 1] == []
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", text)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), "a heading level skipped"
    assert re.search(r'<meta name="description" content="[^"]{20,}"', text)
    assert '<html lang="en"' in text


@pytest.mark.parametrize("name", every_page())
def test_page_in_all_states(name: str, watch: Callable[..., Watched]) -> None:
    check_states(watch(color_scheme="light"), name)


@pytest.mark.parametrize("name", every_page())
def test_markup(name: str, site: Path) -> None:
    check_markup((site / f"{name}.html").read_text(encoding="utf-8"))
