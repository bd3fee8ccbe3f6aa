"""The Sphinx that waits: each build in a process of its own, and none is left when the preview ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.desk.warm import WarmSphinx


@pytest.fixture
def warm(tmp_path: Path) -> WarmSphinx:
    (tmp_path / "docs").mkdir()
    (tmp_path / "conf.py").write_text('extensions = ["myst_parser"]\nhtml_theme = "basic"\n', encoding="utf-8")
    (tmp_path / "docs/index.md").write_text("# One\n", encoding="utf-8")
    return WarmSphinx(tmp_path, ["-q", "-b", "html", "-c", ".", "docs", "out"])


def test_it_builds_what_is_there_when_it_is_asked(warm: WarmSphinx) -> None:
    page = warm.root / "docs/index.md"
    warm.prepare()
    page.write_text("# Two\n", encoding="utf-8")
    assert warm.run() == ""
    assert "Two" in (warm.root / "out/index.html").read_text(encoding="utf-8")
    page.write_text("# Two\n\n{nothing}`x`\n", encoding="utf-8")
    warm.prepare()
    assert "nothing" in warm.run()


def test_dropped_it_ends_without_a_build(warm: WarmSphinx) -> None:
    warm.prepare()
    waiting = warm._waiting
    warm.drop()
    assert waiting is not None
    assert waiting.returncode == 0
    assert not (warm.root / "out").exists()
