"""The index of the search as a small script: records in columns, and their words as numbers, quick to read."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

# Words of grammar, and the other lists of words that the browser reads.
WORDS: dict[str, list[str]] = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
_STOP = frozenset(" ".join(WORDS["stop"]).split())
_AROUND = "?!.,;:\"“”()"
# A chunk is what stands between two spaces; a course number in two parts is one. A character stands for it, whose code
# less that of the first is its number. Left out are characters that JSON or a script would have to escape, the bar
# between two questions, and what is no character of its own.
_SPACE = re.compile(r" (?!(?<=\b\d\d )\d{3}\b)")
_FIRST = 32
_BARRED = frozenset({
    *map(ord, "\"'\\<|"), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000),
})


def slug(title: str) -> str:
    """Return the anchor that a heading gets when nothing else is said; the engine derives it in the same way.

    The name of a course begins with its number, which is its anchor.
    """
    if course := re.match(r"\d{2}-\d{3}(?= )", title):
        return f"course-{course[0]}"
    return re.sub(r"^[0-9-]+|-$", "", re.sub(r"[^a-z0-9]+", "-", title.lower()))


def _asked(question: str) -> str:
    """Return a question without words of grammar: it is matched and never shown.

    One that holds a single other word stays whole, so that it is not taken for a question of one word.
    """
    said = [word.strip(_AROUND) for word in question.lower().replace("|", " ").split()]
    kept = [word for word in said if word and re.sub("['’]", "", word) not in _STOP]
    return " ".join(kept if len(kept) > 1 else said)


def _questions(asks: list[str]) -> str:
    """Return the questions of a section with a bar between two; of those of the same words the first."""
    found = {frozenset(said.split()): said for said in reversed(list(map(_asked, asks)))}
    return "|".join(reversed(found.values()))


def _line(line: tuple[list[str], list[str], bool]) -> str:
    return f"{'|'.join(line[0])}{'=' if line[2] else '>'}{'|'.join(line[1])}"


def _characters(texts: Iterable[str]) -> dict[str, str]:
    """Return the character of each chunk, the most frequent first, in the order of characters."""
    often = Counter(chunk for text in texts if text for chunk in _SPACE.split(text))
    free = (chr(code) for code in range(_FIRST, 0x110000) if code not in _BARRED)
    return dict(zip(sorted(often, key=lambda chunk: (-often[chunk], chunk)), free, strict=False))


def _table(characters: dict[str, str]) -> str:
    """Return the chunks, one a line, by the number of their character less the first; no chunk for one left out."""
    table = [""] * (ord(max(characters.values(), default=chr(_FIRST))) - _FIRST + 1)
    for chunk, character in characters.items():
        table[ord(character) - _FIRST] = chunk
    return "\n".join(table)


def pack(records: dict[str, Any]) -> dict[str, Any]:
    """Return ``records`` with ``docs`` and ``sections`` in columns, and the texts of these as characters for chunks.

    ``docs`` are rows without the title, which is that of the first section; ``sections`` has the number of sections of
    each page, and in reading order their levels, titles, texts, questions (a bar between two) and anchors. An anchor
    that follows from its title is empty. ``chunks`` are what the characters in titles, texts and questions stand for.
    ``synonyms`` are lines: words with a bar between two, "=" where each side stands for the other and ">" where not,
    words.
    """
    sections = records["sections"]
    counts = [0] * len(records["docs"])
    for section in sections:
        counts[section[0]] += 1
    titles, texts = ([section[column] for section in sections] for column in (3, 4))
    asks = [_questions(section[5]) for section in sections]
    questions = [question for asked in asks for question in asked.split("|")]
    characters = _characters([*titles, *texts, *questions])

    def coded(text: str) -> str:
        return "".join(characters[chunk] for chunk in _SPACE.split(text)) if text else ""

    return {
        **records,
        "docs": [[address, *rest] for address, _title, *rest in records["docs"]],
        "chunks": _table(characters),
        "sections": {
            "counts": counts,
            "levels": "".join(str(section[2]) for section in sections),
            "anchors": "\n".join("" if section[1] == slug(section[3]) else section[1] for section in sections),
            "titles": "\n".join(map(coded, titles)),
            "texts": "\n".join(map(coded, texts)),
            "asks": "\n".join("|".join(map(coded, asked.split("|"))) for asked in asks),
        },
        "synonyms": "\n".join(map(_line, records["synonyms"])),
    }


def script(records: dict[str, Any]) -> str:
    """Return the script that hands the packed records to the dialog."""
    text = json.dumps(pack(records), ensure_ascii=False, separators=(",", ":"))
    # One string in single quotes: quicker to parse than an object, and nothing in it can end the script.
    quoted = text.replace("\\", "\\\\").replace("'", "\\'").replace("</", "<\\/")
    quoted = quoted.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"HandbookSearch.load(JSON.parse('{quoted}'));\n"
