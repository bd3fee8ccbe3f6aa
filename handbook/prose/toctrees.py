"""What the toctrees of all pages name: together they are the tree of the handbook, with each page in it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase as fnmatch

from handbook.ledger.problems import Code, Problem, nearest, shown
from handbook.prose.fences import read

_TITLED = re.compile(r".*<([^<>]+)>\s*$")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# In the front matter alone: what it says there, Sphinx does not ask.
_ORPHAN = re.compile(r"---\n(?:(?!---\n).*\n)*?orphan:")
# Names that Sphinx gives a meaning of its own.
_SPECIAL = frozenset({"self", "genindex", "modindex", "search"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a toctree, and the name of the page that it leads to, as ``careers/cpt``."""

    line: int
    typed: str
    page: str


def entries(page: str, text: str) -> Iterator[Entry]:
    """Yield the entries of the toctrees of the page ``page`` with the text ``text``; addresses of the web are none."""
    for line in read(text):
        if line.is_fence or line.block is None or line.block.name != "{toctree}":
            continue
        typed = line.text.strip()
        titled = _TITLED.fullmatch(typed)
        name = titled[1].strip() if titled else typed
        if not name or name.startswith(":") or _ADDRESS.match(name) or name in _SPECIAL:
            continue
        path = name.lstrip("/") if name.startswith("/") else posixpath.join(posixpath.dirname(page), name)
        yield Entry(line.number, typed, posixpath.normpath(path).removesuffix(".md"))


def wrong_toctrees(texts: Mapping[str, str], pages: Collection[str], root: str = "index") -> list[Problem]:
    """Return one problem for each entry that leads nowhere, back or twice to a page, and each page outside the tree.

    A page stands below one other: a menu, breadcrumbs and a book have one place for it.

    ``texts`` are the pages by name, without those of ``pages`` that cannot be read; the tree begins at ``root``.
    """
    problems: list[Problem] = []
    trees: dict[str, list[Entry]] = {}
    for page, text in texts.items():
        trees[page] = []
        seen: set[str] = set()
        for entry in entries(page, text) if "{toctree}" in text else ():
            if "*" in entry.page:  # a pattern, of the option glob
                trees[page] += [
                    Entry(entry.line, entry.typed, name) for name in pages
                    if name != page and fnmatch(name, entry.page) and name.count("/") == entry.page.count("/")
                ]
                continue
            if entry.page not in pages:
                message = f"{shown(entry.typed)}: no such page{nearest(entry.page, pages)}"
            elif entry.page in seen:
                message = f"{shown(entry.typed)}: stands twice in the toctrees of this page"
            else:
                trees[page].append(entry)
                seen.add(entry.page)
                continue
            problems.append(_problem(page, entry.line, f"{{toctree}}: {message}"))
    back = list(leading_back(trees, root))
    problems += [_problem(page, entry.line, backward(entry)) for page, entry in back]
    above: dict[str, str] = {}
    for page, entry in ((page, entry) for page, tree in trees.items() for entry in tree):
        if (page, entry) not in back and "*" not in entry.typed and above.setdefault(entry.page, page) != page:
            message = f"{shown(entry.typed)}: stands in a toctree of docs/{above[entry.page]}.md too; name it in one"
            problems.append(_problem(page, entry.line, f"{{toctree}}: {message}"))
    named = {root, *(entry.page for tree in trees.values() for entry in tree)}
    for page, text in texts.items():
        if page not in named and not _ORPHAN.match(text):
            message = "no toctree names this page; add it to that of its folder's index.md"
            problems.append(_problem(page, 0, message))
    return problems


def backward(entry: Entry) -> str:
    """Return the message for an ``entry`` that :func:`leading_back` found."""
    return f"{{toctree}}: {shown(entry.typed)}: leads back to this page; a page cannot stand below itself"


def leading_back(trees: Mapping[str, list[Entry]], root: str) -> Iterator[tuple[str, Entry]]:
    """Yield page and entry for each entry that closes a ring, from the tops down; without them ``trees`` has none.

    ``trees`` are the entries of each page. Of a ring, the entry named is the one that leads to a page above.
    """
    done: set[str] = set()
    for top in dict.fromkeys((root, *trees)):
        above: list[str] = []
        waiting: list[tuple[str, Iterator[Entry]]] = []
        if top not in done:
            waiting.append((top, iter(trees.get(top, ()))))
            above.append(top)
        while waiting:
            page, rest = waiting[-1]
            entry = next(rest, None)
            if entry is None:
                waiting.pop()
                done.add(above.pop())
            elif entry.page in above:
                yield page, entry
            elif entry.page not in done:
                above.append(entry.page)
                waiting.append((entry.page, iter(trees.get(entry.page, ()))))


def _problem(page: str, line: int, message: str) -> Problem:
    return Problem(f"docs/{page}.md", line, "", Code.PAGE_SHAPE, message)
