"""What the text of a page must say after a page has moved: its links, toctrees, roles and pictures."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import partial

from handbook.prose.fences import Line, read

_CODE = re.compile(r"(\{[a-z:-]+\})?(`+)(?!`)[^`]+\2")
_LINK = re.compile(r"(\]\(<?)([^)>\s]+)")
_DEFINED = re.compile(r"^(\s{0,3}\[(?!\^)[^\]]+\]:\s+<?)([^>\s]+)")
_DOC = re.compile(r"(\{(?:doc|download)\}`(?:[^`<]*<)?)([^`>]+)")
_PICTURE = re.compile(r"^(\s*(?:`{3,}|~{3,}|:{3,})\{(?:figure|image|literalinclude)\}\s+)(\S+)")
_AUTO = re.compile(r"((?<!\]\()<)(project:[^>\s]+)")
# A card and a button of sphinx-design lead to a page where another of their options says so.
_CARD = re.compile(r"^(\s*:link:\s+)(\S+)")
_IMAGE = re.compile(r"^(\s*:img-(?:top|bottom|background):\s+)(\S+)")
_BUTTON = re.compile(r"^(\s*(?:`{3,}|~{3,}|:{3,})\{button-ref\}\s+)(\S+)")
_TO_PAGE = re.compile(r"^\s*:(?:link|ref)-type:\s+(?:doc|myst)\s*$")
_ENTRY = re.compile(r"^(\s*(?:[^<:]*<)?)([\w./-]+)(>?\s*)$")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.I)


def moved(text: str, page: str, old: str, new: str) -> str:
    """Return the text of a page after the page ``old`` became ``new`` (names as ``careers/cpt``).

    ``page`` is the name of the page of the ``text`` before the move; where it is ``old`` itself, what it names with a
    relative address is named from its new place. Anchors stay; code, and addresses of the web, are left alone.
    """
    turned = partial(_turned, page=page, old=old, new=new)
    lines = list(read(text))
    to_pages = {line.block.line for line in lines if line.block and _TO_PAGE.match(line.text)}
    return "\n".join(_line_moved(line, turned, to_pages) for line in lines)


def _turned(address: str, page: str, old: str, new: str) -> str:
    """Return the ``address`` as the page ``page`` must write it after ``old`` became ``new``."""
    path, mark, anchor = address.partition("#")
    prefix = "project:" if path.startswith("project:") else ""
    path = path.removeprefix(prefix)
    if not path or _SCHEME.match(path):
        return address
    here = posixpath.dirname(page)
    there = posixpath.dirname(new if page == old else page)
    absolute = path.startswith("/")
    target = posixpath.normpath(path.lstrip("/") if absolute else posixpath.join(here, path))
    suffix = ".md" if target.endswith(".md") else ""
    if target.removesuffix(".md") == old:
        target = new + suffix
    elif absolute or here == there:
        return address
    written = f"/{target}" if absolute else posixpath.relpath(target, there or ".")
    return prefix + written + mark + anchor


def _line_moved(line: Line, turned: Callable[[str], str], to_pages: set[int]) -> str:
    """Return the line with ``turned`` applied to every address that it names.

    ``to_pages`` are the lines of the blocks that lead to a page.
    """
    if line.opens:
        return _replaced(_BUTTON if line.number in to_pages else _PICTURE, line.text, turned)
    if line.block and line.block.line in to_pages and _CARD.match(line.text):
        return _replaced(_CARD, line.text, turned)
    if line.block and line.block.is_markdown and _IMAGE.match(line.text):
        return _replaced(_IMAGE, line.text, turned)
    if line.block and line.block.name == "{toctree}":
        return line.text if line.text.lstrip().startswith(":") else _replaced(_ENTRY, line.text, turned)
    if line.block and not line.block.is_markdown:
        return line.text
    text = line.text
    for pattern in (_DEFINED,) if _DEFINED.match(text) else (_LINK, _DOC, _AUTO):
        text = _replaced(pattern, text, turned)
    return text


def _replaced(pattern: re.Pattern[str], line: str, turned: Callable[[str], str]) -> str:
    """Apply ``turned`` to the second group of every match of ``pattern`` that does not begin inside code."""
    code = [match.span() for match in _CODE.finditer(line) if match[1] is None]

    def one(found: re.Match[str]) -> str:
        if any(start < found.start() < end for start, end in code):
            return found[0]
        return found[1] + turned(found[2]) + "".join(found.groups()[2:])

    return pattern.sub(one, line)


def named(text: str, old: str, new: str) -> str:
    """Return a data file's ``text`` with the page ``old``, with or without an anchor, called ``new``."""
    return re.sub(rf"(?<![\w./-]){re.escape(old)}(?=[#\s\],'\"]|$)", new, text)


def placed(text: str, old: str, new: str) -> str:
    """Return the ``text`` of a list of queries with the page ``old`` called ``new`` in its places (``page#anchor``).

    A topic of the same name, which has no ``#``, stays.
    """
    return re.sub(rf"(?<![\w./-]){re.escape(old)}(?=#)", new, text)
