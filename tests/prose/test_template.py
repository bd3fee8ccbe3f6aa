"""A page that still holds words of its template, and one that has its own."""

from __future__ import annotations

import pytest

from handbook.prose.shape import TYPES
from handbook.prose.template import new_text, to_fill

ANSWER = "Answer the page's question here."


@pytest.mark.parametrize("text", [ANSWER, f"{ANSWER} It costs nothing.", f"  {ANSWER}", f":::{{note}}\n{ANSWER}\n:::"])
def test_a_sentence_of_the_template_is_named(text: str) -> None:
    line = next(number for number, typed in enumerate(text.split("\n"), 1) if ANSWER in typed)
    assert [str(problem) for problem in to_fill("docs/x.md", text)] == [
        f"docs/x.md:{line}: {ANSWER}: words of the template; write your own [P008]"
    ]


@pytest.mark.parametrize("text", ["## Before you start", "## First questions", "Now answer it.", f"```\n{ANSWER}\n```"])
def test_words_of_its_own_are_none_of_the_template(text: str) -> None:
    assert to_fill("docs/x.md", text) == []


@pytest.mark.parametrize("kind", TYPES)
def test_the_template_of_each_type_is_named(kind: str) -> None:
    assert len(to_fill("docs/x.md", new_text(kind, "Title"))) >= 2
