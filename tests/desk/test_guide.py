"""Every example of the editing guide does what the guide says, page by page, on a copy of the handbook."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from .test_commands import ROOT, run

FOLDER = ROOT / "docs/reference/about/editing"
PAGES = sorted(path.name for path in FOLDER.glob("*.md") if path.name != "messages.md")
BLOCK = re.compile(r"^(`{3,})\{code-block\} (\w+)\n(?::caption: (\S+)\n\n)?(.*?)^\1$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", PAGES)
def test_the_examples_work(name: str, tmp_path: Path) -> None:
    for part in ("data", "docs"):
        shutil.copytree(ROOT / part, tmp_path / part)
    blocks = BLOCK.findall((FOLDER / name).read_text(encoding="utf-8"))
    assert blocks
    for _, language, file, text in blocks:
        if language == "sh":
            command = shlex.split(text.replace("\\\n", " "))
            assert command[:3] == ["python", "-m", "handbook"]
            result = run(*command[3:], root=tmp_path)
            assert result.returncode == 0, result.stdout + result.stderr
        else:
            path = tmp_path / file
            assert path.exists(), file
            before = "" if text.startswith("---\n") else path.read_text(encoding="utf-8").rstrip() + "\n\n"
            path.write_text(before + text, encoding="utf-8")
    assert blocks[-1][3] in {"python -m handbook check\n", "python -m handbook review --today 2027-01-15\n"}


def test_the_index_names_every_page() -> None:
    index = FOLDER.with_suffix(".md").read_text(encoding="utf-8")
    for path in FOLDER.glob("*.md"):
        assert f"(editing/{path.name})" in index
        assert f"\nediting/{path.stem}\n" in index
