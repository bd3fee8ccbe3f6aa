"""The cards of shared links: pictures of the right size, the same for the same words, and named by each page."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from icalendar import Calendar
from lxml import html
from PIL import Image

from handbook.publish.cards import HEIGHT, WIDTH, card, words

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests/roots/another-program"
BASE = "https://lighthouse.example/book/"


def test_a_card_is_a_picture_of_that_size_and_the_same_each_time() -> None:
    made = card("The book", "A part", "A note")
    assert made == card("The book", "A part", "A note")
    assert made != card("The book", "Another part", "A note")
    with Image.open(io.BytesIO(made)) as picture:
        assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))


@pytest.mark.parametrize("title", ["#import \"x\"", "*a_ $b$ \\ <c>", "", "ö 学", "long " * 60])
def test_no_title_is_code_or_too_long(title: str) -> None:
    with Image.open(io.BytesIO(card("Book", title, "Note"))) as picture:
        assert picture.size == (WIDTH, HEIGHT)


def test_the_words_name_the_book_once() -> None:
    assert words("Book", "Part", "Note") == "Book: Part. Note."
    assert words("Book", "Book", "Note") == "Book. Note."


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Builds the website of the small handbook for an address, with more lines in ``edition.yaml`` where given."""

    def make(base: str, edition: str = "") -> Path:
        root = Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("cards") / "root"))
        with (root / "data" / "edition.yaml").open("a", encoding="utf-8") as more:
            more.write(edition)
        out = root / "out"
        subprocess.run(
            [
                sys.executable, "-m", "sphinx", "-q", "-W", "-D", f"html_baseurl={base}", "-c", str(root),
                str(root / "docs"), str(out),
            ],
            check=True, env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        )
        return out

    return make


@pytest.mark.parametrize(("edition", "days", "times"), [
    ("", "on October 1, 2031", ["2031-10-01"]),
    (
        "checked_from: '2031-09-28'\n", "between September 28 and October 1, 2031",
        ["2031-09-28", "2031-10-01"],
    ),
])
def test_everything_says_the_same_days_of_the_check(
    edition: str, days: str, times: list[str], build: Callable[..., Path]
) -> None:
    site = build(BASE, edition)
    page = html.fromstring((site / "study" / "fees.html").read_bytes())
    card_words = page.xpath("//meta[@property='og:image:alt']/@content")[0]
    assert f"Facts checked {days}." in card_words
    [said] = page.xpath("//p[@class='page-meta']")
    assert f"Last checked {days.removeprefix('on ')}." in " ".join(said.text_content().split())
    assert [time.get("datetime") for time in said.xpath("time")] == times
    assert f"facts checked {days}." in page.find_class("page-cite")[0].text_content()
    sources = page.get_element_by_id("page-sources").text_content()
    assert f"The facts of this handbook were last checked {days}." in sources
    for twin in ("study/fees.md", "llms.txt"):
        assert f" Checked {days}." in (site / twin).read_text(encoding="utf-8")
    events = Calendar.from_ical((site / "downloads" / "applicant.ics").read_bytes()).walk("VEVENT")
    described = [str(event["DESCRIPTION"]) for event in events]
    assert described and all(f"Checked {days}." in words for words in described)


def test_every_page_names_the_card_of_its_part(build: Callable[..., Path]) -> None:
    site = build(BASE)
    named = {}
    for name in ("index", "study/index", "study/fees", "reference"):
        head = html.fromstring((site / f"{name}.html").read_bytes())
        said = {
            meta.get("property") or meta.get("name"): meta.get("content") for meta in head.xpath("//meta[@content]")
        }
        assert said["twitter:card"] == "summary_large_image"
        assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
        assert "Facts checked on " in said["og:image:alt"]
        address = said["og:image"]
        assert address.startswith(BASE)
        with Image.open(site / address.removeprefix(BASE)) as picture:
            assert picture.size == (WIDTH, HEIGHT)
        named[name] = address.removeprefix(BASE)
    assert named["study/fees"] == named["study/index"] == "cards/study.png"
    assert named["index"] == "cards/index.png"


def test_a_website_without_an_address_has_none(build: Callable[..., Path]) -> None:
    site = build("")
    assert "og:image" not in (site / "index.html").read_text(encoding="utf-8")
    assert not (site / "cards").exists()
