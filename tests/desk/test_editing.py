"""The editors' commands: show, review, set, new-page, live."""

from __future__ import annotations

import datetime
import json
import shutil
import threading
import urllib.request
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from handbook.desk.check import problems_of
from handbook.desk.command_line import main
from handbook.desk.faults import faults_in
from handbook.desk.live import Preview, handler
from handbook.desk.review import due
from handbook.ledger.load import Ledger, load
from handbook.ledger.problems import Problem
from handbook.prose.shape import TYPES

from .test_commands import ROOT, run


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the ledger and the pages."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    return tmp_path


def test_show_names_sources_and_pages() -> None:
    result = run("show", "cost-per-unit-2025-26")
    assert result.returncode == 0
    assert "value: 800" in result.stdout
    assert "docs/admissions/costs/index.md:" in result.stdout
    assert "applicant" in result.stdout
    found = json.loads(run("show", "--json", "admission-round-3-day-conflict").stdout)
    assert any(page["kind"] == "conflict" for page in found["pages"])


def test_show_of_an_unknown_id_names_the_nearest() -> None:
    result = run("show", "cost-per-unit")
    assert result.returncode == 1
    assert "did you mean cost-per-unit-" in result.stderr


def test_review_puts_money_first_and_the_oldest_first(ledger: Ledger) -> None:
    found = due(ledger, datetime.date(2027, 6, 1))
    assert found == sorted(found)
    assert found[0].harm == 1
    assert all(item.days > 100 for item in found)
    assert due(ledger, datetime.date(2012, 1, 1)) == []
    # A requirement set is as old as its newest source, and due with the rules.
    (rules,) = (item for item in found if item.entry == "mism-2025-26")
    assert (rules.harm, rules.as_of, rules.office) == (2, "2026-01-20", "office-mism-advisor")
    assert "mism-2025-26" not in {item.entry for item in due(ledger, datetime.date(2026, 7, 1))}
    refused = run("review", "--today", "2026-13-01")
    assert refused.returncode == 2
    assert refused.stderr.endswith("argument --today: 2026-13-01: no date; give YYYY-MM-DD\n")


def test_an_entry_is_due_the_day_after_its_limit(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for day, words in ("2031-12-30", "0 entries are due"), ("2031-12-31", "1 entry is due"):
        assert main(["--root", str(small), "review", "--today", day]) == 0
        assert capsys.readouterr().out.endswith(f"{words} on {day}.\n")


@pytest.mark.parametrize("typed", [["show", ""], ["show", " "], ["set", "", "5", "--source", "src-leaflet-2031"]])
def test_an_empty_id_is_a_wrong_command_line(small: Path, typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--root", str(small), *typed])
    assert "argument id: no id; give that of an entry, such as cost-books" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("fee-lamp.", "fee-lamp.: the value has no such key; there is: none [D001]"),
        (".", ".: no such fact [D001]"), (".x", ".x: no such fact [D001]"),
    ],
)
def test_set_refuses_a_dot_without_a_fact_or_a_key(
    small: Path, typed: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (small / "data/facts/fees.yaml").read_bytes()
    assert main(["--root", str(small), "set", typed, "50", "--source", "src-leaflet-2031"]) == 1
    assert capsys.readouterr().err.split("\n")[0] == words
    assert (small / "data/facts/fees.yaml").read_bytes() == before


def test_prose_counts_one_as_one(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "docs/study/fees.md").write_text("# Fees\n\nUtilize.\n", encoding="utf-8")
    assert main(["--root", str(small), "prose", "study/fees"]) == 0
    assert "\n1 page, 1 word, 1.0 words a sentence, 1 remark.\n" in capsys.readouterr().out


def test_prose_names_a_page_that_is_not_utf_8(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "docs/study/fees.md").write_bytes(b"# Fees\n\nA caf\xe9.\n")
    line = "docs/study/fees.md:3: not UTF-8 text; save the file as UTF-8 [L002]"
    assert main(["--root", str(small), "prose", "study/fees"]) == 1
    assert capsys.readouterr().err.split("\n")[0] == line
    assert main(["--root", str(small), "prose"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{line}\n4 pages, ")
    assert main(["--root", str(small), "prose", "study/catalog"]) == 0
    assert "L002" not in capsys.readouterr().out


def test_set_changes_one_entry_and_nothing_else(copy: Path) -> None:
    path = copy / "data/facts/costs-and-aid.yaml"
    before = path.read_text().split("\n")
    result = run(
        "set", "cost-living.semester", "12500", "--source", "src-heinz-mism-landing-2025-10", root=copy,
    )
    assert result.returncode == 0, result.stderr
    ledger, _ = load(copy / "data", "data")
    assert ledger is not None
    assert ledger.facts["cost-living"].value == {"semester": 12500, "summer": 8053}
    assert "src-heinz-mism-landing-2025-10" in ledger.facts["cost-living"].sources
    after = path.read_text().split("\n")
    assert after[0] == before[0]
    changed = [line for line in before if line not in after]
    assert len(changed) <= 2, changed
    assert len(after) == len(before) + 1


LAMP = """\
# Facts about fees.

# The lamp.
- id: fee-lamp  # of a reader
  statement: 'The lamp fee is $40 a term.'
  # in whole dollars
  value: 40
# at the margin
  sources:
    - src-leaflet-2031
    # read in the hall
  status: current
  as_of: '2031-09-01'
  note: |
    Of all readers.

    # no comment, but text
  # the end of the lamp


# Section two
# - id: fee-old
"""


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize(("margin", "kept"), [("", "  # at the margin"), ("  ", "    # at the margin")])
def test_set_leaves_every_comment_where_it_is(small: Path, last: bool, margin: str, kept: str) -> None:
    path = small / "data/facts/fees.yaml"
    others = path.read_text().split("\n\n", 1)[1]
    before = f"{others}\n{LAMP}" if last else LAMP + others
    before = "".join(margin + line if line.strip() else line for line in before.splitlines(keepends=True))
    path.write_text(before)
    result = run("set", "fee-lamp", "45", "--source", "src-leaflet-2031", root=small)
    assert result.returncode == 0, result.stderr
    after = before.replace("value: 40", "value: 45").replace(f"{margin}# at the margin", kept)
    assert path.read_text() == after


def test_a_new_value_rests_on_its_source_alone_unless_the_earlier_ones_give_it_too(copy: Path) -> None:
    def sources(*more: str) -> list[str]:
        result = run("set", "cost-books", *more, "--source", "src-heinz-mism-landing-2025-10", root=copy)
        assert result.returncode == 0, result.stderr
        said.append(result.stdout)
        ledger, _ = load(copy / "data", "data")
        assert ledger is not None
        return list(ledger.facts["cost-books"].sources)

    said: list[str] = []
    ledger, _ = load(copy / "data", "data")
    assert ledger is not None
    fact = ledger.facts["cost-books"]
    earlier = [source for source in fact.sources if source != "src-heinz-mism-landing-2025-10"]
    assert len(earlier) > 1
    assert set(sources(str(fact.value))) == {*earlier, "src-heinz-mism-landing-2025-10"}
    assert set(sources("650", "--keep-sources")) == {*earlier, "src-heinz-mism-landing-2025-10"}
    assert not any("No longer cited" in words for words in said)
    assert sources("651") == ["src-heinz-mism-landing-2025-10"]
    assert f"No longer cited, since they gave the old value: {', '.join(earlier)} (--keep" in said[-1]
    blank = run("set", "cost-books", "652", "--source", "src-heinz-mism-landing-2025-10", "--statement", " ", root=copy)
    assert blank.returncode == 1
    assert "statement:  : must be words, not blanks alone" in blank.stderr


@pytest.mark.parametrize("head", ["-\n  id: fee-lamp\n", "-\n\n    id: fee-lamp\n", "-   id: fee-lamp\n"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_set_takes_any_dash_and_any_line_ends(small: Path, head: str, ends: str) -> None:
    path = small / "data/facts/fees.yaml"
    lamp, others = path.read_text().split("\n\n", 1)
    margin = "    " if "    id" in head or "-   id" in head else "  "
    rest = "".join(margin[2:] + line for line in lamp.splitlines(keepends=True)[1:])
    text = f"{head}{rest}\n\n{others}\n-\n  id: fee-late\n{rest.replace(margin, '  ')}\n"
    path.write_bytes(text.replace("\n", ends).encode())
    result = run("set", "fee-lamp", "45", "--source", "src-leaflet-2031", root=small)
    assert result.returncode == 0, result.stderr
    after = path.read_bytes().decode()
    assert after.count("\r\n") == (after.count("\n") if ends == "\r\n" else 0)
    changed, _, kept = after.replace("\r\n", "\n").partition("\n\n- id: fee-boat")
    assert "value: 45" in changed
    assert kept == text.partition("\n\n- id: fee-boat")[2]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("{a: 1, a: 2}", "the key a stands twice"), ("[&x 1, *x]", "an alias (*) repeats this value"),
        ("x" * 20_001, "a value of 20,001 characters"), ("[1, 2", "not valid YAML"), ("Fee: a: b", "not valid YAML"),
    ],
)
def test_set_refuses_a_value_that_is_not_what_it_seems(small: Path, value: str, words: str) -> None:
    page = small / "docs/study/fees.md"  # takes any value
    page.write_text(page.read_text().replace("{fact}`fee-lamp as money`", "{src}`fee-lamp`"))
    before = (small / "data/facts/fees.yaml").read_bytes()
    result = run("set", "fee-lamp", value, "--source", "src-leaflet-2031", root=small)
    assert result.returncode == 1
    assert words in result.stderr
    assert "words are safe in quotes [D007]\n" in result.stderr
    assert (small / "data/facts/fees.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["cost-livin", "1"], "no such fact; did you mean cost-living?"),
        (["cost-living.term", "1"], "there is: semester, summer"),
        (["course-95-702", "1"], "course-95-702: no fact; change it in its file, data/courses.yaml:"),
    ],
)
def test_set_refuses_what_does_not_exist(copy: Path, arguments: list[str], words: str) -> None:
    before = (copy / "data/facts/costs-and-aid.yaml").read_bytes()
    result = run("set", *arguments, "--source", "src-heinz-mism-landing-2025-10", root=copy)
    assert result.returncode == 1
    assert words in result.stderr
    assert (copy / "data/facts/costs-and-aid.yaml").read_bytes() == before


def test_set_refuses_an_unknown_source_and_what_the_rules_refuse(copy: Path) -> None:
    before = (copy / "data/facts/costs-and-aid.yaml").read_bytes()
    assert "no such source" in run("set", "cost-books", "700", "--source", "src-nothing", root=copy).stderr
    hostile = "see /home/me/secret"
    result = run("set", "cost-books", hostile, "--source", "src-heinz-mism-landing-2025-10", root=copy)
    assert result.returncode == 1
    assert "nothing was changed [D007]" in result.stderr
    assert (copy / "data/facts/costs-and-aid.yaml").read_bytes() == before


def test_new_page_passes_the_checks(copy: Path) -> None:
    from handbook.prose.shape import shape

    assert run("new-page", "how-to", "careers/networking", root=copy).returncode == 0
    text = (copy / "docs/careers/networking.md").read_text()
    assert shape("docs/careers/networking.md", text) == []
    assert run("new-page", "how-to", "careers/networking", root=copy).returncode == 1
    assert "makes a page of this name itself" in run("new-page", "how-to", "search", root=copy).stderr
    outside = run("new-page", "how-to", "../../etc/x", root=copy)
    assert outside.returncode == 1
    assert "no name for a page" in outside.stderr
    assert "no such folder in docs/; did you mean careers?" in run("new-page", "how-to", "carers/x", root=copy).stderr


@pytest.mark.parametrize("name", [
    "", "study/My page", "study/_part", "study/é", "/", "study//x", "study/x\n", "a/.b", "study/x.html", "study/x.HTML",
    "study/x.md.md", "study/x.html.md",
])
def test_new_page_refuses_what_can_be_no_address(small: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted((small / "docs").rglob("*"))
    assert main(["--root", str(small), "new-page", "how-to", name]) == 1
    assert sorted((small / "docs").rglob("*")) == before
    assert capsys.readouterr().err.split("\n")[0].endswith("no name for a page; write it as careers/cpt [D001]")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("study/main", "this heading takes the place of main in the frame of the website; word it otherwise"),
        ("study/5-courses", "5 courses: a number of courses is typed by hand; use"),
    ],
)
def test_new_page_refuses_a_name_that_makes_a_page_with_faults(
    small: Path, name: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(small.rglob("*"))
    assert main(["--root", str(small), "new-page", "how-to", name]) == 1
    line = capsys.readouterr().err.split("\n")[0]
    title = name.removeprefix("study/").replace("-", " ").capitalize()
    assert line.startswith(f"{name}: the page would begin with '# {title}': {words}")
    assert line.endswith("; choose another name [D007]")
    assert sorted(small.rglob("*")) == before


@pytest.mark.parametrize("kind", TYPES)
def test_a_new_page_of_each_type_has_no_faults(small: Path, kind: str) -> None:
    assert main(["--root", str(small), "new-page", kind, "study/meet-people"]) == 0
    page = small / "docs/study/meet-people.md"
    lines = page.read_text(encoding="utf-8").split("\n")

    def found() -> list[Problem]:
        return [problem for problem in problems_of(small)[0] if problem.file.endswith("meet-people.md")]

    left = found()
    assert {problem.message.partition(": ")[2] for problem in left} == {"words of the template; write your own"}
    # Each sentence is named; a heading that may be right stays.
    assert {lines[problem.line - 1] for problem in left} == {
        line for line in lines[5:] if line and (not line.startswith("#") or line == "## First question")
    }
    for problem in left:
        lines[problem.line - 1] = "## What it costs" if lines[problem.line - 1].startswith("#") else "It is filled in."
    page.write_text("\n".join(lines), encoding="utf-8")
    assert [problem.message for problem in found()] == [
        "no toctree names this page; add it to that of its folder's index.md"
    ]


def test_new_page_takes_no_address_that_leads_elsewhere(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    moves = small / "docs/redirects.yaml"
    kept = "- from: study/people#two\n  to: study/fees\n"
    moves.write_text(f"{kept}- from: study/people\n  to: study/fees\n", encoding="utf-8")
    assert main(["--root", str(small), "new-page", "how-to", "study/people"]) == 1
    assert capsys.readouterr().err.split("\n")[0] == (
        "study/people: docs/redirects.yaml:3 leads from this address to study/fees; choose another name [D002]"
    )
    assert not (small / "docs/study/people.md").exists()
    moves.write_text(kept, encoding="utf-8")
    assert main(["--root", str(small), "new-page", "how-to", "study/people"]) == 0


@pytest.mark.parametrize("typed", [["new-page", "how-to"], ["rename", "study/catalog"], ["rename", "study/fees"]])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("study/", "study/: a folder; name the page too, as in careers/cpt [D001]"),
        ("study/Fees", "study/Fees: study/fees is one file with it on some systems; choose another [D002]"),
        ("study/con", "study/con: Windows can hold no file called con; choose another name [D001]"),
        ("Search", "Search: the website makes a page of this name itself; choose another [D002]"),
    ],
)
def test_a_name_that_another_page_or_a_folder_has_is_refused(
    small: Path, typed: list[str], name: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in small.rglob("*.*") if path.is_file()}
    assert main(["--root", str(small), *typed, name]) == 1
    assert {path: path.read_bytes() for path in small.rglob("*.*") if path.is_file()} == before
    assert capsys.readouterr().err.split("\n")[0] == words


def test_the_preview_shows_faults_and_reloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    preview = Preview(tmp_path)
    folder = preview.folder / "html"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("<html><body><p>hi</p></body></html>")
    preview.faults = faults_in("docs/x.md:3: WARNING: <b>bad</b>", "")
    with ThreadingHTTPServer(("127.0.0.1", 0), handler(preview)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        get: Callable[[str], str] = lambda path: urllib.request.urlopen(  # noqa: E731
            f"http://127.0.0.1:{server.server_port}{path}"
        ).read().decode()
        page = get("/")
        assert "&lt;b&gt;bad" in page
        assert 'src="/__live.js?build=0"' in page
        assert json.loads(get("/__live?build=7")) == {"build": 0}
        server.shutdown()
        thread.join()


def test_the_preview_notices_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs").mkdir()
    preview = Preview(tmp_path)
    built = threading.Event()
    monkeypatch.setattr(preview, "build", built.set)
    stop = threading.Event()
    looked = threading.Event()
    state = preview.state

    def seen() -> dict[str, float]:
        found = state()
        looked.set()
        return found

    monkeypatch.setattr(preview, "state", seen)
    thread = threading.Thread(target=preview.watch, args=(stop, 0.01))
    thread.start()
    assert looked.wait(10)
    (tmp_path / "docs/new.md").write_text("# New\n")
    assert built.wait(10)
    stop.set()
    thread.join()


def test_the_preview_answers_when_there_is_another_build(tmp_path: Path) -> None:
    preview = Preview(tmp_path)
    assert preview.wait_for_another("4") == 0
    assert preview.wait_for_another("0", patience=0.01) == 0
    waiting = threading.Thread(target=lambda: seen.append(preview.wait_for_another("0")))
    seen: list[int] = []
    waiting.start()
    with preview.news:
        preview.build_number = 1
        preview.news.notify_all()
    waiting.join(timeout=10)
    assert seen == [1]
