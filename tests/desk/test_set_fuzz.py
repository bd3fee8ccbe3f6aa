"""Whatever is given to ``set``: the value stands in the ledger as it was meant, or nothing has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from handbook.desk.command_line import main
from handbook.ledger.load import load
from handbook.ledger.problems import Problem
from handbook.ledger.yaml_tree import parse

from .conftest import SMALL

SCRAPS = st.sampled_from([
    "[", "]", "{", "}", ": ", "- ", "#", " #", "'", '"', "*a", "&a ", "!!str ", "|", ">", "?", "%", "@", "`", "\n",
    "\n---\n", "...", "true", "null", "~", "2031-01-01", "1e999", "0x10", "007", "1_000", "-5", "3.0", "yes",
    "é", "\x07", "\u2028", "word", " ", "$40", "=", "\\", "\t",
])


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small handbook, with a page that takes any value of the lamp fee."""
    folder = Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("set") / "root"))
    page = folder / "docs/study/fees.md"
    page.write_text(page.read_text().replace("{fact}`fee-lamp as money`", "{src}`fee-lamp`"))
    return folder


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(value="a #b", statement="x")
@example(value="'007'", statement="- x: [")
@example(value="{a: 1, a: 2}", statement="x")
@example(value="[&x 1, *x]", statement="x")
@given(
    value=st.lists(SCRAPS, min_size=1, max_size=5).map("".join) | st.text(max_size=20),
    statement=st.lists(SCRAPS, max_size=4).map("".join),
)
def test_a_value_is_taken_whole_or_refused(root: Path, value: str, statement: str) -> None:
    file = root / "data/facts/fees.yaml"
    before = file.read_bytes()
    try:
        code = main([
            "--root", str(root), "set", "--source", "src-leaflet-2031", f"--statement={statement}",
            "--", "fee-lamp", value,
        ])
        ledger, problems = load(root / "data", "data")
        assert ledger is not None, problems
        if code:
            assert file.read_bytes() == before
            return
        faults: list[Problem] = []
        tree = parse(value, "value", faults)
        assert tree is not None
        assert faults == []
        assert ledger.facts["fee-lamp"].value == tree.value
        assert ledger.facts["fee-lamp"].statement == (statement or "The lamp fee is $40 a term.")
        rest = before.split(b"\n- id: fee-boat")[1]
        assert file.read_bytes().split(b"\n- id: fee-boat")[1] == rest
    finally:
        file.write_bytes(before)
