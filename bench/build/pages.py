"""Writes the same handbook for each engine: sections of 25 pages, each with 600 words, two tables and eight links."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PER_SECTION = 25
_SYLLABLES = (
    "ba", "co", "di", "fe", "gu", "la", "mi", "no", "pe", "ra", "si", "to", "ve", "wa", "zi", "ther", "ing", "al",
)

SPHINX = """
import sys
sys.path.insert(0, {root!r})
project, language, source_suffix = "Growth", "en", {{".md": "markdown"}}
myst_heading_anchors = 3
"""
OURS = SPHINX + """
extensions = ["myst_parser", "sphinx_design", "handbook.extension", "handbook.search"]
html_theme = "furo"
handbook_data = {root!r} + "/tests/roots/kitchen-sink/data"
search_synonyms = handbook_data + "/synonyms.yaml"
html_copy_source = False
html_show_sourcelink = False
"""
BOTH = OURS + """
extensions.append("handbook.guide")
release = guide_edition = guide_checked = guide_notice = "Growth"
guide_documents = [{{"file": "growth", "title": "Growth", "subtitle": "A book"}}]
"""
THEMED = SPHINX + 'extensions = ["myst_parser"]\nhtml_theme = "{theme}"\n'
MKDOCS = "site_name: Growth\ntheme:\n  name: material\n"
ZENSICAL = '[project]\nsite_name = "Growth"\n'
HUGO = """baseURL = "https://growth.example/"
title = "Growth"
uglyURLs = true
disableKinds = ["taxonomy", "term", "RSS"]
"""
HUGO_LAYOUT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>
<nav><ul>{{ range .Site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
<ul>{{ range .CurrentSection.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></nav>
<main>{{ .Content }}</main></body></html>
"""


def _words(chance: random.Random) -> list[str]:
    return ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(5000)]


def _text(chance: random.Random, words: list[str], count: int) -> str:
    text = " ".join(chance.choices(words, k=count)).capitalize() + "."
    return text.replace(" wa ", ". Wa ")


def names(count: int) -> list[str]:
    """Return the names of ``count`` pages, such as ``s01/p07``."""
    return [f"s{number // PER_SECTION:03}/p{number % PER_SECTION:02}" for number in range(count)]


def _page(number: int, everything: list[str], words: list[str]) -> str:
    chance = random.Random(number)
    parts = [f"# Page {number} {_text(chance, words, 2)}", _text(chance, words, 30)]
    for section in range(5):
        parts += [f"## Part {section} {_text(chance, words, 2)}", _text(chance, words, 110)]
        if section in (1, 3):
            rows = [" | ".join(_text(chance, words, 2) for _ in range(3)) for _ in range(6)]
            parts.append("\n".join(["| One | Two | Three |", "| --- | --- | --- |", *(f"| {row} |" for row in rows)]))
        if section == 2:
            parts.append("> " + _text(chance, words, 25))
        if section < 4:
            links = [f"[{_text(chance, words, 2)}](../{chance.choice(everything)}.md)" for _ in range(2)]
            parts.append("See " + " and ".join(links) + ".")
    return "\n\n".join(parts) + "\n"


def _toctree(entries: list[str]) -> str:
    return "\n```{toctree}\n" + "\n".join(entries) + "\n```\n"


def write(folder: Path, count: int, engine: str) -> None:
    """Write ``count`` pages and the settings of ``engine`` into ``folder``; ``folder/docs`` has the pages."""
    docs = folder / ("content" if engine == "hugo" else "docs")
    words = _words(random.Random(0))
    everything = names(count)
    change: Callable[[str], str] = (lambda text: text.replace(".md)", ".html)")) if engine == "hugo" else str
    sphinx = engine in ("ours", "both", "basic", "furo")
    sections = sorted({name.partition("/")[0] for name in everything})
    for number, name in enumerate(everything):
        path = docs / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = _page(number, everything, words)
        head = f"---\ntitle: Page {number}\n---\n" if engine == "hugo" else ""
        path.write_text(head + change(text), encoding="utf-8")
    for section in sections:
        own = [name.partition("/")[2] for name in everything if name.startswith(f"{section}/")]
        text = f"# Section {section}\n\nWhat stands here.\n" + (_toctree(own) if sphinx else "")
        name = "_index.md" if engine == "hugo" else "index.md"
        head = f"---\ntitle: Section {section}\n---\n" if engine == "hugo" else ""
        (docs / section / name).write_text(head + text, encoding="utf-8")
    text = "# Growth\n\nThe front page.\n" + (_toctree([f"{section}/index" for section in sections]) if sphinx else "")
    (docs / ("_index.md" if engine == "hugo" else "index.md")).write_text(text, encoding="utf-8")
    _settings(folder, engine)


def _settings(folder: Path, engine: str) -> None:
    if engine == "hugo":
        (folder / "config.toml").write_text(HUGO, encoding="utf-8")
        layouts = folder / "layouts" / "_default"
        layouts.mkdir(parents=True)
        for kind in ("single", "list"):
            (layouts / f"{kind}.html").write_text(HUGO_LAYOUT, encoding="utf-8")
        (folder / "layouts" / "index.html").write_text(HUGO_LAYOUT, encoding="utf-8")
    elif engine == "material":
        (folder / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    elif engine == "zensical":
        (folder / "zensical.toml").write_text(ZENSICAL, encoding="utf-8")
    else:
        if engine == "both":
            shutil.copytree(ROOT / "tests" / "roots" / "kitchen-sink" / "data", folder / "data")
        text = {"ours": OURS, "both": BOTH}.get(engine, THEMED)
        (folder / "conf.py").write_text(text.format(root=str(ROOT), theme=engine), encoding="utf-8")
