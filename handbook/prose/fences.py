"""The fenced blocks of a page: which line opens one, which closes it, and what each line stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"^\s*(?:(~{3,}|:{3,})(?P<any>.*)|(`{3,})(?P<none>[^`]*))$")
_NAME = re.compile(r"\s*(\{[\w:-]+\})(?=\s|$)")
# A parsed literal is none of these: its body is read as Markdown, links and all.
_CODE = frozenset({"{code-block}", "{code}", "{sourcecode}"})
# No code, and no Markdown either: a fence inside is a line like any other.
_RAW = frozenset({"{toctree}", "{asks}", "{literalinclude}", "{raw}", "{math}"})


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: the line that opens it, its mark, the name of its directive (``{note}``, or ""), the rest."""

    line: int
    mark: str
    name: str
    argument: str

    @property
    def is_code(self) -> bool:
        """Say whether the body is shown as it stands."""
        return self.name in _CODE or (not self.name and self.mark[0] != ":")

    @property
    def is_markdown(self) -> bool:
        """Say whether the body is read as the rest of the page is."""
        return not self.is_code and self.name not in _RAW


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, the blocks that it stands in (outermost first), and the one that it opens, if any.

    The lines that open and close a block stand in the blocks around it, not in the block.
    """

    number: int
    text: str
    inside: tuple[Block, ...]
    opens: Block | None = None
    closes: bool = False

    @property
    def block(self) -> Block | None:
        """Return the innermost block that the line stands in."""
        return self.inside[-1] if self.inside else None

    @property
    def is_fence(self) -> bool:
        """Say whether the line opens or closes a block."""
        return self.opens is not None or self.closes


def read(text: str) -> Iterator[Line]:
    """Yield every line of the page ``text``. A block ends at a bare mark of its own kind that is as long or longer."""
    around: tuple[Block, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        block = _opened(number, line)
        inner = around[-1] if around else None
        if block and inner and not block.name and not block.argument and block.mark.startswith(inner.mark):
            around = around[:-1]
            yield Line(number, line, around, closes=True)
        elif block is None or (inner and not inner.is_markdown):
            yield Line(number, line, around)
        else:
            yield Line(number, line, around, opens=block)
            around = (*around, block)


def _opened(number: int, line: str) -> Block | None:
    found = _FENCE.match(line)
    if found is None:
        return None
    rest = found["any"] if found["none"] is None else found["none"]
    named = _NAME.match(rest)
    return Block(number, found[1] or found[3], named[1] if named else "", rest[named.end() if named else 0:].strip())


def unclosed(text: str) -> list[Block]:
    """Return every block of the page ``text`` that is opened and never closed.

    So is a block of code in which a directive begins with its own mark: it was meant to end above.
    """
    blocks: list[Block] = []
    through: list[Block] = []
    for line in read(text):
        if line.opens:
            blocks.append(line.opens)
        elif line.closes:
            blocks.pop()
        elif line.block and line.block.is_code and line.block not in through:
            begun = _opened(line.number, line.text)
            if begun and begun.name and begun.mark.startswith(line.block.mark):
                through.append(line.block)
    return [*through, *(block for block in blocks if block not in through)]


def deeper_than(text: str, count: int) -> int:
    """Return the line of the page ``text`` with which more than ``count`` blocks are open in one another, or 0."""
    return next((line.number for line in read(text) if line.opens and len(line.inside) >= count), 0)


def glossary_terms(text: str) -> Iterator[Line]:
    """Yield the lines of the page ``text`` that are terms of a glossary: those at the margin of ``{glossary}``."""
    for line in read(text):
        inside = not line.is_fence and line.block is not None and line.block.name == "{glossary}"
        if inside and line.text and line.text[0] not in " \t:":
            yield line
