"""Sections of a page as records of the search: title, text without chrome, questions that it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docutils import nodes
from sphinx import addnodes

_SKIPPED = (
    nodes.comment, nodes.raw, nodes.image, nodes.system_message, nodes.title, nodes.substitution_definition,
    nodes.Invisible,
)
# What ends in a space: everything but words in a line.
_BLOCKS = (nodes.Body, nodes.Part, nodes.title)
# The heads of two columns ("When", "What") say nothing that a line of both does not.
_PAIR = 2
# With these words readers ask what an abbreviation means, and the glossary says it in one line. All in one question:
# the term alone is then too small a share of it to lead there, and the page of the term comes first.
_MEANING = "{} stand for meaning definition full form"
_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class Section:
    """One record: the anchor (empty for the page itself), heading level, title, text and the questions it answers."""

    anchor: str
    level: int
    title: str
    text: str = ""
    asks: list[str] = field(default_factory=list)


def sections(document: nodes.document) -> list[Section]:
    """Return the records of a page in reading order.

    Sections of sources are left out, and those marked as ``unsearched``. A glossary term and a table row that carry an
    anchor of their own are records too, because they answer a question by themselves.
    """
    found: list[Section] = []
    for top in document.children:
        if isinstance(top, nodes.section):
            found += _walk(top, 1)
    for asks in document.findall(nodes.comment):
        for section in found:
            if asks.get("entry") and section.anchor == asks["entry"]:
                section.asks += asks["questions"]
    return found


def _walk(section: nodes.section, level: int) -> Iterator[Section]:
    if {"page-sources", "unsearched"} & set(section["classes"]):
        return
    title = next((child for child in section.children if isinstance(child, nodes.title)), None)
    anchor = section["ids"][0] if level > 1 and section["ids"] else ""
    record = Section(anchor, level, plain(title).strip() if title else "")
    parts: list[str] = []
    below: list[nodes.section] = []
    for child in section.children:
        if isinstance(child, nodes.section):
            below.append(child)
        elif not isinstance(child, nodes.title | addnodes.glossary):  # each term has a record of its own
            parts.append(plain(child))
    for asks in section.findall(nodes.comment):
        if "questions" in asks and not asks.get("entry") and _owner(asks) is section:
            record.asks += asks["questions"]
    record.text = _SPACE.sub(" ", " ".join(parts)).strip()
    yield record
    for child in section.children:
        if not isinstance(child, nodes.section):
            yield from _entries(child, level + 1)
    for child in below:
        yield from _walk(child, level + 1)


def _entries(node: nodes.Node, level: int) -> Iterator[Section]:
    """Yield records for terms of a glossary and for rows with an anchor."""
    for item in node.findall(nodes.definition_list_item):
        terms = [child for child in item.children if isinstance(child, nodes.term)]
        ids = [anchor for term in terms for anchor in term["ids"]]
        if ids and any(anchor.startswith("term-") for anchor in ids):
            named = [plain_children(term) for term in terms]
            text = _SPACE.sub(" ", " ".join(plain(c) for c in item.children if not isinstance(c, nodes.term))).strip()
            asks = [_MEANING.format(one) for one in named]
            yield Section(ids[0], level, ", ".join(named), text, asks)
    for row in node.findall(nodes.row):
        target = next((t for t in row.findall(nodes.target) if t["ids"]), None)
        if target is not None and len(row.children) > 1:
            cells = [plain(cell).strip() for cell in row.children]
            yield Section(target["ids"][0], level, cells[1], cells[0])


def _owner(node: nodes.Node) -> nodes.Node | None:
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.section):
        parent = parent.parent
    return parent


def plain(node: nodes.Node) -> str:
    """Return the words of a node: no source numbers, no pictures, nothing marked as ``unsearched``.

    So marked is what stands elsewhere in the same words: links that only lead on, and lists drawn from other lists.
    """
    if isinstance(node, nodes.Text):
        return str(node)
    if isinstance(node, _SKIPPED) and not (isinstance(node, nodes.title) and isinstance(node.parent, nodes.section)):
        return _sentence(plain_children(node)) if isinstance(node, nodes.title) else ""
    if isinstance(node, nodes.Element) and ("unsearched" in node["classes"] or _is_source_mark(node)):
        return ""
    if isinstance(node, nodes.thead) and all(len(row.children) == _PAIR for row in node.findall(nodes.row)):
        return ""
    text = plain_children(node)
    if text and isinstance(node, nodes.term | nodes.field_name):
        return f"{text} " if text.endswith((":", "?")) else f"{text}: "
    # A link is of both kinds: docutils counts it among the blocks too.
    return f"{text} " if isinstance(node, _BLOCKS) and not isinstance(node, nodes.Inline) else text


def _is_source_mark(node: nodes.Element) -> bool:
    return isinstance(node, nodes.superscript) and "source-marker" in node["classes"]


def _sentence(words: str) -> str:
    return f"{words} " if words.endswith(("?", ".", "!", ":")) else f"{words}. "


def plain_children(node: nodes.Node) -> str:
    """Return the words of all children, without space at either end."""
    return _SPACE.sub(" ", "".join(plain(child) for child in node.children)).strip() if node.children else ""
