"""The real pages: rules of shape, no value typed by hand, every fact shown, every topic answered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from handbook.desk.check import pages, problems_of
from handbook.ledger.load import Ledger
from handbook.ledger.problems import Code
from handbook.prose.literals import literals
from handbook.prose.shape import shape
from handbook.prose.uses import facts_shown, wrong_uses

ROOT = Path(__file__).resolve().parents[2]


def test_check_finds_nothing() -> None:
    problems, ledger, shown = problems_of(ROOT)
    assert problems == []
    assert ledger is not None
    assert shown + len(ledger.kept_back) == len(ledger.facts)
    assert len(ledger.kept_back) <= len(ledger.facts) * 0.05


def test_the_edition_is_named_alike_everywhere(ledger: Ledger) -> None:
    release = re.search(r'^release = "(.+)"$', (ROOT / "conf.py").read_text(encoding="utf-8"), re.MULTILINE)
    assert release is not None
    assert ledger.edition.title == f"Edition of {release[1]}"
    cited = YAML(typ="safe").load(ROOT / "CITATION.cff")
    assert cited["version"] == release[1]
    assert cited["date-released"] == ledger.edition.checked


def test_there_are_enough_pages() -> None:
    names = [path.relative_to(ROOT / "docs").as_posix() for path in pages(ROOT)]
    written = [name for name in names if not name.startswith(("reference/facts", "reference/sources"))]
    assert len(written) >= 100
    for part in ("overview", "tracks", "curriculum", "capstones", "careers", "admissions", "reference"):
        assert f"{part}/index.md" in names


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("It costs $28,710 a term.", "$28,710"), ("About 95 percent pass.", "95 percent"), ("95% pass.", "95%"),
        ("Take 95-702.", "95-702"), ("Call 412-268-2164.", "412-268-2164"), ("Write to a@b.edu.", "a@b.edu."),
        ("It takes 162 units.", "162 units"), ("By December 1, 2026.", "December 1, 2026"),
        ("By 1 Dec 2026.", "1 Dec 2026"), ("On 2026-12-01.", "2026-12-01"), ("A 12-unit course.", "12-unit"),
        ("It costs 12,000 dollars.", "12,000 dollars"), ("It costs 12 thousand dollars.", "12 thousand dollars"),
        ("It costs twelve thousand dollars.", "twelve thousand dollars"), ("USD 625 a term.", "USD 625"),
        ("It costs 625 US dollars.", "625 US dollars"), ("A thousand dollars.", "thousand dollars"),
        ("Thirty percent pass.", "Thirty percent"), ("It takes twelve units.", "twelve units"),
        ("Twenty-four units.", "Twenty-four units"), ("A twelve-unit course.", "twelve-unit"),
        ("Take 12 elective units.", "12 elective units"), ("It is 1,200.5 units.", "1,200.5 units"),
        ("It takes 12 credits.", "12 credits"), ("Take three credit hours.", "three credit hours"),
        ("One unit is too much.", "One unit"), ("Two required courses.", "Two required courses"),
        ("Take 4 electives.", "4 electives"), ("Choose five full-semester core courses.", "five full"),
    ],
)
def test_a_value_typed_by_hand_is_refused(line: str, found: str) -> None:
    (problem,) = literals("docs/x.md", f"# T\n\n{line}\n")
    assert problem.line == 3
    assert problem.message.startswith(found.rstrip("."))


@pytest.mark.parametrize(
    "line",
    [
        "It costs {fact}`x as money`.", "See {course}`95-702`.", "`95-702`", "[a](https://x.org/2026-12-01)",
        "95-702 <!-- literal: an example of a number -->", "In 2024-25 and 16-month.", "<https://x.org/95-702>",
        "Drop one course.", "One of its courses is a mini.", "The price in dollars per hour.", "Hundreds of dollars.",
        "In 2024-25 courses met on campus.", "In 2024-25 units were counted.", "The rule of fall 2026 courses.",
        "Two of the courses are minis.", "Mini 4 courses end in May.", "Three {fact}`x` units.", "Ten people in units.",
        "It takes {fact}`x as units` in two semesters.", "Both required courses.", "Four students and their courses.",
    ],
)
def test_what_is_no_typed_value(line: str) -> None:
    assert literals("docs/x.md", f"# T\n\n{line}\n") == []


def test_data_and_code_are_no_prose() -> None:
    text = "# T\n\n```{course-table}\n:numbers: 95-702\n:caption: Some courses\n```\n\n```python\n95-704\n```\n"
    assert literals("docs/x.md", text) == []


def test_an_option_that_readers_see_is_prose() -> None:
    table = "```{course-table}\n:numbers: 95-702\n:caption: In 95-703\n```\n"
    text = f"# T\n\n{table}\n```{{figure}} a.png\n:alt: It costs $5\n```\n"
    assert [(problem.line, problem.message.split(":")[0]) for problem in literals("docs/x.md", text)] == [
        (5, "95-703"), (9, "$5"),
    ]


def test_words_inside_a_directive_are_prose() -> None:
    text = "# T\n\n```{list-table} Cost $5\n* - $6\n```\n\n:::{note}\n$7\n:::\n"
    assert sorted(p.message[:2] for p in literals("docs/x.md", text)) == ["$5", "$6", "$7"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# T\n", "no front matter"),
        ("---\ntype: how-too\naudience: applicant\n---\n# T\n", "did you mean how-to?"),
        ("---\ntype: how-to\n---\n# T\n", "lacks audience"),
        ("---\ntype: how-to\naudience: aplicant\n---\n# T\n", "did you mean applicant?"),
        ("---\ntype: how-to\naudience: applicant\nkeyword: x\n---\n# T\n", "did you mean keywords?"),
        ("---\ntype: [how-to, policy]\naudience: applicant\n---\n# T\n", "type: must be words on one line"),
        ("---\ntype: how-to\naudience: applicant\nguide: maybe\n---\n# T\n", "guide: maybe: must be one of off"),
        ("---\ntype: how-to\naudience: applicant\nsearch: of\n---\n# T\n", "search: of: must be one of off, list; did"),
        ("---\ntype: how-to\naudience: applicant\nentry_year: 2031\n---\n# T\n", "2031: must be an entry year such as"),
        ("---\ntype: how-to\naudience: applicant\ntocdepth: x\n---\n# T\n", "x: must be a level from 1 to 6"),
        ("---\ntype: how-to\naudience: applicant\nkeywords:\n---\n# T\n", "keywords: must be words on one line"),
        ("---\ntype: how-to\naudience: applicant\n---\n## T\n", "it comes first"),
        ("---\ntype: how-to\naudience: applicant\n---\n# T\n\n### U\n", "heading level 3 after 1"),
        ("---\ntype: how-to\naudience: applicant\n---\n# T\n\n# U\n", "one h1"),
        ("---\ntype: how-to\naudience: applicant\n---\ntext\n", "no h1"),
        ("---\ntype: how-to\naudience: applicant\n---\n# T\n" + "x\n" * 200, "split a page"),
    ],
)
def test_the_shape_of_a_page(text: str, words: str) -> None:
    assert any(words in problem.message for problem in shape("docs/x.md", text))


def test_an_entry_year_that_the_edition_does_not_have_is_refused() -> None:
    text = "---\ntype: how-to\naudience: student\nentry_year: 2031-23\n---\n# T\n"
    assert [problem.message for problem in shape("docs/x.md", text, ("2031-32", "2030-31"))] == [
        "entry_year: 2031-23: no such entry year; did you mean 2031-32?"
    ]
    assert shape("docs/x.md", text.replace("-23", "-32"), ("2031-32", "2030-31")) == []


def test_what_the_front_matter_may_say_is_taken() -> None:
    fields = (
        "type: how-to, policy\naudience: student\nguide: off\nsearch: list\norphan: true\n"
        "entry_year: 2031-32\ntocdepth: 2"
    )
    assert shape("docs/x.md", f"---\n{fields}\nkeywords: a, b\ndescription: C.\n---\n# T\n\nText.\n") == []


def test_wrong_uses_are_found_without_sphinx(ledger: object) -> None:
    conflict = "```{conflict} conflict-x\n```"
    wrong = ["{fact}`cost-bookz`", "{src}`cost-books, nothing-here`", conflict, "{fact}`cost-living`"]
    text = "# T\n\n" + "\n\n".join(wrong) + "\n"
    found = wrong_uses("docs/x.md", text, ledger)  # type: ignore[arg-type]
    assert [problem.line for problem in found] == [3, 5, 7, 10]
    assert {problem.code for problem in found} == {Code.ROLE}


def test_a_conflict_shows_the_facts_tied_to_it(ledger: object) -> None:
    shown = facts_shown("```{conflict} conflict-round-3-day\n```\n", ledger)  # type: ignore[arg-type]
    assert "admission-round-3-day-conflict" in shown


def test_a_page_for_each_track_and_entry_year_says_whose_rules_hold(root: Path, ledger: Ledger) -> None:
    degrees = [entry for entry in ledger.requirements.values() if entry.kind == "degree"]
    assert len(degrees) >= 4
    for entry in degrees:
        text = (root / f"docs/curriculum/requirements/{entry.id}.md").read_text(encoding="utf-8")
        line = "You follow the rules of the year you entered. {src}`policy-heinz-changes-bind-new-class`\n"
        assert line + "The source is of 2024-25 and says only that" in text
        assert "(../rules/catalog-year.md)" in text
        others = [other.id for other in degrees if other.track == entry.track and other is not entry]
        assert others and all("\nThe other year: [" in text and f"]({other}.md)" in text for other in others)
    index = (root / "docs/curriculum/requirements/index.md").read_text(encoding="utf-8")
    order = re.findall(r"^(?:mism|bida)-(\d{4}-\d\d)$", index, re.M)
    assert order == sorted(order, reverse=True)
