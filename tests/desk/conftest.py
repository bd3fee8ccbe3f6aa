"""A small handbook of a program that does not exist, which builds in seconds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

SMALL = Path(__file__).resolve().parents[1] / "roots/another-program"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of it, in a folder with a space and a letter beyond ASCII."""
    return Path(shutil.copytree(SMALL, tmp_path / "space and ö"))
