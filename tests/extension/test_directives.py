"""Each directive on the real ledger: what it shows, and what it says when it is used wrongly."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from docutils import nodes

from handbook.extension.words import prerequisites_text
from handbook.ledger.comparison import Statement, compare
from handbook.ledger.formats import MONTHS
from handbook.ledger.load import Ledger

from .conftest import Project

REFERENCE = {
    "conflicts": "# Conflicts\n\n```{conflicts}\n```\n",
    "offices": "# Offices\n\n```{offices}\n```\n",
    "unknowns": "# Unknowns\n\n```{unknowns}\n```\n",
    "catalog": "# Catalog\n\n```{course-catalog}\n```\n",
}


@pytest.fixture
def book(project: Project) -> Project:
    """A project with the pages on which entries have their places, all requirement sets included."""
    for name, text in REFERENCE.items():
        project.write(name, text)
    ids = [
        line.removeprefix("- id: ") for line in (project.folder / "data/requirements.yaml").read_text().split("\n")
        if line.startswith("- id: ")
    ]
    blocks = "\n".join(f"```{{requirements}} {entry}\n```\n" for entry in ids)
    project.write("requirements", f"# Requirements\n\n{blocks}")
    return project


def shown(book: Project, text: str) -> str:
    toctree = "\n".join(["```{toctree}", ":hidden:", *REFERENCE, "requirements", "```"])
    book.write("index", f"# Page\n\n{text}\n\n{toctree}\n")
    book.build()
    assert book.warnings == ""
    return book.text()


def test_the_time_of_a_date_stands_before_its_rule(book: Project) -> None:
    path = book.folder / "data/deadlines.yaml"
    text = path.read_text(encoding="utf-8")
    day = "  date: '2026-12-01'\n"
    start = text.index("- id: date-round-1-fall-2027\n")
    assert day in text[start:]
    more = f"{day}  time: '17:00'\n  timezone: America/New_York\n  rule: send it by mail.\n"
    path.write_text(text[:start] + text[start:].replace(day, more, 1), encoding="utf-8")
    path = book.folder / "data/published-dates.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("['2026-12-01']", "['2026-12-01', '2026-12-01 17:00']", 1), encoding="utf-8")
    assert ", 17:00 Eastern Time. Send it by mail." in shown(book, "```{deadlines}\n:ids: date-round-1-fall-2027\n```")


def test_a_conflict_shows_both_sides_and_whom_to_ask(book: Project) -> None:
    text = shown(book, "```{conflict} conflict-round-3-day\n```")
    assert "On which day is round 3?" in text
    assert "February 1" in text
    assert "Heinz College Office of Admissions" in text


def test_what_is_printed_goes_on_with_the_sentence_and_a_date_joins_brackets(book: Project) -> None:
    text = shown(book, "```{conflict} conflict-unit-ceiling\n```").replace("**", "")
    assert "This handbook prints both: 54 is the normal load, 60 needs a petition and a 3.5 average." in text
    assert "No more than 54 (specialization section; as of January 20, 2026)" in text
    assert ") (" not in text


def test_an_undated_fact_says_so_once(project: Project) -> None:
    project.page("```{facts}\n:topic: international, student-life\n```")
    text = project.text()
    assert re.search(r"Heinz student groups have their own site at heinz\.campusgroups\.com\.\^[\d, ]+undated", text)
    # Where the statement says it, in its own words, its mark does not.
    said = "CPT work must relate directly to the major, says an undated page of the university."
    assert f"{said}^" in text and not re.search(rf"{re.escape(said)}\^[\d, ]*undated", text)


def test_an_unknown_names_the_office_with_its_address(book: Project) -> None:
    text = shown(book, "```{unknown} open-english-minimums\n```")
    assert "Not published" in text
    assert "hnzadmit@andrew.cmu.edu" in text


def test_open_questions_are_listed_by_subject(project: Project) -> None:
    (project.folder / "data/changes.yaml").write_text("[]\n", encoding="utf-8")  # it names others
    path = project.folder / "data/unknowns.yaml"
    entries = [
        f"- id: open-{name}\n  question: Why {name}?\n  why: No.\n  ask: office-oie\n  subject: {subject}\n"
        for name, subject in (("bida-analytic", "visas"), ("two", "living"), ("three", "visas"))
    ]
    path.write_text("\n".join(entries), encoding="utf-8")
    blocks = "".join(f"## {name}\n\n```{{unknowns}} {name}\n```\n\n" for name in ("living", "visas", "visa"))
    project.write("index", f"# Page\n\n{blocks}")
    project.build()
    doctree = project.app.env.get_doctree("index")
    listed = [[title.astext() for title in part.findall(nodes.title)] for part in doctree[0].children[1:]]
    assert listed == [["living", "Why two?"], ["visas", "Why bida-analytic?", "Why three?"], ["visa"]]
    assert "visa: no such subject of open questions; did you mean visas?" in project.warnings


def test_deadlines_stand_in_order_and_carry_their_day(book: Project) -> None:
    shown(book, "```{deadlines}\n:audience: applicant\n:cycle: fall-2027\n```")
    document = book.app.env.get_doctree("index")
    rows = [row for row in document.findall(nodes.row) if not isinstance(row.parent, nodes.thead)]
    days = [name for row in rows for name in row["classes"]]
    assert days == ["date-2026-12-01", "date-2027-01-10", "date-2027-02-01", "date-2027-06-15"]
    assert "December 1, 2026" in rows[0].astext()
    # A time limit that names a month stands in its place among the days.
    titles = [row.children[1].astext() for row in rows]
    assert [title for title in titles if title.startswith("Round ")] == [
        "Round 1, fall 2027 entry", "Round 2, fall 2027 entry", "Round 1 decisions", "Round 3, fall 2027 entry",
        "Round 2 decisions", "Round 3 decisions",
    ]


def test_yearly_dates_stand_in_the_order_of_the_academic_year(book: Project) -> None:
    shown(book, "```{deadlines}\n:cycle: yearly\n```")
    body = next(book.app.env.get_doctree("index").findall(nodes.tbody))
    words = [row.children[0].astext() for row in body.findall(nodes.row)]
    assert all(text[0].isupper() for text in words)
    months = [[MONTHS.index(name) for name in re.findall(r"[A-Z][a-z]+", text) if name in MONTHS] for text in words]
    named = [found[0] for found in months if found]
    assert named == sorted(named, key=lambda month: (month - MONTHS.index("August")) % 12)
    assert {MONTHS.index(name) for name in ("August", "September", "January", "June")} <= set(named)
    # Limits that name no month come last.
    assert all(months[: len(named)]) and len(named) < len(words)
    assert words.index(next(text for text in words if "last business day of June" in text)) > next(
        at for at, text in enumerate(words) if text.startswith("June 1"))


def test_a_table_says_once_that_all_its_dates_come_every_year(book: Project) -> None:
    yearly, mixed = "date-fafsa-opens, date-plus-earliest", "date-fafsa-opens, date-grade-appeal"
    for ids, caption, head, marks in (
        (yearly, "Dates", "When, every year", 0), (yearly, "Dates that come every year", "When", 0),
        (mixed, "Dates", "When", 1),
    ):
        text = shown(book, f"```{{deadlines}}\n:ids: {ids}\n:caption: {caption}\n```")
        (first, *_) = next(book.app.env.get_doctree("index").findall(nodes.thead)).findall(nodes.entry)
        assert first.astext() == head
        assert text.count("(every year)") == marks


def test_dates_of_several_academic_years_stand_by_year(book: Project) -> None:
    shown(book, "```{deadlines}\n:cycle: fall-2026, fall-2025, summer-2026\n```")
    body = next(book.app.env.get_doctree("index").findall(nodes.tbody))
    days = [name for row in body.findall(nodes.row) for name in row["classes"]]
    assert days == sorted(days) and len({day[5:9] for day in days}) > 2


def test_an_academic_year_begins_in_august(project: Project) -> None:
    for name in ("deadlines", "published-dates"):
        path = project.folder / f"data/{name}.yaml"
        text = path.read_text(encoding="utf-8")
        moved = text.replace("2026-12-01", "2026-07-31").replace("2027-01-10", "2026-08-01")
        path.write_text(moved, encoding="utf-8")
    document = project.page("```{deadlines}\n:ids: date-round-2-fall-2027, date-round-1-fall-2027\n```")
    days = [name for row in document.findall(nodes.row) for name in row["classes"]]
    assert days == ["date-2026-07-31", "date-2026-08-01"]


def test_costs_by_item_and_term(book: Project) -> None:
    text = shown(book, "```{costs}\n:year: 2025-26\n:track: mism-16\n:caption: Budget\n```")
    assert "Budget" in text
    assert "$28,710" in text
    assert "$3,258 a year" in text


def test_tracks_with_equal_costs_share_a_table(book: Project) -> None:
    both, one = (shown(book, f"```{{costs}}\n:track: {tracks}\n```") for tracks in ("mism-16, bida-16", "bida-16"))
    assert both.count("$28,710") == one.count("$28,710") > 0


def test_tables_of_costs_have_one_order(book: Project) -> None:
    orders = []
    for track in ("mism-16", "mism-12"):
        shown(book, f"```{{costs}}\n:year: 2025-26\n:track: {track}\n```")
        body = next(book.app.env.get_doctree("index").findall(nodes.tbody))
        orders.append([row.children[0].astext() for row in body.findall(nodes.row)])
    assert orders[0] == orders[1]
    assert orders[0].index("University fees") == 1


def test_requirements_show_totals_choices_and_alternatives(book: Project) -> None:
    shown(book, "```{requirements} mism-2026-27\n```")
    text = book.app.env.get_doctree("index").astext()
    assert "108 units" in text
    assert "choose 1 course, 6 units" in text
    assert "or instead 94-891 Lean Innovation Lab or 45-996 Corporate Startup Lab" in text


def test_a_partly_known_set_says_what_is_missing_and_whom_to_ask(book: Project) -> None:
    office = "Ask: MISM and BIDA academic advisers"
    text = shown(book, "```{requirements} bida-2026-27\n```\n\n```{requirements} web-health-informatics\n```")
    assert f"Missing in public sources: the courses for 108 of 126 core units. {office}." in text
    # What no check can judge has its own list below, and a second set of the page need not name the office again.
    assert (
        "Missing in public sources: the entry year from which it holds, the total of units and how many courses are "
        "needed."
    ) in text
    assert text.count("Partly known") == 2 and text.count(office) == 1


def test_one_number_is_a_sentence_and_no_table(book: Project) -> None:
    ids = [f"specialization-{name}" for name in ("software-development", "it-strategy-and-management")]
    shown(book, f"```{{requirements}} {ids[0]}\n```\n\n```{{compare-tracks}} {' '.join(ids)}\n```")
    document = book.app.env.get_doctree("index")
    said = [node for node in document.findall(nodes.paragraph) if node.astext().startswith("Total: ")]
    assert [node.astext() for node in said] == ["Total: 42 units.1", "Total: 42 units, the same in both."]
    assert "How much" not in document.astext()
    assert not any(node.get("design_component") == "dropdown" for node in document.findall(nodes.container))
    # The anchor of the set stays.
    assert ids[0] in said[0]["ids"]


def test_requirements_say_what_no_check_can_judge_with_its_rule(book: Project) -> None:
    shown(book, "```{requirements} mism-2026-27\n```\n\n```{requirements} bida-2026-27\n```\n\n"
                "```{requirements} mism-2025-26\n```")
    items = [node for node in book.app.env.get_doctree("index").findall(nodes.list_item)
             if node.astext().startswith("Analytic elective: ")]
    ledger = book.app.env.get_domain("hb").ledger  # type: ignore[attr-defined]
    stated = [item for name in ("mism-2026-27", "bida-2026-27") for item in ledger.requirements[name].unchecked]
    assert len(items) == len(stated) == 2
    assert all(item.why in node.astext() for item, node in zip(stated, items, strict=True))
    # The first rests on a fact and carries its source; the second leads to its open question.
    assert "source-marker" in next(items[0].findall(nodes.superscript))["classes"]
    book.build("html")
    page = (book.folder / "out/html/index.html").read_text(encoding="utf-8")
    assert 'href="unknowns.html#open-bida-analytic"' in page


def test_a_course_that_a_set_calls_otherwise_has_both_titles(project: Project) -> None:
    document = project.page("```{requirements} mism-2025-26\n```")
    cells = [row.children[0].astext() for row in document.findall(nodes.row)]
    assert [cell for cell in cells if "(listed as " in cell] == [
        "95-720 Information Systems Project / Data Analytics Project (listed as Information Systems Project)",
    ]


def test_a_list_of_one_elective_is_one_course(project: Project) -> None:
    path = project.folder / "data/requirements.yaml"
    text = path.read_text(encoding="utf-8")
    one = "      choose_courses: 1\n      counts_in: elective\n      courses:\n        - number: 94-834\n"
    title = "          title: Applied Econometrics I\n          units: 6\n"
    head, found, rest = text.partition(one + title)
    assert found
    # The other courses of the list go.
    path.write_text(head + found + rest[rest.index("      note: "):], encoding="utf-8")
    # Plans rest on the list, and the log names them.
    for name in ("plans", "changes"):
        (project.folder / f"data/{name}.yaml").write_text("[]\n", encoding="utf-8")
    project.page("```{editions}\n:kind: degree\n```")
    assert "1 course " in project.text() and "1 courses" not in project.text()


def test_editions_stand_newest_first_with_what_is_missing(book: Project) -> None:
    shown(book, "```{editions}\n:kind: degree\n```")
    rows = [row.astext() for row in book.app.env.get_doctree("index").findall(nodes.row)][1:]
    assert [re.findall(r"(BIDA|Traditional track), entry year (\d{4}-\d\d)", row)[0] for row in rows] == [
        ("Traditional track", "2026-27"), ("BIDA", "2026-27"), ("Traditional track", "2025-26"), ("BIDA", "2025-26"),
    ]
    assert ["Partly known" in row for row in rows] == [False, True, False, False]
    assert ["Nearly complete" in row for row in rows] == [True, False, False, True]
    assert ["Ask: " in row for row in rows] == [True, True, False, True]
    assert "core units. Analytic elective: whether the rule holds for BIDA is not published. Ask: " in rows[1]
    # Under the head "Missing", a complete set must not read as if all of it were.
    assert ["Nothing: its units, courses and limits are stated" in row for row in rows] == [False, False, True, False]


def expected(statements: Sequence[Statement]) -> list[tuple[str, str]]:
    """Return the items of a list that says all of ``statements``: the part above each, and how its words begin."""
    items = [("", f"{one.what}: {one.words}") for one in statements if not one.part]
    for part in dict.fromkeys(one.part for one in statements if one.part):
        inside = [one for one in statements if one.part == part]
        items.append(("", " ".join([f"{part}:", *(one.words for one in inside if one.course is None)])))
        items += [(part, one.what) for one in inside if one.course is not None]
    return items


def assert_lists(place: nodes.Element, items: Sequence[tuple[str, str]]) -> None:
    """Assert that the lists in ``place`` say ``items`` and nothing else, in this order."""
    found = list(place.findall(nodes.list_item))
    assert len(found) == len(items)
    for item, (part, words) in zip(found, items, strict=True):
        above = item.parent.parent
        assert (above.children[0].astext().partition(":")[0] if isinstance(above, nodes.list_item) else "") == part
        assert item.children[0].astext().startswith(words)


@pytest.mark.parametrize("pair", [("mism-2025-26", "bida-2025-26"), ("bida-2026-27", "bida-2025-26")])
def test_a_comparison_shows_each_difference_and_all_that_is_the_same(book: Project, pair: tuple[str, str]) -> None:
    shown(book, f"```{{compare-tracks}} {pair[0]} {pair[1]}\n```")
    document = book.app.env.get_doctree("index")
    ledger = book.app.env.get_domain("hb").ledger  # type: ignore[attr-defined]
    found = compare([ledger.requirements[name] for name in pair])
    rows = [row for row in document.findall(nodes.row) if not isinstance(row.parent, nodes.thead)]
    for place, side in enumerate(found.only, start=1):
        cells = [cell for row in rows if (cell := row.children[place])]
        words = " ".join(cell.astext() for cell in cells)
        assert all((s.words[1:] if s.course is None else s.what) in words for s in side)
        assert sum(len(list(cell.findall(nodes.list_item))) for cell in cells) == len([s for s in side if s.part])
    folded = next(node for node in document.findall(nodes.container) if node.get("design_component") == "dropdown")
    assert_lists(folded, expected(found.same))
    assert ("only partly known" in document.astext()) == ("bida-2026-27" in pair)
    # A set without a part of that name may have its courses in another.
    assert any(cell.astext() == "not a separate part" for row in rows for cell in row.children[1:])


def test_each_entry_year_lists_its_side_of_the_difference(book: Project) -> None:
    shown(book, "## By entry year\n\n```{entry-years}\n```")
    document = book.app.env.get_doctree("index")
    ledger = book.app.env.get_domain("hb").ledger  # type: ignore[attr-defined]
    sections = [node for node in document.findall(nodes.section) if node["ids"][0].startswith("entered-")]
    assert [node["ids"][0] for node in sections] == [f"entered-{year}" for year in ledger.edition.entry_years]
    links = next(node for node in document.findall(nodes.paragraph) if "entry-year-choice" in node["classes"])
    assert [link["refid"] for link in links.findall(nodes.reference)] == [node["ids"][0] for node in sections]
    for side, section in enumerate(sections):
        items: list[tuple[str, str]] = []
        for track in ("mism", "bida"):
            pair = [ledger.requirements[f"{track}-{year}"] for year in ledger.edition.entry_years]
            # What the newer set may ask for in place of these is not known: no difference can be told.
            unanswered = ("Required core", "Speaking choice") if (track, side) == ("bida", 1) else ()
            items += expected([one for one in compare(pair).only[side] if one.part not in unanswered])
        if section["ids"] == ["entered-2025-26"]:
            assert "whether these differ is open: Required core and Speaking choice." in section.astext()
        assert len(items) > 10
        assert_lists(section, items)
        assert "BIDA, entry year 2026-27 is only partly known" in section.astext()


def test_the_change_log_links_what_it_touched(book: Project) -> None:
    text = shown(book, "```{change-log}\n```")
    assert "November 24, 2026. The edition. The record of facts begins" in text.replace("**", "")
    items = list(book.app.env.get_doctree("index").findall(nodes.list_item))
    ledger = book.app.env.get_domain("hb").ledger  # type: ignore[attr-defined]
    assert len(items) == len(ledger.changes)
    facts = [fact for change in ledger.changes.values() if change.topic == "facts" for fact in change.entries]
    assert facts and not any(fact in item.astext() for fact in facts for item in items)
    # A fact is no name: the log counts them by topic.
    assert "costs and aid (16 facts); student life (1 fact)." in text
    assert "?." not in text
    said = [ledger.facts[fact].statement[:40] for fact in facts if fact in ledger.facts]
    assert said and not any(words in item.children[-1].astext() for words in said for item in items)
    classes = {tuple(item["classes"]) for item in items}
    assert ("for-entry-2026-27", "for-entry-2025-26") in classes and () in classes
    shown(book, "```{change-log}\n:of-entry-years:\n```")
    ours = {tuple(item["classes"]) for item in book.app.env.get_doctree("index").findall(nodes.list_item)}
    assert ours == classes - {()}

    def searched() -> bool:
        (log,) = (one for one in book.app.env.get_doctree("index").findall(nodes.bullet_list) if one["classes"])
        return "unsearched" not in log["classes"]

    # What changed between entry years is found by the search, and not what this handbook once had wrong.
    assert searched()
    shown(book, "```{change-log}\n```")
    assert not searched()
    book.build("html")
    page = (book.folder / "out/html/index.html").read_text(encoding="utf-8")
    assert 'href="catalog.html#course-95-743"' in page
    assert 'href="requirements.html#bida-2026-27"' in page


def test_a_new_entry_of_the_log_shows_at_the_next_build(book: Project) -> None:
    shown(book, "```{change-log}\n```")
    path = book.folder / "data/changes.yaml"
    new = "- id: change-new\n  date: '2027-01-15'\n  topic: courses\n  sentences: [A <b>test</b>]\n  entries: [{}]\n\n"
    path.write_text(new.format("course-95-702") + path.read_text(encoding="utf-8"), encoding="utf-8")
    book.build()
    assert "January 15, 2027. Courses. A <b>test</b>." in book.text().replace("**", "")
    path.unlink()
    book.build()
    assert "Nothing is logged yet." in book.text()


def test_units_stand_beside_the_course_that_has_them(book: Project) -> None:
    shown(book, "```{compare-tracks} mism-2026-27 bida-2026-27\n```")
    text = book.app.env.get_doctree("index").astext()
    assert "94-739 Capstone Project, 12 units, or instead 94-891 Lean Innovation Lab or 45-996" in text
    assert "Its one course is needed." in text


def test_what_is_the_same_is_folded_on_the_website_alone(book: Project) -> None:
    text = shown(book, "```{compare-tracks} mism-2025-26 bida-2025-26\n```")
    assert "The same in both" in text
    assert "Required core: every course of it is needed." in text
    assert "95-703 Database Management, 12 units" in text
    book.build("html")
    page = (book.folder / "out/html/index.html").read_text(encoding="utf-8")
    assert "The same in both" in page[page.index("<details"):page.index("</summary>")]


def test_more_than_three_sets_stand_one_a_row(book: Project) -> None:
    ids = [f"specialization-{name}" for name in (
        "digital-marketing-and-commerce", "it-strategy-and-management", "software-development")]
    shown(book, "```{compare-tracks} " + " ".join(ids) + "\n```")
    assert next(book.app.env.get_doctree("index").findall(nodes.tgroup))["cols"] == 4
    shown(book, "```{compare-tracks} " + " ".join([*ids, "web-health-informatics"]) + "\n```")
    table = next(book.app.env.get_doctree("index").findall(nodes.tgroup))
    assert table["cols"] == 2
    assert len(list(table.findall(nodes.row))) == 5


def test_dates_are_chosen_by_status_too(book: Project) -> None:
    current = shown(book, "```{deadlines}\n:cycle: 2025-26, 2024-25\n:status: current\n```")
    past = shown(book, "```{deadlines}\n:cycle: 2025-26, 2024-25\n:status: dated, conflicting\n```")
    ledger = book.app.env.get_domain("hb").ledger
    for item in ledger.deadlines.values():
        if item.cycle in {"2025-26", "2024-25"}:
            assert (item.title in current) is (item.status == "current"), item.id
            assert (item.title in past) is (item.status != "current"), item.id


def test_the_catalog_says_that_terms_are_of_the_past(book: Project) -> None:
    shown(book, "Text.")
    text = " ".join(book.text("catalog").split())
    ledger = book.app.env.get_domain("hb").ledger
    unseen = [one for one in ledger.courses.values() if not one.offered_seen and not one.minis_seen]
    assert text.count("No term stands in the sources.") == len(unseen) > 0
    assert text.count("Seen in the past") == len(ledger.courses)
    assert "Seen in the past No term stands in the sources; minis seen: 4. " in text
    # Which mini is of which term is not known, so no mini stands beside a term.
    assert "Seen in the past fall 2024, spring 2025; minis seen: 1. " in text
    assert text.count(", by its units ") == sum(one.length_inferred for one in ledger.courses.values()) > 0


def test_the_catalog_gives_backlinks(book: Project) -> None:
    shown(book, "Text.")
    text = book.text("catalog")
    entry = text[text.index("95-710 Economic Analysis **"):] if "95-710 Economic Analysis **" in text else text
    assert (
        "Required by Traditional track, entry year 2026-27; Traditional track, entry year 2025-26; "
        "BIDA, entry year 2025-26"
    ) in entry
    assert "Needed for" in entry
    assert "In sample plans plan for Traditional track, entry year 2026-27; " in entry
    assert "Entry years 2026-27; 2025-26" in entry


def test_asks_are_invisible(book: Project) -> None:
    text = shown(book, "Seen.\n\n```{asks}\nhow long is it\n```")
    assert "how long" not in text


def test_asks_stand_one_a_line_or_parted(book: Project) -> None:
    shown(book, "```{asks}\nhow long is it | how many months\n\n| when is it over |\n```")
    node = next(book.app.env.get_doctree("index").findall(nodes.comment))
    assert node["questions"] == ("how long is it", "how many months", "when is it over")


def test_asks_may_be_those_of_an_entry(book: Project) -> None:
    shown(book, "```{asks} office-hub\nwho sends the bill\n```")
    node = next(book.app.env.get_doctree("index").findall(nodes.comment))
    assert (node["entry"], node["questions"]) == ("office-hub", ("who sends the bill",))


def test_at_a_glance_takes_lists_with_and_without_empty_lines(book: Project) -> None:
    body = "One\n: {fact}`program-weeks.semester_weeks as weeks`\nTwo\n: second"
    shown(book, f":::{{at-a-glance}}\n{body}\n:::")
    document = book.app.env.get_doctree("index")
    assert [term.astext() for term in document.findall(nodes.term)] == ["One", "Two"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("```{conflict} conflict-round\n```", "no such conflict; did you mean"),
        ("```{unknown} open-12-month\n```", "no such open question; did you mean open-12-month-"),
        ("```{office} office-hubb\n```", "did you mean office-hub?"),
        ("```{requirements} mism-2025\n```", "did you mean mism-2025-26?"),
        ("```{compare-tracks} mism-2025-26 mism-2025-26\n```", "names a requirement set twice"),
        ("```{deadlines}\n:cycle: fall-2099\n```", "fall-2099: no such cycle; did you mean"),
        ("```{deadlines}\n:audience: applicant, studnet\n```", "studnet: no such audience; did you mean student?"),
        ("```{deadlines}\n:cycle: fall-2027\n:audience: student\n```", "no date of the ledger fits"),
        ("```{costs}\n:year: 2025-2\n```", "no such academic year; did you mean 2025-26?"),
        ("```{costs}\n:item: tuition-per-unit\n:year: 2025-26\n```", "per-unit-2025-26 would share a cell: give each"),
        ("```{organizations}\n:kind: capstone-clients\n```", "did you mean capstone-client?"),
        ("```{course-catalog}\n:subject: helth\n```", "did you mean health?"),
        ("```{course-table}\n:numbers: 95-70\n```", "did you mean 95-70"),
        ("```{editions}\n:kind: degre\n```", "did you mean degree?"),
        ("```{facts}\n:topic: careerz\n```", "did you mean careers?"),
        ("```{at-a-glance}\nno list\n```", "must be a definition list"),
        ("```{asks}\n```", "names no question"),
        ("```{asks}\n | \n```", "names no question"),
        ("```{asks} office-hubb\nwho pays\n```", "did you mean office-hub?"),
    ],
)
def test_a_wrong_use_is_one_warning(project: Project, text: str, words: str) -> None:
    project.page(text)
    lines = [line for line in project.warnings.strip().split("\n") if line]
    assert len(lines) == 1, lines
    assert words in lines[0]
    assert "index.md:" in lines[0]


def test_the_prerequisite_map_says_in_a_list_what_it_draws(book: Project) -> None:
    text = shown(book, "```{prerequisite-map}\n```")
    assert "95-702 Distributed Systems for ISM: 95-712 Object Oriented Programming in Java (" in " ".join(text.split())
    assert "<svg" not in text
    book.build("html")
    page = (book.folder / "out/html/index.html").read_text(encoding="utf-8")
    assert 'class="prerequisite-map"' in page
    assert '<a href="catalog.html#course-95-702">' in page


@pytest.mark.parametrize(("rule", "numbers", "note", "words"), [
    ("any", ("95-710", "11-111"), None, "One of: 95-710 Economic Analysis, 11-111."),
    ("all", ("95-710",), "of last year", "95-710 Economic Analysis. Of last year."),
    ("see-note", ("95-710", "11-111"), "95-710 and, later, 11-111", "95-710 Economic Analysis and, later, 11-111."),
    ("any", ("11-111", "95-710"), "11-111 or 95-710", "11-111 or 95-710 Economic Analysis."),
    (None, (), "unknown", "Not stated in the sources."), (None, (), None, "None named."),
])
def test_what_a_course_needs_first(
    ledger: Ledger, rule: str | None, numbers: tuple[str, ...], note: str | None, words: str
) -> None:
    course = ledger.courses["course-95-702"].model_copy(update={
        "prerequisites": numbers, "prerequisites_rule": rule, "prerequisites_note": note,
    })
    assert prerequisites_text(ledger, course) == words
