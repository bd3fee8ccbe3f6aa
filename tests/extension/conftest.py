"""Small throw-away projects on the real ledger, or on a copy of it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from tests.conftest import copy_ledger

CONF = """
extensions = ["myst_parser", "sphinx_design", "handbook.extension"]
myst_enable_extensions = ["colon_fence", "deflist"]
html_theme = "basic"
handbook_data = "data"
suppress_warnings = ["hb.place"]
"""


class Project:
    """A project in a folder: write pages, build them, read doctrees and warnings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.warnings = ""
        (folder / "docs").mkdir(parents=True)
        (folder / "conf.py").write_text(CONF, encoding="utf-8")
        copy_ledger(folder / "data")

    def write(self, name: str, text: str) -> None:
        path = self.folder / "docs" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def build(self, builder: str = "text", **options: Any) -> Sphinx:
        warning = io.StringIO()
        with docutils_namespace():
            app = Sphinx(
                self.folder / "docs", self.folder, self.folder / "out" / builder, self.folder / "doctrees", builder,
                status=None, warning=warning, **options,
            )
            app.build()
        self.app = app
        self.warnings = re.sub(r"\x1b\[[0-9;]*m", "", warning.getvalue())
        return app

    def page(self, text: str) -> nodes.document:
        """Build one page with ``text`` under a title; return its doctree."""
        self.write("index", f"# Page\n\n{text}\n")
        app = self.build()
        return app.env.get_doctree("index")

    def text(self, name: str = "index") -> str:
        """Return a page as the text builder writes it, without line breaks."""
        text = (self.folder / "out" / "text" / f"{name}.txt").read_text(encoding="utf-8")
        return " ".join(text.split())


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project with a copy of the real ledger."""
    return Project(tmp_path / "project")


@pytest.fixture
def page(project: Project) -> Callable[[str], nodes.document]:
    """Builds a page and gives its doctree."""
    return project.page
