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


# The value of the fact about oil and its statement, the value that is set, and what is said of the old one.
STILL = [
    ("3", "Oil cost $3 in 2029.", "4", ["Its statement still has the old value (3): Oil cost $3 in 2029."]),
    ("3", "Oil cost three dollars.", "4", ["Its statement still has the old value (three): Oil cost three dollars."]),
    ("12079", "Oil: $12,079.", "12080", ["Its statement still has the old value (12,079): Oil: $12,079."]),
    ("2.5", "Oil: $2.50.", "3", ["Its statement still has the old value (2.50): Oil: $2.50."]),
    ("0.85", "Oil for 85%.", "0.9", ["Its statement still has the old value (85%): Oil for 85%."]),
    ("'2031-09-01'", "Oil on September 1.", "'2031-09-02'",
     ["Its statement still has the old value (September 1): Oil on September 1."]),
    ("'2031-09-01'", "Oil on September 1, 2031.", "'2031-09-02'",
     ["Its statement still has the old value (September 1, 2031): Oil on September 1, 2031."]),
    ("Whale", "The oil is whale oil.", "Seed",
     ["Its statement still has the old value (Whale): The oil is whale oil."]),
    ("{a: 1.25, b: 2}", "Oil: 1.25 and 2.", "{a: 1.5, b: 2}",
     ["Its statement still has the old value (1.25): Oil: 1.25 and 2."]),
    # A part of another number, of a code or of a word is none; nor is what the new value has as well.
    ("3", "In 2013 oil cost $3.50, 3,000 in all, by 10-3.", "4",
     ["Its statement still reads: In 2013 oil cost $3.50, 3,000 in all, by 10-3."]),
    ("{a: 5, b: 5}", "Oil: 5.", "{a: 6, b: 5}", ["Its statement still reads: Oil: 5."]),
    ("3", "Oil: 3.", "3", ["Its statement still reads: Oil: 3."]),
    ("true", "It is true.", "false", ["Its statement still reads: It is true."]),
    ("3", "Oil: 4.", "four", ["The value was a number and is now text.", "Its statement still reads: Oil: 4."]),
    ("[3]", "Oil: 4.", "{a: 1}",
     ["The value was a list and is now keys with values.", "Its statement still reads: Oil: 4."]),
    ("3", "Oil: 4.", "null", ["The value was a number and is now nothing.", "Its statement still reads: Oil: 4."]),
]


@pytest.mark.parametrize(("old", "statement", "new", "lines"), STILL)
def test_what_still_has_the_old_value_is_said(
    small: Path, capsys: pytest.CaptureFixture[str], old: str, statement: str, new: str, lines: list[str]
) -> None:
    path = of_any_value(small, f"  value: {old}\n")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("In 2029 oil cost $3 a night.", statement), encoding="utf-8")
    assert put(small, new) == 0
    said = capsys.readouterr().out.split("\n")
    assert [line for line in said if line.startswith(("The value", "Its statement"))] == lines


def test_a_new_statement_with_the_old_value_is_named_and_another_is_not(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert put(small, "4", "--statement", "Oil costs $3.") == 0
    assert "\nIts statement still has the old value (3): Oil costs $3.\n" in capsys.readouterr().out
    assert put(small, "5", "--statement", "Oil costs $5.") == 0
    assert "Its statement" not in capsys.readouterr().out


def test_costs_that_still_have_the_old_amount_of_the_same_source_are_named(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    costs = small / "data/costs.yaml"
    one = costs.read_text(encoding="utf-8").replace("amount: 900", "amount: 40")
    other = one.replace("cost-keeping-tuition", "cost-of-another-source").replace(NEW, "src-old-leaflet-2029")
    costs.write_text(f"{one}\n{other.replace('2031-09-01', '2029')}", encoding="utf-8")
    assert put(small, "45", fact="fee-lamp") == 0
    said = capsys.readouterr().out.split("\n")
    assert [line for line in said if "data/costs.yaml" in line] == [
        "data/costs.yaml:1: cost-keeping-tuition: the amount, from a source of this fact, is still 40; "
        "change it where it is the same figure"
    ]
    assert put(small, "46", fact="fee-lamp") == 0
    assert "data/costs.yaml" not in capsys.readouterr().out


def test_a_cost_that_is_tied_to_the_fact_is_named_once_with_its_code(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (small / "data/edition.yaml").open("a", encoding="utf-8") as file:
        file.write("cost_facts:\n  tuition: [fee-lamp]\n")
    costs = small / "data/costs.yaml"
    one = costs.read_text(encoding="utf-8").replace("amount: 900", "amount: 40")
    # Of the same year, from another source.
    other = one.replace("cost-keeping-tuition", "cost-of-another-source").replace(NEW, "src-old-leaflet-2029")
    costs.write_text(f"{one}\n{other.replace('2031-09-01', '2029')}", encoding="utf-8")
    assert put(small, "45", "--json", fact="fee-lamp") == 0
    assert json.loads(capsys.readouterr().out)["old_in_costs"] == ["cost-keeping-tuition", "cost-of-another-source"]
    assert put(small, "46", fact="fee-lamp") == 0
    said = capsys.readouterr().out.split("\n")
    assert [line.partition(": ")[2] for line in said if line.startswith("data/costs.yaml")] == [
        f"{name}: amount: fee-lamp says 46, not 40 [L023]"
        for name in ("cost-keeping-tuition", "cost-of-another-source")
    ]


def test_json_says_what_still_has_the_old_value(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    costs = small / "data/costs.yaml"
    costs.write_text(costs.read_text(encoding="utf-8").replace("amount: 900", "amount: 40"), encoding="utf-8")
    assert put(small, "45", "--json", fact="fee-lamp") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["kinds"], found["old_in_statement"], found["old_in_costs"]) == (
        ["a number", "a number"], ["40"], ["cost-keeping-tuition"],
    )


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
