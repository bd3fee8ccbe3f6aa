"""Which pages a guide holds, in which order and parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True, slots=True)
class Guide:
    """One PDF: its file name without suffix, words for the cover, and the audience that it is for."""

    file: str
    title: str
    subtitle: str = ""
    audience: str = ""


def guides_of(documents: list[Any]) -> list[Guide]:
    """Return the guides that the setting ``guide_documents`` asks for; raises ConfigError, a line a fault."""
    keys = [item.name for item in fields(Guide)]
    guides: list[Guide] = []
    for number, raw in enumerate(documents, 1):
        what = f"guide_documents: guide {number}"
        if not isinstance(raw, dict) or not all(isinstance(words, str) for words in raw.values()):
            raise ConfigError(f"{what}: must be keys with words: {', '.join(keys)}")
        if wrong := [str(key) for key in raw if key not in keys]:
            raise ConfigError(f"{what}: no such key: {wrong[0]}; there are {', '.join(keys)}")
        if missing := [key for key in keys[:2] if not raw.get(key)]:
            raise ConfigError(f"{what}: the key {missing[0]} is missing")
        guide = Guide(**raw)
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", guide.file):
            raise ConfigError(f"{what}: {guide.file[:60]!r} is no name of a file; take letters, digits and hyphens")
        if guide.file in {other.file for other in guides}:
            raise ConfigError(f"{what}: another guide is called {guide.file} too")
        guides.append(guide)
    return guides


@dataclass(slots=True)
class Part:
    """A part of the book: its title and its pages in reading order; ``lead`` is the page that opens it, if any."""

    title: str
    lead: str | None = None
    pages: list[str] = field(default_factory=list)

    @property
    def all_pages(self) -> list[str]:
        """The opener, where there is one, and the pages."""
        return [*([self.lead] if self.lead else []), *self.pages]


@dataclass(frozen=True, slots=True)
class Book:
    """A guide and its parts."""

    guide: Guide
    parts: list[Part]

    @property
    def pages(self) -> list[str]:
        """All pages in reading order."""
        return [docname for part in self.parts for docname in part.all_pages]


def parts_of(env: BuildEnvironment, guide: Guide, loose_title: str) -> list[Part]:
    """Return the parts of ``guide``: one for each page of the root's toctree that has pages below it.

    Pages without any below them are gathered in a first part called ``loose_title``. A guide with an audience
    holds the pages that name it in their front matter; a page with ``guide: off`` stands in none. One that several
    toctrees name stands once, at the first of its places.
    """
    root = env.config.root_doc
    parts: list[Part] = []
    loose = Part(loose_title)
    children = [child for child in dict.fromkeys(env.toctree_includes.get(root, [])) if child in env.titles]
    seen = {root, *children}
    for child in children:
        pages = [page for page in _below(env, child, seen) if _wanted(env, guide, page)]
        if any(page in env.titles for page in env.toctree_includes.get(child, [])):
            if pages or _wanted(env, guide, child):
                parts.append(Part(env.titles[child].astext(), None if _off(env, child) else child, pages))
        elif _wanted(env, guide, child):
            loose.pages.append(child)
    return [loose, *parts] if loose.pages else parts


def _below(env: BuildEnvironment, docname: str, seen: set[str]) -> list[str]:
    """Return the pages below ``docname`` in reading order, without those of ``seen``, to which they are added."""
    result: list[str] = []
    for child in env.toctree_includes.get(docname, []):
        if child not in seen and child in env.titles:
            seen.add(child)
            result += [child, *_below(env, child, seen)]
    return result


def _off(env: BuildEnvironment, docname: str) -> bool:
    return str(env.metadata.get(docname, {}).get("guide", "")).lower() in {"off", "false"}


def _wanted(env: BuildEnvironment, guide: Guide, docname: str) -> bool:
    if _off(env, docname):
        return False
    if not guide.audience:
        return True
    named = str(env.metadata.get(docname, {}).get("audience", ""))
    return guide.audience in [part.strip() for part in named.split(",")]
