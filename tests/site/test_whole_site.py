"""The website as a whole, read from its files: links, orphans, names, tables, words of links, weight."""

from __future__ import annotations

import gzip
import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from handbook.prose.limits import MADE

LANDMARKS = {"banner": "/header", "main": "//main", "contentinfo": "/footer"}
# Words that say nothing of where a link goes.
EMPTY_WORDS = re.compile(r"(?:click )?(?:here|this|link|more|read more|learn more|details|page|this page)\.?", re.I)
# `make handbook` puts it there when the pages are whole; tests/test_build.py looks for it.
PACKED_LATER = {"downloads/handbook-offline.zip"}
FIRST_VISIT, FURTHER_VISIT = 48_000, 12_000


@dataclass(frozen=True)
class Built:
    """A page as it was written: its address inside the site, its text and its tree."""

    name: str
    text: str
    tree: html.HtmlElement

    def links(self) -> Iterator[tuple[html.HtmlElement, str]]:
        """Give each link inside the site with the address that it leads to, ``page.html#anchor``."""
        for link in self.tree.xpath("//a[@href]"):
            parts = urlsplit(link.get("href"))
            if parts.scheme or parts.netloc:
                continue
            path = self.name
            if parts.path:
                path = posixpath.normpath(posixpath.join(posixpath.dirname(self.name), parts.path))
            yield link, unquote(path) + (f"#{unquote(parts.fragment)}" if parts.fragment else "")


def built(site: Path) -> dict[str, Built]:
    """Read the pages of a website."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(site).as_posix()
        found[name] = Built(name, text, html.document_fromstring(text))
    return found


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Built]:
    return built(site)


def test_pages_that_no_file_makes_have_names_that_no_file_may_take(pages: dict[str, Built], root: Path) -> None:
    written = {path.relative_to(root / "docs").with_suffix("").as_posix() for path in (root / "docs").rglob("*.md")}
    moved = {redirect.removesuffix(".html") for redirect in pages if "moved.js" in pages[redirect].text}
    assert {name.removesuffix(".html") for name in pages} - written - moved == MADE


def words(element: html.HtmlElement) -> str:
    """Return the name of an element: its label, or its text."""
    label = element.get("aria-label") or element.text_content()
    return re.sub(r"\s+", " ", label).strip()


# The links of 404.html start at the top of a host.
def written(pages: dict[str, Built]) -> list[Built]:
    return [page for name, page in pages.items() if name != "404.html"]


def test_links_and_anchors_lead_somewhere(
    pages: dict[str, Built], site: Path, record_property: Callable[[str, object], None]
) -> None:
    anchors = {name: set(page.tree.xpath("//@id")) for name, page in pages.items()}
    broken, count = [], 0
    for page in written(pages):
        for _, address in page.links():
            count += 1
            path, _, anchor = address.partition("#")
            if path in anchors:
                if anchor and anchor not in anchors[path]:
                    broken.append(f"{page.name}: no place {address}")
            elif not (site / path).is_file() and path not in PACKED_LATER:
                broken.append(f"{page.name}: no file {address}")
        for part in page.tree.xpath("//link[@href]/@href | //script[@src]/@src | //img/@src | //object/@data"):
            path = urlsplit(part).path
            if not part.startswith(("http", "data:")) and not (site / page.name).parent.joinpath(path).exists():
                broken.append(f"{page.name}: no file {part}")
    record_property("links and anchors tried", count)
    record_property("links and anchors broken", len(broken))
    assert broken == []


def test_every_page_is_reached_from_the_front_page(pages: dict[str, Built]) -> None:
    """Without the site map, the search and the menu: through the text, the branch of the menu and the way on."""
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        for _, address in pages[waiting.pop()].links():
            name = address.partition("#")[0]
            if name in pages and name not in reached:
                reached.add(name)
                if name not in ("site-map.html", "genindex.html"):
                    waiting.append(name)
    assert set(pages) - reached - {"404.html", "genindex.html", "search.html"} == set()


def test_titles_are_unique_and_start_with_the_heading(pages: dict[str, Built]) -> None:
    titles = Counter(page.tree.findtext(".//title") for page in pages.values())
    assert [title for title, count in titles.items() if count > 1] == []
    for page in pages.values():
        heading = page.tree.xpath("//h1")[0]
        assert not heading.xpath(".//a"), f"{page.name}: the address of the page is that of its title"
        assert str(page.tree.findtext(".//title")).startswith(words(heading)), page.name


def test_landmarks_are_there_once_and_have_names(pages: dict[str, Built]) -> None:
    for page in pages.values():
        for landmark, place in LANDMARKS.items():
            assert len(page.tree.xpath(f"/html/body{place}")) == 1, (page.name, landmark)
        names = Counter(
            (element.get("role") or element.tag, words(element) if element.get("aria-label") else "")
            for element in page.tree.xpath("//nav | //aside | //*[@role='region' or @role='navigation']")
        )
        unnamed = [name for name in names if not name[1] and name[0] != "aside"]
        assert [name for name, count in names.items() if count > 1 and name[1]] == [], page.name
        assert unnamed == [], page.name


def test_tables_have_captions_and_scopes(
    pages: dict[str, Built], record_property: Callable[[str, object], None]
) -> None:
    count = 0
    for page in pages.values():
        for table in page.tree.xpath("//table"):
            count += 1
            assert table.xpath("./caption"), (page.name, words(table)[:60])
            heads = table.xpath(".//th")
            assert heads, (page.name, words(table)[:60])
            assert [words(head) for head in heads if head.get("scope") not in ("col", "row")] == [], page.name
            assert [head for head in heads if not words(head)] == [], page.name
    record_property("tables with caption and scopes", count)
    assert count > 50


def test_words_of_links_say_where_they_lead(pages: dict[str, Built]) -> None:
    for page in pages.values():
        targets: defaultdict[str, set[str]] = defaultdict(set)
        for link, address in page.links():
            name = words(link)
            assert name and not EMPTY_WORDS.fullmatch(name), (page.name, address, name)
            # Numbers of sources, marks of headings and terms of the glossary are the same sign for the same thing.
            sign = link.xpath("ancestor::sup") or "headerlink" in link.get("class", "") or "#term-" in address
            if link.xpath("ancestor::main") and not sign:
                targets[name.lower()].add(address.partition("#")[0])
        assert {name: to for name, to in targets.items() if len(to) > 1} == {}, page.name


def test_links_that_leave_give_nothing_away(pages: dict[str, Built]) -> None:
    for page in pages.values():
        for link in page.tree.xpath("//a[@href]"):
            scheme = urlsplit(link.get("href")).scheme
            assert scheme in ("", "http", "https", "mailto", "tel"), (page.name, link.get("href"))
            if scheme in ("http", "https"):
                assert set(link.get("rel", "").split()) >= {"noopener", "noreferrer"}, (page.name, link.get("href"))
            assert link.get("target") is None


def test_images_have_sizes_and_words(pages: dict[str, Built], kitchen_sink: Path) -> None:
    images = [
        (page.name, image) for page in (*pages.values(), *built(kitchen_sink).values())
        for image in page.tree.xpath("//img")
    ]
    assert images
    for name, image in images:
        assert image.get("width") and image.get("height"), (name, image.get("src"))
        assert image.get("alt") is not None, (name, image.get("src"))


def test_weight_of_first_and_further_visits(
    pages: dict[str, Built], site: Path, record_property: Callable[[str, object], None]
) -> None:
    """What a browser fetches for a page with an empty cache: the page and every file that it or its sheet asks for."""
    sizes: dict[str, int] = {}

    def packed(path: Path) -> int:
        if path.suffix in (".woff2", ".png"):
            return path.stat().st_size
        return len(gzip.compress(path.read_bytes(), 9, mtime=0))

    heavy, first = {}, {}
    for page in written(pages):
        asked = page.tree.xpath(
            "//link[@rel='stylesheet' or @rel='preload' or @rel='icon' or @rel='manifest']/@href"
            " | //script/@src | //img/@src | //object/@data"
        )
        files = {(site / page.name).parent.joinpath(urlsplit(part).path).resolve() for part in asked}
        for path in files:
            sizes.setdefault(str(path), packed(path))
        own = len(gzip.compress(page.text.encode(), 9, mtime=0))
        first[page.name] = own + sum(sizes[str(path)] for path in files)
        if own >= FURTHER_VISIT:
            heavy[page.name] = own
    record_property("bytes of the heaviest first visit, gzip", max(first.values()))
    assert heavy == {}
    assert {name: size for name, size in first.items() if size >= FIRST_VISIT} == {}


def test_no_source_number_can_be_read_as_part_of_a_figure(pages: dict[str, Built]) -> None:
    """"October 1" with source 5 is not "October 15", also where it is copied or read aloud."""
    marks = [(name, words(mark)) for name, page in pages.items() for mark in page.tree.find_class("source-marker")]
    assert marks
    assert [(name, mark) for name, mark in marks if not re.fullmatch(r"\[[^\[\]]+\]", mark)] == []
