"""Tables of a page: a row with more cells than the head loses the last of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook.ledger.problems import Code, Problem
from handbook.prose.fences import read

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_BAR = re.compile(r"(?<!\\)\|")


def long_rows(name: str, text: str) -> Iterator[Problem]:
    """Yield one problem for each row of a table in the page ``text`` that has more cells than the table's head."""
    before, columns = "", 0
    for line in read(text):
        if line.is_fence or (line.block and not line.block.is_markdown) or "|" not in line.text:
            before, columns = "", 0
            continue
        count = _cells(line.text)
        if not columns and before and _RULE.fullmatch(line.text) and count == _cells(before):
            columns = count
        elif columns and count > columns:
            message = f"a row of {count} cells below a head of {columns}: the last would be lost; a | in words is \\|"
            yield Problem(name, line.number, "", Code.PAGE_SHAPE, message)
        before = line.text


def _cells(line: str) -> int:
    return len(_BAR.split(line.strip().removeprefix("|").removesuffix("|")))
