"""The feed of changes: what a reader of feeds finds in it."""

from __future__ import annotations

import dataclasses
from typing import Any
from xml.etree import ElementTree

import pytest

from handbook.ledger.load import Ledger
from handbook.ledger.model import LoggedChange
from handbook.publish.feed import feed

ATOM = "{http://www.w3.org/2005/Atom}"
PLACES = {"fee-late": "costs.html#fee-late", "fee-lost": "costs.html#fee-lost"}


def change(number: int, *sentences: str, **fields: Any) -> LoggedChange:
    day = f"2031-{number // 28 + 1:02}-{number % 28 + 1:02}"
    return LoggedChange.model_validate(
        {"id": f"change-{number}", "date": day, "topic": "facts", "sentences": sentences or ("One.",), **fields}
    )


def read(ledger: Ledger, *changes: LoggedChange, base: str = "") -> ElementTree.Element:
    log = {entry.id: entry for entry in changes}
    return ElementTree.fromstring(feed(dataclasses.replace(ledger, changes=log), "A & B", "a-b", base, PLACES.get))


def said(element: ElementTree.Element, name: str) -> list[str | None]:
    return [found.text for found in element.iter(f"{ATOM}{name}")]


def links(element: ElementTree.Element, rel: str) -> list[str | None]:
    return [link.get("href") for link in element.iter(f"{ATOM}link") if link.get("rel") == rel]


def test_each_change_is_an_entry_that_leads_to_what_changed(ledger: Ledger) -> None:
    first = change(40, "The fee is new", "So is its date.", entries=("fee-gone", "fee-lost", "fee-late"))
    top = read(ledger, first, change(3, "Gone.", topic="courses"), base="https://handbook.example/guide/")
    assert said(top, "title") == ["A & B: changes", "Facts: The fee is new.", "Courses: Gone."]
    assert said(top, "updated") == ["2031-02-13T00:00:00Z", "2031-02-13T00:00:00Z", "2031-01-04T00:00:00Z"]
    assert said(top, "content") == ["<p>The fee is new.</p><p>So is its date.</p>", "<p>Gone.</p>"]
    assert said(top, "name") == ["A & B"]
    root = "https://handbook.example/guide"
    assert links(top, "alternate") == [f"{root}/index.html", f"{root}/costs.html#fee-lost", f"{root}/index.html"]
    assert links(top, "self") == [f"{root}/downloads/changes.atom"]


def test_without_an_address_of_the_website_links_are_relative_and_ids_the_same(ledger: Ledger) -> None:
    one, other = (read(ledger, change(1, entries=("fee-late",)), base=base) for base in ("", "https://h.example"))
    assert links(one, "alternate") == ["../index.html", "../costs.html#fee-late"]
    assert links(one, "self") == []
    assert said(one, "id") == said(other, "id")
    assert len(set(said(one, "id"))) == 2 and all(str(name).startswith("urn:uuid:") for name in said(one, "id"))


def test_nothing_in_a_sentence_is_markup(ledger: Ledger) -> None:
    top = read(ledger, change(1, "<script>x</script> & ]]> are words"))
    assert said(top, "content") == ["<p>&lt;script&gt;x&lt;/script&gt; &amp; ]]&gt; are words.</p>"]


@pytest.mark.parametrize(("count", "kept"), [(0, 0), (100, 100), (101, 100)])
def test_a_feed_holds_the_newest_hundred(ledger: Ledger, count: int, kept: int) -> None:
    changes = [change(number) for number in reversed(range(count))]
    top = read(ledger, *changes)
    assert len(said(top, "content")) == kept
    # The whole feed is as new as its newest entry; without any, as the check.
    day = changes[0].date if changes else ledger.edition.checked
    assert said(top, "updated")[0] == f"{day}T00:00:00Z"


def test_the_same_log_gives_the_same_bytes(ledger: Ledger) -> None:
    one, other = (feed(ledger, "Handbook", "handbook", "", PLACES.get) for _ in range(2))
    assert one == other
    assert one.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">')
