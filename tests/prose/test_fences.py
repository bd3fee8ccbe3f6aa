"""Fenced blocks: what stands in which, what closes what, and that nothing below a block goes unchecked."""

from __future__ import annotations

import pytest

from handbook.desk.check import check_page, check_words
from handbook.ledger.load import load
from handbook.prose.code import without_code_or_comments
from handbook.prose.fences import deeper_than, read, unclosed
from handbook.prose.literals import literals, prose_lines
from handbook.prose.shape import shape
from handbook.prose.wording import certain, glossary
from tests.desk.conftest import SMALL

FRONT = "---\ntype: how-to\naudience: student\n---\n\n# T\n\n"
BAD = "# Again\n\nThe the lamp costs $500, see 95-702 and <b>12 units</b>.\n"


@pytest.mark.parametrize(
    "block",
    [
        ":::{note}\n```\ncode\n```\n:::\n",
        "::::{note}\n:::{tip}\n```python\ncode\n```\n:::\n::::\n",
        "```{note}\n~~~\ncode\n~~~\n```\n",
        "````{note}\n```\ncode\n```\n````\n",
        "````{code-block} text\n```{note}\n````\n",
        ":::{code-block} text\n```\n:::\n",
        "```{raw} html\n:::{note}\n```\n",
        "```{asks}\n:::{what}\n```\n",
        "```a``` begins a sentence.\n",
    ],
)
def test_nothing_below_a_block_goes_unchecked(block: str) -> None:
    text = FRONT + block + BAD
    line = text.count("\n")
    assert {problem.line for problem in literals("x.md", text)} == {line}
    assert len(literals("x.md", text)) == 3
    assert [problem.line for problem in shape("x.md", text)] == [line - 2, line]
    assert [problem.line for problem in certain("x.md", text)] == [line]


def test_what_is_code_is_no_prose_in_blocks_of_either_mark() -> None:
    for block in (":::{code-block} text\n$500\n:::\n", "~~~\n$500\n~~~\n", ":::{note}\n```\n$500\n```\n:::\n"):
        assert literals("x.md", FRONT + block) == []
        assert "$500" not in [line for _, line in without_code_or_comments(FRONT + block)]


def test_a_parsed_literal_is_no_code_for_its_roles_and_links_are_read() -> None:
    ledger, _ = load(SMALL / "data", "data")
    assert ledger is not None
    text = FRONT + "```{parsed-literal}\n{fact}`nothing`\n```\n"
    assert [problem.line for problem in check_page("docs/x.md", check_words("docs/x.md", text), ledger).problems] == [9]


def test_each_line_knows_the_blocks_around_it() -> None:
    text = "a\n::::{note} Title\n:::{tip}\nb\n:::\nc\n::::\n```\n:::{note}\n```"
    assert [(line.text, [block.name for block in line.inside], line.is_fence) for line in read(text)] == [
        ("a", [], False), ("::::{note} Title", [], True), (":::{tip}", ["{note}"], True),
        ("b", ["{note}", "{tip}"], False), (":::", ["{note}"], True), ("c", ["{note}"], False), ("::::", [], True),
        ("```", [], True), (":::{note}", [""], False), ("```", [], True),
    ]
    assert [line.opens.argument for line in read(text) if line.opens] == ["Title", "", ""]


def test_blocks_that_stay_open_and_how_deep_they_stand() -> None:
    assert [(block.line, block.mark) for block in unclosed("::::{note}\n```\n:::\n")] == [(1, "::::"), (2, "```")]
    assert unclosed("~~~~\n~~~\n~~~~~\n") == []
    assert [block.line for block in unclosed("```python\nx\n\n```{note}\n```\n")] == [1]
    assert unclosed("````markdown\n```{note}\n```\n````\n") == []
    nested = "".join(":" * (9 - at) + "{note}\n" for at in range(4))
    assert (deeper_than(nested, 4), deeper_than(nested, 3)) == (0, 4)


def test_the_terms_of_a_glossary_end_with_it() -> None:
    text = "````{glossary}\n:sorted:\n\nGRE\n  A test.\n```\ncode\n```\n````\nNo term\n"
    assert glossary(text) == {"GRE"}
    assert [line for _, line in prose_lines(text)][-2:] == ["No term", ""]


def test_what_looks_like_an_option_is_prose_outside_a_block() -> None:
    assert list(prose_lines(":alt: words")) == [(1, ":alt: words")]
    assert list(prose_lines("```{note}\n:alt: words\n```"))[1:] == [(2, "words")]
