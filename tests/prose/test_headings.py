"""Anchors of headings, and the ids that a page has besides."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docutils.nodes import make_id

from handbook.ledger.load import Ledger
from handbook.prose.headings import anchor, is_frame, wrong_labels

HANDBOOK = Path(__file__).resolve().parents[2] / "handbook"
# Pages that hold no text of ours.
APART = {"moved.html", "genindex.html"}


@pytest.mark.parametrize(
    "words",
    ["A b", "Search results", "2026: dates & more –", "Été à Zürich", "`code` and **bold**", "A_b's (c)", "!", "12"],
)
def test_an_anchor_is_the_one_that_docutils_makes(words: str) -> None:
    assert anchor(words) == make_id(words)


def test_of_roles_and_links_the_words_count() -> None:
    assert anchor("{abbr}`GPA` and [a link](https://example.org/x)") == "gpa-and-a-link"


@pytest.mark.parametrize("name", ["main", "source-12", "plan-field-3-refused", "search-hit-0"])
def test_ids_of_the_frame(name: str) -> None:
    assert is_frame(name)


@pytest.mark.parametrize("name", ["", "main-points", "source", "source-1-a", "sources"])
def test_other_ids_are_free(name: str) -> None:
    assert not is_frame(name)


def test_every_id_that_a_template_or_a_script_gives_is_held() -> None:
    given: set[str] = set()
    for path in sorted((HANDBOOK / "theme/templates").glob("*.html")):
        if path.name not in APART:
            given.update(re.findall(r'\bid="([\w-]+)"', path.read_text(encoding="utf-8")))
    for folder in ("theme/scripts", "theme/planner", "search"):
        for path in sorted((HANDBOOK / folder).glob("*.js")):
            found = re.findall(r'\bid(?::| =) ?["`]([\w-]+)(?=["`$])(\$\{|-" \+)?', path.read_text(encoding="utf-8"))
            given.update(f"{name}1" if more or name.endswith("-") else name for name, more in found)
    assert {"main", "source-popover", "plan-field-1", "search-list", "plan-courses"} <= given
    assert [name for name in sorted(given) if not is_frame(name)] == []


@pytest.mark.parametrize(("page", "line", "words"), [
    ("# A\n\n{#twice}\n## B\n\n(twice)=\n## C", 6, "the label twice stands in line 3 already"),
    ("# A\n\n(Two words)=\n## B\n\n{.wide #two-words}\nC", 6, "the label two-words stands in line 3 already"),
    ("# A\n\n{#course-95-702}\n## B", 3, "the label course-95-702 is an id of the ledger"),
])
def test_a_label_that_is_taken_is_named(ledger: Ledger, page: str, line: int, words: str) -> None:
    [problem] = wrong_labels("docs/x.md", page, ledger)
    assert (problem.line, words in problem.message) == (line, True)


@pytest.mark.parametrize("page", [
    "# A\n\n{#one}\n## B\n\n(two)=\n## Two", "# A\n\n```\n(a)=\n(a)=\n```", "# A\n\n{.wide}\nB\n\n{.wide}\nC",
    "# Course 95-702\n\n## Course 95-702",
])
def test_other_labels_are_free(ledger: Ledger, page: str) -> None:
    assert list(wrong_labels("docs/x.md", page, ledger)) == []
