"""The anchors that headings and labels get, and the ids that a page of the website has besides."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from handbook.ledger.load import Ledger
from handbook.ledger.problems import Code, Problem
from handbook.prose.literals import prose_lines

_HEADING = re.compile(r"^#{1,6}\s+(.*)")
_LABEL = re.compile(r"^(?:\(([^()]+)\)=|\{[^{}]*#([\w-]+)[^{}]*\})\s*$")
_ROLE = re.compile(r"\{[\w:-]+\}(?=`)")
_TARGET = re.compile(r"\]\([^)]*\)")
# What templates and scripts give: a second element of this id would get their links, or be taken for their place.
FRAME = frozenset({
    "main", "top", "site-navigation", "page-sources", "moved-parts", "front-search", "search-field", "search-count",
    "search-results", "search-list", "source-popover", "course-popover", "plan-courses", "map-arrow",
})
# A source by its number, a hit of the search, a field of the form that checks a plan.
_NUMBERED = re.compile(r"(?:source|search-hit|plan-field)-\d+(?:-refused)?")


class Anchored(NamedTuple):
    """A line of a page that gives an anchor: its number, what it is (``heading`` or ``label``), and the anchor."""

    line: int
    kind: str
    anchor: str


def anchored(text: str) -> Iterator[Anchored]:
    """Yield the headings and labels of the page ``text``, but not what looks like one in code or front matter."""
    lines = text.split("\n")
    for number, _ in prose_lines(text):  # whose words are without the code in a line, which counts here
        for kind, form in (("heading", _HEADING), ("label", _LABEL)):
            if match := form.match(lines[number - 1]):
                yield Anchored(number, kind, anchor(match[match.lastindex or 0]))


def anchor(heading: str) -> str:
    """Return the anchor of a heading, or of a label, from its Markdown as Docutils makes it; empty for none."""
    words = _TARGET.sub("]", _ROLE.sub("", heading)).lower()
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"^[0-9-]+|-$", "", re.sub(r"[^a-z0-9]+", "-", plain))


def wrong_labels(name: str, text: str, ledger: Ledger) -> Iterator[Problem]:
    """Yield one problem for each label of the page ``text`` that stands there twice, or is an id of ``ledger``."""
    lines: dict[str, int] = {}
    for line, kind, label in anchored(text):
        if kind == "label":
            first = lines.setdefault(label, line)
            if first != line:
                yield Problem(name, line, "", Code.PAGE_SHAPE, f"the label {label} stands in line {first} already")
            elif ledger.entry(label):
                message = f"the label {label} is an id of the ledger, which gives its entry a place; choose another"
                yield Problem(name, line, "", Code.PAGE_SHAPE, message)


def is_frame(anchor: str) -> bool:
    """Say whether the frame of a page has this id for itself."""
    return anchor in FRAME or _NUMBERED.fullmatch(anchor) is not None
