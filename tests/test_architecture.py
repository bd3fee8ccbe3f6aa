"""Data flows one way: ledger -> extension -> guide and search; nothing runs back."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "handbook"

FORBIDDEN: dict[str, tuple[str, ...]] = {
    "ledger": (
        "docutils", "sphinx", "handbook.extension", "handbook.guide", "handbook.search", "handbook.publish",
        "handbook.prose", "handbook.desk",
    ),
    "prose": ("docutils", "sphinx", "handbook.extension", "handbook.guide", "handbook.search", "handbook.desk"),
    "publish": ("handbook.extension", "handbook.guide", "handbook.search", "handbook.desk"),
    "extension": ("handbook.guide", "handbook.desk"),
    "guide": ("handbook.ledger", "handbook.extension", "handbook.search", "handbook.desk", "handbook.publish"),
    "search": ("handbook.guide", "handbook.desk"),
}


def imports_of(path: Path) -> set[str]:
    """Return the modules that a file imports at run time (type-checking blocks left out)."""
    found: set[str] = set()

    def walk(nodes: list[ast.stmt]) -> None:
        for node in nodes:
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
                continue
            for child in ast.walk(node):
                if isinstance(child, ast.Import):
                    found.update(alias.name for alias in child.names)
                elif isinstance(child, ast.ImportFrom) and child.module:
                    found.add(child.module)

    walk(ast.parse(path.read_text(encoding="utf-8")).body)
    return found


@pytest.mark.parametrize("part", sorted(FORBIDDEN))
def test_no_arrow_runs_back(part: str) -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {module}"
        for path in sorted((PACKAGE / part).rglob("*.py"))
        for module in sorted(imports_of(path))
        if any(module == bad or module.startswith(bad + ".") for bad in FORBIDDEN[part])
    ]
    assert wrong == []


def test_directives_and_roles_read_no_files() -> None:
    for path in [*(PACKAGE / "extension/directives").glob("*.py"), *(PACKAGE / "extension/roles").glob("*.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        assert not {call for call in calls if call == "open" or call.endswith((".read_text", ".open", ".read_bytes"))}


def test_no_private_part_of_sphinx_is_used() -> None:
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        wrong = {name for name in used if re.search(r"\b(?:app|env|environment|builder|config|domain)\._[a-z]", name)}
        assert not wrong, path


def test_one_fixture_starts_the_browser() -> None:
    """While Playwright runs in a process, nothing can start it there again: a second one fails beside the first."""
    tests = Path(__file__).parent
    starts = [
        path.relative_to(tests).as_posix() for path in sorted(tests.rglob("*.py"))
        if "sync_playwright()" in ast.unparse(ast.parse(path.read_text(encoding="utf-8")))
        and path != Path(__file__)
    ]
    assert starts == ["conftest.py", "prepare.py"]  # prepare.py is a program of its own


def test_no_drawer_for_leftovers() -> None:
    names = {path.stem for path in PACKAGE.rglob("*.py")} | {path.name for path in PACKAGE.rglob("*") if path.is_dir()}
    assert not names & {"utils", "util", "helpers", "common", "misc", "core"}


def test_the_engine_names_no_program() -> None:
    words = re.compile(r"\b(mism|bida|heinz|carnegie|cmu)\b", re.I)
    kinds = {".py", ".js", ".css", ".html", ".typ", ".webmanifest", ".json", ".md", ".svg", ".xml", ".txt"}
    for path in PACKAGE.rglob("*"):
        if path.suffix in kinds:
            assert not words.search(path.read_text(encoding="utf-8")), path
