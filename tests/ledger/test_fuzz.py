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
FILES = sorted(path.relative_to(ROOT / "data").as_posix() for path in (ROOT / "data").rglob("*.yaml"))
SCRAPS = st.sampled_from([
    "", "\n", "- ", "  ", ":", ": ", "[", "]", "{", "}", "&a ", "*a", "!!python/object:os.system ", "'", '"', "|\n",
    "null",
    "true", "1e999", "-", "---\n", "\t", "é", "\u202e", "\x00", "999999999999999999999999", "2026-02-30", "<script>",
    "javascript:alert(1)", "../../etc/passwd", "id: ", "\r\n", "#", "? ", "\ufeff",
])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the ledger that is changed and mended again and again."""
    target = tmp_path_factory.mktemp("fuzz") / "data"
    shutil.copytree(ROOT / "data", target)
    return target


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_mutated_file_gives_problems_or_a_ledger(folder: Path, data: st.DataObject) -> None:
    path = folder / data.draw(st.sampled_from(FILES))
    good = path.read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(len(good), start + 60)))
    bad = good[:start] + data.draw(SCRAPS) + good[end:]
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
