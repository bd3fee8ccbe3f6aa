"""YAML text to plain Python values, with the line of every key and item.

PyYAML's C parser gives a graph of nodes with marks. It is turned into values here, so that duplicate keys,
aliases and deep nesting are found, and so that no scalar becomes a date or a number by surprise.
"""

from __future__ import annotations

import errno
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from handbook.ledger.problems import Code, Problem, shown

MAX_BYTES = 4_000_000
MAX_DEPTH = 12
MAX_SCALAR = 20_000
YAML_ENDINGS = frozenset({".yaml", ".yml"})
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Among them the signs that nobody sees and that turn text around: a line could read otherwise than it is.
# So are the tags that repeat letters unseen, and what Unicode keeps out of every text.
CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f"
    r"\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U0001fffe\U0001ffff\U000e0000-\U000e007f]"
)
_MERGE = re.compile(r"^<{7}(?: |$)", re.MULTILINE)
# Where an anchor or a tag may stand: behind a key in quotes, at its colon too.
_MARKED = re.compile(r"(?:^|[\s\[{,:])[&!]\S", re.MULTILINE)
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?")


@dataclass(slots=True)
class Tree:
    """A parsed file: ``value`` (dict, list, str, int, float, bool or None) and ``lines``.

    ``lines`` maps the path of a value (a tuple of keys and indexes) to its line, counted from 1; ``faulty`` has the
    first part of the path of each fault: what it does to the entry around it is no other fault.
    """

    value: Any = None
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)
    faulty: set[tuple[str | int, ...]] = field(default_factory=set)

    def line(self, path: tuple[str | int, ...]) -> int:
        """Return the line of ``path`` or of the nearest value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def yaml_files(folder: Path) -> list[Path]:
    """Return all files below ``folder`` that look like YAML, those that nothing reads included, in order."""
    return sorted(path for path in folder.rglob("*.*") if path.suffix.lower() in YAML_ENDINGS)


def contents(path: Path) -> bytes:
    """Return the bytes of the file ``path``; raises OSError for what is no file, such as a pipe, or is too large.

    A pipe would be waited for without end, and a device has no end.
    """
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        number = errno.EISDIR if stat.S_ISDIR(found.st_mode) else errno.EINVAL
        raise OSError(number, "a folder, not a file" if number == errno.EISDIR else "no plain file", str(path))
    if found.st_size > MAX_BYTES:
        raise OSError(errno.EFBIG, f"larger than {MAX_BYTES:,} bytes", str(path))
    return path.read_bytes()


def text_of(path: Path) -> str:
    """Return the text of the file ``path`` with a mark for what is not UTF-8; raises OSError as :func:`contents`."""
    return contents(path).decode("utf-8", errors="replace")


def read_text(path: Path, name: str, problems: list[Problem]) -> str | None:
    """Return the text of the file ``path`` (called ``name`` in messages), or None after adding a problem.

    The mark that Windows programs put first, and their ends of lines, are no part of the text.
    """
    try:
        data = contents(path)
    except FileNotFoundError:
        problems.append(Problem(name, 0, "", Code.FILE_MISSING, "no such file"))
        return None
    except OSError as error:
        large = error.errno == errno.EFBIG
        message = str(error.strerror) if large else f"cannot be read: {error.strerror}"
        problems.append(Problem(name, 0, "", Code.FILE_SIZE if large else Code.FILE_MISSING, message))
        return None
    try:
        return data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(Problem(name, line, "", Code.FILE_ENCODING, "not UTF-8 text; save the file as UTF-8"))
        return None


def read_tree(path: Path, name: str, problems: list[Problem]) -> Tree | None:
    """Read the YAML file ``path`` into a :class:`Tree`; add one problem per fault, None if nothing is usable."""
    text = read_text(path, name, problems)
    if text is not None and not text.strip():
        problems.append(Problem(name, 1, "", Code.NOT_A_LIST, "an empty file; write [] where there is nothing to list"))
        return None
    return None if text is None else parse(text, name, problems)


def parse(text: str, name: str, problems: list[Problem]) -> Tree | None:
    """Parse YAML ``text`` (called ``name`` in messages) into a :class:`Tree`, or None after adding a problem."""
    bad = CONTROL.search(text)
    if bad:
        problems.append(Problem(name, text.count("\n", 0, bad.start()) + 1, "", Code.TEXT, _not_allowed(bad[0])))
        return None
    if unmerged := not_merged(name, text, Code.YAML_SYNTAX):
        problems.append(unmerged)
        return None
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"not valid YAML: {shown(error.problem or 'unreadable', 90)}"
        if mark and any("\t" in line for line in text.split("\n")[mark.line : mark.line + 1]):
            message += "; indent with spaces, not with a tab"
        problems.append(Problem(name, mark.line + 1 if mark else 1, "", Code.YAML_SYNTAX, message))
        return None
    except (yaml.YAMLError, RecursionError, ValueError):
        problems.append(Problem(name, 1, "", Code.YAML_SYNTAX, "not valid YAML"))
        return None
    tree = Tree()
    if node is None:
        return tree
    if marks := list(_marks(text)):
        problems += [Problem(name, line, "", code, message) for line, code, message in marks]
        return None
    builder = _Builder(name, tree, problems)
    tree.value = builder.build(node, ())
    return tree


def not_merged(name: str, text: str, code: Code) -> Problem | None:
    """Return the problem of a text in which git left the two states of lines that two people have changed, or None."""
    merge = _MERGE.search(text)
    if merge is None:
        return None
    message = "two states of these lines were not merged; keep one, and remove <<<<<<<, ======= and >>>>>>>"
    return Problem(name, text.count("\n", 0, merge.start()) + 1, "", code, message)


def _marks(text: str) -> Iterator[tuple[int, Code, str]]:
    """Yield line, code and words for each anchor and tag of a YAML ``text``: they are no part of what a reader sees."""
    if not _MARKED.search(text):
        return
    events = list(yaml.parse(text, Loader=_LOADER))
    repeated = {event.anchor for event in events if isinstance(event, yaml.AliasEvent)}
    for event in events:
        if not isinstance(event, yaml.NodeEvent) or isinstance(event, yaml.AliasEvent) or event.start_mark is None:
            continue
        line = event.start_mark.line + 1
        tag = getattr(event, "tag", None)
        if event.anchor in repeated:
            yield line, Code.ALIAS, "an alias (*) repeats this value; write it out"
        elif event.anchor:
            yield line, Code.ALIAS, f"&{shown(event.anchor)}: read as an anchor; a text that begins with & needs quotes"
        elif tag:
            sign = shown(tag.replace("tag:yaml.org,2002:", "!!"))
            yield line, Code.YAML_SYNTAX, f"{sign}: read as a tag; a text that begins with ! needs quotes"


def _not_allowed(sign: str) -> str:
    return f"character U+{ord(sign):04X} is not allowed; remove it"


class _Builder:
    """Turns a node graph into values and notes lines and faults."""

    def __init__(self, name: str, tree: Tree, problems: list[Problem]) -> None:
        self.name = name
        self.tree = tree
        self.problems = problems

    def fault(self, node: yaml.Node, path: tuple[str | int, ...], code: Code, message: str) -> None:
        line = node.start_mark.line + 1
        self.tree.faulty.add(path[:1])
        self.problems.append(Problem(self.name, line, "", code, message))

    def build(self, node: yaml.Node, path: tuple[str | int, ...]) -> Any:
        self.tree.lines.setdefault(path, node.start_mark.line + 1)
        if len(path) > MAX_DEPTH:
            self.fault(node, path, Code.DEPTH, f"nested deeper than {MAX_DEPTH} levels")
            return None
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        return self.scalar(node, path)

    def mapping(self, node: yaml.MappingNode, path: tuple[str | int, ...]) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.fault(key_node, path, Code.YAML_SYNTAX, "a key must be plain text")
                continue
            key = key_node.value
            if bad := CONTROL.search(key):
                self.fault(key_node, path, Code.TEXT, _not_allowed(bad[0]))
                continue
            if key in result:
                self.fault(key_node, path, Code.DUPLICATE_KEY, f"the key {shown(key)} stands twice in this entry")
                continue
            self.tree.lines[*path, key] = key_node.start_mark.line + 1
            result[key] = self.build(value_node, (*path, key))
        return result

    def scalar(self, node: yaml.ScalarNode, path: tuple[str | int, ...]) -> str | int | float | bool | None:
        text: str = node.value
        if len(text) > MAX_SCALAR:
            self.fault(node, path, Code.FILE_SIZE, f"a value of {len(text):,} characters; at most {MAX_SCALAR:,}")
            return None
        if bad := CONTROL.search(text):  # written as an escape
            self.fault(node, path, Code.TEXT, _not_allowed(bad[0]))
            return None
        if node.style in {"'", '"', "|", ">"}:  # quoted or a block: text as it stands
            return text
        if text in {"", "~", "null"}:
            return None
        if text in {"true", "false"}:
            return text == "true"
        number = _NUMBER.fullmatch(text)
        if number and len(text) <= 16:
            return float(text) if number[2] else int(text)
        return text
