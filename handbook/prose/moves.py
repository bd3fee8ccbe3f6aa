"""What the text of a page must say after a page has moved: its links, toctrees, roles and pictures."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial

from handbook.prose.fences import Line, read
from handbook.prose.toctrees import entries

_CODE = re.compile(r"(\{[a-z:-]+\})?(`+)(?!`)[^`]+\2")
_LINK = re.compile(r"(\]\(\s*<?)([^)>\s]+)")
# The address stands on the next line.
_BROKEN = re.compile(r"\]\(\s*$")
_GOES_ON = re.compile(r"^([\s>]*<?)([^)>\s]+)")
# In quotes and lists too; with other words behind the address it is none.
_DEFINED = re.compile(
    r"^((?:\s{0,3}(?:>|[-*+]|\d+[.)]))*\s{0,3}\[(?!\^)[^\]]+\]:\s*<?)([^>\s]+)(?=>?\s*(?:[\"'(].*)?$)"
)
_DOC = re.compile(r"(\{(?:doc|download)\}`(?:[^`<]*<)?)([^`>]+)")
# Of a page, or of anything else that has a name.
_ANY = re.compile(r"(\{any\}`(?:[^`<]*<)?)([^`>]+)")
_PICTURE = re.compile(r"^(\s*(?:`{3,}|~{3,}|:{3,})\{(?:figure|image|include|literalinclude)\}\s+)(\S+)")
_AUTO = re.compile(r"((?<!\]\()<)((?:project|path):[^>\s]+)")
# A card and a button of sphinx-design lead to a page where another of their options says so. Between lines of ---
# options have no colon before them.
_CARD = re.compile(r"^(\s*:?link:\s+[\"']?)([^\s\"']+)")
_IMAGE = re.compile(r"^(\s*:?img-(?:top|bottom|background):\s+[\"']?)([^\s\"']+)")
_BUTTON = re.compile(r"^(\s*(?:`{3,}|~{3,}|:{3,})\{button-ref\}\s+)(\S+)")
_TO_PAGE = re.compile(r"^\s*:?(?:link|ref)-type:\s+[\"']?(?:doc|myst)[\"']?\s*$")
_ENTRY = re.compile(r"^(\s*(?:.*<\s*)?)([\w./-]+)(\s*>?\s*)$")
_PREFIX = re.compile(r"^(?:project|path):")
# Where a page may be named, in whatever form; looser than what is rewritten, so that a link in none of the forms above
# is found. A bare word is no name of a page, unless a role has it in angle brackets.
_PLACE = re.compile(
    r"(?:\]\(\s*<?|\]:\s*<?|<|(?:href|src)\s*=\s*[\"']?|link:\s+[\"']?|^\s*[`~:]{3,}\{[\w-]+\}\s+)"
    r"([\w./-]+\.(?:md|html))(?![\w/-])|<\s*([\w./-]+)(?:#[^>]*)?\s*>`"
)
_HALF = re.compile(r"(?:\]\(|\]:)\s*$")
_BEGINS = re.compile(r"^[\s>]*<?([\w./-]+)")
_PAGE_ROLES = frozenset({"{doc}", "{any}", "{download}"})
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.I)


def moved(text: str, page: str, old: str, new: str, pages: Collection[str] = ()) -> str:
    """Return the text of a page after the page ``old`` became ``new`` (names as ``careers/cpt``).

    ``page`` is the name of the page of the ``text`` before the move; where it is ``old`` itself, what it names with a
    relative address is named from its new place. Anchors stay; code, and addresses of the web, are left alone.
    ``pages`` are the names of all pages before the move: a name that may be one of something else is held against them.
    """
    turned = partial(_turned, page=page, old=old, new=new)
    here = posixpath.dirname(page)

    def turned_if_page(address: str) -> str:
        return turned(address) if _name(address, here) in {old, *pages} else address

    lines = list(read(text))
    to_pages = {line.block.line for line in lines if line.block and _TO_PAGE.match(line.text)}
    found = []
    above = ""
    for line in lines:
        begun = ""
        goes_on = _GOES_ON.match(line.text) if _is_prose(line) and _BROKEN.search(above) else None
        above = line.text if _is_prose(line) else ""
        if goes_on:  # the rest of the line is read without it, so that nothing is turned twice
            begun = goes_on[1] + turned(goes_on[2])
            line = replace(line, text=line.text[goes_on.end():])
        after = _line_moved(line, turned, to_pages)
        found.append(begun + (_replaced(_ANY, after, turned_if_page) if _is_prose(line) else after))
    return "\n".join(found)


def left_behind(after: str, page: str, old: str, new: str, pages: Collection[str]) -> Iterator[int]:
    """Yield the line of each link of a page that leads nowhere ``after`` the move, since it has a form of its own.

    ``page`` is its name before the move, as in :func:`moved`; ``pages`` are the names of all pages before it.
    """
    if page != old and posixpath.basename(old) not in after:
        return
    here = posixpath.dirname(page)
    there = posixpath.dirname(new if page == old else page)
    known = {new, *pages} - {old}
    above = ""
    trees = {entry.line for entry in entries(new if page == old else page, after) if entry.page == old}
    for line in read(after):
        names = _places(line.text, above) if line.block is None or not line.block.is_code else ()
        above = line.text if _is_prose(line) else ""
        dead = any(_name(name, here) in pages and _name(name, there) not in known for name in names)
        if dead or line.number in trees:
            yield line.number


def _places(line: str, above: str) -> Iterator[str]:
    """Yield what may be the name of a page in ``line``, below the line ``above``."""
    shown = _CODE.sub(lambda found: found[0] if found[1] in _PAGE_ROLES else " " * len(found[0]), line)
    yield from (found[1] or found[2] for found in _PLACE.finditer(shown))
    if _HALF.search(above) and (begun := _BEGINS.match(shown)):
        yield begun[1]


def _name(address: str, folder: str) -> str:
    """Return the name of the page to which ``address`` leads from a page in ``folder``."""
    path = address.partition("#")[0]
    path = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
    return posixpath.normpath(path).removesuffix(".md").removesuffix(".html")


def _is_prose(line: Line) -> bool:
    return not line.is_fence and (line.block is None or line.block.is_markdown)


def _turned(address: str, page: str, old: str, new: str) -> str:
    """Return the ``address`` as the page ``page`` must write it after ``old`` became ``new``."""
    path, mark, anchor = address.partition("#")
    found = _PREFIX.match(path)
    prefix = found[0] if found else ""
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
