"""What a page, a title or a setting says is text on the website and in its copies, and never markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from handbook.extension.website.frame import page_type

from .conftest import Project

NAME = "R&D <i>Book</i>"
SHOWN = "R&amp;D &lt;i&gt;Book&lt;/i&gt;"


@pytest.fixture
def site(project: Project) -> Path:
    """A website whose name, titles and types are full of markup."""
    project.write("index", "# Front &amp; \\<i>\n\nUse &amp;amp; & and \\<b> words.\n\n```{toctree}\nother\n```\n")
    project.write(
        "other", "---\ntype: 'x\"><b title=\"y'\ndescription: Of [b](c) and <i>\n---\n# A [b] \\<i>\n\nWords.\n\n"
        "```{glossary}\n<Term>\n  It.\n```\n"
    )
    (project.folder / "docs/redirects.yaml").write_text("- from: old/place\n  to: other\n", encoding="utf-8")
    project.build("html", confoverrides={"html_theme": "furo", "project": NAME, "html_title": NAME})
    return project.folder / "out" / "html"


@pytest.mark.parametrize("page", ["index", "other", "search", "404", "site-map", "genindex"])
def test_the_name_of_the_handbook_is_text_on_every_page(site: Path, page: str) -> None:
    text = (site / f"{page}.html").read_text(encoding="utf-8")
    assert "<i>Book" not in text
    title = re.search(r"<title>(.*?)</title>", text, re.S)
    assert title is not None and title[1].endswith(SHOWN)
    assert f"<span>{SHOWN}</span>" in text
    description = re.search(r'<meta name="description" content="([^"]*)">', text)
    assert description is not None
    assert "<" not in description[1]


def test_a_type_that_does_not_exist_makes_no_class(site: Path) -> None:
    assert '<body class="page-plain">' in (site / "other.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("named", "found"),
    [({"type": "faq"}, "faq"), ({"type": "nothing, how-to"}, "how-to"), ({"type": 'x"><b'}, ""), ({"type": 7}, ""),
     ({}, "")],
)
def test_a_type_is_one_of_those_there_are(named: dict[str, object], found: str) -> None:
    assert page_type(named) == found


@pytest.mark.parametrize(
    ("file", "pieces"),
    [
        ("llms.txt", [
            f"<h1>{SHOWN}</h1>", "<p>Use &amp;amp; &amp; and &lt;b&gt; words.</p>", "<h2>Front &amp; &lt;i&gt;</h2>",
            '<a href="index.md">Front &amp; &lt;i&gt;</a>',
            '<a href="other.md">A [b] &lt;i&gt;</a>: Of [b](c) and &lt;i&gt;',
        ]),
        ("index.md", ["<h1>Front &amp; &lt;i&gt;</h1>", "<p>Use &amp;amp; &amp; and &lt;b&gt; words.</p>", SHOWN]),
        ("other.md", ["<h1>A [b] &lt;i&gt;</h1>", SHOWN]),
        ("old/place.md", ['<a href="../other.md">A [b] &lt;i&gt;</a>']),
    ],
)
def test_the_copies_for_programs_say_the_same(site: Path, file: str, pieces: list[str]) -> None:
    html = str(MarkdownIt("commonmark").enable("table").render((site / file).read_text(encoding="utf-8")))
    for piece in pieces:
        assert piece in html
    assert not re.search(r"<[ib]>", html)
