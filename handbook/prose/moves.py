"""What the text of a page must say after a page has moved: its links, toctrees, roles and pictures."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

_FENCE = re.compile(r"^\s*(`{3,}|~{3,}|:{3,})\s*(\{[\w:-]+\})?(.*)$")
_CODE = re.compile(r"(\{[a-z:-]+\})?(`+)(?!`)[^`]+\2")
_LINK = re.compile(r"(\]\(<?)([^)>\s]+)")
_DEFINED = re.compile(r"^(\s{0,3}\[[^\]]+\]:\s+<?)([^>\s]+)")
_DOC = re.compile(r"(\{(?:doc|download)\}`(?:[^`<]*<)?)([^`>]+)")
_PICTURE = re.compile(r"^(\s*(?:`{3,}|:{3,})\{(?:figure|image|include|literalinclude)\}\s+)(\S+)")
_ENTRY = re.compile(r"^(\s*(?:[^<:]*<)?)([\w./-]+)(>?\s*)$")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.I)


def moved(text: str, page: str, old: str, new: str) -> str:
    """Return the text of a page after the page ``old`` became ``new`` (names as ``careers/cpt``).

    ``page`` is the name of the page of the ``text`` before the move; where it is ``old`` itself, what it names with a
    relative address is named from its new place. Anchors stay; code, and addresses of the web, are left alone.
    """
    here = posixpath.dirname(page)
    there = posixpath.dirname(new if page == old else page)

    def turned(address: str) -> str:
        path, mark, anchor = address.partition("#")
        prefix = "project:" if path.startswith("project:") else ""
        path = path.removeprefix(prefix)
        if not path or _SCHEME.match(path):
            return address
        absolute = path.startswith("/")
        target = posixpath.normpath(path.lstrip("/") if absolute else posixpath.join(here, path))
        suffix = ".md" if target.endswith(".md") else ""
        if target.removesuffix(".md") == old:
            target = new + suffix
        elif absolute or here == there:
            return address
        written = f"/{target}" if absolute else posixpath.relpath(target, there or ".")
        return prefix + written + mark + anchor

    lines = []
    fences: list[tuple[str, str]] = []
    for line in text.split("\n"):
        fence = _FENCE.match(line)
        if fence:
            line = _replaced(_PICTURE, line, turned)
            inside_code = fences and fences[-1][1] in {"", "{code-block}", "{toctree}"} and fences[-1][0][0] != ":"
            if fences and not fence[2] and not fence[3].strip() and fence[1].startswith(fences[-1][0]):
                fences.pop()
            elif not inside_code:
                fences.append((fence[1], fence[2] or ""))
        elif fences and fences[-1][1] == "{toctree}":
            if not line.lstrip().startswith(":"):
                line = _replaced(_ENTRY, line, turned)
        elif not fences or fences[-1][1] not in {"", "{code-block}"} or fences[-1][0][0] == ":":
            line = _replaced(_DEFINED, line, turned)
            line = _replaced(_LINK, line, turned)
            line = _replaced(_DOC, line, turned)
        lines.append(line)
    return "\n".join(lines)


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
