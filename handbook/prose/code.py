"""The lines of a page without code and comments: examples name entries that need not exist, and comments show none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from handbook.prose.fences import read

# Code in a line, and a role, which is none and has a name before it.
_SPAN = re.compile(r"(\{[A-Za-z:-]+\})?(?<!`)(`+)(?!`)(.+?)(?<!`)\2(?!`)")
# A line that is a comment of MyST.
_LINE_COMMENT = re.compile(r" {0,3}%")
_OPENS, _CLOSES = "<!--", "-->"
# Where a comment began that is not closed yet, if there is one.
_Inside = Literal["", "line", "block"]


def without_code_or_comments(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line number, line) of the page ``text``; lines of code are left out.

    Code in a line becomes blanks, and so does a comment: ``<!-- words -->``, or a line that begins with ``%``.
    """
    inside: _Inside = ""
    for line in read(text):
        block = line.opens or line.block
        if line.closes or (block and block.is_code):
            continue
        shown = _SPAN.sub(lambda span: span[0] if span[1] else " " * len(span[0]), line.text)
        if inside == "line" and not shown.strip():  # a comment within a paragraph ends with it
            inside = ""
        if not inside and _LINE_COMMENT.match(shown):
            shown = ""
        shown, inside = _without_comments(shown, inside)
        yield line.number, shown


def _without_comments(line: str, inside: _Inside) -> tuple[str, _Inside]:
    """Return ``line`` with blanks for comments, one of which may go on from above (``inside``), and what goes on."""
    shown = ""
    while line:
        before, mark, line = line.partition(_CLOSES if inside else _OPENS)
        shown += " " * len(before + mark) if inside else before + " " * len(mark)
        if mark and inside == "block":  # what follows on its last line belongs to it
            return shown + " " * len(line), ""
        if mark:
            inside = "" if inside else "line" if before.strip() or shown.strip() else "block"
    return shown, inside
