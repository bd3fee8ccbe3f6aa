"""On Letter and on A4 every word stands inside the margins and on no other, in the books that show every form."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest

from .test_every_form import FORMS, ROOT, build

KITCHEN_SINK = ROOT / "tests" / "roots" / "kitchen-sink"
PAPERS = {"us-letter": (612, 792), "a4": (595, 842)}
# Points: text may reach this near to the edges, commas at line ends a little into the margin of 65. Running heads and
# page numbers are the highest and the lowest words.
LEFT, TOP, RIGHT, BOTTOM = 60, 36, 60, 24
WORD = re.compile(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)<')


class Word(NamedTuple):
    """A word and its place on a page, in points from the left and from above."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def words_of(path: Path) -> list[list[Word]]:
    """Return the words of each page, from above."""
    told = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return [
        sorted((Word(*map(float, found.groups()[:4]), found[5]) for found in WORD.finditer(page)), key=lambda w: w.top)
        for page in told.split("<page ")[1:]
    ]


def on_each_other(words: list[Word]) -> Iterator[tuple[Word, Word]]:
    """Yield pairs of words, of which one covers most of the other's height and some of its width."""
    for place, one in enumerate(words):
        for other in words[place + 1 :]:
            if other.top - one.top > 5:
                break
            height = min(one.bottom, other.bottom) - other.top
            width = min(one.right, other.right) - max(one.left, other.left)
            if width > 2.5 and height > 0.62 * min(one.bottom - one.top, other.bottom - other.top):
                yield one, other


def assert_in_place(path: Path, width: float, height: float) -> None:
    """Every word of a guide stands inside the margins, and on no other."""
    pages = words_of(path)
    assert sum(map(len, pages)) > 200
    for number, words in enumerate(pages, 1):
        over = [
            word for word in words
            if word.left < LEFT or word.right > width - RIGHT or word.top < TOP or word.bottom > height - BOTTOM
        ]
        assert not over, (path.name, number)
        assert not list(on_each_other(words)), (path.name, number)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("source", [FORMS, KITCHEN_SINK], ids=["forms", "kitchen-sink"])
def test_every_form_stands_inside_the_margins(source: Path, paper: str, tmp_path: Path) -> None:
    build(source, tmp_path, "-W", "-D", f"guide_paper={paper}", "-d", str(tmp_path / "trees"))
    width, height = PAPERS[paper]
    for path in sorted(tmp_path.glob("*.pdf")):
        assert_in_place(path, width, height)
        with pikepdf.open(path) as pdf:
            for leaf in pdf.pages:
                assert [round(float(side)) for side in leaf.mediabox] == [0, 0, width, height]
                for link in leaf.get("/Annots", []):
                    left, low, right, high = (float(side) for side in link.Rect)
                    assert left >= 0 and low >= 0 and right <= width and high <= height


def test_words_on_each_other_are_found() -> None:
    one, beside, below, over = (
        Word(10, 10, 40, 20, "one"), Word(42, 10, 60, 20, "beside"), Word(10, 19, 40, 29, "below"),
        Word(30, 11, 60, 21, "over"),
    )
    assert not list(on_each_other([one, beside, below]))
    assert list(on_each_other([one, over])) == [(one, over)]


@pytest.mark.full
@pytest.mark.parametrize("name", ["mism-handbook", "applicant-guide", "student-guide"])
def test_the_real_guides_stand_inside_the_margins(name: str, guides: Path) -> None:
    assert_in_place(guides / f"{name}.pdf", *PAPERS["us-letter"])
