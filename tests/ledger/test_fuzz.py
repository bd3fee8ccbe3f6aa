"""Whatever stands in a file of the ledger: clean problems or a clean ledger, never a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook.ledger.load import load
from handbook.ledger.problems import Problem
from handbook.ledger.rules import check
from handbook.ledger.yaml_tree import parse

ROOT = Path(__file__).resolve().parents[2]
REAL, SMALL = ROOT / "data", ROOT / "tests/roots/another-program/data"
SCRAPS = st.sampled_from([
    "", "\n", "- ", "  ", ":", ": ", "[", "]", "{", "}", "&a ", "*a", "!!python/object:os.system ", "'", '"', "|\n",
    "null",
    "true", "1e999", "-", "---\n", "\t", "é", "\u202e", "\x00", "999999999999999999999999", "2026-02-30", "<script>",
    "javascript:alert(1)", "../../etc/passwd", "id: ", "\r\n", "#", "? ", "\ufeff",
])


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Path]:
    """Copies of two ledgers that are changed and mended again and again."""
    return {
        ledger: Path(shutil.copytree(ledger, tmp_path_factory.mktemp("fuzz") / "data")) for ledger in (REAL, SMALL)
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_mutated_file_gives_problems_or_a_ledger(folders: dict[Path, Path], data: st.DataObject) -> None:
    mutate(folders[REAL], data)


# The small ledger has every kind of entry and is read thirty times as fast.
@settings(max_examples=2000, deadline=None)
@given(data=st.data())
def test_a_mutated_file_of_a_small_ledger_does_too(folders: dict[Path, Path], data: st.DataObject) -> None:
    mutate(folders[SMALL], data)


def mutate(folder: Path, data: st.DataObject) -> None:
    """Change one file in up to three places, read the ledger, and put the file back."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml"))
    path = folder / data.draw(st.sampled_from(files))
    good = bad = path.read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(bad)))
        end = data.draw(st.integers(start, min(len(bad), start + 60)))
        bad = bad[:start] + data.draw(SCRAPS) + bad[end:]
    try:
        path.write_text(bad, encoding="utf-8")
        ledger, problems = load(folder, "data")
        if ledger is not None:
            problems = check(ledger)
        for problem in problems:
            line = str(problem)
            assert "\n" not in line
            assert line.isprintable()
            assert problem.file.startswith("data/")
    finally:
        path.write_text(good, encoding="utf-8")


@settings(max_examples=400, deadline=None)
@given(text=st.text(max_size=300) | st.lists(SCRAPS, max_size=30).map("".join))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    problems: list[Problem] = []
    tree = parse(text, "data/x.yaml", problems)
    assert tree is not None or problems
