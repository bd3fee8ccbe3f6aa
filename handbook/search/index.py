"""Writes the index of the search with the website: one script, the same bytes for the same pages."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rjsmin
from docutils import nodes
from sphinx.errors import ConfigError, ExtensionError

from handbook.extension.navigation import Tree, read_tree
from handbook.ledger.problems import shown
from handbook.prose.shape import page_type
from handbook.search import packing
from handbook.search.records import Section, sections
from handbook.search.synonyms import FILE as SYNONYMS
from handbook.search.synonyms import load_synonyms

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config

_HERE = Path(__file__).parent
# How much a kind of page counts against others: a page that only leads on is seldom the answer, a term or a short
# answer comes after the page that explains it, a list of courses after the page on what to take, and a page of
# reference a little after one that says what to do.
WEIGHTS = {"start": 0.6, "glossary": 0.7, "faq": 0.8, "catalog": 0.9, "overview": 1.0, "reference": 0.95}
# A page with `search: list` in its front matter names everything and answers little.
LIST = 0.4
# What `search: off` in a front matter becomes: YAML reads "off" as false.
_OFF = frozenset({"off", "False"})
# What the browser loads at the first intent, and the files that each is made of, in order.
SCRIPTS = {
    "engine.js": (
        "text.js", "rank.js", "packing.js", "lexicon.js", "collection.js", "query.js", "excerpt.js", "engine.js",
        "arrival.js",
    ),
    "dialog.js": ("dialog.js",),
}
INDEX = "search-index.js"
# Names the scripts and the index with checksums of what is in them. A page that named the index would change with every
# other page, and of parts asked for by bare names a kept engine could meet an index of another build.
FILES = "search-files.js"


class Collector:
    """Gathers the records of the pages as they are resolved; keeps those of pages that are not written anew."""

    def __init__(self, app: Sphinx) -> None:
        self.cache = Path(app.doctreedir, "search-records.json")
        self.pages: dict[str, list[Any]] = {}
        if app.builder.format == "html" and self.cache.exists():
            try:
                self.pages = json.loads(self.cache.read_text(encoding="utf-8"))
            except ValueError:  # a build was killed as it wrote them: without records all pages must be read
                app.env.all_docs.clear()

    def take(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Take in one page."""
        if app.builder.format == "html":
            self.pages[docname] = [_raw(section) for section in sections(doctree)]

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the index when all went well."""
        if exception is not None or app.builder.format != "html":
            return
        self.pages = {docname: self.pages[docname] for docname in sorted(self.pages) if docname in app.env.found_docs}
        whole = self.cache.with_suffix(".new")
        whole.write_text(json.dumps(self.pages), encoding="utf-8")
        whole.replace(self.cache)
        text = index_script(app, self.pages)
        Path(app.outdir, INDEX).write_text(text, encoding="utf-8")
        Path(app.outdir, FILES).write_text(files_script(Path(app.outdir)), encoding="utf-8")
        for leftover in ("searchindex.js", "_static/searchtools.js", "_static/language_data.js"):
            Path(app.outdir, leftover).unlink(missing_ok=True)


def _raw(section: Section) -> list[Any]:
    return [section.anchor, section.level, section.title, section.text, section.asks]


def index_script(app: Sphinx, pages: dict[str, list[Any]]) -> str:
    """Return the index as a script that hands its records to the dialog."""
    docs: list[list[Any]] = []
    records: list[list[Any]] = []
    years = sorted(
        {str(meta["entry_year"]) for meta in app.env.metadata.values() if meta.get("entry_year")}, reverse=True
    )
    tree = read_tree(app.env)
    for docname, found in pages.items():
        meta = app.env.metadata.get(docname, {})
        if str(meta.get("search", "")) in _OFF or not found:
            continue
        kind = page_type(meta)
        docs.append([
            app.builder.get_target_uri(docname), found[0][2], _path(tree, docname), kind,
            str(meta.get("entry_year", "")), str(meta.get("keywords", "")),
            LIST if str(meta.get("search", "")) == "list" else WEIGHTS.get(kind, 1.0),
        ])
        records += [[len(docs) - 1, *section] for section in found]
    lines, problems = load_synonyms(Path(app.confdir, app.config.search_synonyms), app.config.search_synonyms)
    if problems:
        raise ExtensionError("\n".join(str(problem) for problem in problems))
    content = {
        "docs": docs, "sections": records, "synonyms": lines, "newestYear": years[0] if years else "",
        "ask": app.config.search_ask, "suggestions": app.config.search_suggestions,
    }
    if app.config.search_ask:
        asked = str(app.config.search_ask[1])
        if not any(doc[0] == asked for doc in docs):
            raise ExtensionError(f"search_ask: {asked}: no page of the search has this address")
    if app.config.search_offices:
        page, fallback = app.config.search_offices
        place = next((at for at, doc in enumerate(docs) if doc[0] == app.builder.get_target_uri(page)), None)
        if place is None or not any(record[:2] == [place, fallback] for record in records):
            raise ExtensionError(f"search_offices: the page {page} is not in the search, or has no section {fallback}")
        content["offices"] = [place, fallback]
    return packing.script(content)


def _path(tree: Tree, docname: str) -> str:
    """Return what the menu calls the pages above, such as ``Curriculum › Academic rules``."""
    return " › ".join(tree.name(above) for above in tree.trail(docname))


def write_scripts(app: Sphinx, builder: Builder) -> None:
    """Write engine and dialog beside the other static files."""
    if builder.format != "html":
        return
    folder = Path(app.outdir, "_static", "search")
    folder.mkdir(parents=True, exist_ok=True)
    words = json.dumps(packing.WORDS, separators=(",", ":"))
    for name, parts in SCRIPTS.items():
        text = "\n".join(str(rjsmin.jsmin((_HERE / part).read_text(encoding="utf-8"))) for part in parts)
        if "text.js" in parts:
            text = f"self.HandbookSearchWords={words};\n{text}"
        (folder / name).write_text(f"{text}\n", encoding="utf-8")


def files_script(site: Path) -> str:
    """Return the script that names what the search of ``site`` loads; raises OSError where a part is not there."""
    parts = {"index": INDEX, **{Path(name).stem: f"_static/search/{name}" for name in SCRIPTS}}
    addresses = {part: f"{file}?v={zlib.crc32((site / file).read_bytes()):08x}" for part, file in parts.items()}
    return f"self.HandbookSearchFiles={json.dumps(addresses, separators=(',', ':'))};\n"


# The settings that are lists of words: what stands in each, and of how many words it is where that is fixed.
_LISTS = {
    "search_ask": ("[words, address of a page]", 2), "search_offices": ("[page, anchor]", 2),
    "search_suggestions": ("a list of queries", None),
}


def settings_are_words(app: Sphinx, config: Config) -> None:
    """Refuse a setting that the dialog could not print or follow; raises ConfigError."""
    for name, (form, count) in _LISTS.items():
        given = config[name]
        whole = isinstance(given, list) and all(isinstance(words, str) and words.strip() for words in given)
        if not whole or (given and count and len(given) != count):
            raise ConfigError(f"{name}: {shown(given)}: must be {form}")


def setup_index(app: Sphinx) -> None:
    """Register settings and handlers."""
    app.add_config_value("search_synonyms", SYNONYMS, "html", types=frozenset({str}))
    app.add_config_value("search_ask", [], "html", types=frozenset({list}), description="[words, page] for no match")
    app.add_config_value(
        "search_offices", [], "html", types=frozenset({list}),
        description="[page with a section for each office, anchor of the one for everything else]",
    )
    app.add_config_value("search_suggestions", [], "html", types=frozenset({list}), description="queries to offer")

    def start(app: Sphinx) -> None:
        collector = Collector(app)
        app.connect("doctree-resolved", collector.take, priority=900)
        app.connect("build-finished", collector.finish)

    app.connect("config-inited", settings_are_words)
    app.connect("builder-inited", start)
    app.connect("write-started", write_scripts)
