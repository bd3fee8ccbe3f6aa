"""The change log as an Atom feed (RFC 4287): a reader of feeds tells whoever follows it when a fact has changed."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from html import escape
from xml.etree import ElementTree

from handbook.ledger.formats import full_stop
from handbook.ledger.load import Ledger
from handbook.ledger.model import LoggedChange
from handbook.publish.changes import TOPICS

FEED = "downloads/changes.atom"
"""Where it stands on the website."""
_MOST = 100
_SPACE = "http://www.w3.org/2005/Atom"


def feed(ledger: Ledger, title: str, space: str, base: str, address_of: Callable[[str], str | None]) -> bytes:
    """Return the newest entries of the change log, at most 100, as the bytes of an Atom file.

    ``title`` names the website, ``base`` is its address, or nothing where it has none: then all links are relative to
    the file. ``address_of`` gives the page and anchor of an entry of the ledger, None where it has no place; a change
    leads to the first of its entries that has one. ``space`` makes the ids; it must stay the same wherever the file is
    published, or a reader is told of everything again.
    """
    root = f"{base.rstrip('/')}/" if base else "../"
    found = list(ledger.changes.values())[:_MOST]
    top = ElementTree.Element("feed", {"xmlns": _SPACE})
    _text(top, "id", _id(space))
    _text(top, "title", f"{title}: changes")
    _text(top, "updated", _moment(found[0].date if found else ledger.edition.checked))
    _text(ElementTree.SubElement(top, "author"), "name", title)
    ElementTree.SubElement(top, "link", rel="alternate", type="text/html", href=f"{root}index.html")
    if base:
        ElementTree.SubElement(top, "link", rel="self", type="application/atom+xml", href=root + FEED)
    for change in found:
        places = (place for entry_id in change.entries if (place := address_of(entry_id)))
        _entry(top, change, f"{space}/{change.id}", root + next(places, "index.html"))
    text = ElementTree.tostring(top, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _entry(top: ElementTree.Element, change: LoggedChange, name: str, address: str) -> None:
    item = ElementTree.SubElement(top, "entry")
    sentences = [full_stop(sentence) for sentence in change.sentences]
    _text(item, "id", _id(name))
    _text(item, "title", f"{TOPICS[change.topic]}: {sentences[0]}")
    _text(item, "updated", _moment(change.date))
    ElementTree.SubElement(item, "link", rel="alternate", type="text/html", href=address)
    # As HTML, so that each sentence has a line of its own; escaped twice, since nothing in it is markup.
    content = ElementTree.SubElement(item, "content", type="html")
    content.text = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)


def _text(parent: ElementTree.Element, name: str, words: str) -> None:
    ElementTree.SubElement(parent, name).text = words


def _id(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, name).urn


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
