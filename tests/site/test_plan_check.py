"""The form that checks a plan, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from handbook.ledger.load import Ledger

from .conftest import DESK, PHONE, Watched

PAGE = "curriculum/check-your-plan"
SAMPLE = "plan-mism-2025-26"
HOSTILE = (
    "#rules=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&term=95-702",
    "#rules=mism-2025-26&term=95-702.%3Cscript%3Ealert(1)%3C%2Fscript%3E&evil=1",
    "#rules=mism-2025-26&with=__proto__&term=constructor.toString&exempt=hasOwnProperty",
    "#rules=mism-2025-26&term=" + "95-702." * 1500,
    "#rules=mism-2025-26" + "&term=95-702" * 40,
)
# A promise that is kept when the page scrolls no longer.
STANDS_STILL = """() => new Promise(done => {
  let last = -1;
  const look = () => scrollY === last ? done() : (last = scrollY, setTimeout(look, 200));
  look();
})"""


def summary(page: Page) -> str:
    return page.locator(".plan-summary").inner_text()


def start(page: Page, rules: str = "rules=mism-2025-26") -> None:
    page.locator(f"[data-plan='{rules}']").click()


def terms(page: Page) -> list[str]:
    return page.locator(".plan-term legend").all_inner_texts()


def fill_in(page: Page, sample: str = SAMPLE) -> None:
    start(page)
    page.get_by_label("Start from a sample plan").select_option(sample)


def test_a_sample_plan_lacks_nothing(watch: Callable[..., Watched]) -> None:
    watched = watch()
    page = watched.open(PAGE)
    fill_in(page)
    assert summary(page).startswith("Nothing missing that can be checked")
    assert "162 units in all: 114 core, 48 elective" in summary(page)
    assert page.get_by_role("group", name="Courses of First fall").count() == 1
    assert watched.faults == []


def test_a_course_taken_away_is_named_as_missing(site: Path, watch: Callable[..., Watched]) -> None:
    page = watch(PHONE).open(PAGE)
    fill_in(page)
    for number in ("95-703", "95-723"):
        page.get_by_role("button", name=f"Remove {number}").click()
    first = page.locator(".plan-findings").first
    assert re.match(r"\d+ missing", summary(page))
    # Why is said once for both, and leads to the rule; each course leads to its entry in the catalog.
    assert first.inner_text().count("required, and neither taken nor exempted") == 1
    group = first.locator("> li", has_text="required, and neither taken nor exempted")
    assert "requirements/mism-2025-26" in (group.locator("> a").get_attribute("href") or "")
    courses = group.locator("li")
    assert [text[:6] for text in courses.all_inner_texts()] == ["95-703", "95-723"]
    for number, link in zip(("95-703", "95-723"), courses.locator("a").all(), strict=True):
        target = link.evaluate("link => new URL(link.href).pathname")
        assert target.startswith("/curriculum/catalog/") and (site / target[1:]).exists()
        assert (link.get_attribute("href") or "").endswith(f"#course-{number}")
    # Everything that is said to a screen reader is in a live region.
    assert page.locator(".plan-said").get_attribute("role") == "status"
    expect(page.locator(".plan-said")).to_contain_text("removed from Courses of Last fall")


def test_it_works_with_the_keyboard_alone(watch: Callable[..., Watched]) -> None:
    page = watch().open(PAGE)
    page.get_by_role("button", name="entry year 2025-26").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Track and entry year")).to_be_focused()
    field = page.get_by_role("group", name="Courses of term 1").get_by_label("Course number or title")
    field.focus()
    page.keyboard.type("95702")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove 95-702")).to_be_visible()
    expect(field).to_be_focused()
    page.keyboard.type("no such course")
    page.keyboard.press("Enter")
    refused = page.get_by_role("status").filter(has_text="No course of the catalog has this number or title.")
    expect(refused).to_have_count(1)
    expect(field).to_be_focused()
    page.get_by_role("button", name="Go to the list of what the check found").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="What the check found")).to_be_focused()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_way_to_the_list_ends_at_its_top(
    motion: Literal["reduce", "no-preference"], size: tuple[int, int], watch: Callable[..., Watched]
) -> None:
    page = watch(size).open(PAGE)
    page.emulate_media(reduced_motion=motion)
    start(page)
    page.get_by_role("button", name="Go to the list of what the check found").click()
    results = page.get_by_role("region", name="What the check found")
    expect(results).to_be_focused()
    if motion == "no-preference":
        page.evaluate(STANDS_STILL)
    box = results.bounding_box()
    assert box and box["height"] > size[1]
    assert 0 <= box["y"] < 60
    expect(page.get_by_role("heading", name="Missing")).to_be_in_viewport(ratio=1)


def test_labels_of_findings_begin_with_a_capital_letter(watch: Callable[..., Watched]) -> None:
    page = watch().open(f"{PAGE}#rules=mism-2025-26&term=95-702&term=45-996.17-619&term=")
    lines = page.locator(".plan-findings > li").all_inner_texts()
    assert len(lines) > 10
    assert [line for line in lines if not re.match("[A-Z0-9]", line)] == []
    assert any(line.startswith("Total units: ") for line in lines)
    assert any(line.startswith("Load of term 1: ") for line in lines)


def test_courses_of_a_term_show_their_units(watch: Callable[..., Watched], ledger: Ledger) -> None:
    page = watch().open(f"{PAGE}#rules=mism-2025-26&term=95-703&term=45-996&exempt=95-796")
    database, lab, exempted = (ledger.courses[f"course-{number}"] for number in ("95-703", "45-996", "95-796"))
    assert database.units and lab.units is None
    shown = page.locator(".plan-term li > span").all_inner_texts()
    assert [words.replace("\u00a0", " ") for words in shown] == [
        f"{database.number} {database.title}, {database.units:g} units",
        # No source gives them.
        f"{lab.number} {lab.title}",
        # An exemption earns none.
        f"{exempted.number} {exempted.title}",
    ]
    field = page.get_by_role("group", name="Courses of term 2").get_by_label("Course number or title")
    field.fill("95-702")
    field.press("Enter")
    added = ledger.courses["course-95-702"]
    last = page.locator(".plan-term").nth(1).locator("li").last
    expect(last).to_contain_text(f"{added.title}, {added.units:g} units")


@pytest.mark.parametrize("size", [(320, 700), DESK], ids=["small phone", "desk"])
def test_why_a_course_is_refused_stands_on_the_screen_at_its_field(
    size: tuple[int, int], watch: Callable[..., Watched]
) -> None:
    watched = watch(size)
    page = watched.open(PAGE)
    fill_in(page)
    fields = page.get_by_label("Course number or title")
    assert fields.count() >= 4
    for field in fields.all():
        field.focus()
        # The field is the last thing that the screen shows.
        field.evaluate("field => field.scrollIntoView({ block: 'end' })")
        page.keyboard.type("zzz")
        page.keyboard.press("Enter")
        expect(field).to_have_attribute("aria-invalid", "true")
        refused = page.locator(f"[id='{field.get_attribute('aria-describedby')}']")
        expect(refused).to_have_text(re.compile("^No course of the catalog has this number or title. Type a number"))
        expect(refused).to_have_attribute("role", "status")
        expect(refused).to_be_in_viewport(ratio=0.95)
        box, above = refused.bounding_box(), field.bounding_box()
        assert box and above and 0 <= box["y"] - above["y"] - above["height"] < 24
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page, ".plan-check")
    assert [violation["id"] for violation in found.response["violations"]] == []
    assert watched.faults == []


def test_a_refusal_goes_when_the_reader_types_on_or_the_course_is_right(watch: Callable[..., Watched]) -> None:
    page = watch().open(PAGE)
    start(page)
    field = page.get_by_role("group", name="Courses of term 1").get_by_label("Course number or title")
    refused = page.locator(".plan-refused").first
    field.fill("zzz")
    field.press("Enter")
    expect(refused).not_to_be_empty()
    field.fill("95-702")
    expect(refused).to_be_empty()
    expect(field).to_have_attribute("aria-invalid", "false")
    field.press("Enter")
    expect(page.locator(".plan-said")).to_contain_text("added to Courses of term 1")
    field.fill("95-702")
    field.press("Enter")
    expect(refused).to_contain_text("is already there")
    # What was said before is no answer to this.
    expect(page.locator(".plan-said")).to_be_empty()


def put(page: Page, words: str) -> None:
    field = page.get_by_role("group", name="Courses of term 1").get_by_label("Course number or title")
    field.fill(words)
    field.press("Enter")


def with_words(ledger: Ledger, *words: str) -> list[str]:
    """Return number and title of each course whose title holds all ``words``."""
    found = (course for course in ledger.courses.values() if all(word in course.title.lower() for word in words))
    return sorted(f"{course.number} {course.title}" for course in found)


@pytest.mark.parametrize("typed", ["cloud", "  SECURITY  cloud ", "Cloud Secur"])
def test_words_that_one_title_holds_add_its_course(
    typed: str, watch: Callable[..., Watched], ledger: Ledger
) -> None:
    [course] = with_words(ledger, *typed.lower().split())
    page = watch().open(PAGE)
    start(page)
    put(page, typed)
    expect(page.locator(".plan-said")).to_have_text(f"{course} added to Courses of term 1.")
    expect(page.get_by_role("button", name=f"Remove {course} from Courses of term 1")).to_be_visible()
    expect(page.locator(".plan-refused").first).to_be_empty()


def test_words_that_several_titles_hold_name_up_to_three(watch: Callable[..., Watched], ledger: Ledger) -> None:
    page = watch().open(PAGE)
    start(page)
    refused = page.locator(".plan-refused").first
    many, two = with_words(ledger, "data"), with_words(ledger, "cybersecurity policy and governance")
    assert len(many) > 4 and len(two) == 2
    put(page, "data")
    words = refused.inner_text()
    assert words.startswith("Did you mean ") and words.endswith(f"? {len(many) - 3} more titles fit.")
    assert sum(course in words for course in many) == 3
    # Two courses have the same title.
    put(page, "Cybersecurity Policy and Governance")
    expect(refused).to_have_text(f"Did you mean {two[0]} or {two[1]}?")
    # Words that begin as typed come first.
    others = [course for course in with_words(ledger, "security") if re.search(r"\bsecurity", course.lower()) is None]
    assert others
    put(page, "security")
    assert not any(course in refused.inner_text() for course in others)
    expect(page.locator(".plan-term li")).to_have_count(0)
    # A title that others hold is the title of one course all the same.
    assert len(with_words(ledger, "database", "management")) > 1
    put(page, "database management")
    expect(page.get_by_role("button", name="Remove 95-703")).to_be_visible()


@pytest.mark.parametrize("typed", ["", "zzz", "95-999", "95-999 Cloud Security", "<img src=x onerror=alert(1)>"])
def test_words_that_no_title_holds_are_told_what_to_type(
    typed: str, watch: Callable[..., Watched], ledger: Ledger
) -> None:
    assert "course-95-999" not in ledger.courses
    watched = watch()
    page = watched.open(PAGE)
    start(page, "rules=bida-2025-26")
    put(page, typed)
    words = page.locator(".plan-refused").first.inner_text()
    none = "No course of the catalog has this number or title. " if typed else ""
    found = re.fullmatch(f"{none}Type a number such as ([0-9-]+), or a title from the list.", words)
    assert found
    put(page, found[1])
    expect(page.get_by_role("button", name=f"Remove {found[1]}")).to_be_visible()
    assert page.locator(".plan-check img").count() == 0
    assert watched.faults == []


def test_a_plan_that_is_emptied_is_one_step_back(watch: Callable[..., Watched]) -> None:
    watched = watch(PHONE)
    page = watched.open(PAGE)
    fill_in(page)
    page.get_by_role("button", name="Remove 95-723").click()
    before, address = summary(page), page.url
    page.get_by_role("button", name="Start again").click()
    said = page.locator(".plan-said")
    expect(said).to_have_text("Emptied. Your browser's Back brings the plan back.")
    expect(said).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Start again")).to_be_in_viewport(ratio=1)
    expect(page.locator(".plan-term li")).to_have_count(0)
    emptied = page.url
    page.go_back()
    expect(said).to_have_text("The plan of the address is filled in.")
    assert (summary(page), page.url) == (before, address)
    page.go_forward()
    expect(page.locator(".plan-term li")).to_have_count(0)
    assert page.url == emptied
    expect(said).to_be_empty()
    assert watched.faults == []


def test_a_plan_that_a_sample_replaces_is_one_step_back(watch: Callable[..., Watched]) -> None:
    page = watch(PHONE).open(PAGE)
    start(page)
    put(page, "95-703")
    before, address = summary(page), page.url
    page.get_by_label("Start from a sample plan").select_option(SAMPLE)
    said = page.get_by_role("status").filter(has_text="The sample plan is filled in.")
    expect(said).to_have_text("The sample plan is filled in. Your browser's Back brings your plan back.")
    # It stands at the field, on the screen.
    expect(said).to_be_in_viewport(ratio=1)
    page.go_back()
    expect(page.locator(".plan-term li")).to_have_count(1)
    assert (summary(page), page.url) == (before, address)
    expect(said).to_have_count(0)
    page.go_back()
    expect(page.locator(".plan-start")).to_be_visible()


def test_the_last_term_can_be_taken_away_and_is_one_step_back(watch: Callable[..., Watched]) -> None:
    watched = watch(PHONE)
    page = watched.open(f"{PAGE}#rules=mism-2025-26&term=95-702&term=95-703")
    said = page.locator(".plan-said")
    page.get_by_role("button", name="Add a term").click()
    fewer = page.get_by_role("button", name="Remove the last term")
    page.get_by_role("group", name="Courses of term 1").get_by_label("Course number or title").fill("95-7")
    steps = page.evaluate("history.length")
    fewer.click()
    expect(said).to_have_text("Term 3 removed.")
    assert page.evaluate("history.length") == steps
    before, address = summary(page), page.url
    fewer.click()
    expect(said).to_have_text("Term 2 removed. Your browser's Back brings it back.")
    assert terms(page) == ["Courses of term 1", "Exemptions"]
    # The other terms stay, with what is typed and their sums.
    expect(page.get_by_label("Course number or title").first).to_have_value("95-7")
    expect(page.locator(".plan-sum").first).to_have_text("12 units")
    assert summary(page) != before
    fewer.click()
    expect(said).to_have_text("One term must stay.")
    assert terms(page) == ["Courses of term 1", "Exemptions"]
    page.go_back()
    expect(page.get_by_role("group", name="Courses of term 2")).to_be_visible()
    assert (summary(page), page.url) == (before, address)
    assert watched.faults == []


def test_a_plan_without_courses_leaves_no_step_behind(watch: Callable[..., Watched]) -> None:
    page = watch().open(PAGE)
    start(page)
    steps = page.evaluate("history.length")
    page.get_by_role("button", name="Start again").click()
    expect(page.locator(".plan-said")).to_have_text("The plan is empty.")
    sample = page.get_by_label("Start from a sample plan")
    sample.select_option(SAMPLE)
    said = page.get_by_role("status").filter(has_text="The sample plan is filled in.")
    expect(said).to_have_text("The sample plan is filled in.")
    # The same plan once more loses nothing either.
    sample.select_option("")
    sample.select_option(SAMPLE)
    expect(said).to_have_text("The sample plan is filled in.")
    assert page.evaluate("history.length") == steps


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_no_button_stands_close_to_the_one_that_empties_the_plan(
    size: tuple[int, int], watch: Callable[..., Watched]
) -> None:
    page = watch(size).open(PAGE)
    fill_in(page)
    clear = page.get_by_role("button", name="Start again").bounding_box()
    assert clear
    for other in page.locator(".plan-form button").filter(has_not_text="Start again").all():
        box = other.bounding_box()
        assert box
        assert box["y"] + box["height"] + 24 <= clear["y"], other.inner_text()


def test_the_address_carries_the_plan(watch: Callable[..., Watched]) -> None:
    page = watch().open(PAGE)
    fill_in(page)
    page.get_by_role("button", name="Remove 95-723").click()
    before = summary(page)
    address = page.url
    named = ["Courses of First fall", "Courses of Spring", "Courses of Last fall", "Exemptions"]
    assert terms(page) == named
    other = watch()
    other.page.goto(address)
    expect(other.page.locator(".plan-summary")).to_be_visible()
    assert summary(other.page) == before
    assert terms(other.page) == named
    assert other.page.url == address
    expect(other.page.locator(".plan-said")).to_be_empty()
    assert other.faults == []


def test_an_address_without_names_of_terms_is_read_and_stays_as_it_is(watch: Callable[..., Watched]) -> None:
    address = "#rules=mism-2025-26&term=95-702.95-703&term=&term=95-719"
    page = watch().open(f"{PAGE}{address}")
    assert terms(page) == ["Courses of term 1", "Courses of term 2", "Courses of term 3", "Exemptions"]
    expect(page.get_by_role("button", name="Remove 95-719")).to_be_visible()
    assert page.url.endswith(address)


def test_the_name_of_a_term_in_an_address_is_short_and_plain_text(watch: Callable[..., Watched]) -> None:
    markup = "%3Cb%3Ebold%3C%2Fb%3E%20*%20%26amp%3B"
    page = watch().open(f"{PAGE}#rules=mism-2025-26&term={markup}*95-702&term={'long+' * 500}*95-703&term=a%E2%80%AEb*")
    names = [name.removeprefix("Courses of ") for name in terms(page)]
    assert names[0] == "<b>bold</b> * &amp;"
    assert names[1].startswith("long long") and len(names[1]) <= 40
    assert names[2] == "ab"
    assert page.locator(".plan-term b").count() == 0
    expect(page.locator(".plan-sample-said")).to_contain_text("Left out, since this page does not know it: 2 parts")
    address = page.url
    page.reload()
    assert [name.removeprefix("Courses of ") for name in terms(page)] == names
    assert page.url == address


def test_nothing_can_be_chosen_before_a_script_listens(watch: Callable[..., Watched]) -> None:
    watched = watch()
    page, held = watched.page, list[Route]()
    page.route("**/plan-start.js*", lambda route: held.append(route))
    with page.expect_request("**/plan-start.js*"):
        page.goto(f"{watched.address}{PAGE}.html", wait_until="commit")
    choice = page.locator("[data-plan='rules=mism-2025-26']")
    expect(choice).to_be_visible()
    expect(choice).to_be_disabled()
    held[0].continue_()
    choice.click()
    expect(page.get_by_label("Track and entry year")).to_be_focused()
    assert watched.faults == []


def test_one_step_back_is_the_choice_of_rules_and_one_forward_the_plan(watch: Callable[..., Watched]) -> None:
    watched = watch()
    page = watched.open("curriculum/index")
    page.locator("main a", has_text="Check your plan").first.click()
    fill_in(page)
    page.get_by_role("button", name="Remove 95-723").click()
    before, address = summary(page), page.url
    page.go_back()
    expect(page.locator("[data-plan='rules=mism-2025-26']")).to_be_focused()
    expect(page.locator(".plan-form")).to_have_count(0)
    expect(page.locator(".plan-start").get_by_role("status")).to_be_empty()
    assert page.url.endswith(f"{PAGE}.html")
    page.go_forward()
    expect(page.get_by_label("Track and entry year")).to_be_focused()
    assert (summary(page), page.url) == (before, address)
    page.go_back()
    expect(page.locator(".plan-start")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile("curriculum/index"))
    assert watched.faults == []


def test_what_an_address_lost_is_in_sight_when_the_choice_was_shown(watch: Callable[..., Watched]) -> None:
    page = watch().open(PAGE)
    start(page)
    page.go_back()
    expect(page.locator(".plan-start")).to_be_visible()
    page.evaluate("location.hash = '#rules=mism-2025-26&term=95-702&evil=1'")
    words = page.get_by_role("status").filter(has_text="Left out, since this page does not know it")
    expect(words).to_be_in_viewport(ratio=1)


def test_after_a_step_back_another_track_can_be_chosen(watch: Callable[..., Watched]) -> None:
    page = watch().open(f"{PAGE}#your-plan")
    start(page)
    expect(page.get_by_label("Track and entry year")).to_have_value("mism-2025-26")
    page.go_back()
    # The address names a section, as it did before the choice.
    expect(page.locator(".plan-start")).to_be_visible()
    assert page.url.endswith("#your-plan")
    page.locator(".page-contents a[href='#share-or-keep-a-plan']").click()
    expect(page.locator(".plan-start")).to_be_visible()
    assert page.url.endswith("#share-or-keep-a-plan")
    start(page, "rules=bida-2025-26")
    expect(page.get_by_label("Track and entry year")).to_have_value("bida-2025-26")
    page.go_back()
    expect(page.locator(".plan-start")).to_be_visible()
    start(page, "rules=bida-2025-26")
    expect(page.get_by_label("Track and entry year")).to_be_focused()


def test_another_plan_in_the_address_and_one_step_back_from_it(watch: Callable[..., Watched]) -> None:
    page = watch().open(f"{PAGE}#rules=mism-2025-26&term=95-702")
    page.goto(f"{page.url.partition('#')[0]}#rules=bida-2025-26&term=95-703")
    expect(page.get_by_label("Track and entry year")).to_have_value("bida-2025-26")
    page.go_back()
    expect(page.get_by_label("Track and entry year")).to_have_value("mism-2025-26")
    expect(page.get_by_role("button", name="Remove 95-702")).to_be_visible()


def test_what_is_typed_and_not_added_stays(watch: Callable[..., Watched]) -> None:
    page = watch().open(PAGE)
    start(page)
    page.get_by_role("group", name="Courses of term 2").get_by_label("Course number or title").fill("95-7")
    page.get_by_role("group", name="Exemptions").get_by_label("Course number or title").fill("Database")
    page.get_by_role("button", name="Add a term").click()
    page.get_by_label("Track and entry year").select_option("bida-2025-26")
    assert terms(page) == [*(f"Courses of term {number}" for number in (1, 2, 3, 4)), "Exemptions"]
    typed = [field.input_value() for field in page.get_by_label("Course number or title").all()]
    assert typed == ["", "95-7", "", "", "Database"]
    field = page.get_by_role("group", name="Courses of term 4").get_by_label("Course number or title")
    field.fill("95-702")
    field.press("Enter")
    expect(page.get_by_role("group", name="Courses of term 4").locator(".plan-sum")).to_have_text("12 units")


def test_the_sample_is_named_as_long_as_the_plan_is_the_sample(watch: Callable[..., Watched]) -> None:
    page = watch().open(PAGE)
    fill_in(page)
    sample = page.get_by_label("Start from a sample plan")
    expect(sample).to_have_value(SAMPLE)
    page.reload()
    expect(sample).to_have_value(SAMPLE)
    page.get_by_role("button", name="Remove 95-723").click()
    expect(sample).to_have_value("")
    # It can be chosen again.
    sample.select_option(SAMPLE)
    expect(page.get_by_role("button", name="Remove 95-723")).to_be_visible()
    page.get_by_role("button", name="Add a term").click()
    expect(sample).to_have_value("")


def test_on_paper_stand_plan_and_findings_without_controls(watch: Callable[..., Watched]) -> None:
    page = watch().open(PAGE)
    fill_in(page)
    page.emulate_media(media="print")
    for control in page.locator(".plan-form button, .plan-form input").all():
        expect(control).to_be_hidden()
    expect(page.get_by_label("Start from a sample plan")).to_be_hidden()
    expect(page.get_by_label("Track and entry year")).to_be_visible()
    expect(page.locator(".plan-term li", has_text="95-723")).to_be_visible()
    expect(page.locator(".plan-term", has_text="Exemptions")).to_be_hidden()
    expect(page.locator(".plan-summary")).to_be_visible()
    expect(page.locator(".plan-findings li", has_text="total units")).to_be_visible()


def test_a_link_inside_the_page_does_not_lose_the_plan(watch: Callable[..., Watched]) -> None:
    page = watch().open(PAGE)
    fill_in(page)
    before, address = summary(page), page.url
    page.locator(".page-contents a[href='#share-or-keep-a-plan']").click()
    expect(page).to_have_url(address)
    assert summary(page) == before


def test_the_form_is_loaded_when_it_is_wanted(watch: Callable[..., Watched]) -> None:
    """Rules and courses weigh as much as the rest of the page; who only reads does not load them."""
    watched = watch()
    asked: list[str] = []
    watched.page.on("request", lambda request: asked.append(request.url))
    page = watched.open(PAGE)
    assert not any("planner.js" in address for address in asked)
    start(page, "rules=bida-2025-26")
    expect(page.get_by_label("Track and entry year")).to_have_value("bida-2025-26")
    assert sum("planner.js" in address for address in asked) == 1


def test_where_the_form_cannot_be_loaded_the_tables_and_plans_are_named(watch: Callable[..., Watched]) -> None:
    page = watch().page
    held: list[Route] = []
    page.route("**/planner.js", lambda route: held.append(route))
    page.goto(f"{watch().address}{PAGE}.html")
    start(page)
    status = page.locator(".plan-start").get_by_role("status")
    expect(status).to_have_text("Loading the form …")
    held[0].abort()
    expect(status).to_have_text("The form could not be loaded. Try again, or compare with the tables and plans below.")
    expect(page.locator(".plan-check a", has_text="Sample plan: ").first).to_be_visible()


@pytest.mark.parametrize("fragment", HOSTILE)
def test_an_address_that_makes_no_sense_harms_nothing(fragment: str, watch: Callable[..., Watched]) -> None:
    watched = watch()
    said: list[str] = []
    watched.page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page = watched.open(f"{PAGE}{fragment}")
    words = page.get_by_role("status").filter(has_text="Left out, since this page does not know it")
    expect(words).to_be_in_viewport(ratio=1)
    assert page.locator(".plan-check img, .plan-check script").count() == 0
    assert said == [] and watched.faults == []


def test_without_scripts_the_tables_and_plans_are_named(watch: Callable[..., Watched]) -> None:
    page = watch(java_script_enabled=False).open(PAGE)
    listed = page.locator(".plan-check li:has-text('Requirements:')").all_inner_texts()
    years = [re.findall(r"20\d\d-\d\d", words)[0] for words in listed]
    assert len(set(years)) > 1 and years == sorted(years, reverse=True)
    assert page.locator(".plan-check form").count() == 0


def test_it_opens_from_disk(site: Path, watch: Callable[..., Watched]) -> None:
    page = watch().page
    page.goto((site / f"{PAGE}.html").as_uri())
    fill_in(page)
    assert summary(page).startswith("Nothing missing")
    page.get_by_role("button", name="Start again").click()
    expect(page.locator(".plan-term li")).to_have_count(0)
    page.go_back()
    expect(page.locator(".plan-summary")).to_contain_text("Nothing missing")
