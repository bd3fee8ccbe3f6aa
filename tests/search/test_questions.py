"""Real readers' questions: the section that a topic names answers them, and the search finds it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import ask, unpacked

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
QUESTIONS: list[dict[str, Any]] = yaml.safe_load((HERE / "questions/readers.yaml").read_text("utf-8"))["questions"]
# The facts behind these stand in no source of the ledger; the section says so and names an office.
NOT_IN_THE_LEDGER = {"rq-092", "rq-202", "rq-220", "rq-230"}
SAYS_SO = re.compile(
    r"not published|not in the sources|not stated|not named|nobody publishes|no source|is not known", re.I
)


TOPICS: dict[str, list[str]] = yaml.safe_load((HERE / "topics.yaml").read_text("utf-8"))
"""Slug -> the sections that answer it."""


@pytest.fixture(scope="session")
def texts(site: Path) -> dict[str, str]:
    """Section -> its words, from the index of the built website."""
    records = unpacked((site / "search-index.js").read_text(encoding="utf-8"))
    found = {}
    for doc, anchor, _, title, text, _ in records["sections"]:
        page = records["docs"][doc][0].removesuffix(".html")
        found[f"{page}#{anchor}" if anchor else page] = f"{title} {text}"
    return found


def test_every_course_is_a_topic_that_leads_to_its_entry() -> None:
    courses = yaml.safe_load((ROOT / "data/courses.yaml").read_text("utf-8"))
    assert {slug: places for slug, places in TOPICS.items() if slug.startswith("courses/")} == {
        f"courses/{course['number']}": [f"curriculum/catalog/{course['subject']}#course-{course['number']}"]
        for course in courses
    }


def test_every_topic_leads_to_a_section(texts: dict[str, str]) -> None:
    missing = [place for places in TOPICS.values() for place in places if place not in texts]
    assert missing == []
    assert all(1 <= len(places) <= 4 for places in TOPICS.values())


def test_every_place_of_the_benchmark_leads_to_a_section(texts: dict[str, str]) -> None:
    files = [path for path in sorted((ROOT / "bench/search").glob("*.txt")) if path.name != "spelling.txt"]
    lines = [line for path in files for line in path.read_text("utf-8").splitlines()]
    named = [line.split(" | ")[1] for line in lines if line and not line.startswith("#")]
    parts = [part for name in named for part in name.split(" + ")]
    places = [place.removesuffix("#") for part in parts if "#" in part for place in part.split(", ")]
    assert [place for place in places if place not in texts] == []
    assert [part for part in parts if "#" not in part and part not in TOPICS] == []
    assert len(places) > 200


@pytest.mark.parametrize("question", QUESTIONS, ids=[question["id"] for question in QUESTIONS])
def test_the_section_answers(question: dict[str, Any], texts: dict[str, str]) -> None:
    places = TOPICS[question["expected_topic_page"]]
    words = [texts[place] for place in places]
    if question["answerable"] == "no" or question["id"] in NOT_IN_THE_LEDGER:
        pages = {place.split("#")[0] for place in places}
        page = " ".join(text for place, text in texts.items() if place.split("#")[0] in pages)
        assert SAYS_SO.search(page)
        assert re.search(r"\b(ask|write to)\b", page, re.I)
        return
    patterns = question["must_contain"]
    assert any(all(re.search(pattern, text, re.I) for pattern in patterns) for text in words), patterns


def test_the_search_finds_most_of_them(site: Path) -> None:
    answers = ask([question["question"] for question in QUESTIONS], index=str(site / "search-index.js"))
    first = three = empty = 0
    for question, answer in zip(QUESTIONS, answers, strict=True):
        pages = {place.split("#")[0] for place in TOPICS[question["expected_topic_page"]]}
        hits = [hit["address"].split("#")[0].removesuffix(".html") for hit in answer["hits"]]
        first += bool(hits) and hits[0] in pages
        three += bool(pages & set(hits[:3]))
        empty += not hits
    assert empty == 0
    assert first >= 90, first
    assert three >= 95, three


def test_every_course_is_found_by_its_number_in_every_spelling(site: Path) -> None:
    numbers = [slug.split("/")[1] for slug in TOPICS if slug.startswith("courses/")]
    queries = [spelled for number in numbers for spelled in (number, number.replace("-", ""), number.replace("-", " "))]
    answers = ask(queries, index=str(site / "search-index.js"))
    lost = [
        query for query, number, answer in zip(queries, (n for n in numbers for _ in range(3)), answers, strict=True)
        if f"#course-{number}" not in {"#" + hit["address"].partition("#")[2] for hit in answer["hits"][:3]}
    ]
    assert len(lost) <= len(queries) * 0.02, lost
