"""How hard a page is to read: its sentences, their length, and its reading level."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handbook.prose.fences import glossary_terms
from handbook.prose.literals import prose_lines

_ROLE = re.compile(r"\{[a-z:-]+\}(`+)(?:[^`]|(?!\1)`)+\1")
_MARK = re.compile(r"\s*\{src\}`[^`]+`")
_CODE = re.compile(r"(`+)[^`]+\1")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_START = re.compile(r"^\s*(?:[-*+]|\d+[.)]|:|>)\s+")
_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[A-Z\"'(])|(?<=[:;])\s+(?=[A-Z])")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d[\d,.]*")
_SKIPPED = re.compile(r"^\s*(?:#{1,6}\s|\||[`:~]{3,}|\(?[\w-]+\)?=$|%|<!--.*-->$)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as a reader sees it, and the line of the page on which it begins."""

    line: int
    text: str

    @property
    def words(self) -> list[str]:
        """Return its words; a value from the ledger counts as one."""
        return _WORD.findall(self.text)


def visible(line: str) -> str:
    """Return a line of a page as a reader sees it: values and code as ``X``, links as their words, no marks."""
    text = _ROLE.sub("X", _MARK.sub("", re.sub(r"<!--.*?-->", "", line)))
    return re.sub(r"[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}", "", _LINK.sub(r"\1", _CODE.sub("X", text)))


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of the page ``text``; headings, tables and code are none. A list item ends a sentence."""
    raw = text.split("\n")
    held: list[str] = []
    first = 0
    last = -1
    terms = {line.number for line in glossary_terms(text)}
    for number, _ in prose_lines(text):
        if number in terms:
            continue
        line = raw[number - 1]
        begins = bool(_START.match(line))
        if held and (not line.strip() or begins or number != last + 1 or _SKIPPED.match(line)):
            yield from _split(first, held)
            held = []
        last = number
        if not line.strip() or _SKIPPED.match(line):
            continue
        if not held:
            first = number
        held.append(visible(_START.sub("", line)))
    if held:
        yield from _split(first, held)


def _split(first: int, lines: list[str]) -> Iterator[Sentence]:
    whole = "\n".join(lines)
    at = 0
    for end in [*(match.end() for match in _END.finditer(whole)), len(whole)]:
        words = " ".join(whole[at:end].split())
        if words:
            yield Sentence(first + whole.count("\n", 0, at), words)
        at = end


def syllables(word: str) -> int:
    """Return the syllables of an English word, counted as groups of vowels: right for nine words of ten."""
    text = word.lower()
    groups = len(re.findall(r"[aeiouy]+", text))
    if text.endswith("e") and groups > 1 and not re.search(r"[^aeiouy]le$|ee$", text):
        groups -= 1
    return max(1, groups)


def reading_level(found: list[Sentence]) -> float:
    """Return the Flesch-Kincaid grade: the school year in the United States that reads this with ease.

    0.39 x words a sentence + 11.8 x syllables a word - 15.59. A page without words has 0.
    """
    words = [word for sentence in found for word in sentence.words]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(found) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
