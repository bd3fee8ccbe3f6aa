"""What a page gives to a directive of the handbook, held against what that takes: arguments, options and a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from handbook.ledger.load import Ledger
from handbook.ledger.model import Entry
from handbook.ledger.problems import Code, Problem, meant, nearest, shown
from handbook.prose.fences import Block, Line, read, unclosed

_OPTION = re.compile(r"\s*:([\w-]+)\s*:(?:\s+(.*))?$")
_PARTS = re.compile(r"^[:\s]*([\w-]*)[:\s]*(.*)")
_OPTION_LIKE = re.compile(r"\s*:[\w-]+[:\s]")
_IN_YAML = re.compile(r"([\w-]+)\s*:(?:\s+(.*))?$")
# What goes on from the option above, and a comment.
_GOES_ON = re.compile(r"\s*(?:#|$)|\s*:(?:\s|$)|\s+[^\s:]")
# A line of three colons or more begins a block.
_COLON = re.compile(r"\s*:(?!::)")


ARGUMENTS = ""
"""Stands for the arguments among the names of options."""


@dataclass(frozen=True, slots=True)
class Names:
    """What of the ledger is named: what messages call one of it, and a function that gives the names there are."""

    called: str
    known: Callable[[Ledger], Collection[str]]


Taken = Callable[[Ledger, Mapping[str, Any]], Sequence[Entry]]
"""Finds the entries of a ledger that fit the options of a directive, each as it has been read."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a directive takes: its options, the number of arguments from ``least`` to ``most``, and whether a text.

    Each option has a function that reads what is typed behind it; it raises ValueError for what cannot stand there.
    ``names`` are those options, and :data:`ARGUMENTS`, that name something of the ledger. ``taken`` finds the entries
    that the directive shows, where its options choose them.
    """

    options: Mapping[str, Callable[[str], object]]
    least: int = 0
    most: int = 0
    text: bool = False
    names: Mapping[str, Names] = field(default_factory=dict)
    taken: Taken | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A word by which a directive names something of the ledger, with its line."""

    line: int
    directive: str
    word: str
    names: Names


def names_of(text: str, forms: Mapping[str, Form]) -> Iterator[Named]:
    """Yield what the directives in the page ``text`` name, by their ``forms``; what they cannot take is left out."""
    lines = list(read(text))
    for index, line in enumerate(lines):
        block = line.opens
        form = forms.get(block.name[1:-1]) if block is not None and block.name else None
        if block is None or form is None or not form.names:
            continue
        if names := form.names.get(ARGUMENTS):
            for word in block.argument.split():
                yield Named(block.line, block.name, word, names)
        for at, option, value in _options(_parted(_inside(block, lines, index))[0]):
            if names := form.names.get(option):
                for word in _words(form.options[option], value):
                    yield Named(at, block.name, word, names)


def options_of(lines: list[Line], index: int) -> dict[str, str]:
    """Return the options, by name, of the directive that the line at ``index`` of a page opens, if it opens one."""
    block = lines[index].opens
    inside = [] if block is None else _inside(block, lines, index)
    return {option: value for _, option, value in _options(_parted(inside)[0])}


def wrong_names(name: str, named: Iterable[Named], ledger: Ledger) -> Iterator[Problem]:
    """Yield one problem for each of ``named`` in the page called ``name`` that ``ledger`` has not."""
    for one in named:
        known = one.names.known(ledger)
        if one.word not in known:
            message = f"{one.directive}: {shown(one.word)}: no such {one.names.called}{nearest(one.word, known)}"
            yield Problem(name, one.line, "", Code.ROLE, message)


def _words(read_option: Callable[[str], object], value: str) -> list[str]:
    try:
        found = read_option(value)
    except ValueError:  # a fault of its own
        return []
    return [str(word) for word in found] if isinstance(found, list) else [str(found)]


def wrong_directives(name: str, text: str, forms: Mapping[str, Form]) -> list[Problem]:
    """Return one problem for each fault of a directive in the page ``text`` (called ``name`` in messages).

    ``forms`` says what each directive takes, by its name (``costs``). Of others those alone are named that are all but
    called like one of these: what Sphinx and its extensions have besides, only a build knows.
    """
    lines = list(read(text))
    found = []
    open_ended = unclosed(text)
    for index, line in enumerate(lines):
        block = line.opens
        if block is not None and block.name:
            form = forms.get(block.name[1:-1])
            # What stands in a block that is never closed was not meant to.
            inside = [] if block in open_ended else _inside(block, lines, index)
            faults = _misspelled(block, forms) if form is None else _faults(block, inside, form)
            found += [Problem(name, at, "", Code.ROLE, f"{block.name}: {message}") for at, message in faults]
        elif block is not None and (what := block.argument.partition(" ")[0]) in forms:
            message = f"{block.mark}{what}: shown as code; a directive has braces: {block.mark}{{{what}}}"
            found.append(Problem(name, line.number, "", Code.ROLE, message))
    return found


def _inside(block: Block, lines: list[Line], index: int) -> list[Line]:
    """Return the lines that stand in the ``block``, which the line at ``index`` opens."""
    return list(takewhile(lambda line: block in line.inside, lines[index + 1:]))


def _misspelled(block: Block, forms: Mapping[str, Form]) -> Iterator[tuple[int, str]]:
    if near := meant(block.name[1:-1], forms):
        yield block.line, f"no such directive; did you mean {{{near}}}?"


def _faults(block: Block, inside: list[Line], form: Form) -> Iterator[tuple[int, str]]:
    """Yield the line and the words of each fault of the directive that ``block`` is and whose body is ``inside``."""
    given = len(block.argument.split())
    if given < form.least:
        yield block.line, f"needs {_arguments(form.least)} behind its name, and has {given or 'none'}"
    elif given > form.most and (form.most or not form.text):
        yield block.line, f"takes {f'at most {_arguments(form.most)}' if form.most else 'no argument'} behind its name"
    options, body = _parted(inside) if form.options else ([], inside)
    yield from _wrong_options(options, form)
    first = next((line for line in body if line.text.strip()), None)
    if first is None or form.text:
        return
    option = _OPTION_LIKE.match(first.text)
    if option and form.options:
        yield first.number, "an option below an empty line; take the empty line out"
    elif option:
        yield first.number, "takes no option"
    else:
        yield first.number, "takes no text; end the block above this line"


def _arguments(number: int) -> str:
    return f"{number} argument{'' if number == 1 else 's'}"


def _parted(inside: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines of the options, which come first or stand between lines of ``---``, and those of the text."""
    if inside and inside[0].text.strip().startswith("---"):
        end = next((at for at, line in enumerate(inside) if at and line.text.strip().startswith("---")), len(inside))
        return inside[1:end], inside[end + 1:]
    count = sum(1 for _ in takewhile(lambda line: _COLON.match(line.text), inside))
    return inside[:count], inside[count:]


def _wrong_options(lines: list[Line], form: Form) -> Iterator[tuple[int, str]]:
    for line in lines:
        typed = line.text.strip()
        if not _option_in(line) and not _GOES_ON.match(line.text):
            yield line.number, f"{shown(typed)}: no option; write it as {_as_option(typed, form)}"
    seen: set[str] = set()
    for at, option, value in _options(lines):
        if option not in form.options:
            known = nearest(option, form.options) or f"; there is: {', '.join(form.options)}"
            yield at, f"{option}: no such option{known}"
        elif option in seen:
            yield at, f"the option {option} stands twice"
        else:
            try:
                form.options[option](value)
            except ValueError as error:
                yield at, f"{option}: {shown(value) or 'nothing'}: {error}"
        seen.add(option)


def _options(lines: Iterable[Line]) -> Iterator[tuple[int, str, str]]:
    """Yield line, name and value of each option in ``lines``, which are those of the options."""
    for line in lines:
        if found := _option_in(line):
            yield line.number, found[1], (found[2] or "").strip().strip("\"'")


def _option_in(line: Line) -> re.Match[str] | None:
    typed = line.text.strip()
    return _OPTION.match(typed) or _IN_YAML.match(typed)


def _as_option(typed: str, form: Form) -> str:
    """Return how the line ``typed`` is written as an option, with the first option where it names none."""
    name, rest = _PARTS.findall(typed)[0]
    return f":{name}: {rest}".rstrip() if name in form.options else f":{next(iter(form.options))}: words"
