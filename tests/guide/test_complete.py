"""Every paragraph of the pages stands in the whole guide, in the order of the pages."""

from __future__ import annotations

import pickle
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from docutils import nodes
from sphinx.environment import BuildEnvironment

pytestmark = pytest.mark.full

# How many letters may stand between two pieces of text: page numbers after links, source numbers, running heads.
FAR = 900


def letters(text: str) -> str:
    """Return the letters and figures of a text: line ends, hyphens and ligatures differ between the media."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())


def said(pdf: Path) -> str:
    """Return what the pages of a PDF say, without running heads, page numbers after links and hyphens."""
    tool = shutil.which("pdftotext")
    assert tool, "pdftotext is needed: install poppler-utils"
    inside = ["-x", "0", "-y", "66", "-W", "612", "-H", "662"]  # of US Letter, in points
    command = [tool, "-raw", *inside, str(pdf), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    text = re.sub(r"-\n", "", text)
    return letters(re.sub(r"\(p\.\s*\d+\)", "", text))


def pages(env: BuildEnvironment, root: str) -> Iterator[str]:
    """Yield the pages of the book in reading order: those without pages below come first."""
    children = env.toctree_includes.get(root, [])
    loose = [child for child in children if not env.toctree_includes.get(child)]
    for child in [*loose, *(child for child in children if child not in loose)]:
        yield from below(env, child)


def below(env: BuildEnvironment, docname: str) -> Iterator[str]:
    """Yield a page and the pages below it, without those that stand in no guide."""
    if not env.metadata.get(docname, {}).get("guide"):
        yield docname
    for child in env.toctree_includes.get(docname, []):
        yield from below(env, child)


def pieces(tree: nodes.document) -> Iterator[str]:
    """Yield the texts that a reader sees, without source numbers and the list of sources."""
    for text in tree.findall(nodes.Text):
        parent: nodes.Element | None = text.parent
        seen = True
        while parent is not None:
            classes = parent.get("classes", [])
            hidden = isinstance(parent, nodes.comment | nodes.raw | nodes.superscript | nodes.footnote)
            if hidden or {"page-sources", "asks"} & set(classes):
                seen = False
            parent = parent.parent
        if seen and letters(text.astext()):
            yield text.astext()


def test_every_paragraph_in_order(guides: Path, trees: Path) -> None:
    env = pickle.loads((trees / "environment.pickle").read_bytes())
    text = said(guides / "mism-handbook.pdf")
    missing: list[str] = []
    total = 0
    part = 1
    at = text.index("part1")
    for docname in pages(env, "index"):
        tree = pickle.loads((trees / f"{docname}.doctree").read_bytes())
        if env.toctree_includes.get(docname) and docname in env.toctree_includes["index"]:
            part += 1  # the sources of the part before stand between
            at = text.index(f"part{part}{letters(env.titles[docname].astext())}", at)
        for piece in pieces(tree):
            total += 1
            words = letters(piece)
            found = text.find(words, at)
            if 0 <= found - at <= FAR:
                if len(words) > 5:  # shorter ones may be met too early
                    at = found + len(words)
            elif len(words) > 3:
                missing.append(f"{docname}: {piece[:80]}")
    assert total > 5000
    assert len(missing) <= total * 0.002, missing[:20]


def test_every_source_of_a_page_is_listed(guides: Path, trees: Path) -> None:
    env = pickle.loads((trees / "environment.pickle").read_bytes())
    text = said(guides / "mism-handbook.pdf")
    wanted: set[str] = set()
    for docname in pages(env, "index"):
        tree = pickle.loads((trees / f"{docname}.doctree").read_bytes())
        for section in tree.findall(nodes.section):
            if "page-sources" in section["classes"]:
                wanted |= {item.astext() for item in section.findall(nodes.list_item)}
    assert len(wanted) > 100
    missing = [words for words in wanted if letters(words) not in text]
    assert len(missing) <= len(wanted) * 0.02, missing[:10]


def test_bookmarks_are_the_headings(guides: Path, trees: Path) -> None:
    env = pickle.loads((trees / "environment.pickle").read_bytes())
    wanted: list[str] = []
    for docname in pages(env, "index"):
        tree = pickle.loads((trees / f"{docname}.doctree").read_bytes())
        for title in tree.findall(nodes.title):
            if isinstance(title.parent, nodes.section) and "page-sources" not in title.parent["classes"]:
                words = [child.astext() for child in title.children if not isinstance(child, nodes.raw | nodes.comment)]
                wanted.append(letters("".join(words)))
    found: list[str] = []

    def walk(items: list[pikepdf.OutlineItem]) -> None:
        for item in items:
            found.append(letters(item.title))
            walk(list(item.children))

    with pikepdf.open(guides / "mism-handbook.pdf") as pdf, pdf.open_outline() as outline:
        walk(list(outline.root))
    kept = [title for title in found if title in set(wanted)]
    assert kept == wanted
