"""The query sets: which are tuned on, which is the test, and how their typos are spelled when spelled right."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from tests.search.test_questions import QUESTIONS, TOPICS  # noqa: E402

TUNING, NEEDS, TEST, READERS = "tuning", "needs", "test", "readers' questions"
TUNED_ON = ("queries.txt", "fresh.txt", "people.txt", "held.txt")
OF_NEEDS = ("needs.txt", "needs-more.txt", "needs-third.txt", "needs-fourth.txt", "needs-fifth.txt")


class Query(NamedTuple):
    """What a reader types, its style, and what answers it.

    That is a topic, places (``page#anchor``, ``page#`` for its top) parted by commas, or a topic and, after a plus,
    places that answer this query besides.
    """

    style: str
    topic: str
    words: str

    def right(self) -> list[str]:
        """Return the sections that answer it: ``page#anchor``, or ``page`` for its top."""
        topic, _, places = self.topic.partition(" + ") if " + " in self.topic else ("", "", self.topic)
        if not topic and "#" not in places:
            return TOPICS[places]
        more = [place.removesuffix("#") for place in places.split(", ")]
        return [*(TOPICS[topic] if topic else []), *more]


def _lines(name: str, parts: int) -> list[list[str]]:
    if not (HERE / name).exists():
        raise SystemExit(f"{name}: this set of queries is not in {HERE}")
    lines = (HERE / name).read_text(encoding="utf-8").split("\n")
    found = [[part.strip() for part in line.split(" | ")] for line in lines if line.strip() and line[0] != "#"]
    if wrong := [line for line in found if len(line) != parts]:
        raise SystemExit(f"{name}: not {parts} parts: {' | '.join(wrong[0])}")
    return found


def queries(name: str) -> list[Query]:
    """Return the queries of one file."""
    return [Query(*parts) for parts in _lines(name, 3)]


def sets() -> dict[str, list[Query]]:
    """Return the sets by name; weights may be chosen on the first two alone."""
    return {
        TUNING: [query for name in TUNED_ON for query in queries(name)],
        NEEDS: [query for name in OF_NEEDS for query in queries(name)],
        TEST: queries("unseen.txt"),
        READERS: [Query(q["style"], q["expected_topic_page"], q["question"]) for q in QUESTIONS],
    }


def spelled_right(asked: list[Query]) -> list[tuple[Query, Query]]:
    """Return the written typos among ``asked``, each with its right spelling (``spelling.txt``)."""
    right = dict(_lines("spelling.txt", 2))
    return [(query, query._replace(words=right[query.words])) for query in asked if query.words in right]


def mistyped(asked: list[Query]) -> list[tuple[Query, Query]]:
    """Return one typo for each query that has none yet and a word of five letters: (with the typo, without).

    The longest word gets two letters swapped, one left out, one doubled or one wrong; its first letter stays. The same
    query gets the same typo.
    """
    pairs = []
    for query in asked:
        words = query.words.split()
        at = max(range(len(words)), key=lambda place: (words[place].isalpha(), len(words[place])))
        if query.style == "typo" or not words[at].isalpha() or len(words[at]) < 5:
            continue
        words[at] = _slip(words[at], random.Random(query.words))
        pairs.append((query._replace(words=" ".join(words)), query))
    return pairs


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    kind = chance.randrange(4)
    if kind == 0 and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2:]
    if kind == 1:
        return word[:at] + word[at + 1:]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    return word[:at] + chance.choice([letter for letter in "aeinorst" if letter != word[at]]) + word[at + 1:]
