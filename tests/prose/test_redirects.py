"""The file of moved pages: what it may say, and what a move writes into it."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.prose.redirects import load_redirects, with_move

PAGES = ("careers/cpt", "careers/opt", "tracks/choose")


def read(folder: Path, text: str, pages: tuple[str, ...] = PAGES) -> tuple[list[str], list[str]]:
    (folder / "redirects.yaml").write_text(text, encoding="utf-8")
    found, problems = load_redirects(folder, "docs/redirects.yaml", pages)
    return [f"{r.source} > {r.destination}" for r in found], [str(problem) for problem in problems]


def test_no_file_means_no_redirects(tmp_path: Path) -> None:
    assert load_redirects(tmp_path, "docs/redirects.yaml", PAGES) == ([], [])


def test_sound_entries(tmp_path: Path) -> None:
    found, problems = read(
        tmp_path,
        "- from: careers/permission\n  to: careers/cpt\n"
        "- from: careers/permission#after\n  to: careers/opt#when\n"
        "- from: tracks/choose#old\n  to: tracks/choose#new\n",
    )
    assert problems == []
    assert found == [
        "careers/permission > careers/cpt", "careers/permission#after > careers/opt#when",
        "tracks/choose#old > tracks/choose#new",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("from: a\nto: careers/cpt\n", ":1: must be a list of entries"),
        (f"- from: {'x' * 300}\n  to: careers/cpt\n", ":1: from: xxx"),
        ("- from: a.html/b\n  to: careers/cpt\n", ":1: from: a.html/b: must be a page without suffix"),
        ("- from: a\n", ":1: an entry has two fields, from and to"),
        ("- from: /a.html?x\n  to: careers/cpt\n", ":1: from: /a.html?x: must be a page without suffix"),
        ("- from: a\n  to: ../etc\n", ":2: to: ../etc: must be a page without suffix"),
        ("- from: a\n  to: 7\n", ":2: to: 7: must be"),
        ("- from: a\n  to: careers/ctp\n", ":1: to: careers/ctp: no such page; did you mean careers/cpt?"),
        ("- from: careers/cpt\n  to: careers/opt\n", ":1: careers/cpt is a page; take out the entry, or the page"),
        ("- from: search\n  to: careers/cpt\n", ":1: search: the website makes a page of this name itself"),
        ("- from: a\n  to: careers/cpt\n- from: a\n  to: careers/opt\n", ":3: a stands already in line 1"),
        ("- from: a\n  to: b\n- from: b\n  to: careers/cpt\n", ":1: b has moved on to careers/cpt; name that"),
        ("- from: a\n  to: b\n- from: b\n  to: a\n", ":1: a and b lead to each other"),
        ("- from: a\n  to: a\n", ":1: a leads to itself"),
        ("- from: gone#x\n  to: careers/cpt\n", ":1: gone: no such page, and no entry says where it went"),
        (
            "- from: careers/cpt#a\n  to: careers/cpt#b\n- from: careers/cpt#b\n  to: careers/cpt#c\n",
            ":1: careers/cpt#b has moved on to careers/cpt#c; name that",
        ),
    ],
)
def test_faults_say_what_to_write(tmp_path: Path, text: str, words: str) -> None:
    _, problems = read(tmp_path, text)
    assert problems
    assert words in problems[0]
    assert problems[0].startswith("docs/redirects.yaml:")


def test_a_move_turns_what_led_to_the_old_page(tmp_path: Path) -> None:
    text = with_move("", "careers/permission", "careers/cpt")
    assert read(tmp_path, text) == (["careers/permission > careers/cpt"], [])
    text += "- from: careers/other#a\n  to: careers/cpt#b\n- from: careers/other\n  to: careers/cpt-more\n"
    text = with_move(text, "careers/cpt", "careers/work")
    found, problems = read(tmp_path, text, ("careers/work", "careers/cpt-more"))
    assert problems == []
    assert found == [
        "careers/permission > careers/work", "careers/other#a > careers/work#b", "careers/other > careers/cpt-more",
        "careers/cpt > careers/work",
    ]
    assert text.startswith("# Where moved pages")


@pytest.mark.parametrize(("text", "after"), [
    ("[]\n", "# Where moved pages"), ("\n", "# Where moved pages"), ("# Ours\n[ ]", "# Ours\n- from"),
    ("# Ours\n\n[\n]\n# More\n", "# Ours\n\n# More\n- from"), ("[]  # none yet\n", "# none yet\n- from"),
    ("---\r\n[]\r\n", "---\r\n- from"),
])
def test_an_empty_list_takes_its_first_move(tmp_path: Path, text: str, after: str) -> None:
    assert read(tmp_path, text) == ([], [])
    moved = with_move(text, "careers/permission", "careers/cpt")
    assert moved.startswith(after)
    assert read(tmp_path, moved) == (["careers/permission > careers/cpt"], [])


def test_a_move_back_leaves_no_circle(tmp_path: Path) -> None:
    text = with_move(with_move("", "careers/cpt", "careers/work"), "careers/work", "careers/cpt")
    assert read(tmp_path, text) == (["careers/work > careers/cpt"], [])


def test_a_part_that_comes_back_with_its_page_leads_nowhere_else(tmp_path: Path) -> None:
    text = with_move("- from: careers/work#when\n  to: careers/cpt#when\n", "careers/cpt", "careers/work")
    assert read(tmp_path, text, ("careers/work",)) == (["careers/cpt > careers/work"], [])


def test_a_move_keeps_the_ends_of_lines() -> None:
    before = "# Ours\r\n- from: careers/permission\r\n  to: careers/cpt\r\n- from: x\r\n  to: y\r\n"
    assert with_move(before, "careers/cpt", "x") == (
        "# Ours\r\n- from: careers/permission\r\n  to: x\r\n- from: careers/cpt\r\n  to: x\r\n"
    )


@pytest.mark.parametrize("text", [
    "- from: a\n  to: b\n- from: b\n  to: a\n", "- from: a\n  to: b\n- from: b\n  to: c\n- from: c\n  to: a\n",
])
def test_a_circle_is_one_fault_and_no_redirect(tmp_path: Path, text: str) -> None:
    found, problems = read(tmp_path, text)
    assert (found, len(problems)) == ([], 1)
    assert problems[0].startswith("docs/redirects.yaml:1: a ")
    # What leads into the circle from outside has moved on to it.
    found, problems = read(tmp_path, f"- from: z\n  to: a\n{text}")
    assert (found, len(problems)) == ([], 2)
    assert "docs/redirects.yaml:1: a has moved on to b; name that" in problems[0]


@pytest.mark.parametrize("old", ["Careers/cpt", "careers/CPT"])
def test_an_old_address_is_no_page_in_other_capitals(tmp_path: Path, old: str) -> None:
    _, (problem,) = read(tmp_path, f"- from: {old}\n  to: careers/opt\n")
    assert f"{old}: differs from the page careers/cpt only in capitals; some systems take the two for one" in problem


@pytest.mark.parametrize(("names", "line", "words"), [
    (["study/Old", "study/old"], 3, "study/old: differs from study/Old only in capitals; some systems take the two"),
    (["Old#a", "Old", "Old#b", "old"], 7, "old: differs from Old only in capitals"),
    (["old", "Old", "Old#b"], 3, "Old: differs from old only in capitals"),
    (["Careers/old"], 1, "Careers: differs from careers only in capitals; some systems take the two for one"),
    (["Study/a", "study/b"], 3, "study: differs from Study only in capitals"),
    (["Search"], 1, "Search: the website makes a page of this name itself"),
    (["GENINDEX"], 1, "GENINDEX: the website makes a page of this name itself"),
    (["study/con"], 1, "study/con: Windows can hold no file called con"),
    (["Aux.old/x"], 1, "Aux.old/x: Windows can hold no file called Aux.old"),
])
def test_an_old_address_is_a_file_of_its_own_on_every_system(
    tmp_path: Path, names: list[str], line: int, words: str
) -> None:
    _, (problem,) = read(tmp_path, "".join(f"- from: {name}\n  to: careers/cpt\n" for name in names))
    assert problem.startswith(f"docs/redirects.yaml:{line}: {words}")


def test_where_pages_differ_in_capitals_already_their_old_addresses_are_no_fault_more(tmp_path: Path) -> None:
    assert read(tmp_path, "- from: A/old\n  to: a/x\n", ("a/x", "A/y"))[1] == []


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_an_old_address_has_no_suffix(tmp_path: Path, suffix: str) -> None:
    _, (problem,) = read(tmp_path, f"- from: careers/old{suffix}\n  to: careers/opt\n")
    assert f":1: from: careers/old{suffix}: must be a page without suffix" in problem
