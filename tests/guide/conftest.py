"""The guide builder on small projects, and the real guides built once for all tests."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

ROOT = Path(__file__).resolve().parents[2]
CONF = """
import sys
sys.path.insert(0, {root!r})
extensions = ["myst_parser", "sphinx_design", "handbook.guide"]
myst_enable_extensions = ["colon_fence", "deflist", "tasklist", "dollarmath"]
project = "Small book"
author = "Nobody"
language = "en"
guide_documents = [{{"file": "book", "title": "Small book", "subtitle": "A test"}}]
guide_index = [("std", "term")]
{more}
"""


class Book:
    """A project in a folder that becomes one PDF."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.configure("")
        self.warnings = ""

    def configure(self, more: str) -> None:
        (self.folder / "conf.py").write_text(CONF.format(root=str(ROOT), more=more), encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def build(self) -> Path:
        warning = io.StringIO()
        with docutils_namespace():
            app = Sphinx(
                self.folder, self.folder, self.folder / "_out", self.folder / "_trees", "guide", status=None,
                warning=warning, freshenv=True,
            )
            app.build()
        self.warnings = re.sub(r"\x1b\[[0-9;]*m", "", warning.getvalue())
        return self.folder / "_out" / "book.pdf"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """An empty book."""
    return Book(tmp_path / "book")


@pytest.fixture(scope="session")
def guides(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the real guides; ``HANDBOOK_GUIDES`` names one that is built already."""
    if built := os.environ.get("HANDBOOK_GUIDES"):
        return Path(built)
    folder = tmp_path_factory.mktemp("guides")
    subprocess.run(
        [
            sys.executable, "-m", "sphinx", "-q", "-b", "guide", "-n", "-W", "-j", "auto", "-c", str(ROOT),
            "-d", str(folder / "trees"), str(ROOT / "docs"), str(folder / "pdf"),
        ],
        check=True, cwd=ROOT, env={**os.environ, "SOURCE_DATE_EPOCH": "1795392000", "PYTHONUTF8": "1"},
    )
    return folder / "pdf"


@pytest.fixture(scope="session")
def trees(guides: Path) -> Path:
    """The folder with the doctrees of the real guides; ``HANDBOOK_TREES`` names it where they are built already."""
    return Path(os.environ.get("HANDBOOK_TREES", guides.parent / "trees"))
