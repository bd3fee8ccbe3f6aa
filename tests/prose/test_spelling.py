"""Spelling: each wrong word with its line and the right one, no alarm at names, abbreviations, addresses and code."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from handbook.ledger.load import Ledger
from handbook.ledger.problems import Problem
from handbook.prose.spelling import FILE, dictionary, misspelt_entries, misspelt_page, names
from tests.desk.conftest import SMALL
from tests.desk.test_commands import ROOT, run

FRONT = "---\ntype: how-to\naudience: student\nkeywords: mispelt on purpose\n---\n\n# T\n\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small handbook."""
    return Path(shutil.copytree(SMALL, tmp_path / "root"))


def remarks(text: str, root: Path, ledger: Ledger | None = None) -> list[str]:
    right = dictionary(root, ledger, [])
    assert right is not None
    return [str(problem) for problem in misspelt_page("x.md", FRONT + text, right)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You recieve it.", "x.md:9: recieve: not in the dictionary; did you mean receive? [R004]"),
        ("Fine.\n\n## The comittee", "x.md:11: comittee: not in the dictionary; did you mean committee? [R004]"),
        ("| a | b |\n| - | - |\n| one | seperate |", "x.md:11: seperate: "),
        ("A [tuiton bill](bill.md).", "x.md:9: tuiton: not in the dictionary; did you mean tuition? [R004]"),
        ("```{note} Importent\nWords.\n```", "x.md:9: Importent: "),
        ("Work and/or stduy.", "x.md:9: stduy: "),
        ("A half-finnished text.", "x.md:9: finnished: "),
        ("The xqzzvwk.", f"x.md:9: xqzzvwk: not in the dictionary; if it is right, add it to {FILE} [R004]"),
    ],
)
def test_a_wrong_word_has_its_line_and_the_right_one(text: str, words: str, tmp_path: Path) -> None:
    found = remarks(text, tmp_path)
    assert len(found) == 1
    assert found[0].startswith(words)


@pytest.mark.parametrize(
    "text",
    [
        "The GPAs at PwC, e.g. of MISM's add-ons; a pre-test.", "See `teh_name` and <https://exampel.edu/teh>.",
        "Write to hepl@example.edu, or look at andrew.cmu.edu/hepl and at docs/hepl.md.", "{fact}`teh-id`",
        "```{code-block} text\nteh\n```", "It’s the dean's, don’t.", "On the 2nd of 3.",
        ":::{container} unsrch\nWords.\n:::",
    ],
)
def test_what_is_no_word_is_no_mistake(text: str, tmp_path: Path) -> None:
    assert remarks(text, tmp_path) == []


def test_names_of_the_ledger_are_known(ledger: Ledger, tmp_path: Path) -> None:
    person = next(office.person for office in ledger.offices.values() if office.person)
    assert {word for word in person.split() if word.isalpha()} <= names(ledger)
    text = f"Ask {person}, and Sooriamurthi's students."
    assert len(remarks(text, tmp_path)) > 1
    assert remarks(text, tmp_path, ledger) == []
    # A word that begins a sentence is no name for that.
    assert not {"Rounds", "Every"} & names(ledger)


def test_a_word_behind_a_sign_that_opens_words_is_no_name(ledger: Ledger) -> None:
    fact = next(iter(ledger.facts.values()))
    said = "Aaq, a Bbq. Ccq! Ddq? Eeq: Ffq; Ggq: “Hhq” and (Iiq), Jjq – Kkq"
    facts = {fact.id: fact.model_copy(update={"statement": said})}
    found = names(dataclasses.replace(ledger, facts=facts))
    assert sorted(word for word in found if word.endswith("q")) == ["Bbq", "Iiq", "Jjq", "Kkq"]


def test_the_editors_list_is_taken_and_its_faults_are_told(folder: Path) -> None:
    path = folder / FILE
    assert remarks("The frobnicator.", folder) != []
    path.write_text("# Words\nFrobnicator  # a tool\n\n", encoding="utf-8")
    assert remarks("The frobnicator.", folder) == []
    path.write_bytes(b"caf\xe9\n")
    problems: list[Problem] = []
    dictionary(folder, None, problems)
    assert [str(problem) for problem in problems] == [
        f"{FILE}:1: not UTF-8 text; save the file as UTF-8 [L002]"
    ]
    path.unlink()
    path.mkdir()
    assert f"{FILE}: cannot be read: a folder, not a file [L001]" in run("prose", root=folder).stdout


def test_a_mistake_in_the_real_pages_and_data_is_the_only_new_remark(tmp_path: Path) -> None:
    for part in ("data", "docs"):
        shutil.copytree(ROOT / part, tmp_path / part)
    before = json.loads(run("prose", "--json", root=tmp_path).stdout)
    assert before["spelling"]
    for file, right, wrong in (
        ("docs/careers/cpt.md", " authorization", " autorization"),
        ("data/unknowns.yaml", " the ", " teh "),
    ):
        path = tmp_path / file
        text = path.read_text(encoding="utf-8")
        at = text.rindex(right)  # the first may stand in front matter, or in a remark
        path.write_text(text[:at] + wrong + text[at + len(right):], encoding="utf-8")
    after = json.loads(run("prose", "--json", root=tmp_path).stdout)
    new = [found for found in after["found"] if found not in before["found"]]
    assert [(found["file"], found["code"]) for found in new] == [
        ("data/unknowns.yaml", "R004"), ("docs/careers/cpt.md", "R004"),
    ]
    assert "did you mean authorization?" in new[1]["message"]


def test_entries_are_named_with_the_line_of_the_entry(ledger: Ledger) -> None:
    right = dictionary(ROOT, None, [])
    assert right is not None
    found = list(misspelt_entries(ledger, right))
    places = {(place.file, place.line) for place in ledger.places.values()}
    assert found
    assert {(problem.file, problem.line) for problem in found} <= places


def test_without_the_dictionary_one_line_says_so() -> None:
    code = (
        "import sys; sys.modules['spellchecker'] = None\n"
        "from handbook.desk import main; sys.exit(main(sys.argv[1:]))"
    )
    told = "Spelling is not checked: the package pyspellchecker is not installed"
    for options, words in (((), told), (("--json",), '"spelling": false')):
        said = subprocess.run(
            [sys.executable, "-c", code, "prose", "careers/cpt", *options], cwd=ROOT, check=True, capture_output=True,
            text=True,
        )
        assert said.stdout.count(words) == 1
        assert said.stderr == ""
