"""``changes`` on folders and on revisions of git; bad input is one line."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from handbook.desk.changes import state
from handbook.desk.command_line import main
from handbook.desk.manual import RefusalError
from handbook.ledger.change_log import change_log_holds
from handbook.ledger.load import load

from .test_commands import run


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false", *arguments],
        cwd=folder, check=True, capture_output=True,
    )


@pytest.fixture
def edited(small: Path) -> Path:
    """A handbook under git, with one fee changed since its only commit."""
    git(small, "init", "-q")
    git(small, "add", "-A")
    git(small, "commit", "-qm", "first")
    path = small / "data/costs.yaml"
    text = path.read_text(encoding="utf-8")
    old = next(line for line in text.split("\n") if "amount:" in line)
    path.write_text(text.replace(old, old.partition(":")[0] + ": 4321", 1), encoding="utf-8")
    return small


def test_a_commit_against_the_folder(edited: Path) -> None:
    result = run("changes", "HEAD", root=edited)
    assert result.returncode == 0, result.stderr
    lines = result.stdout.split("\n")
    assert lines[0] == "Costs: 1"
    assert "now $4,321." in lines[1]
    assert lines[2] == "1 change from HEAD to the ledger as it stands."
    assert run("changes", "HEAD", "HEAD", root=edited).stdout == "0 changes from HEAD to HEAD.\n"


def test_folders_and_json(edited: Path) -> None:
    found = json.loads(run("changes", "--json", "HEAD", "data", root=edited).stdout)
    assert [(item["topic"], item["what"], item["field"]) for item in found] == [("costs", "changed", "amount")]


def test_the_log_is_written_and_checked(edited: Path) -> None:
    log = edited / "data/changes.yaml"
    assert not log.exists()
    written = run("changes", "HEAD", "--log", "2027-01-15", root=edited)
    assert written.returncode == 0, written.stderr
    entry, = YAML(typ="safe").load(written.stdout)
    assert (entry["id"], entry["date"], entry["topic"]) == ("change-2027-01-15-costs", "2027-01-15", "costs")
    assert len(entry["entries"]) == 1 and "gone" not in entry
    assert [sentence.endswith("now $4,321.") for sentence in entry["sentences"]] == [True]
    # What is written can be put into the file as it is, and is no longer asked for.
    log.write_text(written.stdout, encoding="utf-8")
    assert run("changes", "HEAD", "--log", "2027-01-16", root=edited).stdout == "# The change log names every change.\n"
    ledger, problems = load(edited / "data", "data")
    assert ledger is not None and problems == []
    assert list(change_log_holds(ledger)) == []
    # An older entry of the log does not stand for a later change of the same entry.
    git(edited, "add", "-A")
    git(edited, "commit", "-qm", "second")
    path = edited / "data/costs.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("amount: 4321", "amount: 5432", 1), encoding="utf-8")
    again = run("changes", "HEAD", "--log", "2027-01-15", root=edited).stdout
    assert YAML(typ="safe").load(again)[0]["id"] == "change-2027-01-15-costs-2"
    assert "now $5,432." in again


def test_what_is_gone_is_logged_as_gone(edited: Path) -> None:
    path = edited / "data/plans.yaml"
    lost = next(line.removeprefix("- id: ") for line in path.read_text().split("\n") if line.startswith("- id: "))
    path.write_text("[]\n", encoding="utf-8")
    found = YAML(typ="safe").load(run("changes", "HEAD", "--log", "2027-01-15", root=edited).stdout)
    assert next(entry for entry in found if entry["topic"] == "plans")["gone"][0] == lost


@pytest.mark.parametrize("day", ["2027-02-30", "27-1-1", "soon"])
def test_a_log_needs_a_day(edited: Path, day: str) -> None:
    result = run("changes", "HEAD", "--log", day, root=edited)
    assert result.returncode == 2
    assert f"{day}: no date; give YYYY-MM-DD" in result.stderr


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["--json", "--log", "2027-01-15"], "error: argument --log: not allowed with argument --json\n"),
        (["--log", "2027-01-15", "--json"], "error: argument --json: not allowed with argument --log\n"),
    ],
)
def test_a_log_is_no_json(small: Path, typed: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--root", str(small), "changes", "data", *typed])
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.endswith(words)


@pytest.mark.parametrize("wanted", ["nothing", "docs", "HEAD~9", "HEAD:data", "a b", "ö", "", " "])
def test_what_is_no_state_is_one_line(edited: Path, wanted: str) -> None:
    result = run("changes", wanted, root=edited)
    assert result.returncode == 1
    assert result.stdout == ""
    assert "neither a folder nor a revision of git with a ledger in it [D001]" in result.stderr.split("\n")[0]
    assert set(json.loads(run("changes", "--json", wanted, root=edited).stdout)) == {"error", "code"}


@pytest.mark.parametrize("wanted", ["--output=x", "-o", "HEAD\0"])
def test_a_state_is_never_an_option_of_git(edited: Path, wanted: str) -> None:
    # With ":./data" behind it, the first would be a file that git empties.
    kept = edited / "x:." / "data"
    kept.parent.mkdir()
    kept.write_text("Kept.", encoding="utf-8")
    with pytest.raises(RefusalError, match="neither a folder nor a revision of git"):
        state(edited, wanted)
    assert kept.read_text(encoding="utf-8") == "Kept."


def test_a_state_that_cannot_be_read_names_file_and_line(edited: Path) -> None:
    git(edited, "commit", "-qam", "second")
    (edited / "data/costs.yaml").write_text("- id: [\n", encoding="utf-8")
    result = run("changes", "HEAD", root=edited)
    assert result.returncode == 1
    assert ".: this ledger cannot be read: data/costs.yaml:" in result.stderr.split("\n")[0]
    assert "Traceback" not in result.stderr


def test_a_state_that_lacks_a_file_names_the_file_alone(edited: Path) -> None:
    (edited / "data/costs.yaml").unlink()
    with pytest.raises(RefusalError, match=r"cannot be read: data/costs\.yaml: no such file \["):
        state(edited, ".")
