"""The list of synonyms is checked line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.search.synonyms import load_synonyms

ROOT = Path(__file__).resolve().parents[2]


def test_the_real_list_is_clean() -> None:
    lines, problems = load_synonyms(ROOT / "data/synonyms.yaml", "data/synonyms.yaml")
    assert problems == []
    assert len(lines) > 50


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- same: [gpa]\n", "at least two words"),
        ("- frm: [a]\n  to: [b]\n", "did you mean from?"),
        ("- same: [GPA, qpa]\n", "write lower case words"),
        ("- same: [a, b]\n- from: [a]\n  to: [c]\n", "stands already in line 1"),
        ("- [a, b]\n", "must be {same"),
        ("same: [a, b]\n", "must be a list"),
        ("- same: gpa\n", "must be a list of words"),
        (f"- same: [gpa, {'q' * 81}]\n", "at most 80 characters"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "synonyms.yaml"
    path.write_text(text, encoding="utf-8")
    _, problems = load_synonyms(path, "data/synonyms.yaml")
    assert any(words in str(problem) and problem.line > 0 for problem in problems), problems


def test_words_of_the_greatest_length_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "synonyms.yaml"
    path.write_text(f"- same: [gpa, {'q' * 80}]\n", encoding="utf-8")
    assert load_synonyms(path, "data/synonyms.yaml") == ([(["gpa"], ["q" * 80], True)], [])


def test_the_usual_file_may_be_missing_and_one_that_a_setting_names_may_not(tmp_path: Path) -> None:
    assert load_synonyms(tmp_path / "synonyms.yaml", "data/synonyms.yaml") == ([], [])
    (problem,) = load_synonyms(tmp_path / "words.yaml", "data/words.yaml")[1]
    assert str(problem) == "data/words.yaml: no such file [L001]"
