"""The lines of a page without what is code: examples name entries that need not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r"^\s*(`{3,}|~{3,}|:{3,})\s*(\{[\w:-]+\})?(.*)$")
_SPAN = re.compile(r"(\{[a-z:-]+\})?(?<!`)(`+)(?!`)(.+?)(?<!`)\2(?!`)")
_CODE = {"{code-block}", "{code}", "{sourcecode}", "{parsed-literal}"}


def open_fences(text: str) -> list[tuple[int, str]]:
    """Return line and mark of every block of the page ``text`` that is opened and never closed."""
    fences: list[tuple[int, str, bool]] = []
    for number, line in enumerate(text.split("\n"), 1):
        fence = _FENCE.match(line)
        if fence is None:
            continue
        mark, name, rest = fence[1], fence[2] or "", fence[3].strip()
        if fences and not name and not rest and mark.startswith(fences[-1][1]):
            fences.pop()
        elif not (fences and fences[-1][2]):
            fences.append((number, mark, mark[0] != ":" and (not name or name in _CODE)))
    return [(number, mark) for number, mark, _ in fences]


def fences_open_at_most(text: str, count: int) -> int:
    """Return the line of the page ``text`` with which more than ``count`` blocks are open in one another, or 0."""
    marks: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        fence = _FENCE.match(line)
        if fence is None:
            continue
        if marks and not fence[2] and not fence[3].strip() and fence[1].startswith(marks[-1]):
            marks.pop()
        else:
            marks.append(fence[1])
        if len(marks) > count:
            return number
    return 0


def without_code(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line number, line) of the page ``text``; lines of code are left out, code in a line becomes blanks."""
    fences: list[tuple[str, bool]] = []
    for number, line in enumerate(text.split("\n"), 1):
        fence = _FENCE.match(line)
        if fence:
            mark, name, rest = fence[1], fence[2] or "", fence[3].strip()
            if fences and not name and not rest and mark.startswith(fences[-1][0]):
                fences.pop()
                continue
            if not (fences and fences[-1][1]):
                fences.append((mark, mark[0] != ":" and (not name or name in _CODE)))
        if not (fences and fences[-1][1]):
            yield number, _SPAN.sub(lambda span: span[0] if span[1] else " " * len(span[0]), line)
