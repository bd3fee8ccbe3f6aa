"""JSON-LD with the types of schema.org: what a page is about, for programs that read pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from docutils import nodes

from handbook.ledger.load import Ledger
from handbook.ledger.model import Course, Source
from handbook.publish.ancestors import words_without_marks

Item = dict[str, Any]


def breadcrumbs(trail: Sequence[tuple[str, str | None]]) -> Item:
    """Return the way to a page: (title, full address or None where the site's address is not known), top first."""
    items = []
    for position, (title, address) in enumerate(trail, start=1):
        item: Item = {"@type": "ListItem", "position": position, "name": title}
        if address:
            item["item"] = address
        items.append(item)
    return {"@type": "BreadcrumbList", "itemListElement": items}


def page(title: str, address: str | None, checked: str) -> Item:
    """Return a page that shows facts: its title, its full address where known, and the day of the last check."""
    item: Item = {"@type": "WebPage", "name": title, "lastReviewed": checked}
    if address:
        item["url"] = address
    return item


def organization(about: Mapping[str, str]) -> Item:
    """Return the organization ``about`` (``name``, ``url``, ``parent``) that runs the program."""
    item: Item = {"@type": "CollegeOrUniversity", "name": about["name"]}
    if "url" in about:
        item["url"] = about["url"]
    if "parent" in about:
        item["parentOrganization"] = {"@type": "CollegeOrUniversity", "name": about["parent"]}
    return item


def program(ledger: Ledger, about: Mapping[str, str], provider: Item) -> Item:
    """Return the program ``about`` (``name``, ``credential``, ``mode``, ``url``, ``requirements``).

    ``requirements`` is the id of the requirement set whose total of units is given, with the sources that state it.
    """
    item: Item = {"@type": "EducationalOccupationalProgram", "name": about["name"], "provider": provider}
    names = {"credential": "educationalCredentialAwarded", "mode": "educationalProgramMode", "url": "url"}
    item.update({names[key]: value for key, value in about.items() if key in names})
    rules = ledger.requirements.get(about.get("requirements", ""))
    if rules is not None and rules.total_units is not None:
        item["numberOfCredits"] = _units(rules.total_units)
        item["subjectOf"] = [_work(ledger.sources[source_id]) for source_id in rules.sources]
    return item


def course(ledger: Ledger, entry: Course, provider: Item, address: str | None) -> Item:
    """Return one course with its number, its sources and, where known, its units and topics.

    A course of another college is given by the organization above ``provider``.
    """
    item: Item = {"@type": "Course", "courseCode": entry.number, "name": entry.title}
    own = entry.number[:2] in ledger.edition.college_prefixes
    if giver := provider if own else provider.get("parentOrganization"):
        item["provider"] = giver
    if entry.units is not None:
        item["numberOfCredits"] = _units(entry.units)
    if entry.topics:
        item["description"] = "; ".join(entry.topics)
    if address:
        item["url"] = address
    item["isBasedOn"] = [_work(ledger.sources[source_id]) for source_id in entry.sources]
    return item


def courses(doctree: nodes.document, ledger: Ledger, provider: Item, address: str | None) -> list[Item]:
    """Return the courses whose entries stand on the page at ``address``."""
    return [
        course(ledger, ledger.courses[name], provider, f"{address}#{name}" if address else None)
        for section in doctree.findall(nodes.section) if "course" in section["classes"]
        for name in section["ids"] if name in ledger.courses
    ]


def questions(doctree: nodes.document, sources: Mapping[str, Source]) -> Item | None:
    """Return the questions and answers of a page: sections whose title ends with a question mark.

    An answer cites those of ``sources`` (by id) that are marked in it; their items in the list of the page name them.
    """
    named = {
        name: str(item["source"]) for item in doctree.findall(nodes.list_item) if "source" in item
        for name in item["ids"]
    }
    found = []
    for section in doctree.findall(nodes.section):
        title = section.next_node(nodes.title)
        if title is None or not title.astext().endswith("?"):
            continue
        paragraphs = [child for child in section.children if isinstance(child, nodes.paragraph)]
        said = [paragraph for paragraph in paragraphs if not _only_links(paragraph)]
        text = " ".join(_plain(paragraph) for paragraph in said)
        if text:
            answer: Item = {"@type": "Answer", "text": text}
            cited = dict.fromkeys(named[mark] for paragraph in said for mark in _marked(paragraph) if mark in named)
            if cited:
                answer["citation"] = [_work(sources[source_id]) for source_id in cited]
            found.append({"@type": "Question", "name": title.astext(), "acceptedAnswer": answer})
    return {"@type": "FAQPage", "mainEntity": found} if found else None


def as_block(items: Iterable[Item]) -> str:
    """Return the items as text for a ``<script type="application/ld+json">``, in which no tag can begin or end."""
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": list(items)}, ensure_ascii=False, separators=(",", ":")
    )
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _work(source: Source) -> Item:
    """Return a source; its date is its version, for the ledger has one entry an address and date."""
    item: Item = {"@type": "CreativeWork", "name": source.title, "version": source.as_of}
    if source.url:
        item["url"] = source.url
    return item


def _units(count: float) -> Item:
    whole = int(count) if float(count).is_integer() else count
    return {"@type": "QuantitativeValue", "value": whole, "unitText": "units"}


def _only_links(paragraph: nodes.paragraph) -> bool:
    """Say whether a paragraph leads elsewhere and says nothing itself."""
    return all(
        isinstance(child, nodes.reference) or (isinstance(child, nodes.Text) and not child.strip(" ,.;·"))
        for child in paragraph.children
    )


def _marked(paragraph: nodes.paragraph) -> Iterator[str]:
    """Yield the anchors of the sources marked in a paragraph; the website writes 5, 6, 7 as 5–7."""
    for mark in paragraph.findall(nodes.superscript):
        if "source-marker" not in mark["classes"]:
            continue
        last, run = 0, False
        for child in mark.children:
            anchor = str(child.get("refid", "")) if isinstance(child, nodes.reference) else ""
            if number := re.fullmatch(r"source-(\d+)", anchor):
                first = last + 1 if run else int(number[1])
                last = int(number[1])
                yield from (f"source-{count}" for count in range(first, last + 1))
            run = child.astext() == "–"


def _plain(paragraph: nodes.Element) -> str:
    return " ".join(words_without_marks(paragraph).split())
