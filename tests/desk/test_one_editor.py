"""Of two commands that change the same files at once, the second waits: no change is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from handbook.desk.one_editor import WAITING, one_editor
from handbook.ledger.load import load

from .test_commands import ROOT, run


@pytest.mark.parametrize(
    ("typed", "file"),
    [
        (["set", "fee-oil", "4", "--source", "src-leaflet-2031"], "data/facts/fees.yaml"),
        (["rename", "study/fees", "study/prices"], "docs/study/index.md"),
    ],
)
def test_a_command_reads_what_another_has_written_first(small: Path, typed: list[str], file: str) -> None:
    path = small / file
    with one_editor(small):
        waiting = subprocess.Popen(
            [sys.executable, "-m", "handbook", "--root", str(small), *typed], cwd=ROOT, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        assert waiting.stderr is not None
        assert waiting.stderr.readline() == f"{WAITING}\n"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("You take courses", "You take some").replace("value: 40", "value: 41"))
    said = waiting.communicate(timeout=60)
    assert (waiting.returncode, said[1]) == (0, "")
    after = path.read_text(encoding="utf-8")
    assert "value: 41" in after or "You take some" in after
    assert "value: 4\n" in after or "\nprices\n" in after


def test_nothing_is_left_behind_and_the_next_need_not_wait(small: Path) -> None:
    before = sorted(small.rglob("*"))
    for value in ("41", "42"):
        said = run("set", "fee-lamp", value, "--source", "src-leaflet-2031", root=small)
        assert (said.returncode, said.stderr) == (0, "")
    assert run("set", "fee-lump", "43", "--source", "src-leaflet-2031", root=small).returncode == 1
    assert sorted(small.rglob("*")) == before
    ledger, _ = load(small / "data", "data")
    assert ledger is not None and ledger.facts["fee-lamp"].value == 42


def test_to_a_program_only_the_answer_is_said(small: Path) -> None:
    command = [sys.executable, "-m", "handbook", "--root", str(small), "rename", "--json", "study/fees", "study/prices"]
    with one_editor(small):
        waiting = subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        with pytest.raises(subprocess.TimeoutExpired):  # it waits all the same
            waiting.wait(timeout=3)
    said = waiting.communicate(timeout=60)
    assert (waiting.returncode, said[1]) == (0, "")
    assert json.loads(said[0])
