"""Roles print the ledger's values with their sources, and refuse what is wrong with the nearest right value."""

from __future__ import annotations

import re

import pytest
from docutils import nodes
from sphinx.addnodes import only

from handbook.ledger.load import Ledger

from .conftest import Project


def markers(document: nodes.document) -> list[str]:
    return [n.astext() for n in document.findall(nodes.superscript) if "source-marker" in n["classes"]]


def facts(document: nodes.document) -> list[str]:
    return [n.astext() for n in document.findall(nodes.inline) if "fact" in n["classes"]]


def test_a_fact_prints_its_value_and_a_source_number(project: Project, ledger: Ledger) -> None:
    document = project.page("Pay {fact}`cost-per-unit-2025-26 as money`.")
    assert facts(document) == ["$800"]
    assert markers(document) == ["1, 2"]
    sources = next(s for s in document.findall(nodes.section) if "page-sources" in s["classes"])
    assert [item["ids"] for item in sources.findall(nodes.list_item)] == [["source-1"], ["source-2"]]
    assert "estimated cost of attendance" in sources.astext().lower()
    addresses = [ledger.sources[source].url for source in ledger.facts["cost-per-unit-2025-26"].sources]
    assert [link["refuri"] for link in sources.findall(nodes.reference)] == addresses
    assert "The facts of this handbook were last checked on November 23, 2026." in sources.astext()


def test_equal_marks_of_one_paragraph_stand_once_and_at_the_end(project: Project) -> None:
    document = project.page("{fact}`cost-living.semester as money` or {fact}`cost-living.summer as money`.")
    assert facts(document) == ["$12,079", "$8,053"]
    assert markers(document) == ["1, 2"]
    paragraph = next(p for p in document.findall(nodes.paragraph) if "$8,053" in p.astext())
    assert paragraph.astext() == "$12,079 or $8,0531, 2."


def test_marks_that_only_a_full_stop_parts_become_one(project: Project) -> None:
    pay = "Pay {fact}`cost-per-unit-2025-26 as money`. {src}`policy-stellic`"
    document = project.page(f"{pay}\n\nMore. {{src}}`policy-stellic`")
    assert markers(document) == ["1, 2, 3", "3"]
    assert [p.astext() for p in document.findall(nodes.paragraph)][:2] == ["Pay $8001, 2, 3.", "More. 3"]
    # What a mark says besides of its sources is not said of others.
    for entry in ("{fact}`cost-fees-2024.sum as money`", "{src}`refund-full-fees`"):
        document = project.page(f"Then {entry}. {{src}}`policy-stellic`")
        assert markers(document)[1] == "2"


def test_a_dated_fact_carries_its_year(project: Project) -> None:
    document = project.page("In 2024-25 they were {fact}`cost-fees-2024.sum as money`.")
    assert markers(document) == ["1, of 2025"]


@pytest.mark.parametrize(("ids", "mark"), [
    ("program-college-founded", "1, undated"), ("program-college-founded, cost-fees-2024", "1, 2, of 2025, undated"),
])
def test_a_fact_of_an_undated_source_says_so(project: Project, ids: str, mark: str) -> None:
    assert markers(project.page(f"It was founded. {{src}}`{ids}`")) == [mark]


@pytest.mark.parametrize(
    ("when", "printed"),
    [
        ("date: '2026-12-01'", "December 1, 2026"),
        ("date: '2026-12-01'\n  end_date: '2026-12-03'", "December 1, 2026 to December 3, 2026"),
        ("date: 12-20\n  end_date: 01-05", "December 20 to January 5"),
        ("date: null\n  rule: The first Monday of May.", "The first Monday of May"),
    ],
)
def test_a_date_reads_alike_in_a_line_and_in_a_table(project: Project, when: str, printed: str) -> None:
    entry = "- id: date-round-1-fall-2027\n"
    for name in ("deadlines", "published-dates"):
        path = project.folder / f"data/{name}.yaml"
        text = path.read_text(encoding="utf-8")
        new = "- id: date-of-a-test\n" + (
            f"  title: A test\n  {when}\n  cycle: fall-2027\n  audience: applicant\n  status: current\n"
            "  sources:\n    - src-heinz-mism-admissions-how-to-apply-2026-07-11\n  as_of: '2026-07-11'\n\n"
            if name == "deadlines" else f"  published: ['{' to '.join(re.findall(r'[0-9]{4}-[0-9-]+', when))}']\n"
        )
        if name == "deadlines" or "2026" in when:
            path.write_text(text.replace(entry, new + entry, 1), encoding="utf-8")
    document = project.page("On {deadline}`date-of-a-test`.\n\n```{deadlines}\n:ids: date-of-a-test\n```")
    assert facts(document) == [printed, printed]
    # A script marks a row as past after the last of its days.
    (row,) = [row for body in document.findall(nodes.tbody) for row in body.findall(nodes.row)]
    assert row.astext().count(printed) == 1
    assert row["classes"] == [f"date-{day}" for day in re.findall(r"\d{4}-[\d-]+", when)[-1:]]
    assert project.warnings == ""


@pytest.mark.parametrize("entry", [
    "{src}`track-12-month-conflict`", "{src}`refund-full-fees`", "{deadline}`date-round-3-fall-2027`",
    "\n\n```{deadlines}\n:ids: date-round-3-fall-2027\n```",
])
def test_what_is_disputed_is_marked_whether_its_status_says_so_or_not(project: Project, entry: str) -> None:
    project.write("conflicts", "# Conflicts\n\n```{conflicts}\n```\n")
    project.write("offices", "# Offices\n\n```{offices}\n```\n")
    toctree = "```{toctree}\nconflicts\noffices\n```"
    project.write("index", f"# Page\n\nThey differ. {entry}\n\n{toctree}\n")
    project.build()
    assert "disputed" in project.text()
    assert "Sources disagree" not in project.text()  # in print alone
    assert project.warnings == ""


def test_what_is_disputed_is_marked_beside_a_fact_of_the_same_source(project: Project) -> None:
    first, second, *_ = markers(project.page("Here {src}`refund-full-fees` and there {src}`refund-scope`."))
    assert "disputed" in first
    assert second == first.partition(",")[0]


def test_in_print_a_mark_of_two_disputes_says_so_once_and_refers_to_both(project: Project) -> None:
    document = project.page("They differ. {src}`refund-full-fees, track-12-month-conflict`")
    printed = [part for part in document.findall(only) if part["expr"] == "builder_guide"]
    assert [part.astext() for part in printed].count(", disputed") == 1
    references = [one["refid"] for part in printed for one in part.findall(nodes.footnote_reference)]
    assert sorted(references) == sorted(note["ids"][0] for note in document.findall(nodes.footnote))
    assert len(set(references)) == 2


@pytest.mark.parametrize("text", ["## Part {src}`refund-full-fees`", "| A {src}`refund-full-fees` |\n|---|\n| b |"])
def test_no_heading_and_no_head_of_a_table_has_a_note(project: Project, text: str) -> None:
    document = project.page(f"Words.\n\n{text}\n")
    assert [mark.partition(", ")[2] for mark in markers(document)] == ["disputed"]
    assert not list(document.findall(nodes.footnote_reference))
    assert not list(document.findall(nodes.footnote))


def test_what_sources_disagree_on_is_noted_for_print_unless_its_box_stands_on_the_page(project: Project) -> None:
    mark = "They differ. {src}`track-12-month-conflict` Once more. {src}`track-12-month-conflict`\n"
    noted = project.page(mark)
    (note,) = noted.findall(nodes.footnote)
    references = list(noted.findall(nodes.footnote_reference))
    assert note["backrefs"] == [reference["ids"][0] for reference in references]
    conflict = note["ids"][0].removeprefix("note-")
    listed = {item["ids"][0] for item in noted.findall(nodes.list_item) if item["ids"]}
    assert {link["refid"] for link in note.findall(nodes.reference)} <= listed
    # Each side is a sentence of its own: many begin with a capital.
    assert re.search(r"\(July 11, 2026\)[\d, ]+\. Two academic tracks", note.astext())
    boxed = project.page(mark + f"\n```{{conflict}} {conflict}\n```\n" * 2)
    assert not list(boxed.findall(nodes.footnote))
    box, again = boxed.findall(nodes.admonition)
    assert not again["ids"]
    links = [link["refid"] for link in boxed.findall(nodes.reference) if link.astext() == "disputed"]
    assert links
    assert set(links) == set(box["ids"])


def test_addresses_are_links(project: Project) -> None:
    document = project.page("{fact}`admission-group-visit.email as email` {fact}`accreditation-university.url as url`")
    links = [link for value in document.findall(nodes.inline) for link in value.findall(nodes.reference)]
    assert [link["refuri"] for link in links] == [f"mailto:{links[0].astext()}", links[1].astext()]
    assert facts(document) == [link.astext() for link in links]
    assert "@" in links[0].astext() and links[1].astext().startswith("https://")


def test_courses_of_a_list_are_links(project: Project) -> None:
    project.write("catalog", "# Catalog\n\n```{course-catalog}\n```\n")
    document = project.page("{fact}`curriculum-design-core-choice as courses` and {course}`~95-702`")
    text = next(document.findall(nodes.paragraph)).astext()
    assert "95-706 Object Oriented Analysis and Design, 95-874 Agile Methods and 94-866 Design Strategy" in text
    assert text.endswith("95-702")


def test_courses_of_which_one_is_chosen_are_links_joined_by_or(project: Project) -> None:
    project.write("catalog", "# Catalog\n\n```{course-catalog}\n```\n")
    chosen = "{fact}`curriculum-design-core-choice as choice`, {fact}`capstone-substitutes-non-bida as choice`"
    text = next(project.page(chosen).findall(nodes.paragraph))
    assert "95-706 Object Oriented Analysis and Design, 95-874 Agile Methods or 94-866 Design Strategy" in text.astext()
    assert "Lean Innovation Lab or 45-996 Corporate Startup Lab" in text.astext()
    assert len([link for link in text.findall(nodes.inline) if "course-link" in link["classes"]]) == 5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{fact}`cost-per-unit-2025-2`", "no such fact; did you mean cost-per-unit-2025-26?"),
        ("{fact}`cost-living as money`", "needs a number"),
        ("{fact}`cost-living`", "not one value but keys semester, summer"),
        ("{fact}`cost-living.semster as money`", "there is: semester, summer"),
        ("{fact}`cost-living.semester as choice`", "'as choice' needs course numbers"),
        ("{fact}`cost-living.semester as email`", "'as email' needs an e-mail address"),
        ("{fact}`cost-living.semester as munny`", "no such kind; did you mean money?"),
        ("{fact}`track-12-month-conflict`", "show it with the directive {conflict} conflict-twelve-month-versions"),
        ("{fact}`admission-online-only`", "true or false cannot be printed"),
        ("{src}`cost-livin`", "no such entry of the ledger; did you mean"),
        ("{src}`open-handbook-edition`", "rests on no source"),
        ("{course}`95-70`", "no such course; did you mean 95-702?"),
        ("{office}`office-heinz-admission`", "did you mean office-heinz-admissions?"),
        ("{deadline}`date-round-1`", "no such deadline; did you mean date-round-1-"),
        ("{cost}`cost-row`", "no such cost"),
    ],
)
def test_a_wrong_use_is_one_warning_with_a_line(project: Project, text: str, words: str) -> None:
    project.page(f"{text}")
    lines = project.warnings.strip().split("\n")
    assert len(lines) == 1
    assert "index.md:3: WARNING" in lines[0]
    assert words in lines[0]


def test_markup_in_a_value_stays_text(project: Project) -> None:
    path = project.folder / "data" / "facts" / "program.yaml"
    text = path.read_text(encoding="utf-8")
    evil = "\"<script>alert(1)</script> [x](javascript:alert(2)) `{raw}`\""
    text = text.replace("value: School of Information Systems and Management", f"value: {evil}")
    path.write_text(text, encoding="utf-8")
    project.write("index", "# Page\n\n{fact}`program-school`\n")
    project.build("html")
    html = (project.folder / "out" / "html" / "index.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html
    assert 'href="javascript' not in html
