"""The ledger kept in memory: the same one while nothing changes, a new one after every kind of edit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from handbook.ledger import held
from handbook.ledger.held import handed, proven, take_over

SMALL = Path(__file__).resolve().parents[1] / "roots/kitchen-sink/data"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "data"))


def test_an_unchanged_ledger_is_loaded_once(data: Path) -> None:
    first, problems = proven(data, "data")
    assert first is not None and not problems
    assert proven(data, "data")[0] is first
    assert proven(data, "elsewhere")[0] is not first, "its messages would name another folder"


def test_a_changed_a_new_and_a_removed_file_are_seen(data: Path) -> None:
    first, _ = proven(data, "data")
    offices = data / "offices.yaml"
    text = offices.read_text(encoding="utf-8")
    offices.write_text(text + "\n# A note.\n", encoding="utf-8")
    second, _ = proven(data, "data")
    assert second is not first
    (data / "facts/more.yaml").write_text("- id: [\n", encoding="utf-8")
    broken, problems = proven(data, "data")
    assert broken is None
    assert "data/facts/more.yaml" in str(problems[0])
    (data / "facts/more.yaml").unlink()
    assert proven(data, "data")[0] is not None
    offices.unlink()
    assert proven(data, "data")[0] is None


@pytest.mark.parametrize("name", ["facts/more.yml", "offices.YAML", "facts/More.Yml"])
def test_a_file_that_nothing_reads_is_seen_to_come_and_go(data: Path, name: str) -> None:
    assert proven(data, "data")[1] == ()
    (data / name).write_text("[]\n", encoding="utf-8")
    (problem,) = proven(data, "data")[1]
    assert problem.file == f"data/{name}"
    (data / name).unlink()
    assert proven(data, "data")[1] == ()


def test_problems_of_the_rules_are_kept_too(data: Path) -> None:
    offices = data / "offices.yaml"
    text = offices.read_text(encoding="utf-8")
    offices.write_text(text.replace("sources: [", "sources: [src-none, ", 1), encoding="utf-8")
    for _ in range(2):
        ledger, problems = proven(data, "data")
        assert ledger is not None
        assert any("src-none: no such source" in str(problem) for problem in problems)


def test_a_ledger_that_was_handed_over_is_not_loaded_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = handed(data, "data")
    whole = proven(data, "data")
    monkeypatch.setattr(held, "_held", {})
    monkeypatch.setattr(held, "load", None)
    take_over(found)
    assert proven(data, "data") == whole


def test_what_was_handed_over_ends_with_the_next_edit(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = handed(data, "data")
    (data / "offices.yaml").unlink()
    monkeypatch.setattr(held, "_held", {})
    take_over(found)
    assert proven(data, "data")[0] is None
