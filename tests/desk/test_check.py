"""What an editor does by a slip of the hand: ``check`` says it in one line, with the place and what would be right."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from handbook.desk.check import PageCheck, check_page, check_words, pages, problems_of
from handbook.desk.command_line import main
from handbook.ledger.load import load
from tests.conftest import ROOT

FRONT = "---\ntype: how-to\naudience: student\n---\n\n# Title\n\nText.\n\n"
ALONE = FRONT.replace("---\n", "---\norphan: true\n", 1)
PAGE, COSTS = "docs/reference.md", "data/costs.yaml"
MERGE = "two states of these lines were not merged; keep one, and remove <<<<<<<, ======= and >>>>>>>"
EMPTY = "an empty file; write [] where there is nothing to list [L008]"
STRAY = "facts stand in files of facts/ itself, and their names end in .yaml [L001]"


def lines_of(root: Path) -> list[str]:
    """Return what ``check`` prints of the handbook in ``root``."""
    return [str(problem) for problem in problems_of(root)[0]]


# What a page says below its front matter and its title, and the one line that comes of it.
ON_A_PAGE = [
    ("{fact}`fee-lamp", ":10: {fact}: its text does not end on this line; write it as {fact}`id` [P006]"),
    ("{fact}`fee-\nlamp`", ":10: {fact}: its text does not end on this line; write it as {fact}`id` [P006]"),
    ("{fact} `fee-lamp`", ":10: {fact}: no id follows; write it as {fact}`id` [P006]"),
    ("{fact}``", ":10: {fact}: no id follows; write it as {fact}`id` [P006]"),
    ("{cost}'fee-lamp'", ":10: {cost}: no id follows; write it as {cost}`id` [P006]"),
    ("{fact}` `", ":10: {fact}: an id is missing; write it as {fact}`id` [P006]"),
    ("Text. {src}`fee-lamp,`", ":10: {src}: an id is missing; write it as {src}`id` [P006]"),
    ("{facts}`fee-lamp`", ":10: {facts}: no such role; did you mean {fact}? [P006]"),
    ("{Fact}`fee-lamp`", ":10: {Fact}: no such role; did you mean {fact}? [P006]"),
    ("~~~{conflict} conflict-boot\n~~~",
     ":10: {conflict}: conflict-boot: no such conflict; did you mean conflict-boat?"),
    ("```costs\n```", ":10: ```costs: shown as code; a directive has braces: ```{costs} [P006]"),
    ("````{costs}\n```\n\nMore.", ":10: the block that begins here is never closed; end it with a line of ```` [P002]"),
    ("![Alt](HTTPS://example.org/a.png)", ":10: HTTPS://example.org/a.png: a picture of another website; keep a copy"),
    ("```{csv-table} T\n:file: rows.csv\n```", ":11: {csv-table}: a table from elsewhere; write its rows on the page"),
    ("```{figure} a.png\n:alt: It costs $5\n```", ":11: $5: a dollar amount is typed by hand; use {fact} or {cost}"),
    ("##More", ":10: no heading; write ## More [P002]"),
    ("A colour.", ":10: colour: write color, as US spelling has it"),
    ("(fee-lamp)=\nMore.", ":10: the label fee-lamp is an id of the ledger, which gives its entry a place; choose"),
    ("x" * 4001 + "\n\n{fact}`fee-lam`", ":10: a line of 4,001 characters; at most 4,000 [L003]"),
    ("## Search results",
     ":10: this heading takes the place of search-results in the frame of the website; word it otherwise [P002]"),
    ("## Source 1", ":10: this heading takes the place of source-1 in the frame of the website; word it otherwise"),
    ("## `Page` *sources*", ":10: this heading takes the place of page-sources in the frame of the website; word it"),
    ("(main)=\n## More", ":10: this label takes the place of main in the frame of the website; word it otherwise"),
    ("<<<<<<< HEAD\nA\n=======\nB\n>>>>>>> b", f":10: {MERGE} [P002]"),
    ("```{glossary}\nLamp\n  A.\n\nLamp\n  B.\n```",
     ":14: Lamp: this term is explained already at docs/reference.md:11; "),
]


@pytest.mark.parametrize(("text", "line"), ON_A_PAGE)
def test_slips_on_a_page(small: Path, text: str, line: str) -> None:
    (small / PAGE).write_text(f"{FRONT}{text}\n", encoding="utf-8")
    (said,) = lines_of(small)
    assert said.startswith(f"{PAGE}{line}")


@pytest.mark.parametrize(
    "text",
    [
        "`{fact}`", "`` {fact}`id` ``", "```text\n{fact} x\n```", "{abbr}`A (b)`", "{fact}`fee-lamp as money` {x}",
        "#1 is it",
        "```{glossary}\nLamp\n  A.\n\nlamp\n  B.\n```", "```text\ncosts\n```", "```text costs\n```", "{kbd}`a`",
        "a < b", "## Main points", "## Sources", "```text\n## Main\n(main)=\n```",
    ],
)
def test_what_is_no_slip(small: Path, text: str) -> None:
    (small / PAGE).write_text(f"{FRONT}{text}\n", encoding="utf-8")
    assert lines_of(small) == []


def test_a_term_of_two_glossaries_is_named_at_the_second(small: Path) -> None:
    glossary = "```{glossary}\nLamp\n  A.\n```\n"
    (small / PAGE).write_text(FRONT + glossary, encoding="utf-8")
    (small / "docs/study/more.md").write_text(ALONE + glossary, encoding="utf-8")
    assert lines_of(small) == [
        f"docs/study/more.md:12: Lamp: this term is explained already at {PAGE}:11; join the two [P002]"
    ]


# A file, what it says, and the one line that comes of it.
WHOLE = [
    (PAGE, "", f"{PAGE}:1: an empty page; start it as 'python -m handbook new-page' does, or remove it [P002]"),
    (PAGE, "\n\n", f"{PAGE}:1: an empty page; "),
    (PAGE, FRONT.replace("student\n---", "student"),
     f"{PAGE}:1: the front matter is never closed; end it with a line of"),
    (PAGE, FRONT.partition("\n\n")[0], f"{PAGE}:1: no h1 heading [P002]"),
    (PAGE, FRONT.replace("audience", "audeince"),
     f"{PAGE}:3: unknown field audeince in the front matter; did you mean aud"),
    (PAGE, FRONT.replace("student", "&a student"), f"{PAGE}:3: &a: read as an anchor; a text that begins with & needs"),
    (PAGE, FRONT.replace("# Title", "## Title\n\n## More"),
     f"{PAGE}:6: a page has one h1, and it comes first: write # Title"),
    (PAGE, FRONT.replace("# Title", "#Title"), f"{PAGE}:6: no heading; write # Title [P002]"),
    ("docs/.more.md", FRONT, "docs/.more.md: a page's name does not begin with a dot [P002]"),
    ("docs/more.html.md", FRONT, "docs/more.html.md: a page's name ends in .md, without another suffix [P002]"),
    ("docs/more.MD", FRONT, "docs/more.MD: no page, as its name does not end in .md, in small letters [P002]"),
    ("docs/more.md.txt", FRONT, "docs/more.md.txt: no page, as its name does not end in .md, in small letters [P002]"),
    ("docs/_more.md", FRONT, "docs/_more.md: no page, as its name or that of its folder begins with an underscore"),
    ("docs/_a/more.md", FRONT, "docs/_a/more.md: no page, as its name or that of its folder begins with an underscore"),
    ("docs/study/con.md", ALONE, "docs/study/con.md: Windows can hold no file called con; rename it [P002]"),
    ("docs/Search.md", ALONE, "docs/Search.md:1: the website makes a page of this name itself; choose another [P002]"),
    ("docs/more.markdown", FRONT, "docs/more.markdown: no page, as its name does not end in .md, in small letters"),
    ("docs/redirects.yml", "[]\n", "docs/redirects.yml: nobody reads it; call it redirects.yaml [P002]"),
    ("docs/redirects.yaml", "- from: Study/fees\n  to: reference\n",
     "docs/redirects.yaml:1: Study/fees: differs from the page study/fees only in capitals; some systems take the two"),
    (PAGE, FRONT.replace("# Title", "# Main"), f"{PAGE}:6: this heading takes the place of main in the frame"),
    ("data/offices.yaml", "", f"data/offices.yaml:1: {EMPTY}"),
    ("data/sources.yaml", "\n", f"data/sources.yaml:1: {EMPTY}"),
    ("data/facts/fees.yaml", " \n", f"data/facts/fees.yaml:1: {EMPTY}"),
    ("data/edition.yaml", "", f"data/edition.yaml:1: {EMPTY}"),
    ("data/edition.yaml", "5\n", "data/edition.yaml:1: must be an entry with fields, not 5 [L008]"),
    ("data/synonyms.yaml", "", f"data/synonyms.yaml:1: {EMPTY}"),
    ("data/kept-back.yaml", "# None.\n- id: fee-lamp\n  reason: Dull.\n",
     "data/kept-back.yaml:2: fee-lamp: a page shows this fact; take it out of data/kept-back.yaml [P005]"),
    (PAGE, FRONT.replace("---\n\n", "entry_year: 2031-23\n---\n\n", 1),
     f"{PAGE}:4: entry_year: 2031-23: no such entry year; did you mean "),
    ("data/cost.yaml", "[]\n", "data/cost.yaml: no file that the ledger reads; did you mean costs.yaml? [L001]"),
    ("data/costs.yml", "[]\n", "data/costs.yml: no file that the ledger reads; did you mean costs.yaml? [L001]"),
    ("data/facts/more.yml", "[]\n", f"data/facts/more.yml: no file that the ledger reads; {STRAY}"),
    ("data/facts/a/b.yaml", "[]\n", f"data/facts/a/b.yaml: no file that the ledger reads; {STRAY}"),
    ("data/facts/MORE.YAML", "[]\n", f"data/facts/MORE.YAML: no file that the ledger reads; {STRAY}"),
    ("data/Costs.Yml", "[]\n", "data/Costs.Yml: no file that the ledger reads; did you mean costs.yaml? [L001]"),
    ("docs/study/a\nb.md", FRONT, "docs/study/a\\nb.md: a page's name has letters without accents, digits, hyphens"),
    ("data/synonyms.yaml", '- same: ["a\\u0007", b]\n', "data/synonyms.yaml:1: character U+0007 is not allowed"),
    ("docs/redirects.yaml", '- from: "a\\u0007"\n  to: reference\n', "docs/redirects.yaml:1: character U+0007 is not"),
    (PAGE, FRONT.replace("how-to", '"\\u0007"'), f"{PAGE}:2: character U+0007 is not allowed; remove it [L019]"),
    (COSTS, "- id: a\n<<<<<<< HEAD\n  term: x\n=======\n>>>>>>> b\n", f"{COSTS}:2: {MERGE} [L004]"),
    (COSTS, "- &a {id: cost-a}\n- <<: *a\n  term: x\n",
     f"{COSTS}:1: an alias (*) repeats this value; write it out [L006]"),
]


@pytest.mark.parametrize(("file", "text", "line"), WHOLE)
def test_slips_that_are_a_whole_file(small: Path, file: str, text: str, line: str) -> None:
    (small / file).parent.mkdir(exist_ok=True)
    (small / file).write_text(text, encoding="utf-8")
    (said,) = lines_of(small)
    assert said.startswith(line)


# A change of the costs, and the one line that comes of it.
IN_A_LINE = [
    ("  term: ", "  term: &t ", ":3: &t: read as an anchor; a text that begins with & needs quotes [L006]"),
    ("  term: ", "  term: !t ", ":3: !t: read as a tag; a text that begins with ! needs quotes [L004]"),
    ("  term: ", "  term: !!str ", ":3: !!str: read as a tag; a text that begins with ! needs quotes [L004]"),
    ("  term: ", "  <<: {a: b}\n  term: ",
     ":3: cost-keeping-tuition: <<: entries are not merged; write the fields out"),
    ("  term: ", '  term: "a\\nb" #',
     ":1: cost-keeping-tuition: term: a\\nb: not in cost_terms of edition.yaml [L012]"),
    ("  term: ", '  note: "a\\r\\U000e0041"\n  term: ', ":3: character U+000D is not allowed; remove it [L019]"),
    ("  term: ", '  note: "a\\ufffe"\n  term: ', ":3: character U+FFFE is not allowed; remove it [L019]"),
    ("  term: ", "  Term: ", ":3: cost-keeping-tuition: unknown field Term; did you mean term? [L010]"),
    ("  term: ", "  term: x\n  term: ", ":4: the key term stands twice in this entry [L005]"),
    ("sources:\n    - src-leaflet-2031", "sources: src-leaflet-2031",
     ":9: cost-keeping-tuition: sources: src-leaflet-2031: must be a list: one a line, each behind a hyphen [L009]"),
    ("sources:\n    - src-leaflet-2031", "sources: []",
     ":9: cost-keeping-tuition: sources: []: needs 1 or more, one a line, each behind a hyphen [L009]"),
]


@pytest.mark.parametrize(("old", "new", "line"), IN_A_LINE)
def test_slips_in_an_entry(small: Path, old: str, new: str, line: str) -> None:
    text = (small / COSTS).read_text(encoding="utf-8")
    assert old in text
    (small / COSTS).write_text(text.replace(old, new, 1), encoding="utf-8")
    (said,) = lines_of(small)
    assert said.startswith(f"{COSTS}{line}")


@pytest.mark.parametrize("text", ["Q & A", "'&a b'", "Come &c", "a!", "R&D"])
def test_what_is_no_anchor(small: Path, text: str) -> None:
    path = small / "data/unknowns.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("why: No leaflet says.", f"why: {text}"), encoding="utf-8")
    assert lines_of(small) == []


def test_a_date_of_a_source_is_one_fault(small: Path) -> None:
    path = small / "data/sources.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("2031-09-01", "2031-11-01", 1), encoding="utf-8")
    assert lines_of(small) == [
        "data/sources.yaml:2: src-leaflet-2031: 2031-11-01 lies after the edition's check day, 2031-10-01 [L013]"
    ]


def test_a_copy_of_a_file_is_one_fault(small: Path) -> None:
    (small / "data/facts/fees copy.yaml").write_bytes((small / "data/facts/fees.yaml").read_bytes())
    assert lines_of(small) == [
        "data/facts/fees.yaml: every entry stands already in data/facts/fees copy.yaml; take one of the two files out "
        "[L011]"
    ]


def test_a_handbook_without_pages_is_one_fault(small: Path) -> None:
    shutil.rmtree(small / "docs")
    (small / "docs").mkdir()
    assert lines_of(small) == ["docs/index.md: no such file; the website begins with this page [L001]"]


def test_facts_in_files_of_another_suffix_are_named(small: Path) -> None:
    (small / "data/facts/fees.yaml").rename(small / "data/facts/fees.yml")
    assert lines_of(small) == [f"data/facts/fees.yml: no file that the ledger reads; {STRAY}"]


def test_a_list_of_all_statements_shows_no_fact(small: Path) -> None:
    ledger, _ = load(small / "data", "data")
    assert ledger is not None
    words = check_words(PAGE, FRONT + "{fact}`fee-lamp`\n")
    raw = "docs/reference/facts/fees.md"
    shown = {name: check_page(name, words, ledger).shown for name in (PAGE, raw)}
    assert shown == {PAGE: {"fee-lamp"}, raw: set()}


def test_a_link_to_a_folder_is_named(small: Path) -> None:
    (small / "docs/loop").symlink_to("..")
    assert lines_of(small) == [
        "docs/loop: a link to a folder, which may hold itself; put the pages themselves here [P002]"
    ]


@pytest.mark.parametrize(
    ("files", "line"),
    [
        (["Reference.md"], "docs/reference.md: differs from docs/Reference.md only in capitals; "),
        (["Study/fees.md", "Study/more.md"], "docs/study: differs from docs/Study only in capitals; "),
        (["Reference/more.md"], "docs/reference.md: differs from docs/Reference only in capitals; "),
        (["reference/more.md"], ""),
    ],
)
def test_names_that_differ_only_in_capitals(small: Path, files: list[str], line: str) -> None:
    for file in files:
        path = small / "docs" / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(ALONE, encoding="utf-8")
    found = [str(problem) for problem in problems_of(small)[0]]
    assert [line in said and said.endswith("rename one of them [P002]") for said in found] == [True] * bool(line)


def test_a_change_of_the_ledger_checks_the_facts_of_a_page_anew_and_not_its_words(small: Path) -> None:
    page = small / PAGE
    page.write_text(FRONT + "```{costs}\n:nope: x\n```\n\n{fact}`fee-lamp`\n", encoding="utf-8")
    known: dict[str, PageCheck] = {}
    before, _, shown = problems_of(small, known)
    words = known[PAGE].words
    facts = small / "data/facts/fees.yaml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("fee-lamp", "fee-light"), encoding="utf-8")
    after = problems_of(small, known)
    assert known[PAGE].words is words
    assert after[0] == problems_of(small)[0] != before
    assert after[2] == shown - 1


def test_an_id_that_is_a_list_is_named(small: Path) -> None:
    path = small / COSTS
    path.write_text(path.read_text(encoding="utf-8").replace("- id: ", "- id: [a, b]\n  note: ", 1), encoding="utf-8")
    assert [line.partition(": id: ")[2] for line in lines_of(small) if COSTS in line] == [
        "['a', 'b']: must be text [L009]"
    ]


def test_a_page_that_cannot_be_read_is_no_fault_of_the_toctree_that_names_it(small: Path) -> None:
    (small / "docs/study/fees.md").write_bytes(b"\xff\xfe\x00")
    assert [problem for problem in problems_of(small)[0] if "toctree" in problem.message] == []


def test_a_page_below_itself_stops_check_and_build_with_its_line(small: Path) -> None:
    page = small / "docs/study/fees.md"
    text = page.read_text(encoding="utf-8") + "\n```{toctree}\n../index\n```\n"
    page.write_text(text, encoding="utf-8")
    line = text.count("\n") - 1
    back = "leads back to this page; a page cannot stand below itself"
    said = f"docs/study/fees.md:{line}: {{toctree}}: ../index: {back}"
    assert lines_of(small) == [f"{said} [P002]"]
    command = [sys.executable, "-m", "handbook", "--root", str(small), "build", "--only", "html"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 1
    assert said in result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr


# A file, what is changed in it, and the one line that comes of it: none for the facts of which nobody then knows.
ONE_FAULT: list[tuple[str, bytes, bytes, str]] = [
    ("docs/study/fees.md", b"as money`", b"as money` caf\xe9",
     "docs/study/fees.md:8: not UTF-8 text; save the file as"),
    ("docs/study/fees.md", b"as money`", b"as money` \x07", "docs/study/fees.md:8: character U+0007 is not allowed"),
    ("docs/study/fees.md", b"\n\n```{conflict}", b"\n\n```python\n\n```{conflict}",
     "docs/study/fees.md:12: the block that"),
    ("docs/study/fees.md", b"as money`", b"as money` " + b"x" * 4001, "docs/study/fees.md:8: a line of 4,0"),
    ("docs/study/fees.md", b"{fact}`fee-lamp as money`", b"low", "data/facts/fees.yaml:1: fee-lamp: no page shows this "
     "fact; show it, or list it in data/kept-back.yaml with a reason [P005]"),
    ("docs/study/fees.md", b"fee-lamp", b"fee-lam",
     "docs/study/fees.md:8: {fact}: fee-lam: no such fact; did you mean"),
    ("docs/study/fees.md", b"{fact}`fee-lamp", b"{fcat}`fee-lamp", "docs/study/fees.md:8: {fcat}: no such role; did"),
    ("docs/study/fees.md", b"} conflict-boat", b"} conflict-baot", "docs/study/fees.md:12: {conflict}: conflict-baot:"),
    ("data/facts/fees.yaml", b": conflict-boat", b": conflict-baot",
     "data/facts/fees.yaml:11: fee-boat: conflict-baot:"),
    ("data/conflicts.yaml", b"Ten dollars", b"''", "data/conflicts.yaml:4: conflict-boat: values.0.value: : string"),
    ("data/conflicts.yaml", b"- src-leaf", b"- Src-leaf",
     "data/conflicts.yaml:6: conflict-boat: values.0.sources.0: Src"),
    ("data/unknowns.yaml", b"office-quay", b"x" * 700, "data/unknowns.yaml:4: open-gulls: ask: xxxx"),
]


@pytest.mark.parametrize(("file", "old", "new", "line"), ONE_FAULT)
def test_one_fault_is_one_line(small: Path, file: str, old: bytes, new: bytes, line: str) -> None:
    data = (small / file).read_bytes()
    assert old in data
    (small / file).write_bytes(data.replace(old, new, 1))
    (said,) = lines_of(small)
    assert said.startswith(line)


# A file, what is changed in it, and the lines that come of it: entries that no page shows, each with what would help.
UNASKED = "no {course-catalog} of a page asks for it"
UNTAKEN = (
    "data/deadlines.yaml:1: date-tide: no list of {deadlines} on a page takes this date "
    "(cycle: spring-2032, audience: applicant, status: current)"
)
NO_PLACE: list[tuple[str, str, str, list[str]]] = [
    ("data/courses.yaml", "  subject: light", "  subject: ligth",
     [f"data/courses.yaml:1: course-10-101: subject: ligth: {UNASKED}; did you mean light?"]),
    ("data/courses.yaml", "  subject: light", "  subject: optics",
     [f"data/courses.yaml:1: course-10-101: subject: optics: {UNASKED}; there is: light"]),
    ("data/courses.yaml", "  subject: light\n", "",
     [f"data/courses.yaml:1: course-10-101: subject: nothing: {UNASKED}; there is: light"]),
    ("docs/study/catalog.md", "```{course-catalog}\n:subject: light\n```", "Words.",
     [f"data/courses.yaml:1: course-10-101: subject: light: {UNASKED}",
      f"data/courses.yaml:15: course-10-202: subject: light: {UNASKED}"]),
    ("docs/study/catalog.md", ":subject: light\n", "", []),
    ("docs/study/catalog.md", ":subject: light\n", ":subject: ligth\n",
     ["docs/study/catalog.md:11: {course-catalog}: ligth: no such subject; did you mean light?"]),
    ("docs/study/catalog.md", "{course-catalog}", "{course-catalogue}",
     ["docs/study/catalog.md:10: {course-catalogue}: no such directive; did you mean {course-catalog}?"]),
    ("docs/index.md", ":audience: applicant", ":cycle: spring-2032", []),
    ("docs/index.md", ":audience: applicant", ":ids: date-tide", []),
    ("docs/index.md", "```{deadlines}\n:audience: applicant\n```", "On {deadline}`date-tide`.", []),
    ("docs/index.md", "```{deadlines}\n:audience: applicant\n```", "Words.",
     [UNTAKEN]),
    ("docs/index.md", "```{deadlines}\n:audience: applicant\n```", "% {deadline}`date-tide`",
     [UNTAKEN]),
    ("docs/study/index.md", "```{requirements} keeping-2031-32\n```\n", "",
     ["data/requirements.yaml:1: keeping-2031-32: no page shows this requirement set; "
      "show it with {requirements} keeping-2031-32"]),
    ("docs/study/index.md", "```{requirements} keeping-2031-32\n```\n", "```{requirements}\n```\n",
     ["docs/study/index.md:20: {requirements}: needs 1 argument behind its name, and has none"]),
    ("docs/study/index.md", "```{plan} plan-keeping\n```\n", "",
     ["data/plans.yaml:1: plan-keeping: no page shows this sample plan; show it with {plan} plan-keeping"]),
]


@pytest.mark.parametrize(("file", "old", "new", "lines"), NO_PLACE)
def test_an_entry_that_stands_on_no_page_is_named(
    small: Path, file: str, old: str, new: str, lines: list[str]
) -> None:
    text = (small / file).read_text(encoding="utf-8")
    assert old in text
    (small / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert [said.rpartition(" [P0")[0] for said in lines_of(small)] == lines


def test_a_date_of_a_cycle_that_no_table_takes_is_named(small: Path) -> None:
    page = small / "docs/index.md"
    text = page.read_text(encoding="utf-8")
    lists = text.replace(":audience: ", ":cycle: spring-2032\n:audience: ")
    named = "\n\n```{deadlines}\n:ids: date-ebb\n```\n\n{deadline}`date-flood`\n"  # which is not enough
    page.write_text(lists + named, encoding="utf-8")
    dates, records = small / "data/deadlines.yaml", small / "data/published-dates.yaml"
    one, record = dates.read_text(encoding="utf-8"), records.read_text(encoding="utf-8")
    other = one.replace("date-tide", "date-ebb").replace("spring-2032", "sprin-2032")
    third = one.replace("date-tide", "date-flood").replace("audience: applicant", "audience: student")
    dates.write_text(f"{one}\n{other}\n{third}", encoding="utf-8")
    names = ("date-tide", "date-ebb", "date-flood")
    records.write_text("\n".join(record.replace("date-tide", name) for name in names), encoding="utf-8")
    assert [said.partition(": ")[2] for said in lines_of(small)] == [
        "date-ebb: cycle: sprin-2032: no {deadlines} of a page asks for it; did you mean spring-2032? [P005]",
        "date-flood: no list of {deadlines} on a page takes this date "
        "(cycle: spring-2032, audience: student, status: current) [P005]",
    ]


# Two faults, the later file first, as a page and the ledger are read.
TWO = [
    {"file": "data/facts/fees.yaml", "line": 1, "entry": "fee-lamp", "code": "P005",
     "message": "no page shows this fact; show it, or list it in data/kept-back.yaml with a reason"},
    {"file": PAGE, "line": 10, "entry": "", "code": "P002", "message": "no heading; write ## More"},
]


@pytest.fixture
def two_faults(small: Path) -> Path:
    """A handbook with them."""
    (small / PAGE).write_text(f"{FRONT}##More\n", encoding="utf-8")
    fees = small / "docs/study/fees.md"
    fees.write_text(fees.read_text(encoding="utf-8").replace("{fact}`fee-lamp as money`", "low"), encoding="utf-8")
    return small


def test_the_lines_stand_in_the_order_of_files_and_are_counted(
    two_faults: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(two_faults), "check"]) == 1
    said = capsys.readouterr()
    assert said.out.split("\n") == [
        f"{TWO[0]['file']}:1: fee-lamp: {TWO[0]['message']} [P005]", f"{PAGE}:10: {TWO[1]['message']} [P002]", "",
    ]
    assert said.err.startswith("2 problems found.\n")


def test_a_program_is_told_the_same(two_faults: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(two_faults), "check", "--json"]) == 1
    said = capsys.readouterr()
    assert (json.loads(said.out), said.err) == (TWO, "")
    assert said.out.startswith('[\n  {\n    "file": ')


def test_a_program_is_told_of_no_problem(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(small), "check", "--json"]) == 0
    assert capsys.readouterr().out == "[]\n"


def test_what_is_proven_is_counted(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fees = small / "docs/study/fees.md"
    fees.write_text(fees.read_text(encoding="utf-8").replace("{fact}`fee-lamp as money`", "low"), encoding="utf-8")
    (small / "data/kept-back.yaml").write_text("- id: fee-lamp\n  reason: Dull.\n", encoding="utf-8")
    costs = (small / COSTS).read_text(encoding="utf-8")
    (small / COSTS).write_text(costs + costs.replace("tuition", "tuition-2"), encoding="utf-8")
    assert main(["--root", str(small), "check"]) == 0
    assert capsys.readouterr().out == (
        "No problems: 3 facts (2 shown, 1 kept back), 2 courses, 1 requirement set, 1 sample plan proven, 1 date, "
        "2 costs, 2 sources, 5 pages.\n"
    )


def test_a_ledger_that_cannot_be_read_is_the_only_fault(small: Path) -> None:
    (small / PAGE).write_text(f"{FRONT}##More\n", encoding="utf-8")
    (small / COSTS).write_text("- id: [\n", encoding="utf-8")
    problems, ledger, shown = problems_of(small)
    assert [problem.file for problem in problems] == [COSTS]
    assert (ledger, shown) == (None, 0)


def test_pages_come_in_order(tmp_path: Path) -> None:
    for name in ("c", "a/z", "b", "a/b", "_d", "e/_f", "d"):
        (tmp_path / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / f"docs/{name}.md").touch()
    assert [path.relative_to(tmp_path).as_posix() for path in pages(tmp_path)] == [
        "docs/a/b.md", "docs/a/z.md", "docs/b.md", "docs/c.md", "docs/d.md"
    ]
