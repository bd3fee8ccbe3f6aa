"""Reading level, long sentences and words: right lines, no false alarm on what the handbook's pages say."""

from __future__ import annotations

import json

import pytest

from handbook.prose.reading import reading_level, sentences, syllables
from handbook.prose.wording import certain, glossary, report
from tests.desk.test_commands import run

FRONT = "---\ntype: how-to\naudience: student\n---\n\n# T\n\n"


def found(text: str) -> list[str]:
    return [str(problem) for problem in [*certain("x.md", FRONT + text), *report("x.md", FRONT + text, {"GRE"})]]


def test_sentences_have_their_lines_and_what_a_reader_sees() -> None:
    text = (
        "You pay {fact}`a as money` now. {src}`b` Then **rest**\nand [go on](x.md). New one.\n\n"
        "- An item\n- Another: it\n\n"
        "| a | b |\n\n```python\ncode. Code.\n```\n\n## Heading.\n\n:::{note}\nInside.\n:::\n"
    )
    assert [(s.line, s.text) for s in sentences(FRONT + text)] == [
        (8, "You pay X now."), (8, "Then rest and go on."), (9, "New one."), (11, "An item"), (12, "Another: it"),
        (23, "Inside."),
    ]


@pytest.mark.parametrize(("word", "count"), [("the", 1), ("handbook", 2), ("university", 5), ("rule", 1), ("table", 2)])
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_hard_text_has_a_higher_grade() -> None:
    easy = list(sentences(FRONT + "You pay now. It is not much. Ask us."))
    hard = list(sentences(FRONT + "Institutional considerations necessitate comprehensive deliberation."))
    assert reading_level(easy) < 3 < 12 < reading_level(hard)
    assert reading_level([]) == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Take the the course.", "x.md:8: the the: a word stands twice [P008]"),
        ("Take the\nthe course.", "x.md:8: the the: a word stands twice [P008]"),
        ("A colour.", "x.md:8: colour: write color, as US spelling has it [P008]"),
        ("See [here](y.md).", "x.md:8: [here]: a link says where it leads"),
        ("Come prior to noon.", "x.md:8: prior to: write before [R002]"),
        ("First.\n\nAsk the QZX and the QZX.", "x.md:10: QZX: write it out once"),
        ("a " * 40 + "end.", "x.md:8: a sentence of 41 words; split it [R001]"),
    ],
)
def test_what_is_found(text: str, words: str) -> None:
    assert sum(words in line for line in found(text)) == 1, found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The {fact}`a` the.", "The Robotics Centre.", "He had had it.", "A part part-time.",
        "Take the GRE and Title IV.", "Ask the Quick Zebra Exchange (QZX), the QZX.",
        "`prior to`", "Never write `[here](x.md)`.", "```\n[here](x.md)\n```", "Take {course}`95-702`. {src}`a`",
    ],
)
def test_no_false_alarm(text: str) -> None:
    assert found(text) == []


def test_terms_of_the_glossary_explain_and_are_no_sentences() -> None:
    text = "```{glossary}\nQZX\nthe QZX\n  The QZX is old.\n```\n"
    assert glossary(text) == {"QZX", "the QZX"}
    assert [s.text for s in sentences(FRONT + text)] == ["The QZX is old."]


def test_the_command_lists_the_hardest_pages() -> None:
    said = json.loads(run("prose", "--json").stdout)
    grades = [page["grade"] for page in said["pages"]]
    assert grades == sorted(grades, reverse=True)
    assert len(grades) > 100
    assert not any(page["file"].startswith("docs/reference/facts/") for page in said["pages"])
    one = run("prose", "careers/cpt").stdout
    assert one.count("docs/careers/cpt.md") >= 1 and "1 page, " in one
    assert "did you mean careers/cpt? [D001]" in run("prose", "careers/ctp").stderr
