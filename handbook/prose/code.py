"""The lines of a page without what is code: examples name entries that need not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook.prose.fences import read

# Code in a line, and a role, which is none and has a name before it.
_SPAN = re.compile(r"(\{[A-Za-z:-]+\})?(?<!`)(`+)(?!`)(.+?)(?<!`)\2(?!`)")


def without_code(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line number, line) of the page ``text``; lines of code are left out, code in a line becomes blanks."""
    for line in read(text):
        block = line.opens or line.block
        if not line.closes and not (block and block.is_code):
            yield line.number, _SPAN.sub(lambda span: span[0] if span[1] else " " * len(span[0]), line.text)
