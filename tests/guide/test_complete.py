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
from sphinx.addnodes import only, pending_xref
from sphinx.environment import BuildEnvironment

from handbook.extension.directives.prerequisite_map import MapDrawing
from handbook.ledger.load import Ledger

pytestmark = pytest.mark.full

# How many letters may stand between two texts of one block, and of two blocks: page numbers, and addresses of links.
NEAR, NEXT = 20, 130
# The same where a page has a drawing, whose words stand in no text of the page.
DRAWING = 900
# A row of a table with a cell of more letters than this may break across pages: its parts are read page by page.
LONG_CELL = 300
SOURCE_NUMBERS = re.compile(r"\[\s*\d+(?:[,–]\s*\d+)*")


def letters(text: str) -> str:
    """Return letters, figures and dollars of a text: line ends, hyphens and ligatures differ between the media."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum() or c == "$")


def said(pdf: Path) -> str:
    """Return what the pages of a PDF say, in letters and figures.

    Left out are running heads, page numbers after links, and the numbers of sources, which are the guide's own.
    """
    tool = shutil.which("pdftotext")
    assert tool, "pdftotext is needed: install poppler-utils"
    inside = ["-x", "0", "-y", "66", "-W", "612", "-H", "662"]  # of US Letter, in points
    command = [tool, "-raw", *inside, str(pdf), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    text = re.sub(r"-\n", "", text)
    return letters(SOURCE_NUMBERS.sub("", re.sub(r"\(p\.\s*\d+\)", "", text)))


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


def pieces(tree: nodes.document) -> Iterator[tuple[str, int, nodes.row | None]]:
    """Yield each text that a reader sees, and how many letters may stand before it; the list of sources comes last.

    The third is the row of a table that may break across pages, where the text stands in one.
    """
    last: nodes.Element | None = None
    address = ""
    for text in tree.findall(nodes.Text):
        parents = list(ancestors(text))
        in_source_number = isinstance(parents[0], nodes.reference) and isinstance(parents[1], nodes.superscript)
        hidden = in_source_number or any(
            isinstance(parent, nodes.comment | nodes.raw | nodes.footnote)
            or (isinstance(parent, only) and parent["expr"] == "not builder_guide")
            or {"page-sources", "asks"} & set(parent.get("classes", []))
            for parent in parents
        )
        if hidden or not letters(text.astext()):
            continue
        block = next(parent for parent in parents if not isinstance(parent, nodes.Inline))
        row = next((parent for parent in parents if isinstance(parent, nodes.row)), None)
        long = row is not None and any(len(letters(cell.astext())) > LONG_CELL for cell in row.children)
        yield text.astext(), (NEAR if block is last else NEXT) + len(letters(address)), row if long else None
        last = block
        # The guide prints the address of a link after its words.
        address = next((parent.get("refuri", "") for parent in parents if isinstance(parent, nodes.reference)), "")
    for section in tree.findall(nodes.section):
        if "page-sources" in section["classes"]:
            yield from ((words, NEXT, None) for words in sources(section))


def sources(section: nodes.section) -> Iterator[str]:
    """Yield the heading of a list of sources, the line that says of when they are, and each source once."""
    items = list(dict.fromkeys(item.astext() for item in section.findall(nodes.list_item)))
    checked = next(one for one in section.findall(nodes.paragraph) if "page-checked" in one["classes"])
    said = [one.astext() for one in checked.children if not isinstance(one, only) or one["expr"] == "builder_guide"]
    if items:
        yield section[0].astext()
    yield from said
    yield from items


def notes(tree: nodes.document) -> Iterator[str]:
    """Yield the letters of each note on a conflict, as the guide has them at the foot of a page."""
    for note in tree.findall(nodes.footnote):
        if note["ids"][0].startswith("note-conflict-"):
            texts = note.findall(nodes.Text)
            yield letters("".join(text for text in texts if not isinstance(text.parent.parent, nodes.superscript)))


def ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    """Yield the parents of a node, the nearest first."""
    while (parent := node.parent) is not None:
        yield parent
        node = parent


class Pages:
    """The pages of the whole guide, as Sphinx read them."""

    def __init__(self, folder: Path) -> None:
        self.env: BuildEnvironment = pickle.loads((folder / "environment.pickle").read_bytes())
        self.trees: dict[str, nodes.document] = {
            docname: pickle.loads((folder / f"{docname}.doctree").read_bytes()) for docname in pages(self.env, "index")
        }

    def without_notes(self, text: str) -> str:
        """Return ``text`` without the notes on conflicts, which stand between the last line of a page and the next."""
        for note in {note for tree in self.trees.values() for note in notes(tree)}:
            text = re.sub(rf"[a-z]{re.escape(note)}(?:p\d+)?", "", text)  # with its letter and a page number
        return text

    def lost(self, text: str) -> list[str]:
        """Return the pieces of the pages that do not follow each other in ``text``; at most ten."""
        missing: list[str] = []
        text = self.without_notes(text)
        at = text.index("part1")
        for docname, tree in self.trees.items():
            drawn = bool(list(tree.findall(MapDrawing)))
            long_row, start = None, at
            for piece, reach, row in pieces(tree):
                if row is not long_row:
                    long_row, start = row, at
                words = letters(piece)
                found = text.find(words, at, at + (DRAWING if drawn else reach) + len(words))
                if found < 0 and row is not None:
                    found = text.find(words, start, start + len(letters(row.astext())) + NEXT)
                if found < 0:
                    missing.append(f"{docname}: {piece[:80]!r} after {text[max(0, at - 40):at]!r}")
                    if len(missing) == 10:
                        return missing
                else:
                    at = max(at, found + len(words))
        return missing


@pytest.fixture(scope="module")
def book_pages(trees: Path) -> Pages:
    """The pages of the whole guide."""
    return Pages(trees)


@pytest.fixture(scope="module")
def text(guides: Path) -> str:
    """What the whole guide says."""
    return said(guides / "mism-handbook.pdf")


def test_every_paragraph_in_order(book_pages: Pages, text: str) -> None:
    assert sum(1 for tree in book_pages.trees.values() for _ in pieces(tree)) > 5000
    assert book_pages.lost(text) == []


def test_a_lost_value_and_a_moved_paragraph_are_found(book_pages: Pages, text: str) -> None:
    texts = [paragraph.astext() for paragraph in book_pages.trees["admissions/costs/index"].findall(nodes.paragraph)]
    assert texts
    lines = [letters(one) for one in texts if len(letters(one)) > 60 and letters(one) in text]
    assert lines, "no paragraph without source numbers"
    assert book_pages.lost(text.replace(lines[0], lines[0][:-1], 1))
    moved = text.replace(lines[0], "", 1) + lines[0]
    assert book_pages.lost(moved)


def test_every_conflict_is_told_at_the_foot_of_a_page_or_in_a_box(book_pages: Pages, text: str) -> None:
    marked = told = 0
    for tree in book_pages.trees.values():
        boxes = {box["conflict"] for box in tree.findall(nodes.admonition) if "conflict" in box}
        known = {note["ids"][0].removeprefix("note-") for note in tree.findall(nodes.footnote)}
        links = [link for link in tree.findall(pending_xref) if link.astext() == "disputed"]
        assert {link["reftarget"] for link in links} <= known
        assert not boxes & known
        marked += len(links)
        for note in notes(tree):
            told += 1
            assert note in text, note
    assert marked > told > 30


def test_every_source_of_a_page_is_listed(book_pages: Pages, text: str) -> None:
    wanted = {
        item.astext()
        for tree in book_pages.trees.values() for section in tree.findall(nodes.section)
        if "page-sources" in section["classes"] for item in section.findall(nodes.list_item)
    }
    assert len(wanted) > 100
    assert [words for words in sorted(wanted) if letters(words) not in text] == []


def test_every_value_of_the_ledger_is_in_the_book(ledger: Ledger, book_pages: Pages, text: str) -> None:
    wanted = [
        *(fact.statement for fact in ledger.facts.values()),
        *(f"{course.number} {course.title}" for course in ledger.courses.values()),
        *(f"${cost.amount:,}" for cost in ledger.costs.values()),
        *(words for one in ledger.deadlines.values() for words in (one.title, one.rule)),
        *(words for one in ledger.offices.values() for words in (one.name, one.phone, one.email, one.address)),
        *(words for one in ledger.conflicts.values() for words in (one.question, one.wording, one.reason)),
        *(value.value for one in ledger.conflicts.values() for value in one.values),
        *(words for one in ledger.unknowns.values() for words in (one.question, one.why)),
        *(one.title for one in ledger.sources.values()),
        *(one.name for one in ledger.organizations.values()),
    ]
    body = book_pages.without_notes(text)
    assert [words for words in dict.fromkeys(wanted) if words and letters(words) not in body] == []


def test_bookmarks_are_the_headings(guides: Path, book_pages: Pages) -> None:
    wanted: list[str] = []
    for tree in book_pages.trees.values():
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
