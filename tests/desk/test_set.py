"""``set`` refuses what the change itself breaks, and leaves everything else as it was typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handbook.desk.command_line import main
from handbook.desk.fact_text import Change, changed
from handbook.ledger.load import Ledger, load

NEW = "src-leaflet-2031"
OTHER = """
- id: src-of-none
  title: T
  publisher: P
  url: https://example.org/none
  kind: other
  as_of: '2020'
"""


def put(root: Path, value: str, *more: str, fact: str = "fee-oil") -> int:
    return main(["--root", str(root), "set", fact, value, "--source", NEW, *more])


def read(root: Path) -> Ledger:
    ledger, problems = load(root / "data", "data")
    assert ledger is not None, problems
    return ledger


def of_any_value(root: Path, value: str) -> Path:
    """Give the fact about oil the YAML ``value``, on a page that takes any, and return its file."""
    page = root / "docs/study/fees.md"
    page.write_text(page.read_text(encoding="utf-8").replace("{fact}`fee-oil as money`", "{src}`fee-oil`"))
    path = root / "data/facts/fees.yaml"
    text = path.read_text(encoding="utf-8")
    assert "  value: 3\n" in text
    path.write_text(text.replace("  value: 3\n", value), encoding="utf-8")
    return path


@pytest.fixture
def left(small: Path) -> Path:
    """The handbook, with a fact whose source no other entry rests on."""
    with (small / "data/sources.yaml").open("a", encoding="utf-8") as file:
        file.write(OTHER)
    path = small / "data/facts/fees.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("    - src-old-leaflet-2029\n  status: dated", "    - src-of-none\n  status: dated"), ("'2029'", "'2020'"),
    ):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return small


def test_a_source_that_has_served_is_named_and_no_reason_to_refuse(
    left: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert put(left, "4") == 0
    place = read(left).places["src-of-none"]
    said = capsys.readouterr().out
    assert f"{place.file}:{place.line}: src-of-none: nothing rests on this source now; remove it, or name it" in said
    assert "[L018]\n" in said
    assert (read(left).facts["fee-oil"].value, read(left).facts["fee-oil"].sources) == (4, (NEW,))
    # It is a fault of the ledger now, but none that a later change brings.
    assert put(left, "5", "--json") == 0
    assert json.loads(capsys.readouterr().out)["no_longer_used"] == []


def test_json_names_a_source_that_has_served(left: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert put(left, "4", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["no_longer_cited"], found["no_longer_used"]) == (["src-of-none"], ["src-of-none"])


def test_faults_elsewhere_do_not_keep_a_fact_from_being_set(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (small / "data/sources.yaml").open("a", encoding="utf-8") as file:
        file.write(OTHER)
    page = small / "docs/study/fees.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n{fact}`fee-oil as rubbish` {fact}`fee-lump`\n")
    offices = small / "data/offices.yaml"
    offices.write_text(offices.read_text(encoding="utf-8") + "  note: see /home/me/x\n", encoding="utf-8")
    assert put(small, "4") == 0
    assert put(small, "see /home/me/y") == 1
    said = capsys.readouterr().err.split("\n")
    assert [line for line in said if "/home/me/x" in line or "rubbish" in line or "src-of-none" in line] == []
    assert "fee-oil: the change breaks the rules above; nothing was changed [D007]" in said
    assert read(small).facts["fee-oil"].value == 4


def test_another_fault_of_the_same_words_is_one_that_the_change_brings(small: Path) -> None:
    page = small / "docs/study/fees.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n{fact}`fee-oil as date`\n", encoding="utf-8")
    assert put(small, "soon") == 1


TYPED = """\
  value:
    a: 1
    x: Null
    y: True  # as typed
    day: 2031-01-01
    thousand: 1_000
    none:
    sign: +5
    flow: {x: NULL, y: ~, z: 0x10, i: .inf, o: 007, f: 1.50, e: 1e5, t: "true", n: 'null'}
    list: [True, FALSE, 12:30:45, 2001-12-14t21:59:43.10-05:00]
    2026: 5
"""


@pytest.mark.parametrize(("key", "old"), [("a", "a: 1"), ("2026", "2026: 5")])
def test_the_other_keys_of_a_value_stay_as_they_were_typed(small: Path, key: str, old: str) -> None:
    path = of_any_value(small, TYPED)
    before, text = read(small).facts["fee-oil"], path.read_text(encoding="utf-8")
    assert put(small, "null", fact=f"fee-oil.{key}") == 0
    after = read(small).facts["fee-oil"]
    assert json.dumps(after.value) == json.dumps({**before.value, key: None})
    expected = text.replace(old, f"{old.partition(':')[0]}:").replace("as_of: '2029'", "as_of: '2031-09-01'")
    expected = expected.replace("  status: dated", f"    - {NEW}\n  status: dated")
    assert path.read_text(encoding="utf-8") == expected


def test_what_would_be_read_otherwise_is_refused(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = of_any_value(small, "  value: {a: 1, y: True}\n")
    before = path.read_bytes()
    monkeypatch.setattr(
        "handbook.desk.set_value.changed", lambda *given: changed(*given).replace("y: True", "y: true")
    )
    assert put(small, "2", fact="fee-oil.a") == 1
    words = "fee-oil: value would be read otherwise than now; put its words in quotes first; nothing was changed [D007]"
    assert words in capsys.readouterr().err
    assert path.read_bytes() == before
    monkeypatch.setattr(
        "handbook.desk.set_value.changed", lambda *given: changed(*given).replace("lamp fee", "lamp's fee")
    )
    assert put(small, "2", fact="fee-oil.a") == 1
    assert path.read_bytes() == before


ENDS = ["\n", "\r\n", "\r"]


@pytest.mark.parametrize("ends", ENDS, ids=repr)
@pytest.mark.parametrize("other", ENDS, ids=repr)
@pytest.mark.parametrize("at", [0, 2, 8, 15, 20])
def test_each_line_keeps_its_own_end(small: Path, ends: str, other: str, at: int) -> None:
    path = small / "data/facts/fees.yaml"
    lines = path.read_text(encoding="utf-8").split("\n")
    marks = [other if number == at else ends for number in range(len(lines))]

    def joined(words: list[str]) -> str:
        return "".join(line + mark for line, mark in zip(words, marks, strict=True)).removesuffix(marks[-1])

    path.write_bytes(joined(lines).encode())
    assert put(small, "45", fact="fee-lamp") == 0
    assert path.read_bytes().decode() == joined([line.replace("value: 40", "value: 45") for line in lines])


LONG = """\
- id: a  # of a reader
  statement: The words of a statement that
    somebody has broken where it was of use to them, and of which one line is longer than any other, by some words.
  "value" : 3
# at the margin
  sources: [one]
  status:   current
  as_of: '2020'
  note: |
    value: 3
    # none
  applies_to: {tracks: [
    'x',
  ]}
"""


def test_other_fields_stay_broken_where_they_are() -> None:
    after = LONG.replace('"value" : 3', '"value": 4').replace("# at", "  # at").replace("one]", "one, two]")
    assert changed(LONG, 1, Change("", 4, None, ("one", "two"), "2020")) == after
    same = changed(LONG, 1, Change("", 4, "Words.", ("one", "two"), "2021"))
    assert same.split("\n")[1:3] == ["  statement: Words.", '  "value": 4']
    # A dash and fields that stand further in are written anew.
    wide = LONG.replace("\n  ", "\n    ").replace("- id", "-   id")
    assert "\n  value: 4\n" in changed(wide.replace('"value" ', "value"), 1, Change("", 4, None, ("one",), "2020"))


@pytest.mark.parametrize("last", ["", "\r\n"])
def test_new_lines_end_as_those_around_them(last: str) -> None:
    text = "- id: a\r\n  value: 3\r\n  sources:\r\n    - one\r\n  as_of: '2020'" + last
    change = Change("", 4, "Words.", ("one", "two"), "2021")
    assert changed(text, 1, change) == (
        "- id: a\r\n  value: 4\r\n  sources:\r\n    - one\r\n    - two\r\n  as_of: '2021'\r\n  statement: Words." + last
    )
