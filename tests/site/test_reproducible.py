"""The same pages give the same bytes, whatever the order of sets in Python's memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from .conftest import ROOT


def built(folder: Path, seed: str) -> dict[str, bytes]:
    """Build the small site with the hash seed ``seed``; return its files."""
    source = ROOT / "tests" / "roots" / "kitchen-sink"
    environment = {**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": "1795392000", "PYTHONUTF8": "1"}
    subprocess.run(
        [
            sys.executable, "-m", "sphinx", "-q", "-b", "html", "-j", "2", "-c", str(source),
            "-d", str(folder / f"trees{seed}"), str(source), str(folder / f"html{seed}"),
        ],
        check=True, cwd=ROOT, env=environment,
    )
    top = folder / f"html{seed}"
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}


def test_two_builds_are_the_same(tmp_path: Path) -> None:
    one, two = built(tmp_path, "1"), built(tmp_path, "2")
    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []
