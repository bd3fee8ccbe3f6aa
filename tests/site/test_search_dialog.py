"""The search as a reader uses it: by keyboard, by touch, from disk, under a sub-path, with hostile words."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from handbook.publish.offline import add_to_archive, files_of

from .conftest import PHONE, Watched, serve

Watch = Callable[..., Watched]


def search(page: Page, words: str) -> None:
    """Open the dialog with the keyboard and type ``words``."""
    page.keyboard.press("Control+k")
    expect(page.locator(".search-dialog input[role=combobox]")).to_be_focused()
    page.keyboard.type(words)


def test_nothing_is_loaded_before_the_first_intent(watch: Watch) -> None:
    watched = watch()
    asked: list[str] = []
    watched.page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page = watched.open("careers/outcomes")
    page.wait_for_load_state("networkidle")
    parts = {"search-files.js", "dialog.js", "engine.js", "search-index.js"}
    assert not parts & {name.partition("?")[0] for name in asked}
    search(page, "gre")
    expect(page.locator(".search-dialog [role=option]").first).to_be_visible()
    found = [name for name in asked if name.partition("?")[0] in parts]
    assert sorted(name.partition("?")[0] for name in found) == sorted(parts)
    # One file is asked for by its bare name; it names the others with a checksum.
    assert [name for name in found if "?v=" not in name] == ["search-files.js"]


def test_a_section_that_is_called_as_the_results_are_is_no_search_page(watch: Watch) -> None:
    watched = watch()

    def with_section(route: Route) -> None:
        body = route.fetch().text().replace("</article>", '<section id="search-results">Text.</section></article>')
        route.fulfill(body=body, content_type="text/html")

    watched.page.route("**/careers/outcomes.html", with_section)
    page = watched.open("careers/outcomes")
    search(page, "gre")
    expect(page.locator(".search-dialog [role=option]").first).to_be_visible()
    expect(page.locator("#search-results")).to_have_text("Text.")
    assert watched.faults == []


@pytest.mark.parametrize("key", ["Control+k", "/"])
@pytest.mark.parametrize("late", ["search-files.js", "dialog.js", "search-index.js"])
def test_no_key_is_lost_while_the_search_is_loaded(watch: Watch, late: str, key: str) -> None:
    watched = watch()
    held: list[Route] = []
    watched.page.route(re.compile(rf"/{late}(\?|$)"), lambda route: held.append(route))
    page = watched.open("careers/outcomes")
    with page.expect_request(re.compile(rf"/{late}(\?|$)")):
        page.keyboard.press(key)
        page.keyboard.type("gre waiver")
    box = page.locator(".search-dialog input[role=combobox]")
    expect(box).to_have_value("gre waiver")
    expect(page.locator(".search-status")).to_have_text("Loading the search …")
    page.keyboard.press("ArrowDown")
    assert len(held) == 1
    held[0].continue_()
    expect(page.get_by_role("option").first).to_be_visible()
    expect(box).to_have_value("gre waiver")
    expect(box).to_be_focused()
    assert watched.faults == []


def test_what_is_typed_on_the_search_page_while_it_is_loaded_counts(watch: Watch) -> None:
    watched = watch()
    held: list[Route] = []
    page = watched.page
    page.route("**/search-files.js", lambda route: held.append(route))
    page.goto(f"{watched.address}search.html", wait_until="domcontentloaded")
    page.locator("#search-field").focus()
    page.keyboard.type("housing")
    expect(page.locator("#search-count")).to_be_empty()  # no script is there to say more
    assert len(held) == 1
    held[0].continue_()
    expect(page.locator("#search-results a").first).to_contain_text("Housing")
    expect(page.locator("#search-field")).to_have_value("housing")
    assert page.url.endswith("?q=housing")
    assert watched.faults == []


def test_the_search_page_says_that_it_loads(watch: Watch) -> None:
    watched = watch()
    held: list[Route] = []
    page = watched.page
    page.route("**/search-index.js*", lambda route: held.append(route))
    page.goto(f"{watched.address}search.html?q=housing", wait_until="commit")
    expect(page.get_by_role("status")).to_have_text("Loading the search …")
    held[0].continue_()
    expect(page.locator("#search-results a").first).to_contain_text("Housing")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^(First )?\d+ results?$"))


def test_a_search_sent_again_is_no_other_address(watch: Watch) -> None:
    watched = watch()
    page = watched.open("search")
    page.locator("#search-field").fill("housing")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{watched.address}search.html?q=housing")
    page.keyboard.press("Tab")
    page.locator("#search-field").press("Enter")
    expect(page.locator("#search-results a").first).to_contain_text("Housing")
    expect(page).to_have_url(f"{watched.address}search.html?q=housing")


def test_few_letters_are_counted_too(watch: Watch) -> None:
    page = watch().open("index")
    search(page, "o")
    expect(page.locator(".search-status")).to_have_text(re.compile(r"^(First )?\d+ results?$"))
    search(page, "pt")
    expect(page.locator(".search-status")).to_have_text(re.compile(r"^(First )?\d+ results?$"))


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


def test_slash_opens_again_at_the_moment_of_closing(watch: Watch) -> None:
    page = watch().open("admissions/deadlines")
    page.keyboard.press("/")
    page.get_by_label("Open the search with the / key").focus()
    # The box still has the focus, and the event of closing is yet to come.
    page.evaluate("""() => {
      const box = document.activeElement;
      document.querySelector(".search-dialog").close();
      box.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true, cancelable: true }));
    }""")
    expect(page.locator(".search-dialog")).to_be_visible()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(page.locator(".search-dialog input[role=combobox]")).to_be_focused()


def test_slash_opens_outside_of_fields_and_can_be_turned_off(watch: Watch) -> None:
    watched = watch()
    page = watched.open("search")
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
    # The choice holds on other pages, and the other keys still open the search.
    page = watched.open("admissions/deadlines")
    page.keyboard.press("/")
    expect(page.locator(".search-dialog")).to_have_count(0)
    page.keyboard.press("Control+k")
    box = page.get_by_label("Open the search with the / key")
    expect(box).not_to_be_checked()
    expect(page.locator(".search-suggestions")).to_be_visible()
    before = page.locator(".search-dialog").bounding_box()
    for _ in range(12):
        if box.evaluate("box => box === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    assert page.locator(".search-dialog").bounding_box() == before
    page.keyboard.press("Escape")
    expect(page.locator(".search-dialog")).not_to_be_visible()
    page.keyboard.press("/")
    expect(page.locator(".search-dialog input[role=combobox]")).to_be_focused()


def test_suggestions_before_typing(watch: Watch) -> None:
    page = watch().open("careers/outcomes")
    page.keyboard.press("Control+k")
    suggested = page.locator(".search-suggestions button")
    expect(suggested.first).to_be_visible()
    expect(page.locator(".search-dialog [role=listbox]")).to_be_hidden()
    words = suggested.first.inner_text()
    suggested.first.press("Enter")
    expect(page.locator(".search-dialog input[role=combobox]")).to_have_value(words)
    expect(page.locator(".search-dialog input[role=combobox]")).to_be_focused()
    expect(page.locator(".search-dialog [role=option]").first).to_be_visible()
    expect(suggested).to_have_count(0)


def test_the_chosen_hit_is_never_under_the_field(watch: Watch) -> None:
    page = watch((1280, 500)).open("careers/outcomes")
    search(page, "course")
    options = page.locator(".search-dialog [role=option]")
    expect(options.nth(9)).to_be_attached()
    bar, dialog = page.locator(".search-bar"), page.locator(".search-dialog")
    for key in (*["ArrowDown"] * 10, *["ArrowUp"] * 9):
        page.keyboard.press(key)
        chosen = page.locator(".search-dialog [aria-selected=true]").bounding_box()
        above, frame = bar.bounding_box(), dialog.bounding_box()
        assert chosen and above and frame
        assert chosen["y"] >= above["y"] + above["height"] - 1
        assert chosen["y"] + chosen["height"] <= frame["y"] + frame["height"] + 1
    # Other words start at the top again.
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert dialog.evaluate("box => box.scrollTop") > 0
    page.keyboard.type("s")
    assert dialog.evaluate("box => box.scrollTop") == 0


def test_a_full_list_says_so_and_leads_to_more(watch: Watch) -> None:
    watched = watch()
    page = watched.open("careers/outcomes")
    search(page, "95-702 & tuition")
    options = page.locator(".search-dialog [role=option]")
    expect(options).to_have_count(10)
    expect(page.locator(".search-status")).to_have_text("First 10 results")
    more = page.locator(".search-dialog").get_by_role("link", name="More results")
    box = page.locator(".search-dialog input[role=combobox]")
    box.fill("95-702x")
    expect(page.locator(".search-status")).to_have_text(re.compile(r"^\d+ results?$"))
    expect(more).to_have_count(0)
    box.fill("95-702 & tuition")
    more.click()
    page.wait_for_url("**/search.html?q=*")
    expect(page.locator("#search-field")).to_have_value("95-702 & tuition")
    expect(page.locator("#search-results a")).to_have_count(20)
    assert watched.faults == []


def test_a_hit_under_the_pointer_is_not_taken_for_the_chosen_one(watch: Watch) -> None:
    page = watch().open("careers/outcomes")
    search(page, "course")
    options = page.locator(".search-dialog [role=option]")
    expect(options.nth(2)).to_be_visible()
    page.keyboard.press("ArrowDown")
    options.nth(2).hover()
    expect(options.nth(0)).to_have_css("outline-style", "solid")
    expect(options.nth(2)).to_have_css("outline-style", "none")
    tint = options.nth(0).evaluate("(hit) => getComputedStyle(hit).backgroundColor")
    expect(options.nth(2)).to_have_css("background-color", tint)


def test_a_hit_on_the_same_page_closes_the_dialog(watch: Watch) -> None:
    watched = watch((1280, 500))
    page = watched.open("admissions/tests")
    button = page.locator("[data-search-open]:visible").first
    for way in ("click", "enter"):
        button.click()
        page.locator(".search-dialog input[role=combobox]").fill("sending gre scores")
        here = page.locator(".search-dialog [role=option][href*='admissions/tests.html#']").first
        expect(here).to_be_visible()
        target = (here.get_attribute("href") or "").partition("#")[2]
        if way == "click":
            here.click()
        else:
            while here.get_attribute("aria-selected") != "true":
                page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
        expect(page.locator(".search-dialog")).not_to_be_visible()
        expect(page.locator(f"[id='{target}']")).to_be_in_viewport()
        expect(page.locator(f"[id='{target}'] mark.search-mark").first).to_be_visible()
        page.evaluate("scrollTo(0, 0)")


def test_where_a_browser_refuses_storage_a_hit_on_the_same_page_closes_the_dialog_too(watch: Watch) -> None:
    watched = watch((1280, 500))
    watched.page.add_init_script("""
      for (const area of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, area, { get() { throw new DOMException("denied", "SecurityError"); } });
    """)
    page = watched.open("admissions/tests")
    search(page, "sending gre scores")
    here = page.locator(".search-dialog [role=option][href*='admissions/tests.html#']").first
    target = (here.get_attribute("href") or "").partition("#")[2]
    here.click()
    expect(page.locator(".search-dialog")).not_to_be_visible()
    expect(page.locator(f"[id='{target}']")).to_be_in_viewport()
    assert watched.faults == []


def test_control_enter_opens_a_hit_in_a_new_tab(watch: Watch) -> None:
    page = watch().open("careers/outcomes")
    search(page, "housing")
    expect(page.locator(".search-dialog [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    with page.context.expect_page() as opened:
        page.keyboard.press("Control+Enter")
    assert "/overview/living/housing.html" in opened.value.url
    expect(page.locator(".search-dialog")).to_be_visible()


def test_marks_are_whole_words_and_go_with_escape(watch: Watch) -> None:
    page = watch().open("careers/outcomes")
    search(page, "opt after graduation")
    first = page.locator(".search-dialog [role=option]").first
    expect(first).to_be_visible()
    text = page.locator("main").inner_text
    page.keyboard.press("Enter")
    page.wait_for_url("**/careers/opt-and-stem.html*")
    marks = page.locator("mark.search-mark")
    expect(marks.first).to_be_visible()
    assert {"opt"} <= {mark.lower() for mark in marks.all_inner_texts()}
    assert not any(mark.endswith((".", ",", ";")) for mark in marks.all_inner_texts())
    marked = text()
    page.keyboard.press("Escape")
    expect(marks).to_have_count(0)
    expect(page.get_by_role("button", name="Hide search marks")).to_have_count(0)
    assert text() == marked
    page.reload()
    expect(page.locator("h1")).to_be_visible()
    expect(marks).to_have_count(0)


def test_a_search_that_cannot_be_loaded_says_so(watch: Watch) -> None:
    watched = watch()
    watched.page.route(re.compile("/search-index.js"), lambda route: route.abort())
    page = watched.open("careers/outcomes")
    search(page, "gre")
    expect(page.locator(".search-status")).to_have_text("The search could not be loaded.")


@pytest.mark.parametrize("name", ["search-files.js", "dialog.js", "search-index.js", "engine.js"])
def test_a_search_that_could_not_be_loaded_is_loaded_at_the_next_key(watch: Watch, name: str) -> None:
    watched = watch()
    watched.page.route(re.compile(f"/{name}"), lambda route: route.abort())
    page = watched.open("careers/outcomes")
    search(page, "gr")
    status = page.locator(".search-status")
    expect(status).to_have_text("The search could not be loaded.")
    page.unroute_all()
    page.keyboard.type("e")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(status).to_have_text(re.compile(r"^(First )?\d+ results?$"))


@pytest.mark.parametrize("name", ["search-files.js", "dialog.js", "search-index.js"])
def test_the_search_page_is_mended_by_the_next_key_too(watch: Watch, name: str) -> None:
    watched = watch()
    watched.page.route(re.compile(f"/{name}"), lambda route: route.abort())
    page = watched.open("search")
    page.goto(f"{watched.address}search.html?q=housin")
    expect(page.locator("#search-results")).to_have_text("The search could not be loaded.")
    page.unroute_all()
    page.locator("#search-field").press("End")
    page.keyboard.type("g")
    expect(page.locator("#search-results a").first).to_contain_text("Housing")


@pytest.mark.parametrize(
    "kept", ['{"to": "ADDRESS#50%", "marks": ["salary"]}', '{"marks": ["salary"]}', "null", "{", '{"to": "ADDRESS#%"}'],
)
def test_a_kept_hit_that_cannot_be_read_marks_nothing(watch: Watch, kept: str) -> None:
    watched = watch()
    page = watched.open("careers/outcomes")
    page.evaluate("kept => sessionStorage.setItem('handbook-search-found', kept)", kept.replace("ADDRESS", page.url))
    page.reload()
    search(page, "gre")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page.locator("mark.search-mark")).to_have_count(0)
    assert watched.faults == []


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
    # Without a keyboard there is no key to open the search with.
    expect(page.get_by_text("Open the search with the / key")).to_be_hidden()
    first.tap()
    page.wait_for_url("**/curriculum/catalog/*#course-95-702")
    assert watched.faults == []


def test_names_for_screen_readers_and_axe(watch: Watch) -> None:
    page = watch().open("tracks/compare")
    search(page, "bida")
    expect(page.get_by_role("dialog", name="Search the handbook")).to_be_visible()
    box = page.get_by_role("combobox", name="Search the handbook: question, course number or word")
    expect(box).to_be_visible()
    expect(page.get_by_role("listbox", name="Results")).to_be_visible()
    expect(page.locator(".search-status")).to_contain_text("results")
    results = Axe().run(page)
    assert [violation["id"] for violation in results.response["violations"]] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("words", ["", "zzzzqqqq xxyyzz", "tuition"])
def test_every_state_of_the_dialog_on_a_small_phone(watch: Watch, words: str, scheme: str) -> None:
    page = watch((320, 600), color_scheme=scheme).open("tracks/compare")
    search(page, words)
    state = {"": ".search-suggestions", "zzzzqqqq xxyyzz": ".search-none"}.get(words, "[role=option]")
    expect(page.locator(f".search-dialog {state}").first).to_be_visible()
    assert page.evaluate("document.querySelector('.search-dialog').scrollWidth <= innerWidth")
    assert page.locator(".search-dialog input[role=combobox]").evaluate(
        "box => { box.value = box.placeholder; return box.scrollWidth <= box.clientWidth; }"
    )
    found = Axe().run(page, ".search-dialog")
    assert [violation["id"] for violation in found.response["violations"]] == []


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
    page.goto(f"{watched.address}search.html?q={'tuition%20' * 1250}")
    expect(page.locator("#search-results a").first).to_contain_text("tuition", ignore_case=True)
    assert watched.faults == []


def test_no_good_match_names_whom_to_ask(watch: Watch) -> None:
    page = watch().open("index")
    search(page, "zzzzqqqq xxyyzz")
    expect(page.locator(".search-status")).to_have_text("No good match. 0 results")
    expect(page.locator(".search-none")).to_contain_text("Who to ask")
    office = page.locator(".search-none a").first
    expect(office).to_have_attribute("href", re.compile(r"/reference/offices\.html#office-"))
    office.click()
    expect(page.locator("main h2:target, main section:target").first).to_be_visible()


def test_the_search_page_answers_a_shared_address(watch: Watch) -> None:
    watched = watch()
    page = watched.open("search")
    page.goto(f"{watched.address}search.html?q=round+3+deadline")
    expect(page.locator("#search-results a").first).to_contain_text("deadline", ignore_case=True)
    expect(page.get_by_role("status")).to_have_text("First 20 results")


def test_back_from_a_hit_of_the_search_page_shows_what_was_typed_last(watch: Watch) -> None:
    watched = watch()
    page = watched.open("search")
    field = page.locator("#search-field")
    field.focus()
    page.keyboard.type("housing & rents")
    first = page.locator("#search-results a").first
    expect(first).to_contain_text("Housing")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/overview/living/housing.html*")
    expect(page.locator("mark.search-mark").first).to_be_visible()
    page.go_back()
    expect(field).to_have_value("housing & rents")
    expect(first).to_contain_text("Housing")
    assert watched.faults == []


def test_from_disk(watch: Watch, site: Path) -> None:
    watched = watch(at=site.as_uri() + "/")
    page = watched.open("careers/cpt")
    search(page, "housing")
    expect(page.locator(".search-dialog [role=option]").first).to_contain_text("Housing")


def test_the_offline_copy_searches_from_disk(watch: Watch, site: Path, tmp_path: Path) -> None:
    add_to_archive(tmp_path / "offline.zip", site, files_of(site), "2026-11-23")
    with zipfile.ZipFile(tmp_path / "offline.zip") as archive:
        archive.extractall(tmp_path / "a folder")
    watched = watch(at=(tmp_path / "a folder" / "handbook").as_uri() + "/")
    page = watched.open("careers/cpt")
    search(page, "housing")
    first = page.locator(".search-dialog [role=option]").first
    expect(first).to_contain_text("Housing")
    page.keyboard.press("Enter")
    page.wait_for_url("**/handbook/overview/living/housing.html*")
    expect(page.locator("mark.search-mark").first).to_be_visible()
    page.goto(f"{watched.address}search.html?q=95702")
    expect(page.locator("#search-results a").first).to_contain_text("95-702")
    page.locator("#search-field").fill("tuition")
    page.locator("#search-results a").first.click()
    page.wait_for_url("**/handbook/admissions/costs/index.html*")
    page.go_back()
    expect(page.locator("#search-field")).to_have_value("tuition")
    # Chromium refuses to preload a font from disk, on every page; the style sheet loads it all the same.
    assert [fault for fault in watched.faults if "font" not in fault and "ERR_FAILED" not in fault] == []


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
