"""Bad files give one clear line each: file, line, what is wrong and the nearest right value."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.ledger.load import LISTS, load
from handbook.ledger.model import Edition, Fact, KeptBack, LoggedChange, PublishedDate
from handbook.ledger.problems import Code, Problem
from handbook.ledger.rules import kept_back_facts_exist
from handbook.ledger.values import FORMS
from handbook.ledger.yaml_tree import MAX_BYTES, parse, read_text

Broken = Callable[[str, str, str], Path]


def problems_of(folder: Path) -> list[Problem]:
    ledger, problems = load(folder, "data")
    assert ledger is None
    return problems


def test_the_real_ledger_loads(root: Path) -> None:
    ledger, problems = load(root / "data", "data")
    assert problems == []
    assert ledger is not None
    assert len(ledger.facts) >= 857
    assert ledger.course("95-702") is not None


def test_a_number_is_read_as_one_as_long_as_it_is_exact() -> None:
    tree = parse("a: 1234567890.12345\nb: 1234567890.123456\nd: -123456789012345\nc: 12345678901234567\n", "x", [])
    assert tree is not None
    assert tree.value == {
        "a": 1234567890.12345, "b": "1234567890.123456", "d": -123456789012345, "c": "12345678901234567",
    }


@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"])
def test_every_end_of_a_line_is_one(tmp_path: Path, ends: bytes) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(ends.join([b"\xef\xbb\xbfa: |", b"  One", b"  two", b"b: 2", b""]))
    assert read_text(path, "a.yaml", []) == "a: |\n  One\n  two\nb: 2\n"


def test_a_missing_file_is_named(broken: Broken) -> None:
    folder = broken("offices.yaml", "office-heinz-admissions", "office-heinz-admissions")
    (folder / "offices.yaml").unlink()
    assert [str(p) for p in problems_of(folder)] == ["data/offices.yaml: no such file [L001]"]


def test_an_unknown_field_names_the_nearest(broken: Broken) -> None:
    folder = broken("costs.yaml", "  currency: USD", "  curency: USD")
    (problem,) = problems_of(folder)  # the field is not missing too
    assert "unknown field curency; did you mean currency? [L010]" in str(problem)
    folder = broken("costs.yaml", "  curency: USD", "  money: USD")
    lines = [str(p) for p in problems_of(folder)]
    assert any("unknown field money [L010]" in line for line in lines)
    assert any("the field currency is missing [L009]" in line for line in lines)


def test_a_wrong_status_names_the_choices_and_the_nearest(broken: Broken) -> None:
    folder = broken("facts/program.yaml", "status: current", "status: curent")
    (problem,) = problems_of(folder)
    assert problem.file == "data/facts/program.yaml"
    line = (folder / "facts/program.yaml").read_text().split("\n")[problem.line - 1]
    assert "curent" in line
    assert "must be one of current, dated, conflicting; did you mean current?" in problem.message


@pytest.mark.parametrize(
    "day", ["2026-02-30", "2026-13-01", "26-01-01", "2026-1-1", "soon", "9999-12-31", "0001-01-01"]
)
def test_an_impossible_date_is_refused(broken: Broken, day: str) -> None:
    folder = broken("deadlines.yaml", "date: '2026-12-01'", f"date: '{day}'")
    (problem,) = problems_of(folder)
    assert problem.code is Code.DATE
    assert day in problem.message


@pytest.mark.parametrize(("published", "said"), [
    ("2031-13-45 to 0000-00-00", "there is no such date in the calendar"),
    ("2026-02-28 to 2026-02-30", "there is no such date in the calendar"),
    ("2026-02-30 17:00", "there is no such date in the calendar"),
    ("9999-12-31", "must lie between 1980 and 2200"),
])
def test_an_impossible_day_was_never_published(broken: Broken, published: str, said: str) -> None:
    folder = broken("published-dates.yaml", "published: ['2026-12-01']", f"published: ['{published}', '2026-12-01']")
    (problem,) = problems_of(folder)
    assert problem.code is Code.DATE
    assert problem.message.endswith(f": {published}: {said}")


NUMBER = "must be a number in digits alone, such as 12 or 12.5, without quotes"
WHOLE = "must be a whole number in digits alone, such as 12, without quotes"
ASK = "must be the id of an office, or an address that starts with https://"


@pytest.mark.parametrize(
    ("file", "field", "value", "said"),
    [
        *(("costs.yaml", "amount", value, f"amount: {told}: {NUMBER}") for value, told in (
            ("'900'", "900"), ("nine", "nine"), (".nan", ".nan"), (".inf", ".inf"), ("1e9", "1e9"), ("", "nothing"),
            ("true", "true"), ("[1]", "[1]"), ("1,000", "1,000"), ("9" * 20, "9" * 20), ("900 USD", "900 USD"),
        )),
        ("costs.yaml", "amount", "-5", "amount: -5: input should be greater than 0"),
        ("costs.yaml", "amount", "1000000", "amount: 1000000: input should be less than 1000000"),
        ("courses.yaml", "units", "twelve", f"units: twelve: {NUMBER}"),
        ("courses.yaml", "units", "-1", "units: -1: input should be greater than or equal to 0"),
        ("requirements.yaml", "terms", "2.5", f"terms: 2.5: {WHOLE}"),
        ("requirements.yaml", "terms", "true", f"terms: true: {WHOLE}"),
        ("requirements.yaml", "min_qpa", "'3.0'", f"min_qpa: 3.0: {NUMBER}"),
        ("unknowns.yaml", "ask", "The Office", f"ask: The Office: {ASK}"),
        ("unknowns.yaml", "ask", "5", f"ask: 5: {ASK}"),
        ("courses.yaml", "title", "2026", "title: 2026: must be text; put it in quotes"),
        ("courses.yaml", "title", "[a]", "title: ['a']: must be text"),
    ],
)
def test_a_value_of_the_wrong_kind_is_one_fault(broken: Broken, file: str, field: str, value: str, said: str) -> None:
    folder = broken(file, f"  {field}: ", f"  {field}: {value} # ")
    (problem,) = problems_of(folder)
    assert problem.message == said
    assert (folder / file).read_text(encoding="utf-8").split("\n")[problem.line - 1].startswith(f"  {field}: {value}")


@pytest.mark.parametrize("field", ["date: 02-29", "date: 02-01\n  end_date: 02-29"])
def test_a_yearly_date_is_one_of_every_year(broken: Broken, field: str) -> None:
    (problem,) = problems_of(broken("deadlines.yaml", "date: '2026-12-01'", field))
    assert problem.code is Code.DATE
    assert problem.message.endswith("date: 02-29: comes in leap years alone; write 02-28 or 03-01, or give the year")
    dated = re.sub(r"(?<=: )02", "2028-02", field)
    ledger, _ = load(broken("deadlines.yaml", field, dated), "data")
    assert ledger is not None


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("edition.yaml", "checked: '2026-11-23'", "checked: 2026-11", "checked: 2026-11: must be YYYY-MM-DD [L013]"),
        ("edition.yaml", "checked: '2026-11-23'", "checked: 2026-02-30", "no such date in the calendar [L013]"),
        ("requirements.yaml", "choose_courses: 1", "choose_courses: 999999999", "less than or equal to 50"),
        ("costs.yaml", "as_of: ", "as_of: 2026 # ", "as_of: 2026: must be a date, in quotes [L013]"),
        ("costs.yaml", "academic_year: ", "academic_year: 2026-2027 # ", "four digits, a hyphen, two digits [L009]"),
        ("offices.yaml", "phone: ", "phone: call us # ", "must be a phone number: digits, spaces, hyphens,"),
        ("offices.yaml", "phone: ", "phone: (412) 268-2000 # ", "with a digit or + in front"),
        ("offices.yaml", "note: ", "note: YYYY no date\n  nota: ", "unknown field nota; did you mean note? [L010]"),
        ("edition.yaml", "owners:", "owners:\n  \"\\u00ad\": 5", "owners.\\xad: 5: "),
        ("edition.yaml", "number: 600", "number: '600'", f"first_graduate_number: 600: {WHOLE} [L009]"),
        ("edition.yaml", "{days: 240", "{days: soon", f"review.policies.days: soon: {WHOLE} [L009]"),
        ("requirements.yaml", "rule: all", "rul: all", "unknown field groups.0.rul; did you mean rule? [L010]"),
        ("requirements.yaml", "rule: all", "# ", "the field groups.0.rule is missing [L009]"),
        ("requirements.yaml", "rule: all", "rule: al", "groups.0.rule: al: must be one of"),
        ("edition.yaml", "checked: '2026-11-23'", "checked: '2026-11-2٣'", "2026-11-2٣: must be YYYY-MM-DD [L013]"),
        ("costs.yaml", "academic_year: 2025-26", "academic_year: 2025-62", "the second year must follow the first"),
        ("requirements.yaml", "min_qpa: 3.0", "min_qpa: 33.0", "less than or equal to 5"),
        ("requirements.yaml", "hours_min: 300", "hours_min: -300", "greater than or equal to 1"),
        ("requirements.yaml", "petition_min_qpa: 3.5", "petition_min_qpa: 300.5", "less than or equal to 5"),
        ("courses.yaml", "minis_seen:\n    - ", "minis_seen:\n    - 9 # ", "less than or equal to 6"),
        ("offices.yaml", "name: ", "name: ' ' # ", "must be words, not blanks alone [L009]"),
        ("published-dates.yaml", "['2026-12-01']", "['zebra', '2026-12-01']", "must be a day as it was published"),
        ("conflicts.yaml", "reason: ", 'reason: "\\u202e" # ', "U+202E"),
        ("courses.yaml", "number: ", "number: 95-70٢ # ", "two digits, a hyphen, three digits [L009]"),
        ("courses.yaml", "number: ", "number: 95702a # ", "two digits, a hyphen, three digits [L009]"),
    ],
)
def test_a_wrong_form_is_told_in_words(broken: Broken, file: str, old: str, new: str, said: str) -> None:
    found = [str(problem) for problem in problems_of(broken(file, old, new))]
    assert any(said in line for line in found), found
    assert not any("\\d" in line for line in found)


def test_every_pattern_of_the_models_has_its_words() -> None:
    models = [*LISTS.values(), Fact, KeptBack, PublishedDate, LoggedChange, Edition]
    schemas = "".join(json.dumps(model.model_json_schema(by_alias=True)) for model in models)
    patterns = {json.loads(f'"{found}"') for found in re.findall(r'"pattern": "((?:[^"\\]|\\.)*)"', schemas)}
    assert patterns - {"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"} == set(FORMS)  # that of a date is told by the check of the date


def test_a_fact_kept_back_that_does_not_exist_has_its_line(broken: Broken) -> None:
    folder = broken("kept-back.yaml", "id: program-landing-links", "id: cost-bookz")
    ledger, _ = load(folder, "elsewhere")
    assert ledger is not None
    (problem,) = kept_back_facts_exist(ledger)
    assert str(problem) == (
        "elsewhere/kept-back.yaml:3: cost-bookz: cost-bookz: no such fact; did you mean cost-books? [L012]"
    )


def test_a_script_link_is_no_address(broken: Broken) -> None:
    folder = broken("offices.yaml", "url: https://www.heinz.cmu.edu/admissions/", "url: 'javascript:alert(1)'")
    (problem,) = problems_of(folder)
    assert "must be an address that starts with https://" in problem.message


def test_an_id_twice_names_both_places(broken: Broken) -> None:
    folder = broken("unknowns.yaml", "id: open-12-month-terms", "id: open-12-month-future")
    (problem,) = problems_of(folder)
    assert problem.code is Code.DUPLICATE_ID
    assert "data/unknowns.yaml:" in problem.message


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("- id: a\n  id: b\n", Code.DUPLICATE_KEY, 2),
        ("- &x {a: 1}\n- *x\n", Code.ALIAS, 1),
        # No blank is needed behind a key in quotes.
        ('- {"a":&x [1], "b": *x}\n', Code.ALIAS, 1),
        ('- {"a":!!str 1}\n', Code.YAML_SYNTAX, 1),
        ("- [1\n", Code.YAML_SYNTAX, 2),
        ("- a: !!python/object:os.system x\n- {\n", Code.YAML_SYNTAX, 3),
        ("- a: 'x\x07y'\n", Code.TEXT, 1),
        ('- a: b\n  c: "x\\0y"\n', Code.TEXT, 2),
        ('- a: b\n  "x\\ey": c\n', Code.TEXT, 2),
        ("- " + "[" * 30 + "]" * 30, Code.DEPTH, 1),
        ("- a: " + "x" * 30_000, Code.FILE_SIZE, 1),
        ("? [a, b]\n: c\n", Code.YAML_SYNTAX, 1),
    ],
)
def test_hostile_yaml_gives_a_line(text: str, code: Code, line: int) -> None:
    problems: list[Problem] = []
    parse(text, "data/x.yaml", problems)
    assert (problems[0].code, problems[0].line) == (code, line)


def test_a_bomb_of_aliases_is_not_expanded() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    problems: list[Problem] = []
    parse(bomb, "data/x.yaml", problems)
    assert {p.code for p in problems} == {Code.ALIAS}


def test_wrong_encoding_and_size(tmp_path: Path, broken: Broken) -> None:
    folder = broken("edition.yaml", "Edition", "Edition")
    (folder / "edition.yaml").write_bytes("id: é".encode("latin-1"))
    (folder / "kept-back.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    found = {p.code for p in problems_of(folder)}
    assert {Code.FILE_ENCODING, Code.FILE_SIZE} <= found


def test_scalars_keep_their_meaning() -> None:
    tree = parse("a: 2024\nb: '2024'\nc: 2024-01-01\nd: yes\ne: 012\nf: 1e3\ng: true\nh: 3.0\ni: ~\n", "x", [])
    assert tree is not None
    assert tree.value == {
        "a": 2024, "b": "2024", "c": "2024-01-01", "d": "yes", "e": "012", "f": "1e3", "g": True, "h": 3.0, "i": None,
    }


def test_a_folder_of_nothing(tmp_path: Path) -> None:
    found = problems_of(tmp_path)
    assert {p.code for p in found} == {Code.FILE_MISSING}


def test_problems_sort_by_place_then_by_code() -> None:
    later, field, date, first = (
        Problem("data/b.yaml", 1, "", Code.FIELD, "x"), Problem("data/a.yaml", 7, "id", Code.FIELD, "x"),
        Problem("data/a.yaml", 7, "id", Code.DATE, "x"), Problem("data/a.yaml", 7, "id", Code.FIELD, "w"),
    )
    assert sorted([later, date, field, first]) == [first, field, date, later]
