"""What stands in ``docs/`` and is no page, though somebody took it for one; names that not every system can hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from handbook.ledger.problems import Code, Problem
from handbook.prose.alike import alike, cannot_hold
from handbook.prose.redirects import FILE

# What editors and file managers make of .md.
_NEARLY = (".md", ".markdown", ".mdown", ".md.txt")


def is_hidden(path: Path) -> bool:
    """Say whether the build passes over ``path``, which is relative to ``docs/``."""
    return any(part.startswith("_") for part in path.parts)


def beside_pages(root: Path) -> list[Problem]:
    """Return one problem for each file or folder below ``docs/`` of ``root`` that is lost, or would be elsewhere."""
    docs = root / "docs"
    found = sorted(docs.rglob("*"))
    problems = [
        Problem(path.relative_to(root).as_posix(), 0, "", Code.PAGE_SHAPE, message)
        for path in found if (message := _lost(path, docs) or _unheld(path, docs))
    ]
    if not (docs / "index.md").exists():
        message = "no such file; the website begins with this page"
        problems.append(Problem("docs/index.md", 0, "", Code.FILE_MISSING, message))
    return [*problems, *_alike(root, found)]


def _lost(path: Path, docs: Path) -> str:
    """Return why nobody reads what is at ``path``, or an empty text."""
    if path.is_symlink() and path.is_dir() and path.suffix != ".md":
        return "a link to a folder, which may hold itself; put the pages themselves here"
    if path.name.lower().endswith(_NEARLY):
        if is_hidden(path.relative_to(docs)):
            return "no page, as its name or that of its folder begins with an underscore"
        if path.suffix != ".md":
            return "no page, as its name does not end in .md, in small letters"
    if path.parent == docs and path.suffix == ".yml" and path.stem == Path(FILE).stem:
        return f"nobody reads it; call it {FILE}"
    return ""


def _unheld(path: Path, docs: Path) -> str:
    """Return that Windows cannot hold what is at ``path``; empty where it can, or where its folder is named already."""
    name = path.relative_to(docs).as_posix().removesuffix(".md")
    part = cannot_hold(name)
    return f"Windows can hold no file called {part}; rename it" if part and part == name.rpartition("/")[2] else ""


def _alike(root: Path, found: list[Path]) -> Iterator[Problem]:
    """Yield one problem for each two files or folders of ``found`` whose paths differ only in capitals."""
    docs = root / "docs"
    # A page is called like its address, where it has a folder of that name beside it.
    files = {
        path.relative_to(docs).as_posix().removesuffix(".md"): path.relative_to(root).as_posix()
        for path in sorted(found, key=lambda path: path.suffix == ".md")
    }
    for other, name in alike(files):
        message = (
            f"differs from {files[other]} only in capitals; Windows and macOS take them for one: rename one of them"
        )
        yield Problem(files[name], 0, "", Code.PAGE_SHAPE, message)
