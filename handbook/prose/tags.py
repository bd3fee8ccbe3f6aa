"""HTML in a page: tags and comments that no PDF guide shows, and that would stand in the website as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook.ledger.problems import shown

# Within a paragraph: a tag may go on in the next line, and none over an empty one.
_TAG = re.compile(r"</?[A-Za-z][\w-]*(?:(?=\s)(?:(?!\n\s*\n)[^<>])*)?/?>|<[?!](?!--)[A-Za-z\[][^<>\n]*")
_OPEN, _CLOSE = "<!--", "-->"


def html_in(text: str) -> Iterator[tuple[int, str]]:
    """Yield place and words of what is wrong with the HTML in ``text``, which has no code: the first of each line.

    A whole comment is right: nobody sees it.
    """
    bare = _without_comments(text)
    last = -1
    for tag in _TAG.finditer(bare):
        line = bare.count("\n", 0, tag.start())
        if line != last:
            words = shown(re.sub(r"\s+", " ", tag[0]))
            yield tag.start(), f"{words}: HTML is lost in the PDF guides; write it in Markdown, or put it in backticks"
        last = line
    if _OPEN in bare:
        yield bare.index(_OPEN), f"{_OPEN}: the comment that begins here is never closed; end it with {_CLOSE}"


def _without_comments(text: str) -> str:
    """Return ``text`` with blanks in the place of each whole comment; no pattern, which would take long over many."""
    parts = []
    at = 0
    while (start := text.find(_OPEN, at)) >= 0 and (end := text.find(_CLOSE, start + len(_OPEN))) >= 0:
        end += len(_CLOSE)
        parts += [text[at:start], re.sub(r"[^\n]", " ", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])
