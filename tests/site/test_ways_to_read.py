"""Other ways to read, on one page of each type: keyboard, less motion, the system's colors, large letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import ONE_OF_EACH, PHONE, Watched, serve

# Shared by the measurements below: the contrast of two colors (WCAG 2.2, "contrast ratio").
CONTRAST = """
  const luminance = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).map(Number).map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, two) => {
    const [low, high] = [luminance(one), luminance(two)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
"""
# Goes through everything that the Tab key reaches, in its order, and says what is wrong on the way.
TAB_STOPS = "() => {" + CONTRAST + """
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (!/, 0\\)$|transparent/.test(color)) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const faults = [];
  const stops = [...document.querySelectorAll("a[href], button, input, summary, select, textarea, [tabindex]")]
    .filter((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }))
    .filter((e) => e.type !== "radio" || e.checked);
  let before = null;
  for (const stop of stops) {
    const name = stop.outerHTML.slice(0, 100);
    if (stop.tabIndex > 0) faults.push(`out of order by number: ${name}`);
    stop.focus();
    if (document.activeElement !== stop) { faults.push(`takes no focus: ${name}`); continue; }
    // The ring of a tab is drawn around its label, that of a card's link around the card.
    const rings = [getComputedStyle(stop), getComputedStyle(stop, "::after")];
    if (stop.type === "radio") rings.push(getComputedStyle(stop.nextElementSibling));
    const ring = rings.find((s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2);
    if (!ring) faults.push(`no ring: ${name}`);
    else if (contrast(ring.outlineColor, behind(stop.parentElement)) < 3) faults.push(`faint ring: ${name}`);
    const box = (stop.closest(".sd-stretched-link")?.closest(".sd-card") || stop).getBoundingClientRect();
    if (!stop.matches(".skip-link") && !(box.width && box.height)) faults.push(`no size: ${name}`);
    // Page and menu scroll to what has the focus.
    const part = stop.closest("nav, main, header, footer");
    const top = part ? box.top - part.getBoundingClientRect().top + part.scrollTop : box.top + scrollY;
    const at = { top, left: box.left, part };
    // Down, or to the right in the same row or to the next column.
    if (before && before.part === part && at.top < before.top - 24 && at.left <= before.left) {
      faults.push(`jumps back: ${name}`);
    }
    before = at;
  }
  return [stops.length, faults];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_focus_goes_in_order_and_is_seen(
    name: str, scheme: str, watch: Callable[..., Watched], record_property: Callable[[str, object], None]
) -> None:
    page = watch(color_scheme=scheme).open(name)
    # The browser draws rings for the keyboard alone.
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    count, faults = page.evaluate(TAB_STOPS)
    record_property("stops of the Tab key looked at", count)
    assert count > 10
    assert faults == []


# Words of a drawing that stand too faint on their box, or reach out of it.
DRAWN = "() => {" + CONTRAST + """
  const words = [...document.querySelectorAll("svg.prerequisite-map text")];
  const faults = words.filter((text) => {
    const box = text.parentElement.querySelector("rect");
    const [inner, outer] = [text.getBBox(), box.getBBox()];
    return contrast(getComputedStyle(text).fill, getComputedStyle(box).fill) < 4.5
      || inner.x < outer.x || inner.x + inner.width > outer.x + outer.width;
  });
  return [words.length, faults.map((text) => text.textContent)];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_of_the_map_stand_out_from_their_boxes(scheme: str, watch: Callable[..., Watched]) -> None:
    count, faults = watch(color_scheme=scheme).open("curriculum/prerequisite-map").evaluate(DRAWN)
    assert count > 20
    assert faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edge_of_a_table_that_goes_on_is_seen(scheme: str, watch: Callable[..., Watched]) -> None:
    page = watch(PHONE, color_scheme=scheme).open("curriculum/prerequisite-map")
    region = page.locator(".table-region[tabindex]").first
    # The shade at its darkest, over the page.
    apart = region.evaluate("(region) => {" + CONTRAST + """
      const canvas = new OffscreenCanvas(1, 1).getContext("2d");
      const paper = getComputedStyle(document.body).backgroundColor;
      canvas.fillStyle = paper;
      canvas.fillRect(0, 0, 1, 1);
      canvas.fillStyle = /rgba\\([^)]*0\\.[^)]*\\)/.exec(getComputedStyle(region).backgroundImage)[0];
      canvas.fillRect(0, 0, 1, 1);
      return contrast(`rgb(${canvas.getImageData(0, 0, 1, 1).data.slice(0, 3).join()})`, paper);
    }""")
    assert apart > 1.4


@pytest.mark.parametrize("width", [320, 390])
def test_lines_of_a_task_begin_below_each_other(width: int, watch: Callable[..., Watched]) -> None:
    page = watch((width, 740)).open("admissions/how-to-apply")
    starts = page.locator(".contains-task-list li").evaluate_all(
        """(items) => items.map((item) => {
          const lines = new Map();
          const words = document.createRange();
          const walk = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            // The small numbers stand higher than their line.
            if (walk.currentNode.parentElement.closest(".source-marker")) continue;
            words.selectNodeContents(walk.currentNode);
            for (const { left, bottom, width } of words.getClientRects()) {
              if (width) lines.set(bottom, Math.min(lines.get(bottom) ?? Infinity, left));
            }
          }
          return [...lines.values()];
        }).filter((lines) => lines.length > 1)"""
    )
    assert starts, "no task is longer than a line"
    assert [lines for lines in starts if max(lines) - min(lines) > 1] == []


def stops_by_key(page: Page, key: str, end: str) -> int:
    """Press ``key`` until the focus is on ``end``; return how often."""
    for number in range(600):
        page.keyboard.press(key)
        if page.evaluate("(end) => document.activeElement.matches(end)", end):
            return number
    pytest.fail(f"the focus does not get to {end}")


@pytest.fixture(scope="module")
def sink(kitchen_sink: Path) -> Iterator[str]:
    with serve(kitchen_sink) as address:
        yield address


@pytest.mark.parametrize("size", [(1280, 800), PHONE])
def test_nothing_holds_the_keyboard(
    size: tuple[int, int], kitchen_sink: Path, sink: str, watch: Callable[..., Watched]
) -> None:
    page = watch(size, at=sink).open("elements")
    assert stops_by_key(page, "Tab", "footer li:last-child a") > 30
    # Backwards the boxes of sources do not open before their numbers.
    assert stops_by_key(page, "Shift+Tab", ".skip-link") > 30
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.matches('body, footer a')")


@pytest.mark.parametrize("name", ["index", "elements", "requirements", "search"])
def test_less_motion_is_no_motion(name: str, kitchen_sink: Path, sink: str, watch: Callable[..., Watched]) -> None:
    moving = """() => [...document.querySelectorAll("*")].filter((e) => {
      const style = getComputedStyle(e);
      return style.scrollBehavior === "smooth" || style.animationName !== "none" || style.transitionDuration !== "0s";
    }).map((e) => e.tagName)"""
    page = watch(at=sink).open(name)
    if name == "requirements":
        page.locator("main .source-marker a").first.focus()
        expect(page.locator(".source-popover")).to_be_visible()
    assert page.evaluate(moving) == []
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moving) != [], "the page moves for those who do not mind, so the check can fail"


def test_colors_of_the_system_lose_nothing(kitchen_sink: Path, sink: str, watch: Callable[..., Watched]) -> None:
    page = watch(at=sink, forced_colors="active").open("elements")
    edges = page.evaluate(
        """() => [...document.querySelectorAll(
          ".admonition, .sd-card, .office, .at-a-glance, button, .search-field, .task-box, [aria-current=page]"
        )].filter((e) => e.checkVisibility()).filter((e) => {
          const style = getComputedStyle(e);
          return !["Top", "Left", "Bottom", "Right", "InlineStart"].some(
            (side) => parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== "none");
        }).map((e) => e.outerHTML.slice(0, 100))"""
    )
    assert edges == []
    colors = [
        page.locator(f".task-box{kind}").first.evaluate("(box) => getComputedStyle(box).backgroundColor")
        for kind in (".ticked", ":not(.ticked)")
    ]
    assert colors[0] != colors[1], "a task that is done looks like one to do"
    page = watch(at=sink, forced_colors="active").open("index")
    assert page.locator("tr.next > :first-child").first.evaluate(
        "(cell) => getComputedStyle(cell).outlineStyle"
    ) == "solid"


def test_200_percent_of_text_reflows(kitchen_sink: Path, sink: str, watch: Callable[..., Watched]) -> None:
    """WCAG 1.4.4: letters of twice the size, on a desk and on a phone."""
    for size in ((1280, 800), PHONE):
        page = watch(size, at=sink).open("elements")
        page.evaluate(
            """() => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync("html { font-size: 200% }");
              document.adoptedStyleSheets = [sheet];
            }"""
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        text = page.locator("main section section p").first
        assert text.evaluate("(words) => parseFloat(getComputedStyle(words).fontSize)") >= 32
