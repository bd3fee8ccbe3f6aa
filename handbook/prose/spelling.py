"""Spelling: words of the pages that neither the dictionary, nor the ledger, nor the editors' own list knows.

The dictionary is that of pyspellchecker, which needs no network and no program of the system. It is no requirement of
a build, so it may be missing: :func:`dictionary` then returns None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from handbook.ledger.load import LISTS, Ledger
from handbook.ledger.problems import Code, Problem
from handbook.ledger.yaml_tree import read_text
from handbook.prose.fences import read
from handbook.prose.literals import prose_lines

if TYPE_CHECKING:
    from spellchecker import SpellChecker

FILE = "data/words.txt"
"""The editors' own list: a word a line; what follows a # is a remark."""

_ADDRESS = re.compile(r"https?://\S+|\S+@\S+|[\w./-]+\.(?:com|edu|gov|org|net|io|md|yaml|txt|html|pdf|ics)\b\S*")
_WORD = re.compile(r"(?<![\w.&@-])[^\W\d_]+(?:['’.-][^\W\d_]+)*(?![\w@])")
# In these fields of the ledger the first word is part of a name too.
_NAMES = frozenset({"title", "name", "person", "publisher", "address", "tracks", "value"})
# And these have words of our own; the others quote.
_OWN = frozenset({"statement", "question", "why", "reason", "rule", "note", "purpose", "wording", "topics"})
_OPENING = " \"'“‘("
_CAPITAL = re.compile(r"[^\W\d_a-z][^\W\d_]*")
_PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def dictionary(root: Path, ledger: Ledger | None, problems: list[Problem]) -> SpellChecker | None:
    """Return the words that are right in the handbook in ``root``; None where pyspellchecker is not installed.

    A fault of the editors' list is added to ``problems``.
    """
    try:
        from spellchecker import SpellChecker
    except ModuleNotFoundError:
        return None
    found = SpellChecker(distance=1)  # with two wrong letters, a long word takes seconds
    found.word_frequency.load_words(own_words(root, problems))
    if ledger is not None:
        found.word_frequency.load_words(names(ledger))
    return found


def own_words(root: Path, problems: list[Problem]) -> list[str]:
    """Return the words of the editors' list; none where there is no list."""
    path = root / FILE
    text = read_text(path, FILE, problems) if path.exists() else None
    return [word for line in (text or "").split("\n") if (word := line.partition("#")[0].strip())]


def names(ledger: Ledger) -> set[str]:
    """Return the parts of names in the ledger: words with a capital letter, but not those that begin a sentence."""
    entries = [entry for name in (*LISTS, "facts") for entry in getattr(ledger, name).values()]
    found = set()
    for field, text in _texts("", [entries, ledger.edition]):
        for match in _CAPITAL.finditer(text):
            before = text[: match.start()].rstrip(_OPENING)
            if field in _NAMES or (before and before[-1] not in ".!?:;"):
                found.add(match[0])
    return found


def _texts(field: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield every text in ``value`` with the field that it stands in."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(name, getattr(value, name))
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(field, part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(field, part)


def misspelt(name: str, lines: Iterable[tuple[int, str]], right: SpellChecker) -> Iterator[Problem]:
    """Yield one problem for each word of the ``lines`` (number, text) of the file ``name`` that is not ``right``.

    Abbreviations, and names written like them (PwC), are no words: they have a remark of their own.
    """
    for number, line in lines:
        for word in _WORD.findall(_ADDRESS.sub(" ", line)):
            wrong = [part for part in _PART.findall(word.replace("’", "'")) if not _known(part, word, right)]
            for part in wrong:
                near = right.correction(part.lower())
                hint = f"did you mean {near}?" if near and near != part.lower() else f"if it is right, add it to {FILE}"
                yield Problem(name, number, "", Code.SPELLING, f"{part}: not in the dictionary; {hint}")


def _known(part: str, word: str, right: SpellChecker) -> bool:
    base = part.removesuffix("'s")
    short = len(base) < 4 and base != word  # "add-ons", "e.g."
    return short or any(letter.isupper() for letter in base[1:]) or bool(right.known([part.lower(), base.lower()]))


def misspelt_page(name: str, text: str, right: SpellChecker) -> Iterator[Problem]:
    """Yield the remarks on the spelling of the page ``text``, called ``name``."""
    # The words behind {container} are classes.
    classes = {line.number for line in read(text) if line.opens and line.opens.name == "{container}"}
    return misspelt(name, (line for line in prose_lines(text) if line[0] not in classes), right)


def misspelt_entries(ledger: Ledger, right: SpellChecker) -> Iterator[Problem]:
    """Yield the remarks on the spelling of what the ledger says in words of its own, with the line of the entry."""
    for name in (*LISTS, "facts"):
        for entry in getattr(ledger, name).values():
            place = ledger.places[entry.id]
            lines = [(place.line, text) for field, text in _texts("", entry) if field in _OWN]
            yield from misspelt(place.file, lines, right)
