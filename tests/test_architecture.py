"""Data flows one way, from the ledger to the copies: a table says what each part may load; nothing runs back."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "handbook"

MAY_LOAD: dict[str, tuple[str, ...]] = {
    "ledger": (),
    "prose": ("ledger",),
    "publish": ("ledger",),
    "notation_tree": (),
    "notation": ("notation_tree",),
    "extension": ("__version__", "ledger", "notation", "prose", "publish"),
    "guide": ("notation",),
    "search": ("extension", "ledger", "prose"),
    "theme": (),
    "build_step": ("ledger",),
    "build": ("build_step", "ledger", "prose"),
    "sphinx_step": ("build_step", "ledger"),
    "desk": ("build", "build_step", "extension", "ledger", "prose", "publish", "search"),
    "__init__": (),
    "__main__": ("desk",),
}
"""What each part may load of the others."""
WITHOUT: dict[str, tuple[str, ...]] = {
    "ledger": ("docutils", "sphinx"), "prose": ("docutils", "sphinx"), "publish": ("sphinx",),
    "notation": ("sphinx",), "notation_tree": ("sphinx",), "build": ("docutils", "sphinx"),
}
"""What parts do not load although other parts of the handbook do."""


def imports_of(path: Path, top: Path = PACKAGE.parent) -> set[str]:
    """Return the modules that a file imports at run time, with full names (blocks for type checkers left out).

    ``from a import b`` gives ``a`` and ``a.b``, which may be a module; ``top`` is the folder that holds the package.
    """
    package = path.relative_to(top).parent.parts
    found: set[str] = set()

    def walk(node: ast.AST) -> None:
        if isinstance(node, ast.If) and ast.unparse(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}:
            for other in node.orelse:
                walk(other)
            return
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            here = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*here, *filter(None, [node.module])])
            found.update({module, *(f"{module}.{alias.name}" for alias in node.names)})
        for child in ast.iter_child_nodes(node):
            walk(child)

    walk(ast.parse(path.read_text(encoding="utf-8")))
    return found


def wrong_arrows(part: str, names: set[str]) -> list[str]:
    """Return those of the imported ``names`` that ``part`` may not load, sorted."""
    allowed = {part, *MAY_LOAD[part]}
    parts = {name: name.split(".")[1] for name in names if name.startswith("handbook.")}
    return sorted(
        name for name in names
        if name.split(".")[0] in WITHOUT.get(part, ()) or parts.get(name, part) not in allowed
    )


@pytest.mark.parametrize(("text", "names"), [
    ("import os.path", {"os.path"}),
    ("from handbook import extension as e", {"handbook", "handbook.extension"}),
    ("from handbook.search import packing", {"handbook.search", "handbook.search.packing"}),
    ("from . import x", {"handbook.ledger.degree", "handbook.ledger.degree.x"}),
    ("from .x import y", {"handbook.ledger.degree.x", "handbook.ledger.degree.x.y"}),
    ("from ...extension import domain", {"handbook.extension", "handbook.extension.domain"}),
    ("from ... import extension", {"handbook", "handbook.extension"}),
    ("def f():\n    try:\n        from ..x import y\n    except ImportError:\n        import z",
     {"handbook.ledger.x", "handbook.ledger.x.y", "z"}),
    ("if TYPE_CHECKING:\n    import a\nelse:\n    import b", {"b"}),
    ("if not TYPE_CHECKING:\n    import a", {"a"}),
])
@pytest.mark.parametrize("file", ["__init__.py", "values.py"])
def test_every_form_of_import_is_seen(text: str, names: set[str], file: str, tmp_path: Path) -> None:
    path = tmp_path / "handbook/ledger/degree" / file
    path.parent.mkdir(parents=True)
    path.write_text(f"{text}\n", encoding="utf-8")
    assert imports_of(path, tmp_path) == names


def test_an_arrow_that_runs_back_is_named() -> None:
    assert wrong_arrows("ledger", {"handbook", "handbook.extension", "handbook.ledger.load", "sphinx.util"}) == [
        "handbook.extension", "sphinx.util",
    ]
    assert wrong_arrows("extension", {"handbook.search.packing", "handbook.prose", "docutils"}) == [
        "handbook.search.packing",
    ]
    assert wrong_arrows("prose", {"handbook.publish", "handbook.ledger"}) == ["handbook.publish"]
    assert wrong_arrows("notation", {"handbook.guide.frames", "docutils"}) == ["handbook.guide.frames"]


def test_every_part_is_in_the_table() -> None:
    parts = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()} - {"__pycache__"}
    assert set(MAY_LOAD) == parts
    assert {other for others in MAY_LOAD.values() for other in others} <= {*parts, "__version__"}


@pytest.mark.parametrize("part", sorted(MAY_LOAD))
def test_no_arrow_runs_back(part: str) -> None:
    files = [PACKAGE / f"{part}.py"] if (PACKAGE / f"{part}.py").exists() else sorted((PACKAGE / part).rglob("*.py"))
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {name}" for path in files for name in wrong_arrows(part, imports_of(path))
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
