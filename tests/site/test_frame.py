"""The frame of a page: keyboard, menu, theme, sources, dates; with script and without."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Route, expect

from .conftest import PHONE, Watched, serve

PAGE = "admissions/deadlines"


def test_first_tab_stop_leads_to_the_text(watch: Callable[..., Watched]) -> None:
    page = watch().open(PAGE)
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_every_tab_stop_is_seen_and_none_traps(watch: Callable[..., Watched]) -> None:
    page = watch().open(PAGE)
    seen: list[str] = []
    for _ in range(300):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => {
              const at = document.activeElement;
              if (!at || at === document.body) return null;
              const style = getComputedStyle(at);
              const after = getComputedStyle(at, "::after");
              const outlined = (s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
              const box = at.getBoundingClientRect();
              return [at.outerHTML.slice(0, 120), outlined(style) || outlined(after), box.width > 0 && box.height > 0];
            }"""
        )
        if state is None:
            break
        seen.append(state[0])
        assert state[1], f"no visible focus: {state[0]}"
        assert state[2], f"nothing to see: {state[0]}"
    else:
        pytest.fail("the end of the page was not reached")
    assert len(seen) > 20


def test_the_foot_of_a_page_leads_back_to_its_top(watch: Callable[..., Watched]) -> None:
    page = watch(PHONE, java_script_enabled=False).open(PAGE)
    page.get_by_role("contentinfo").get_by_role("link", name="Back to top").click()
    expect(page.locator("header.site-header")).to_be_in_viewport(ratio=1)


def test_current_page_and_its_branch_are_open_without_script(watch: Callable[..., Watched]) -> None:
    page = watch(java_script_enabled=False).open(PAGE)
    menu = page.locator("#site-navigation")
    expect(menu.locator("[aria-current=page]")).to_have_count(1)
    expect(menu.locator("[aria-current=page]")).to_be_visible()
    expect(menu.get_by_role("link", name="Essays", exact=True)).to_be_visible()
    expect(menu.get_by_role("link", name="Overview", exact=True)).to_be_visible()
    expect(page.locator(".header-tools .search-link")).to_be_visible()
    expect(page.locator(".header-tools .search-open")).to_be_hidden()


def test_menu_on_a_phone(watch: Callable[..., Watched]) -> None:
    page = watch(PHONE).open(PAGE)
    button = page.get_by_role("button", name="Menu")
    menu = page.locator("#site-navigation")
    expect(menu).to_be_hidden()
    button.press("Enter")
    expect(menu).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    button.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()


def test_menu_on_a_phone_without_script(watch: Callable[..., Watched]) -> None:
    page = watch(PHONE, java_script_enabled=False).open(PAGE)
    page.locator(".menu-open").click()
    expect(page.locator("#site-navigation")).to_be_visible()


@pytest.mark.parametrize(("system", "other"), [("light", "dark"), ("dark", "light")])
def test_theme_goes_round_and_is_kept(watch: Callable[..., Watched], system: Any, other: str) -> None:
    page = watch(color_scheme=system).open(PAGE)
    button = page.locator(".header-tools .theme-toggle")
    paper = "getComputedStyle(document.body).backgroundColor"
    first = page.evaluate(paper)
    expect(button).to_have_accessible_name(f"Color theme: automatic. Switch to {other}")
    button.click()
    chosen = page.evaluate(paper)
    assert chosen != first, "the first press changes nothing that is seen"
    expect(button).to_have_accessible_name(f"Color theme: {other}. Switch to {system}")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", other)
    assert page.evaluate(paper) == chosen
    button.click()
    expect(button).to_have_accessible_name(f"Color theme: {system}. Switch to automatic")
    assert page.evaluate(paper) == first
    button.click()
    expect(button).to_have_accessible_name(f"Color theme: automatic. Switch to {other}")
    page.emulate_media(color_scheme=cast("Any", other))
    expect(button).to_have_accessible_name(f"Color theme: automatic. Switch to {system}")


def test_the_theme_follows_a_choice_in_another_tab(watch: Callable[..., Watched]) -> None:
    page = watch(color_scheme="light").open(PAGE)
    button = page.locator(".header-tools .theme-toggle")
    other = page.context.new_page()
    other.goto(page.url)
    other.locator(".header-tools .theme-toggle").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(button).to_have_accessible_name("Color theme: dark. Switch to light")
    for _ in range(2):
        other.locator(".header-tools .theme-toggle").click()
    expect(page.locator("html")).not_to_have_attribute("data-theme", re.compile(""))
    expect(button).to_have_accessible_name("Color theme: automatic. Switch to dark")
    # What is kept by the browser to go back to hears of no choice: it looks for one when it is shown again.
    page.evaluate("localStorage.setItem('theme', 'dark'); dispatchEvent(new PageTransitionEvent('pageshow'))")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(button).to_have_accessible_name("Color theme: dark. Switch to light")


def test_source_on_focus_hover_and_escape(watch: Callable[..., Watched]) -> None:
    watched = watch()
    watched.page.clock.install()
    page = watched.open(PAGE)
    link = page.locator("main .source-marker a").first
    expect(link).to_have_accessible_name("Source 1")
    box = page.locator("#source-popover")
    before = page.evaluate("document.documentElement.scrollHeight")
    link.focus()
    expect(box).to_be_visible()
    expect(box).to_contain_text("Heinz College")
    assert link.get_attribute("aria-describedby") == "source-popover"
    assert page.evaluate("document.documentElement.scrollHeight") == before, "the page moved"
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(link).to_be_focused()
    page.keyboard.press("Tab")
    fact = page.locator("main table .fact").first
    fact.hover()
    expect(box).to_be_visible()
    # The pointer may move into the box; the box stays.
    box.hover()
    page.clock.run_for(5_000)
    expect(box).to_be_visible()
    page.mouse.move(5, 5)
    expect(box).to_be_hidden()


def test_source_box_takes_the_focus_from_its_number(watch: Callable[..., Watched]) -> None:
    page = watch().open(PAGE)
    page.locator("main .source-marker a").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('source-popover').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(page.locator("main .source-marker a").first).to_be_focused()


def test_source_on_tap(watch: Callable[..., Watched]) -> None:
    page = watch(PHONE, has_touch=True).open(PAGE)
    page.locator("main .source-marker a").first.tap()
    box = page.locator("#source-popover")
    expect(box).to_be_visible()
    assert "#source" not in page.url
    area = box.bounding_box()
    assert area is not None and area["x"] >= 0 and area["x"] + area["width"] <= PHONE[0]
    page.locator("h1").tap()
    expect(box).to_be_hidden()


@pytest.mark.parametrize("size", [(390, 664), (740, 360)])
def test_a_box_of_sources_is_never_higher_than_the_window(watch: Callable[..., Watched], size: tuple[int, int]) -> None:
    page = watch(size).open(PAGE)
    marks = page.locator("main .source-marker:has(a)")
    most = page.evaluate(
        """() => {
          const marks = [...document.querySelectorAll("main .source-marker:has(a)")];
          const counts = marks.map((mark) => mark.querySelectorAll("a").length);
          return counts.indexOf(Math.max(...counts));
        }"""
    )
    for at in (most, marks.count() - 1):
        marks.nth(at).locator("a").first.focus()
        box = page.locator("#source-popover")
        expect(box).to_be_visible()
        place = "box => [box.getBoundingClientRect().top >= 0, box.getBoundingClientRect().bottom <= innerHeight]"
        assert box.evaluate(place) == [True, True]
        page.keyboard.press("Escape")


# Numbers that begin a line while the words before them end the line above.
APART = """() => [...document.querySelectorAll("main .source-marker")].filter((mark) => {
  const block = mark.closest("p, td, th, dd, dt, li, h1, h2, h3, caption");
  const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let before = null;
  while (walk.nextNode() && !mark.contains(walk.currentNode)) {
    if (walk.currentNode.data.trim() && walk.currentNode.parentElement.checkVisibility()) before = walk.currentNode;
  }
  if (!before) return false;
  const end = document.createRange();
  const length = before.data.trimEnd().length;
  end.setStart(before, length - 1);
  end.setEnd(before, length);
  const [word, number] = [end.getBoundingClientRect(), mark.getClientRects()[0]];
  return number.left < word.left && number.top > word.top + 4;
}).map((mark) => mark.parentElement.textContent.slice(-80))"""


@pytest.mark.parametrize("name", [PAGE, "careers/outcomes", "curriculum/rules/grades"])
def test_source_numbers_stay_with_their_words(watch: Callable[..., Watched], name: str) -> None:
    page = watch(PHONE).open(name)
    for width in (360, 390, 412):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate(APART) == []


def test_what_is_copied_is_what_the_page_says(watch: Callable[..., Watched]) -> None:
    page = watch().open(PAGE)
    copied = page.evaluate(
        """() => {
          getSelection().selectAllChildren(document.querySelector("main"));
          return getSelection().toString();
        }"""
    )
    assert "[1]" in copied and "Past cycles" in copied
    assert "\u2060" not in copied and "¶" not in copied


def test_past_dates_are_marked_in_the_browser(watch: Callable[..., Watched]) -> None:
    watched = watch()
    watched.page.clock.set_fixed_time("2027-01-20T12:00:00")
    page = watched.open(PAGE)
    table = page.locator("table.deadlines").first
    expect(table.locator("tr.past")).to_have_count(2)
    expect(table.locator("tr.next .fact")).to_contain_text("February 1, 2027")
    past = table.locator("tr.past .fact").first
    expect(past).to_have_css("text-decoration-line", "none")
    expect(table.locator("tr.past").first).to_contain_text("Past: ")
    places = "(table) => [...table.querySelectorAll('tr, p')].map((e) => e.getBoundingClientRect().toJSON())"
    marked = table.evaluate(places)
    table.evaluate("(table) => table.querySelectorAll('tr').forEach((row) => row.classList.remove('past', 'next'))")
    assert table.evaluate(places) == marked, "a date that is marked after the first paint moves the page"


def test_targets_are_large_enough(watch: Callable[..., Watched]) -> None:
    page = watch(PHONE).open(PAGE)
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, summary, input, nav a, .menu-open")]
          .filter((e) => e.offsetParent).map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
          .filter(([, r]) => r.height < 24 || r.width < 24).map(([html]) => html)"""
    )
    assert small == []


def test_text_spacing_loses_nothing(watch: Callable[..., Watched]) -> None:
    page = watch((320, 640)).open(PAGE)
    # Scripts may set rules through the object model; a style element would be refused.
    page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
            word-spacing: 0.16em !important; }`);
          document.adoptedStyleSheets = [sheet];
        }"""
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_forced_colors_keep_the_current_page_visible(watch: Callable[..., Watched]) -> None:
    page = watch(forced_colors="active").open(PAGE)
    current = page.locator(".site-navigation [aria-current=page]")
    assert current.evaluate("(link) => getComputedStyle(link).borderInlineStartWidth") == "4px"


def test_print_leaves_the_frame_out_and_opens_boxes(watch: Callable[..., Watched]) -> None:
    page = watch().open(PAGE)
    page.emulate_media(media="print")
    for part in (".site-navigation", ".page-turn", ".header-tools", ".page-contents"):
        expect(page.locator(part).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("name", [PAGE, "admissions/recommendations"])
def test_print_ends_with_words(watch: Callable[..., Watched], tmp_path: Path, name: str) -> None:
    paper = tmp_path / "page.pdf"
    watch().open(name).pdf(path=paper, format="Letter", prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True).stdout
    sheets = text.removesuffix("\f").split("\f")
    assert all(sheet.strip() for sheet in sheets), [len(sheet) for sheet in sheets]


def test_first_screen_says_what_this_is_by_when_and_where_to_go(watch: Callable[..., Watched]) -> None:
    page = watch((1280, 900)).open("index")
    parts = [
        page.locator("h1"), page.get_by_role("searchbox"), page.locator("table.deadlines").first,
        page.locator(".downloads").first, *page.locator(".sd-card").all(),
    ]
    assert len(parts) == 4 + 6
    assert [part for part in parts if (box := part.bounding_box()) is None or box["y"] + box["height"] > 900] == []


@pytest.mark.parametrize(
    ("name", "width"), [("reference/downloads", 1280), ("reference/downloads", 800), ("index", 900)]
)
def test_downloads_stand_in_columns(watch: Callable[..., Watched], name: str, width: int) -> None:
    page = watch((width, 800)).open(name)
    boxes = page.locator(".downloads").first.locator("li").evaluate_all(
        "(items) => items.map((item) => item.getBoundingClientRect().toJSON())"
    )
    assert len({box["top"] for box in boxes}) == 2, "one row says nothing"
    assert len({round(box["width"]) for box in boxes}) == 1


def test_opened_from_disk(watch: Callable[..., Watched], site: Path) -> None:
    watched = watch()
    page = watched.page
    page.goto((site / f"{PAGE}.html").as_uri())
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(253, 252, 248)"
    page.get_by_role("link", name="Essays", exact=True).click()
    expect(page.locator("h1")).to_contain_text("ssay")
    # Manifest and early fonts are for hosts; a browser does not read them so from disk, and says it.
    refused = ("manifest", "woff2", "ERR_FAILED")
    assert [fault for fault in watched.faults if not any(words in fault for words in refused)] == []
    assert page.evaluate(
        "document.fonts.ready.then((fonts) => [...fonts].filter((font) => font.status === 'loaded').length)"
    ) >= 2


def test_served_from_a_sub_path(watch: Callable[..., Watched], site: Path) -> None:
    with serve(site.parent) as top:
        watched = watch(at=f"{top}{site.name}/")
        page = watched.open(PAGE)
        page.get_by_role("link", name="Essays", exact=True).click()
        page.locator(".brand").click()
        expect(page.locator("h1")).to_contain_text("MISM Handbook")
        assert watched.faults == []


def test_missing_page_at_any_depth(watch: Callable[..., Watched]) -> None:
    page = watch().open("no/such/page")
    expect(page.locator("h1")).to_contain_text("not found")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(253, 252, 248)"
    page.get_by_role("link", name="Start at the front page").click()
    expect(page.locator("h1")).to_contain_text("MISM Handbook")


def test_assets_carry_checksums(site: Path) -> None:
    text = (site / f"{PAGE}.html").read_text(encoding="utf-8")
    for name in re.findall(r'(?:href|src)="([^"]*_static/[^"]+\.(?:css|js)[^"]*)"', text):
        assert re.search(r"\?v=[0-9a-f]{8}$", name), name
    sheet = (site / "_static" / "handbook.css").read_text(encoding="utf-8")
    assert all("?v=" in url for url in re.findall(r"url\(([^)]+)\)", sheet))


def test_every_class_of_sphinx_design_in_use_is_styled_or_needs_none(site: Path) -> None:
    """Its own sheet is left out; a new component must bring its rules."""
    sheet = (site / "_static" / "handbook.css").read_text(encoding="utf-8")
    used: set[str] = set()
    for path in site.rglob("*.html"):
        for names in re.findall(r'class="([^"]*\bsd-[^"]*)"', path.read_text(encoding="utf-8")):
            used.update(name for name in names.split() if name.startswith("sd-"))
    without_rules = {
        "sd-sphinx-override", "sd-d-flex-row", "sd-w-100", "sd-w-auto", "sd-font-weight-bold", "sd-tab-item",
        "sd-summary-icon", "sd-summary-chevron-right", "sd-octicon-chevron-right", "sd-rounded-1",
    }
    spacing = re.compile(r"sd-(?:[mpg][trblxy]?|g[xy]?|shadow|row-cols)-|sd-text-(?:wrap|left)$")
    assert {n for n in used if f".{n}" not in sheet and n not in without_rules and not spacing.match(n)} == set()


def test_the_list_of_contents_follows_the_text(watch: Callable[..., Watched]) -> None:
    page = watch((1280, 200)).open(PAGE)
    panel = page.locator(".page-contents")
    assert panel.evaluate("(panel) => panel.scrollHeight > panel.clientHeight"), "the list fits, so nothing can be seen"
    inside = """(panel) => {
      const [whole, part] = [panel, panel.querySelector("[aria-current]")].map((e) => e.getBoundingClientRect());
      return part.top >= whole.top && part.bottom <= whole.bottom;
    }"""
    page.locator("#past-cycles").evaluate("(part) => part.scrollIntoView()")
    expect(page.locator(".page-contents a[href='#past-cycles']")).to_have_attribute("aria-current", "true")
    assert panel.evaluate(inside)
    page.keyboard.press("Home")
    expect(page.locator(".page-contents [aria-current]")).to_have_count(0)
    assert panel.evaluate("(panel) => panel.scrollTop") == 0


@pytest.mark.parametrize(("size", "after"), [((1280, 800), True), ((400, 800), False)], ids=["desk", "phone"])
def test_the_list_of_contents_closes_over_the_text_alone(
    size: tuple[int, int], after: bool, watch: Callable[..., Watched]
) -> None:
    page = watch(size).open(PAGE)
    box = page.locator(".page-contents details")
    page.locator(".page-contents summary").press("Enter")
    expect(box).to_have_js_property("open", True)
    page.locator(".page-contents a").last.press("Enter")
    expect(box).to_have_js_property("open", after)


def test_manifest_names_files_that_exist(site: Path) -> None:
    manifest = json.loads((site / "_static" / "manifest.webmanifest").read_text(encoding="utf-8"))
    for icon in manifest["icons"]:
        assert (site / "_static" / icon["src"]).exists()


def test_a_link_that_cannot_be_decoded_does_not_stop_the_contents(watch: Callable[..., Watched]) -> None:
    watched = watch()

    def spoil(route: Route) -> None:
        response = route.fetch()
        links = re.compile(r'(class="page-contents".*?href="#)[^"]+', re.S)
        route.fulfill(response=response, body=links.sub(r"\g<1>50%", response.text(), count=1))

    watched.page.route("**/careers/outcomes.html", spoil)
    page = watched.open("careers/outcomes")
    expect(page.locator(".page-contents a[href='#50%']")).to_have_count(1)
    page.locator("main section section").last.scroll_into_view_if_needed()
    expect(page.locator(".page-contents [aria-current]")).to_have_count(1)
    assert watched.faults == []
