"""Moved pages and sections: ``docs/redirects.yaml``, which keeps every address that was ever published working.

The file is a list; each entry says what moved and where it is now::

    - from: admissions/dates            # a page that is gone: no suffix, no slash in front
      to: admissions/deadlines
    - from: admissions/dates#round-2    # one section of it that went elsewhere than the rest
      to: reference/key-dates#round-2
    - from: tracks/choose#old-heading   # a section whose anchor changed, or that left a page which is still there
      to: tracks/choose#new-heading

A ``to`` is a page of today, with or without an anchor, so that one step leads there: no chain, no circle. Who moves
a page adds an entry and turns the entries that led to the old name; :func:`with_move` writes both.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from handbook.ledger.problems import Code, Problem, nearest, shown
from handbook.ledger.yaml_tree import Tree, parse, read_text
from handbook.prose.alike import Known, cannot_hold
from handbook.prose.limits import MADE

FILE = "redirects.yaml"
"""Name of the file, in the folder of the pages."""

_PAGE = r"[A-Za-z0-9_][\w.-]*(?:/[A-Za-z0-9_][\w.-]*)*"
_ADDRESS = re.compile(rf"({_PAGE})(?:#([A-Za-z][\w.:-]*))?")
# No folder of the website is called like a page, and no system has names that are longer.
_NO_PART = re.compile(r"\.(?:md|html)$|^.{201,}$")
_FORM = "must be a page without suffix, such as careers/cpt, or careers/cpt#anchor"
_HEAD = """# Where moved pages and sections are now. An entry stays for ever: links to the old address do too.
# What the entries say is explained in handbook/prose/redirects.py.
"""
# A list without entries: after it none could follow.
_NONE = re.compile(r"^\[\s*\][ \t]*\n?", re.M)


@dataclass(frozen=True, slots=True)
class Redirect:
    """One move: ``page`` and ``anchor`` (or "") as published, ``target`` and ``target_anchor`` of today, its line."""

    page: str
    anchor: str
    target: str
    target_anchor: str
    line: int

    @property
    def source(self) -> str:
        """The old address as the file writes it."""
        return _joined(self.page, self.anchor)

    @property
    def destination(self) -> str:
        """The address of today as the file writes it."""
        return _joined(self.target, self.target_anchor)


def load_redirects(docs: Path, name: str, pages: Collection[str]) -> tuple[list[Redirect], list[Problem]]:
    """Read ``redirects.yaml`` in the folder ``docs``; a folder without the file has no redirects.

    ``name`` is how messages call the file; ``pages`` are the pages of today (``careers/cpt``). Returns the sound
    redirects in the order of the file, and one problem per fault, each with its line. Whether a page has the anchor
    of a target, only a build knows; it warns.
    """
    path = docs / FILE
    if not path.exists():
        return [], []
    problems: list[Problem] = []
    text = read_text(path, name, problems)
    return ([], problems) if text is None else read_redirects(text, name, pages)


def read_redirects(text: str, name: str, pages: Collection[str]) -> tuple[list[Redirect], list[Problem]]:
    """Read the ``text`` of the file as :func:`load_redirects` does."""
    problems: list[Problem] = []
    tree = parse(text, name, problems)
    if tree is None or tree.value is None:
        return [], problems
    if not isinstance(tree.value, list):
        message = "must be a list of entries that start with '- from: ...'"
        return [], [*problems, Problem(name, 1, "", Code.NOT_A_LIST, message)]
    found: list[Redirect] = []
    for index, raw in enumerate(tree.value):
        if (index,) in tree.faulty:
            continue
        entry = _entry(raw, index, tree, name, problems)
        if entry is not None:
            found.append(entry)
    by_source: dict[str, Redirect] = {}
    all_of_them = {other.source: other for other in found}
    known = Known(pages)
    for redirect in found:
        fault = _unheld(redirect.page, pages, known) or _fault(redirect, pages, by_source, all_of_them)
        if fault:
            problems.append(Problem(name, redirect.line, "", Code.REDIRECT, fault))
        by_source.setdefault(redirect.source, redirect)
        known.add(redirect.page)
    wrong = {problem.line for problem in problems}
    # Of a circle the first line alone is named.
    return [one for one in found if one.line not in wrong and not _circle(one, by_source)], problems


def _entry(raw: object, index: int, tree: Tree, name: str, problems: list[Problem]) -> Redirect | None:
    line = tree.line((index,))
    if not isinstance(raw, dict) or set(raw) != {"from", "to"}:
        problems.append(Problem(name, line, "", Code.REDIRECT, "an entry has two fields, from and to"))
        return None
    ends: list[tuple[str, str]] = []
    for key in ("from", "to"):
        match = _ADDRESS.fullmatch(raw[key]) if isinstance(raw[key], str) else None
        if match is None or any(_NO_PART.search(part) for part in match[1].split("/")):
            message = f"{key}: {shown(raw[key])}: {_FORM}"
            problems.append(Problem(name, tree.line((index, key)), "", Code.REDIRECT, message))
            return None
        ends.append((match[1], match[2] or ""))
    return Redirect(*ends[0], *ends[1], line)


def _unheld(page: str, pages: Collection[str], known: Known) -> str:
    """Return why no file, or one of another, can stand at the old address ``page``; else an empty text."""
    if page.casefold() in MADE:
        return f"{page}: the website makes a page of this name itself"
    if part := cannot_hold(page):
        return f"{page}: Windows can hold no file called {part}"
    if two := known.like(page):
        path, other = two
        what = "the page " if other in pages else ""
        return f"{path}: differs from {what}{other} only in capitals; some systems take the two for one"
    return ""


def _fault(
    redirect: Redirect, pages: Collection[str], before: Mapping[str, Redirect], all_of_them: Mapping[str, Redirect]
) -> str:
    """Return what is wrong with one redirect, or an empty text."""
    source, destination = redirect.source, redirect.destination
    if source == destination:
        return f"{source} leads to itself"
    if source in before:
        return f"{source} stands already in line {before[source].line}"
    if not redirect.anchor and redirect.page in pages:
        return f"{source} is a page; take out the entry, or the page"
    if redirect.anchor and redirect.page not in pages and redirect.page not in all_of_them:
        return f"{redirect.page}: no such page, and no entry says where it went{nearest(redirect.page, pages)}"
    gone = redirect.target not in pages
    onward = (all_of_them.get(destination) if gone or redirect.target_anchor else None) or (
        all_of_them.get(redirect.target) if gone else None
    )
    if onward is not None:
        circle = _circle(redirect, all_of_them)
        if len(circle) == 2:
            return f"{source} and {onward.source} lead to each other" if source == circle[0] else ""
        if circle:
            return f"{' -> '.join([*circle, source])}: a circle; name a page of today" if source == circle[0] else ""
        return f"{destination} has moved on to {onward.destination}; name that"
    if gone:
        return f"to: {redirect.target}: no such page{nearest(redirect.target, pages)}"
    return ""


def _circle(redirect: Redirect, all_of_them: Mapping[str, Redirect]) -> list[str]:
    """Return the old addresses of the circle that ``redirect`` is part of, from the first line of it; else none."""
    trail: list[Redirect] = []
    at: Redirect | None = redirect
    while at is not None and at not in trail:
        trail.append(at)
        at = all_of_them.get(at.destination)
    if at is not redirect:
        return []
    first = trail.index(min(trail, key=lambda one: one.line))
    return [one.source for one in [*trail[first:], *trail[:first]]]


def with_move(text: str, old: str, new: str) -> str:
    """Return the text of the file after the page ``old`` became ``new``.

    Entries that led to the old page lead to the new one, with their anchors; an entry for the old page is added. An
    entry from ``new`` goes, as that is a page again. ``text`` may be empty, or an empty list (``[]``); comments, order
    and the ends of lines stay.
    Only entries in the form that this module shows are turned: the caller checks the result with
    :func:`read_redirects`.
    """
    if "\r\n" in text:
        return with_move(text.replace("\r\n", "\n"), old, new).replace("\n", "\r\n")
    turned = re.sub(rf"^((?:- |\s+)to:\s*['\"]?){re.escape(old)}(?=$|[#'\"\s])", rf"\g<1>{new}", text, flags=re.M)

    def still_true(found: re.Match[str]) -> str:
        source, target = (part.strip("'\"") for part in found.groups())
        return "" if source in (new, target) else found[0]

    kept = re.sub(r"^- from:[ ]*(\S+).*\n[ ]+to:[ ]*(\S+).*(?:\n|\Z)", still_true, turned, flags=re.M)
    kept = _NONE.sub("", kept).rstrip() or _HEAD.rstrip()
    return f"{kept}\n- from: {old}\n  to: {new}\n"


def _joined(page: str, anchor: str) -> str:
    return f"{page}#{anchor}" if anchor else page
