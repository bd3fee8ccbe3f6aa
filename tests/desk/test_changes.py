"""``changes`` on folders and on revisions of git; bad input is one line."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("wanted", ["nothing", "docs", "HEAD~9", "HEAD:data", "a b", "ö"])
def test_what_is_no_state_is_one_line(edited: Path, wanted: str) -> None:
    result = run("changes", wanted, root=edited)
    assert result.returncode == 1
    assert result.stdout == ""
    assert "neither a folder nor a revision of git with a ledger in it [D001]" in result.stderr.split("\n")[0]
    assert set(json.loads(run("changes", "--json", wanted, root=edited).stdout)) == {"error", "code"}


def test_a_state_that_cannot_be_read_names_file_and_line(edited: Path) -> None:
    git(edited, "commit", "-qam", "second")
    (edited / "data/costs.yaml").write_text("- id: [\n", encoding="utf-8")
    result = run("changes", "HEAD", root=edited)
    assert result.returncode == 1
    assert ".: this ledger cannot be read: data/costs.yaml:" in result.stderr.split("\n")[0]
    assert "Traceback" not in result.stderr
