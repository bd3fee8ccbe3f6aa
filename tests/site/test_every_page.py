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


# Without this axe leaves two kinds "for review": numbers of one digit, and words before the shade at the edge of a
# table that scrolls. Two more kinds are left out below. README.md in this folder has the verdicts.
LEAVE_NOTHING_TO_REVIEW = """() => {
  // All are axe's own values but the second.
  axe.configure({ checks: [{ id: "color-contrast", options: {
    ignoreUnicode: true, ignoreLength: true, ignorePseudo: false, boldValue: 700, boldTextPt: 14, largeTextPt: 18,
    contrastRatio: { normal: { expected: 4.5 }, large: { expected: 3 } },
    pseudoSizeThreshold: 0.25, shadowOutlineEmMax: 0.1, textStrokeEmMin: 0.03,
  } }] });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".table-region { background-image: none !important; }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => { for (const entry of list.getEntries()) shifts.push(entry.value); })
  .observe({ type: "layout-shift", buffered: true });"""
# WCAG 1.4.12. Scripts may set rules through the object model; a style element would be refused.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; }
    * { word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return [...document.querySelectorAll("body *")].filter((e) => {
    const style = getComputedStyle(e);
    return ["hidden", "clip"].includes(style.overflowY) && !e.matches(".visually-hidden, .skip-link")
      && (e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1);
  }).map((e) => e.outerHTML.slice(0, 100));
}"""


def run_axe(page: Page, rules: dict[str, object]) -> tuple[int, list[str]]:
    """Return how many rules axe applied, and what it finds on the page as it is now, one line a node.

    What axe calls incomplete ("needs review") counts as found, but for the contrast of signs in drawings and formulas:
    it does not know a sum sign for text, and judges the letters beside it. The policy of the page stays in force.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
        page.evaluate(LEAVE_NOTHING_TO_REVIEW)
    checks, found = page.evaluate(
        """async (rules) => {
          const options = { runOnly: rules, resultTypes: ["violations", "incomplete"], elementRef: true };
          const found = await axe.run(document, options);
          const scrolledAway = (node) => {
            const scrolls = node.element.closest(".table-region[tabindex], .code-region[tabindex]");
            const region = scrolls?.getBoundingClientRect();
            return region && node.element.getBoundingClientRect().right > region.right;
          };
          const lines = (kind) => found[kind].flatMap((r) => r.nodes
            .filter((n) => !(kind === "incomplete" && r.id === "color-contrast"
              && (scrolledAway(n) || n.element.closest("svg, math"))))
            .map((n) => `${kind}, ${r.id}: ${n.html.slice(0, 160)}`));
          return [found.passes.length + found.violations.length + found.incomplete.length,
            [...lines("violations"), ...lines("incomplete")]];
        }""",
        rules,
    )
    return checks, found


def check_states(watched: Watched, name: str, record: Callable[[str, object], None]) -> None:
    """Check one page in light and dark, on a phone and on a desk, with all boxes open; then narrow and spaced out."""
    watched.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    watched.page.add_init_script(SHIFTS)
    # A busy machine paints half a table before the rest is read; what a script or a font moves, it moves each time.
    loads = []
    for _ in range(3):
        page = watched.open(name)
        loads.append(page.evaluate("document.fonts.ready.then(() => shifts.reduce((sum, one) => sum + one, 0))"))
        if max(loads) < 0.005:
            break
    shift = sorted(loads)[len(loads) // 2]
    page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
    found, checks = {}, 0
    for size, scheme, rules in (
        (PHONE, "dark", ALL_RULES), (PHONE, "light", COLOR_RULES), (DESK, "light", ALL_RULES),
        (DESK, "dark", COLOR_RULES),
    ):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        count, found[f"{size[0]} px, {scheme}"] = run_axe(page, rules)
        checks += count
    # 320 by 256 px is 1280 by 1024 px at 400 %.
    page.set_viewport_size({"width": 320, "height": 256})
    width = page.evaluate("document.documentElement.scrollWidth")
    clipped = page.evaluate(SPACED)
    spaced = page.evaluate("document.documentElement.scrollWidth")
    faults = [fault for fault in watched.faults if name != "404" or "404" not in fault]
    counts = {
        "pages": 1, "states": 6, "axe rules applied": checks,
        "axe violations and reviews": sum(map(len, found.values())),
        "refused by the policy, other origins, errors": len(faults), "sideways scroll at 320 px": width > 320,
        "text lost when spaced out": len(clipped) + (spaced > 320), "layout shifts": shift >= 0.005,
    }
    for what, count in counts.items():
        record(what, int(count))
    assert {state: lines for state, lines in found.items() if lines} == {}
    assert width <= 320, "the page scrolls sideways"
    assert spaced <= 320 and clipped == [], "text is lost when spaced out"
    assert shift < 0.005, f"the page moved by {shift} while it loaded"
    assert faults == []


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
def test_page_in_all_states(
    name: str, watch: Callable[..., Watched], record_property: Callable[[str, object], None]
) -> None:
    check_states(watch(color_scheme="light"), name, record_property)


@pytest.mark.parametrize("name", every_page())
def test_markup(name: str, site: Path) -> None:
    check_markup((site / f"{name}.html").read_text(encoding="utf-8"))
