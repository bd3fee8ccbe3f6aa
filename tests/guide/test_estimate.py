"""Guesses of where a page will stand: near enough to help, and without a say in what the book looks like."""

from __future__ import annotations

import re
import subprocess

from handbook.guide.compiler import compile_guide
from handbook.guide.estimate import Estimate

from .conftest import Book


def test_figures_follow_the_text_before_a_page() -> None:
    estimate = Estimate()
    estimate.add_page("first", 1, 2_000)
    estimate.add_page("long", 1, 400_000)
    estimate.add_page("last", 2, 100)
    assert estimate.figures("last", "first") == 1
    assert estimate.figures("first", "last") == 3
    assert "long" in estimate and "other" not in estimate


def test_neighbours_may_share_a_page_unless_a_part_begins_between_them() -> None:
    estimate = Estimate()
    for docname, part in (("one", 1), ("two", 1), ("three", 2)):
        estimate.add_page(docname, part, 300)
    assert estimate.figures("one", "two") == 0 == estimate.figures("two", "one")
    assert estimate.figures("two", "three") == 1 == estimate.figures("three", "two")


def test_a_place_far_below_in_the_same_chapter_has_its_page_number(book: Book) -> None:
    book.write("index.md", "# Book\n\n```{toctree}\npage\n```\n")
    words = "Words that fill a line of the page, and some more of them.\n\n"
    book.write("page.md", (
        "# Chapter\n\n[To the near](#near) and [to the far](#far).\n\n(near)=\n## Near\n\n" + words * 150
        + "(far)=\n## Far\n\n[Up to the near](#near).\n"
    ))
    path = book.build()
    said = [
        " ".join(page.split()) for page in subprocess.run(
            ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
        ).stdout.split("\f")
    ]
    near = next(number for number, page in enumerate(said, 1) if "To the near" in page)
    far = next(number for number, page in enumerate(said, 1) if "Up to the near" in page)
    assert far > near + 1
    assert f"To the near and to the far (p. {far})." in said[near - 1]
    assert f"Up to the near (p. {near})." in said[far - 1]


def test_the_book_is_the_same_whatever_the_guesses(book: Book) -> None:
    book.configure("guide_keep_source = True")
    names = [f"page{number}" for number in range(12)]
    book.write("index.md", "# Book\n\n```{toctree}\n" + "\n".join(names) + "\n```\n")
    for number, name in enumerate(names):
        links = " ".join(f"[Go to {other}]({other}.md)" for other in names if other != name)
        book.write(f"{name}.md", f"# Chapter {number}\n\n{links}\n\n" + f"Words of {name}.\n\n" * 10 * number)
    book.build()
    path = book.folder / "_out" / "book.typ"
    pages = {one: one.read_text(encoding="utf-8") for one in (path.parent / "pages").glob("*.typ")}
    guess = re.compile(r'(ref-page\("[^"]+", )(\d)')
    assert {found[2] for source in pages.values() for found in guess.finditer(source)} == {"0", "1"}
    right = compile_guide(path)
    words = subprocess.run(
        ["pdftotext", str(book.folder / "_out" / "book.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert re.search(r"\(p\.\s\d+\)", words)
    for figures in ("0", "3"):
        path.write_text(re.sub(r"chapters: \d+", "chapters: 900", path.read_text(encoding="utf-8")), encoding="utf-8")
        for one, source in pages.items():
            one.write_text(guess.sub(rf"\g<1>{figures}", source), encoding="utf-8")
        assert compile_guide(path) == right
