"""The index is written in columns; what the engine of the browser reads is what went in."""

from __future__ import annotations

import re
from typing import Any

from handbook.search import packing

from .conftest import run, unpacked

RECORDS: dict[str, Any] = {
    "docs": [
        ["a.html", "Fees & dues", "Start", "how-to", "", "money, \\'bill\\'", 1.0],
        ["b/c.html", "Boats", "", "faq", "2026", "", 0.8],
    ],
    "sections": [
        [0, "", 1, "Fees & dues", "It's \"free\"; </script> <b>", ["how much is the boat"]],
        [0, "when-due", 2, "When due?", "May\u2028June \\u2028 \\' \\\\ <\\/", []],
        [0, "keeper-s-fee", 2, "Keeper\u2019s fee", "", ["is there a fee", "who pays", "a fee?", "pays who"]],
        [0, "course-95-123", 3, "95-123 Café", "caf\u00e9", []],
        [0, "95-124-chairs", 3, "95-124 Chairs", "", []],
        [1, "", 1, "Boats", "boats", ["how can I"]],
    ],
    "synonyms": [[["a", "c d"], ["b"], False], [["e"], ["f", "g/h"], True]],
}
# Words of grammar are left out of questions, unless there is nothing else, and then questions of the same words.
ASKS = [["how much boat"], [], ["is there a fee", "a fee", "who pays"], [], [], ["how can i"]]


def test_records_come_back_as_they_went_in() -> None:
    found = unpacked(packing.script(RECORDS))
    assert found["docs"] == RECORDS["docs"]
    assert found["sections"] == [
        [*section[:5], asks] for section, asks in zip(RECORDS["sections"], ASKS, strict=True)
    ]
    assert found["synonyms"] == RECORDS["synonyms"]


def test_nothing_in_the_index_can_end_the_script() -> None:
    text = packing.script(RECORDS)
    assert "</" not in text
    assert "\u2028" not in text


def test_more_chunks_than_characters_of_one_unit_come_back() -> None:
    text = " ".join(f"word{number}" for number in range(60_000))
    records = {**RECORDS, "docs": RECORDS["docs"][:1], "sections": [[0, "", 1, "Title", text, ["boat question"]]]}
    script = packing.script(records)
    assert unpacked(script)["sections"] == records["sections"]
    assert not re.search("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", script)


def test_a_site_without_pages_has_an_index() -> None:
    script = packing.script({"docs": [], "sections": [], "synonyms": []})
    assert unpacked(script) == {"docs": [], "sections": [], "synonyms": []}


def test_answers_from_an_index_are_those_from_its_records() -> None:
    sections = [
        [0, "", 1, "Boats", "A boat costs a fee; 95 123 teaches rowing.  Two spaces.", ["hire boat", "rowing lesson"]],
        [0, "rowing", 2, "Rowing well", "You row (slowly), then faster: 1,500 m.", ["how fast row"]],
        [1, "", 1, "Fees", "What a boat costs, and who pays the fee.", []],
    ]
    records = {**RECORDS, "sections": sections}
    queries = ["95-123", "95 123", "rowing lessons", "fee for boats", "rowign", "how fast", "pays", "1500", "nothing"]
    from_index, from_records = run(
        "[found, engine.plain(found)].map(engine.create).map(made => given.queries.map(query => made.search(query)))",
        script=packing.script(records), queries=queries,
    )
    assert from_index == from_records
    assert from_index[0]["hits"][0]["address"] == from_index[1]["hits"][0]["address"] == "a.html"


def test_anchors_that_follow_from_the_title_are_not_written() -> None:
    anchors = packing.pack(RECORDS)["sections"]["anchors"].split("\n")
    assert anchors == ["", "", "", "", "95-124-chairs", ""]


def test_a_question_of_grammar_alone_stays_whole() -> None:
    records = {**RECORDS, "sections": [[0, "", 1, "A", "", ["can I do it"]]], "docs": RECORDS["docs"][:1]}
    assert unpacked(packing.script(records))["sections"][0][5] == ["can i do it"]


def test_a_question_with_one_other_word_does_not_become_that_word() -> None:
    records = {**RECORDS, "sections": [[0, "", 1, "A", "", ["can I leave it?", "leave"]]], "docs": RECORDS["docs"][:1]}
    assert unpacked(packing.script(records))["sections"][0][5] == ["can i leave it", "leave"]
