"""Where pages break: short tables whole, no chapter in the last lines, no lines torn apart by an address."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from .conftest import Book

INDEX = "# Book\n\n```{toctree}\npage\n```\n"
PARAGRAPH = "Some words that fill a line of the page and then some more of them, so that it takes two lines.\n\n"
# Lines between the things looked at: they come to stand at many heights of a page.
STEPS = range(3, 21)
# Letter is 792 points high; the lower margin is 68 and a chapter asks for 62 below its title.
LOWEST_TITLE = 792 - 68 - 62


def pages_of(path: Path, *options: str) -> list[str]:
    """Return what ``pdftotext`` says of each page."""
    text = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, text=True, check=True).stdout
    return text.split("<page " if "-bbox" in options else "\f")


def test_a_short_table_stands_on_one_page(book: Book) -> None:
    rows = "".join(f"| Row{row}of{{0}}x | {row} |\n" for row in range(8))
    tables = [PARAGRAPH * step + "| Name | Value |\n|---|---|\n" + rows.format(step) + "\n" for step in STEPS]
    book.write("index.md", INDEX)
    book.write("page.md", "# Tables\n\n" + "".join(tables))
    pages = pages_of(book.build())
    for step in STEPS:
        holders = {number for number, page in enumerate(pages) if re.search(rf"Row\dof{step}x", page)}
        assert len(holders) == 1, (step, holders)


def test_no_chapter_starts_in_the_last_lines(book: Book) -> None:
    names = [f"page{step}" for step in STEPS]
    book.write("index.md", "# Book\n\n```{toctree}\n" + "\n".join(names) + "\n```\n")
    for step in STEPS:
        book.write(f"page{step}.md", f"# Chapter{step}x\n\n{PARAGRAPH * step}")
    lowest = [
        float(found[1])
        for page in pages_of(book.build(), "-bbox")
        for found in re.finditer(r'yMin="[\d.]+" xMax="[\d.]+" yMax="([\d.]+)">Chapter\d+x<', page)
        if float(found[1]) > 60  # not a running head
    ]
    assert len(lowest) >= len(STEPS)
    assert max(lowest) <= LOWEST_TITLE


def test_lines_with_an_address_are_not_justified(book: Book) -> None:
    book.configure("guide_keep_source = True")
    book.write("index.md", INDEX)
    book.write("page.md", (
        "# Words\n\nFirst words.\n\nPlain words alone.\n\nAsk <someone@example.org> now.\n\n"
        "- Write to <other@example.org>\n- Plain item\n"
    ))
    book.build()
    source = (book.folder / "_out" / "book.typ").read_text(encoding="utf-8")
    asked, plain = (next(line for line in source.split("\n") if words in line) for words in ("Ask ", "Plain words"))
    assert re.search(r"par\([^\n]*Ask [^\n]*justify: false\)", asked)
    assert not re.search(r"Plain words alone[^\n]*justify: false", plain)
    assert re.search(r"ragged\([^\n]*Write to ", source)
    assert not re.search(r"ragged\([^\n]{0,20}Plain item", source)
