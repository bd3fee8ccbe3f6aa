"""The text of a file of facts with one fact changed; what is not changed stays as it was typed."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter
from yaml import BlockEndToken, DocumentEndToken, StreamEndToken, scan

_END = re.compile(r"(\r\n?|\n)")
_FIELD = re.compile(r"[\"']?(\w+)[\"']?\s*:(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Change:
    """What a fact is to say: ``value`` (of the key ``key`` of its value where there is one), and the rest.

    ``statement`` is None where it stays.
    """

    key: str
    value: Any
    statement: str | None
    sources: tuple[str, ...]
    as_of: str


def changed(text: str, line: int, change: Change) -> str:
    """Return ``text`` with ``change`` in the fact whose first field stands in ``line``; other lines keep their ends."""
    parts = _END.split(text)
    lines, ends = parts[::2], [*parts[1::2], ""]
    start = line - 1
    while not lines[start].lstrip().startswith("-"):  # a dash may stand on a line of its own, above the first field
        start -= 1
    end = _end_of_entry(lines, start)
    # The outer list stands at the margin; only inner ones are indented.
    margin = len(lines[start]) - len(lines[start].lstrip())
    own = [line[min(margin + 2, len(line) - len(line.lstrip())):] for line in lines[start + 1 : end]]
    own = [lines[start].lstrip()[2:], *own]
    body = _merged(own, _entry("\n".join([*own, ""]), change).strip("\n").split("\n"), change)
    fresh = [" " * margin + ("- " if at == 0 else "  ") + line if line else line for at, line in enumerate(body)]
    ends[start:end] = _ends(lines[start:end], ends[start:end], fresh)
    lines[start:end] = fresh
    return "".join(line + mark for line, mark in zip(lines, ends, strict=True))


def _merged(own: Sequence[str], written: Sequence[str], change: Change) -> list[str]:
    """Return the lines of a fact as ``written`` anew where ``change`` concerns their field, else its ``own``.

    Long words would be broken elsewhere otherwise.
    """
    old, new = _fields(own), _fields(written)
    if not {"sources", "as_of"} <= old.keys() <= new.keys():  # a form in which the fields are not told apart
        return list(written)
    turned = {"value", "sources", "as_of"} if change.statement is None else {"value", "sources", "as_of", "statement"}
    return [line for name, lines in new.items() for line in (lines if name in turned else old.get(name, lines))]


def _fields(lines: Sequence[str]) -> dict[str, list[str]]:
    """Return the lines of each field of a fact, in order, and those above the first under an empty name."""
    name = ""
    found: dict[str, list[str]] = {name: []}
    for line in lines:
        if begun := _FIELD.match(line):
            name = begun[1]
        found.setdefault(name, []).append(line)
    return {**found, "": [line for line in found[""] if line]}


def _entry(text: str, change: Change) -> str:
    """Return the YAML ``text`` of one fact, without its dash, with ``change`` in it."""
    yaml = YAML()
    yaml.Constructor, yaml.Representer = _Constructor, _Representer
    yaml.preserve_quotes = True
    yaml.width = 100
    yaml.indent(mapping=2, sequence=4, offset=2)
    entry: Any = yaml.load(text)
    if change.key:
        entry["value"][change.key] = change.value
    else:
        entry["value"] = change.value
    if change.statement is not None:
        entry["statement"] = change.statement
    sources = entry["sources"]
    for source_id in [source_id for source_id in sources if source_id not in change.sources]:
        sources.remove(source_id)
    sources.extend(source_id for source_id in change.sources if source_id not in sources)
    if entry["as_of"] != change.as_of:
        entry["as_of"] = change.as_of
    out = io.StringIO()
    yaml.dump(entry, out)
    return out.getvalue()


class _Typed(str):
    """A scalar without quotes, as it was typed: what ruamel.yaml takes for no text, the ledger may take for one."""

    __slots__ = ("tag",)
    tag: Any


class _Constructor(RoundTripConstructor):
    """Reads every scalar without quotes as it is typed."""


class _Representer(RoundTripRepresenter):
    """Writes such a scalar as it was."""


def _typed(_: RoundTripConstructor, node: ScalarNode) -> _Typed | None:
    if not node.value:
        return None
    typed = _Typed(node.value)
    typed.tag = node.tag
    return typed


def _as_typed(representer: RoundTripRepresenter, data: _Typed) -> ScalarNode:
    node: ScalarNode = representer.represent_scalar(data.tag, str(data))
    return node


for _kind in ("null", "bool", "int", "float", "timestamp"):
    _Constructor.add_constructor(f"tag:yaml.org,2002:{_kind}", _typed)
_Representer.add_representer(_Typed, _as_typed)


def _ends(lines: Sequence[str], ends: Sequence[str], fresh: Sequence[str]) -> list[str]:
    """Return the ends of the ``fresh`` lines: those of the ``lines`` that they are or replace, else as above them."""
    kept: dict[int, str] = {}
    for _, a, a_end, b, b_end in SequenceMatcher(None, lines, fresh, autojunk=False).get_opcodes():
        kept.update(zip(range(b, b_end), ends[a:a_end], strict=False))
    found = []
    last = ends[0] or "\n"
    for at in range(len(fresh)):
        last = kept.get(at) or last
        found.append(last)
    return [*found[:-1], ends[-1]]


def _end_of_entry(lines: list[str], start: int) -> int:
    """Return the line after the last of the entry that begins at the line ``start`` (both from 0).

    Blank lines and comments that follow its last value belong to the file, and stay as they are.
    """
    margin = lines[start][: len(lines[start]) - len(lines[start].lstrip())]
    following = (at for at in range(start + 1, len(lines)) if f"{lines[at]} ".startswith(f"{margin}- "))
    own = lines[start : next(following, len(lines))]
    end = 0
    for token in scan("\n".join(own)):
        if not isinstance(token, BlockEndToken | DocumentEndToken | StreamEndToken):
            # A block of text ends at the head of the line after it.
            end = max(end, token.end_mark.line + (token.end_mark.column > 0))
    while not own[end - 1].strip():
        end -= 1
    return start + end
