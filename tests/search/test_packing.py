"""The index is written in columns; what comes out is what went in, in Python and in the browser's engine alike."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from handbook.search import packing

from .conftest import ENGINE, node

RECORDS: dict[str, Any] = {
    "docs": [
        ["a.html", "Fees & dues", "Start", "how-to", "", "money, \\'bill\\'", 1.0],
        ["b/c.html", "Boats", "", "faq", "2026", "", 0.8],
    ],
    "sections": [
        [0, "", 1, "Fees & dues", "It's \"free\"; </script> <b>", ["how much is the boat"]],
        [0, "when-due", 2, "When due?", "May\u2028June", []],
        [0, "keeper-s-fee", 2, "Keeper\u2019s fee", "", ["is there a fee", "who pays", "a fee?", "pays who"]],
        [0, "course-95-123", 3, "95-123 Café", "caf\u00e9", []],
        [0, "95-124-chairs", 3, "95-124 Chairs", "", []],
        [1, "", 1, "Boats", "boats", ["how can I"]],
    ],
    "synonyms": [[["a", "c d"], ["b"], False], [["e"], ["f", "g/h"], True]],
}
# Words of grammar are left out of questions, unless there is nothing else, and then questions of the same words.
ASKS = [["how much boat"], [], ["fee", "who pays"], [], [], ["how"]]


def unpacked_by_the_engine(text: str) -> dict[str, Any]:
    program = (
        f"const engine = require({json.dumps(str(ENGINE))}); let found;"
        f"new Function('HandbookSearch', {json.dumps(text)})"
        "({ load: packed => { found = engine.unpack(packed); } }); process.stdout.write(JSON.stringify(found));"
    )
    run = subprocess.run([node(), "-e", program], capture_output=True, text=True, check=True, timeout=60)
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_records_come_back_as_they_went_in() -> None:
    text = packing.script(RECORDS)
    wanted = [[*section[:5], asks] for section, asks in zip(RECORDS["sections"], ASKS, strict=True)]
    for found in (packing.read(text), unpacked_by_the_engine(text)):
        assert found["docs"] == RECORDS["docs"]
        assert found["sections"] == wanted
        assert found["synonyms"] == RECORDS["synonyms"]


def test_nothing_in_the_index_can_end_the_script() -> None:
    text = packing.script(RECORDS)
    assert "</" not in text
    assert "\u2028" not in text


def test_anchors_that_follow_from_the_title_are_not_written() -> None:
    anchors = packing.pack(RECORDS)["sections"]["anchors"].split("\n")
    assert anchors == ["", "", "", "", "95-124-chairs", ""]


def test_a_question_of_grammar_alone_stays_whole() -> None:
    records = {**RECORDS, "sections": [[0, "", 1, "A", "", ["can I do it"]]], "docs": RECORDS["docs"][:1]}
    assert packing.read(packing.script(records))["sections"][0][5] == ["can i do it"]
