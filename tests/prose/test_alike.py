"""Names that differ only in capitals: each two are named once, the outermost folder where it is one; and devices."""

from __future__ import annotations

import pytest

from handbook.desk.manual import RefusalError
from handbook.desk.page_names import page_name
from handbook.prose.alike import alike, cannot_hold


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["a", "b", "a/b", "b/a", "a/c"], []),
        (["a", "A"], [("A", "a")]),
        (["a/x", "A/y", "a/y", "a/z/v"], [("A", "a")]),
        (["A", "a/x"], [("A", "a")]),
        (["x/a.png", "x/A.png", "x/b"], [("x/A.png", "x/a.png")]),
        (["AA", "Aa", "aa"], [("AA", "Aa"), ("AA", "aa")]),
    ],
)
def test_each_two_are_named_once(names: list[str], found: list[tuple[str, str]]) -> None:
    assert list(alike(names)) == found


@pytest.mark.parametrize(
    ("typed", "other"), [("Study/new", "study"), ("study/Fees", "study/fees"), ("Reference", "reference")]
)
def test_no_command_makes_such_a_page(typed: str, other: str) -> None:
    with pytest.raises(RefusalError, match=f"{typed}: {other} is one file with it on some systems"):
        page_name(typed, ["study/fees", "reference"])
    assert page_name("study/new", ["study/fees", "Other", "other"]) == "study/new"


@pytest.mark.parametrize(("typed", "other"), [("reference/new", "Reference"), ("a/b", "A"), ("x/y", "x/Y")])
def test_a_name_in_small_letters_is_held_against_one_in_capitals(typed: str, other: str) -> None:
    with pytest.raises(RefusalError, match=f"{typed}: {other} is one file with it on some systems"):
        page_name(typed, ["Reference", "A/c", "x/Y"])


@pytest.mark.parametrize("typed", ["a/b/c.d", "/a/b/c.d", "docs/a/b/c.d", "a/b/c.d.md", "/docs/a/b/c.d.md"])
def test_a_name_may_be_typed_as_the_path_of_its_file(typed: str) -> None:
    assert page_name(typed, []) == "a/b/c.d"


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("study/con", "con"), ("AUX/fees", "AUX"), ("com1", "com1"), ("study/nul.more", "nul.more"), ("study/x.", "x."),
        ("study/contact", ""), ("con-1/aux2", ""), ("com/lpt", ""), ("a.b/c", ""),
    ],
)
def test_no_page_is_called_as_windows_calls_a_device(name: str, part: str) -> None:
    assert cannot_hold(name) == part
    if part:
        with pytest.raises(RefusalError, match="Windows can hold no file called "):
            page_name(name, [])
    else:
        assert page_name(name, []) == name
