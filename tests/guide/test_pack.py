"""Packing keeps links whole: names in any script, and a link to nowhere is named with its page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst

from handbook.guide.pack import PackError, Place, pack

from .conftest import Book

NAMES = ["plain", "größe/straße#ziel ä", "学/目标", "round(1)(2(3))", "one\\two", "sharp<x>"]


def source(*names: str, links: list[str]) -> bytes:
    """Return a book with a heading for each of ``names`` and links by name."""
    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\") + '"'

    lines = ['#set document(title: "T")', '#set text(lang: "en", font: "Libertinus Serif")', "#set page(height: 6cm)"]
    heading = "#pagebreak(weak: true)\n#[#heading(level: 1)[H]#label({})]"
    lines += [heading.format(quoted(name)) for name in names]
    lines += [f'#link({quoted("guide:" + name)})[to it]' for name in links]
    return "\n".join(lines).encode()


def raw(text: bytes) -> bytes:
    pdf = typst.compile(text, format="pdf", pdf_standards=["ua-1"])
    assert isinstance(pdf, bytes)
    return pdf


def links_of(path: Path) -> list[tuple[int, str]]:
    """Return for each link that Python has turned into a place: the page that it leads to, and what it says of itself.

    Links of the contents lead to headings by name.
    """
    with pikepdf.open(path) as pdf:
        numbers = {leaf.objgen: number for number, leaf in enumerate(pdf.pages, 1)}
        found = []
        for leaf in pdf.pages:
            for link in leaf.get("/Annots", []):
                target: Any = link.Dest
                if isinstance(target, pikepdf.Array):
                    found.append((numbers[target[0].objgen], str(link.Contents)))
        return found


def test_names_in_any_script_lead_to_their_headings(tmp_path: Path) -> None:
    words = {name: f"To {name}" for name in NAMES}
    path = tmp_path / "packed.pdf"
    path.write_bytes(pack(raw(source(*NAMES, links=NAMES)), words, {}, {}))
    assert links_of(path) == [(n, f"To {name}, page {n}") for n, name in enumerate(NAMES, 1)]


def test_names_in_any_script_lead_to_their_places(tmp_path: Path) -> None:
    path = tmp_path / "packed.pdf"
    places = {name: Place(2, 50, 60) for name in NAMES}
    path.write_bytes(pack(raw(source("one", "two", links=NAMES)), {}, places, {}))
    assert links_of(path) == [(2, "page 2")] * len(NAMES)


@pytest.mark.parametrize(("y", "below"), [(60, 50), (10, 0), (4, 0)])
def test_a_place_is_shown_with_a_little_of_what_stands_above_it(tmp_path: Path, y: float, below: float) -> None:
    path = tmp_path / "packed.pdf"
    path.write_bytes(pack(raw(source("one", links=["there"])), {}, {"there": Place(1, 50, y)}, {}))
    with pikepdf.open(path) as pdf:
        (leaf,) = pdf.pages
        _, _, x, top, _ = leaf.Annots[0].Dest
        assert float(x) == 50
        assert float(top) == pytest.approx(float(leaf.MediaBox[3]) - below, abs=0.01)


def test_a_link_says_its_words_and_its_address_once(tmp_path: Path) -> None:
    addresses = {
        "https://a.example/": "https://a.example/", "https://a.example/b": "Leaflet",
        "mailto:a@b.example": "a@b.example", "mailto:c@b.example": "Write to us",
    }
    lines = [f'#link("{address}")[x]' for address in (*addresses, "https://a.example/c")]
    text = source("one", links=[]).decode() + "\n" + "\n".join(['#link(label("one"))[x]', *lines, "#outline()"])
    path = tmp_path / "packed.pdf"
    path.write_bytes(pack(raw(text.encode()), {"one": "To one", **addresses}, {}, {}))
    with pikepdf.open(path) as pdf:
        said = [str(link.Contents) for leaf in pdf.pages for link in leaf.Annots]
    assert said[:6] == [
        "To one, Section, page 1", "https://a.example/", "Leaflet, https://a.example/b", "a@b.example",
        "Write to us, c@b.example", "https://a.example/c",
    ]
    # The contents have the words of the heading.
    assert [re.sub(r"\W+", " ", words) for words in said[6:]] == [" H page 1"]


def test_only_the_first_cell_of_a_row_is_its_head(book: Book) -> None:
    rows = "* - Name\n  - Value\n* - First\n  - **second**\n* - Third\n  - fourth\n"
    book.write("index.md", "# Book\n\n```{toctree}\npage\n```\n")
    book.write("page.md", f"# Page\n\n```{{list-table}}\n:header-rows: 1\n:stub-columns: 1\n\n{rows}```\n")
    with pikepdf.open(book.build()) as pdf:
        cells = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") in ("/TH", "/TD")]
        heads = [re.findall(r"/(Row|Column)\b", repr(cell.A)) for cell in cells if cell.S == "/TH"]
    assert sorted(heads) == [["Column"], ["Column"], ["Row"], ["Row"]]
    assert len(cells) == 6


def test_names_in_any_script_lead_out_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "packed.pdf"
    addresses = {name: f"https://book.example/{number}(a)\\b" for number, name in enumerate(NAMES)}
    path.write_bytes(pack(raw(source(links=NAMES)), {NAMES[0]: "Plain words"}, {}, addresses))
    with pikepdf.open(path) as pdf:
        links = [link for leaf in pdf.pages for link in leaf.Annots]
        assert [str(link.A.URI) for link in links] == list(addresses.values())
        said = [str(link.Contents) for link in links]
    assert said == [f"Plain words, {addresses[NAMES[0]]}", *list(addresses.values())[1:]]


def test_a_link_to_nowhere_is_named_with_its_page() -> None:
    with pytest.raises(PackError, match=r"^page 2, in 'größe': a link leads to 'ziel-ß', which stands nowhere$"):
        pack(raw(source("one", "größe", links=["one", "ziel-ß"])), {}, {}, {})


def test_what_is_no_plain_file_is_refused() -> None:
    pdf = raw(source("one", links=[]))
    with pytest.raises(PackError, match="no plain table"):
        pack(re.sub(rb"startxref\n\d+", b"startxref\n9", pdf), {}, {}, {})


def test_pages_with_names_in_any_script(book: Book) -> None:
    book.write("index.md", "# Book\n\n```{toctree}\ngröße/index\n```\n")
    book.write("größe/index.md", (
        "# Größe\n\nTo [there](学%20(a).md) and [](#ziel-ö).\n\n```{toctree}\n学 (a)\n```\n"
    ))
    book.write("größe/学 (a).md", "# Lernen\n\nBack to [the size](index.md).\n\n(ziel-ö)=\n\n## Straße\n\nWords.\n")
    links = links_of(book.build())
    assert book.warnings == ""
    assert {(3, "there, page 3"), (3, "the size, page 3"), (3, "Straße, page 3")} <= set(links)
