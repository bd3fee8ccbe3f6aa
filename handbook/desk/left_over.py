"""What a preview has of pages, and of redirects, that are gone: Sphinx leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from handbook.desk.check import by_name
from handbook.prose.limits import MADE
from handbook.prose.redirects import FILE, load_redirects

_PAGES = (".html", ".md")


def forget_deleted(root: Path, folder: Path) -> None:
    """Remove from the preview in ``folder`` what was built of pages and of redirects that are no longer in ``root``.

    Raises OSError where it cannot.
    """
    trees = folder / "doctrees"
    for tree in sorted(trees.rglob("*.doctree")):
        name = tree.relative_to(trees).as_posix().removesuffix(".doctree")
        if not (root / "docs" / f"{name}.md").exists():
            # The tree last: as long as it is there, the next build tries again.
            for path in (*(folder / "html" / f"{name}{kind}" for kind in _PAGES), tree):
                path.unlink(missing_ok=True)
    for path in _of_no_file(root, folder / "html"):
        path.unlink(missing_ok=True)


def _of_no_file(root: Path, html: Path) -> Iterator[Path]:
    """Yield each page in ``html`` that is none of today, nor at the address of one that has moved."""
    pages = by_name(root)
    redirects, problems = load_redirects(root / "docs", FILE, pages)
    if problems:  # an entry that is being typed would take its page along
        return
    kept = {*pages, *MADE, *(redirect.page for redirect in redirects)}
    for path in sorted(html.rglob("*")):
        name = path.relative_to(html)
        # The folders of Sphinx itself begin with an underscore.
        if path.suffix in _PAGES and name.parts[0][0] != "_" and name.with_suffix("").as_posix() not in kept:
            yield path
