"""Guides share their pages: each is the same as if it were made alone."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pikepdf
import pytest

from handbook.guide.links import site_address

from .conftest import Book

GUIDES = [
    {"file": "small", "title": "Small guide", "audience": "one"}, {"file": "book", "title": "Whole book"},
    {"file": "other", "title": "Other guide", "audience": "two"},
]
# Pages and whom they are for. The second part is in the whole book and in the other guide alone.
PAGES = {
    "intro": "one, two", "first/index": "one", "first/page": "one", "second/index": "two", "second/page": "two",
    "third/index": "one, two", "third/page": "one, two",
}
TERMS = "```{glossary}\nAlpha\n  First letter.\n\nOmega\n  Last letter.\n```\n"


def write(book: Book) -> None:
    """Write pages that lead to each other, so that each guide leaves out what some links lead to."""
    parts = [name for name in PAGES if "page" not in name]
    book.write("index.md", "# All\n\n```{toctree}\n" + "\n".join(parts) + "\n```\n")
    for name, audience in PAGES.items():
        folder = name.count("/") * "../"
        links = "".join(f"- Go [to {other}]({folder}{other}.md)\n" for other in PAGES if other != name)
        text = f"---\naudience: {audience}\n---\n# Title of {name}\n\nWords: {{term}}`Alpha` is meant.\n\n{links}\n"
        if name.endswith("index"):
            text += "```{toctree}\npage\n```\n"
        if name == "second/page":
            text += TERMS + "\n(deep)=\n\n## Deep\n\n" + "A line.\n\n" * 90
        book.write(f"{name}.md", text)


def built(book: Book, guides: list[dict[str, str]], more: str = "") -> Path:
    """Build ``guides`` and return their folder."""
    book.configure(f"guide_documents = {guides!r}\n{more}")
    folder = book.build().parent
    assert book.warnings == ""
    assert set(json.loads((folder / "guides.json").read_text(encoding="utf-8"))) == {one["file"] for one in guides}
    return folder


def said(path: Path) -> str:
    """Return the words of a PDF."""
    return " ".join(subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout.split())


def seen(path: Path) -> tuple[str, list[tuple[str, str]]]:
    """Return each word of a PDF with its place, to a tenth of a point, and each link: what it says, where it leads."""
    words = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True).stdout
    with pikepdf.open(path) as pdf:
        links = [link for leaf in pdf.pages for link in leaf.get("/Annots", [])]
        said = [(str(link.Contents), str(link.A.URI) if "/A" in link else "") for link in links]
    return re.sub(r"(\.\d)\d+", r"\1", words), said


@pytest.mark.parametrize("more", ["", 'guide_site_url = "https://book.example/at"\n'], ids=["alone", "with a website"])
def test_a_guide_is_the_same_whichever_others_are_made(book: Book, more: str) -> None:
    write(book)
    folder = built(book, GUIDES, more)
    together = {one["file"]: seen(folder / f"{one['file']}.pdf") for one in GUIDES}
    for guide in GUIDES:
        assert seen(built(book, [guide], more) / f"{guide['file']}.pdf") == together[guide["file"]]


def test_each_guide_has_its_own_title_parts_and_index(book: Book) -> None:
    write(book)
    folder = built(book, GUIDES)
    titles = {}
    for guide in GUIDES:
        with pikepdf.open(folder / f"{guide['file']}.pdf") as pdf:
            titles[guide["file"]] = str(pdf.docinfo.Title)
        assert said(folder / f"{guide['file']}.pdf").count(guide["title"]) > 3  # the cover, and the foot of each page
    assert titles == {guide["file"]: guide["title"] for guide in GUIDES}
    small, other = said(folder / "small.pdf"), said(folder / "other.pdf")
    # The loose pages are the first part. What one guide leaves out is not counted.
    assert "Part 3 Title of third/index" in small and "Part 3 Title of third/index" in other
    assert "Part 4 Title of third/index" in said(folder / "book.pdf")
    assert "Index A Alpha" in other and "Index A" not in small


def test_links_out_of_a_guide_are_words_where_there_is_no_website(book: Book) -> None:
    write(book)
    folder = built(book, GUIDES)
    words = {name: said(folder / f"{name}.pdf") for name in ("small", "book", "other")}
    assert "Go to second/page (website) Go to third" in words["small"].replace("• ", "")
    assert "Go to second/page (p. " in words["book"] and "Go to second/page (p. " in words["other"]
    with pikepdf.open(folder / "small.pdf") as pdf:
        links = [link for leaf in pdf.pages for link in leaf.get("/Annots", [])]
        assert links and not [link for link in links if "/A" in link]
        assert not [link for link in links if "second" in str(link.Contents)]


def test_links_out_of_a_guide_lead_to_the_website(book: Book) -> None:
    write(book)
    folder = built(book, GUIDES, 'guide_site_url = "https://book.example/at"\n')
    with pikepdf.open(folder / "small.pdf") as pdf:
        links = [link for leaf in pdf.pages for link in leaf.get("/Annots", []) if "/A" in link]
        found = {(str(link.A.URI), str(link.Contents)) for link in links}
    site = "https://book.example/at/second/"
    assert found == {
        (f"{site}index.html", f"to second/index, {site}index.html"),
        (f"{site}page.html", f"to second/page, {site}page.html"),
        (f"{site}page.html#term-Alpha", f"Alpha, {site}page.html#term-Alpha"),
    }


@pytest.mark.parametrize(("site", "docname", "anchor", "address"), [
    ("https://book.example/", "a/b", "", "https://book.example/a/b.html"),
    ("https://book.example/a%20b", "c", "d", "https://book.example/a%20b/c.html#d"),
    ("https://book.example/gr\u00f6 \u00df", "a b/\u00f6", "x (1)",
     "https://book.example/gr%C3%B6%20%C3%9F/a%20b/%C3%B6.html#x%20%281%29"),
])
def test_an_address_holds_only_what_it_may(site: str, docname: str, anchor: str, address: str) -> None:
    assert site_address(site, docname, anchor) == address


def test_no_guide_makes_no_pdf(book: Book) -> None:
    write(book)
    folder = built(book, [])
    assert [path.name for path in folder.iterdir() if path.suffix in {".pdf", ".typ"}] == []
