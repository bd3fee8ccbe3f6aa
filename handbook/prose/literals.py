"""Values that a page must not type by hand: they belong in the ledger, so that they stand once and carry a source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook.ledger.problems import Code, Problem
from handbook.prose.fences import read

EXEMPT = re.compile(r"<!-- literal: \S.* -->")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WORD = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty|dozen|hundred|thousand|million)"
)
# In words, "one" counts before what is never counted by the way, such as units; "one course" is any course.
_ONE = rf"(?:one|{_WORD})"
_FIGURE = r"(?<![\d.,])(?<!\d{4}-)\d[\d,]*(?:\.\d+)?"
# As in "two required courses" and "12 more units", not in "two of the courses".
_KIND = r"(?!(?:of|and|or|in|to|by|for|with|from|at|the|as) )[a-z]+(?:-[a-z]+)?"
PATTERNS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("a dollar amount", re.compile(r"\$\s?\d[\d,.]*"), "{fact} or {cost}"),
    (
        "an amount of money",
        re.compile(
            rf"(?:{_FIGURE}|\b{_ONE})(?:[ -]?(?:k|hundred|thousand|million))?[ -](?:U\.?S\.? )?(?:dollars?|USD)\b"
            r"|\bUSD ?\d[\d,.]*", re.I,
        ), "{fact} or {cost}",
    ),
    ("a percentage", re.compile(r"\b\d+(?:\.\d+)?\s?(?:%|percent\b|per cent\b)", re.I), "{fact}`id as percent`"),
    ("a percentage", re.compile(rf"\b{_ONE}[ -](?:percent|per cent)\b", re.I), "{fact}`id as percent`"),
    ("a course number", re.compile(r"(?<![\w-])\d{2}-\d{3}(?![\w-])"), "{course}"),
    ("a phone number", re.compile(r"(?<![\w-])(?:\+1[ -])?\(?\d{3}\)?[ -]\d{3}-\d{4}(?![\w-])"), "{office}"),
    ("an e-mail address", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+"), "{office}"),
    (
        "a number of units",
        re.compile(rf"(?:{_FIGURE}|\b{_ONE})[ -](?:{_KIND} )?(?:units?|credit hours?|credits?)\b", re.I),
        "{fact}`id as units`",
    ),
    (
        "a number of courses",
        re.compile(rf"(?:(?<!mini )(?<![\w,.-])\d{{1,2}}|\b{_WORD}) (?:{_KIND} ){{0,2}}(?:courses|electives)\b", re.I),
        "{fact}",
    ),
    ("a date", re.compile(rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}\b", re.I), "{deadline} or {fact}"),
    ("a date", re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}\b", re.I), "{deadline} or {fact}"),
    ("a date", re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])"), "{deadline} or {fact}"),
)
_ROLE = re.compile(r"\{[a-z:-]+\}(`+)[^`]+\1")
_LINK_TARGET = re.compile(r"\]\([^)\s]*\)|<https?://[^>]*>")
_CODE = re.compile(r"(`+)[^`]+\1")
_OPTION = re.compile(r"^\s*:[\w-]+:")
_SHOWN_OPTION = re.compile(r"^\s*:(?:caption|alt):\s+(.*)")


def prose_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line number, text) of what a reader sees as prose: no front matter, code, options or addresses."""
    front = text.startswith("---\n")
    for line in read(text):
        if front:
            front = line.number == 1 or line.text != "---"
        elif line.opens:
            if line.opens.is_markdown and line.opens.name not in _ARGUMENT_IS_ID:
                yield line.number, _visible(line.opens.argument)
        elif line.block and (shown := _SHOWN_OPTION.match(line.text)) and not line.block.is_code:
            yield line.number, _visible(shown[1])
        elif not line.closes and not (line.block and (not line.block.is_markdown or _OPTION.match(line.text))):
            yield line.number, _visible(line.text)


# Directives whose argument is an id.
_ARGUMENT_IS_ID = {"{conflict}", "{unknown}", "{office}", "{requirements}", "{plan}", "{compare-tracks}", "{figure}"}


def _visible(line: str) -> str:
    return _CODE.sub(" ", _LINK_TARGET.sub("]", _ROLE.sub(" ", line)))


def literals(name: str, text: str) -> list[Problem]:
    """Return one problem for every value typed by hand in the page ``text`` (called ``name`` in messages)."""
    raw = text.split("\n")
    found: list[Problem] = []
    for number, line in prose_lines(text):
        if EXEMPT.search(raw[number - 1]):
            continue
        for what, pattern, remedy in PATTERNS:
            for match in pattern.finditer(line):
                message = f"{match[0].strip()}: {what} is typed by hand; use {remedy}"
                found.append(Problem(name, number, "", Code.LITERAL, message))
    return sorted(set(found))
