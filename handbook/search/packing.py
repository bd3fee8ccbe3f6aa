"""The index of the search as a small script: records in columns, which compress and parse better than rows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

_HEAD, _TAIL = "HandbookSearch.load(JSON.parse('", "'));\n"
# Words of grammar, and the other lists of words that the browser reads.
WORDS: dict[str, list[str]] = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
_STOP = frozenset(" ".join(WORDS["stop"]).split())
_AROUND = "?!.,;:\"“”()"


def slug(title: str) -> str:
    """Return the anchor that a heading gets when nothing else is said; the engine derives it in the same way.

    The name of a course begins with its number, which is its anchor.
    """
    if course := re.match(r"\d{2}-\d{3}(?= )", title):
        return f"course-{course[0]}"
    return re.sub(r"^[0-9-]+|-$", "", re.sub(r"[^a-z0-9]+", "-", title.lower()))


def _asked(question: str) -> str:
    """Return a question without words of grammar: it is matched and never shown. One of nothing else stays whole."""
    said = [word.strip(_AROUND) for word in question.lower().replace("|", " ").split()]
    kept = [word for word in said if word and re.sub("['’]", "", word) not in _STOP]
    return " ".join(kept or said)


def _questions(asks: list[str]) -> str:
    """Return the questions of a section with a bar between two; of those of the same words the first."""
    found = {frozenset(said.split()): said for said in reversed(list(map(_asked, asks)))}
    return "|".join(reversed(found.values()))


def _line(line: tuple[list[str], list[str], bool]) -> str:
    return f"{'|'.join(line[0])}{'=' if line[2] else '>'}{'|'.join(line[1])}"


def pack(records: dict[str, Any]) -> dict[str, Any]:
    """Return ``records`` with ``docs`` and ``sections`` in columns.

    ``docs`` are rows without the title, which is that of the first section; ``sections`` has the number of sections of
    each page, and in reading order their levels, titles, texts, questions (a bar between two) and anchors. An anchor
    that follows from its title is empty. ``synonyms`` are lines: words with a bar between two, "=" where each side
    stands for the other and ">" where not, words.
    """
    sections = records["sections"]
    counts = [0] * len(records["docs"])
    for section in sections:
        counts[section[0]] += 1
    return {
        **records,
        "docs": [[address, *rest] for address, _title, *rest in records["docs"]],
        "sections": {
            "counts": counts,
            "levels": "".join(str(section[2]) for section in sections),
            "anchors": "\n".join("" if section[1] == slug(section[3]) else section[1] for section in sections),
            "titles": "\n".join(section[3] for section in sections),
            "texts": "\n".join(section[4] for section in sections),
            "asks": "\n".join(_questions(section[5]) for section in sections),
        },
        "synonyms": "\n".join(map(_line, records["synonyms"])),
    }


def unpack(packed: dict[str, Any]) -> dict[str, Any]:
    """Return the records that ``packed`` was made of; questions come back without words of grammar."""
    columns = packed["sections"]
    docs = [doc for doc, count in enumerate(columns["counts"]) for _ in range(count)]
    titles, anchors, texts, asked = (columns[name].split("\n") for name in ("titles", "anchors", "texts", "asks"))
    sections = [
        [doc, anchor or (slug(title) if level > 1 else ""), level, title, text, asks.split("|") if asks else []]
        for doc, anchor, level, title, text, asks in zip(
            docs, anchors, map(int, columns["levels"]), titles, texts, asked, strict=True,
        )
    ]
    first = {section[0]: section[3] for section in reversed(sections)}
    rows = [[address, first[doc], *rest] for doc, (address, *rest) in enumerate(packed["docs"])]
    lines = [
        [*(side.split("|") for side in re.split("[=>]", line)), "=" in line]
        for line in packed["synonyms"].split("\n") if line
    ]
    return {**packed, "docs": rows, "sections": sections, "synonyms": lines}


def script(records: dict[str, Any]) -> str:
    """Return the script that hands the packed records to the dialog."""
    text = json.dumps(pack(records), ensure_ascii=False, separators=(",", ":"))
    # One string in single quotes: quicker to parse than an object, and nothing in it can end the script.
    quoted = text.replace("\\", "\\\\").replace("'", "\\'").replace("</", "<\\/")
    quoted = quoted.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"{_HEAD}{quoted}{_TAIL}"


def read(text: str) -> dict[str, Any]:
    """Return the records of a script that ``script`` made."""
    quoted = text.removeprefix(_HEAD).removesuffix(_TAIL).replace("<\\/", "</")
    quoted = quoted.replace("\\u2028", "\u2028").replace("\\u2029", "\u2029")
    return unpack(json.loads(quoted.replace("\\'", "'").replace("\\\\", "\\")))
