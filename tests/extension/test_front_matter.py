"""What the front matter of a page does on the website: its type and its description."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from handbook.extension.navigation import read_tree
from handbook.prose.shape import page_type
from tests.search.conftest import unpacked

from .conftest import Project
from .test_navigation import made

# Keeps what the page templates of the handbook would print.
PRINTED = """
extensions.append("handbook.search")
def setup(app):
    def keep(app, pagename, templatename, context, doctree):
        for name in ("linked_data", "description"):
            (app.outdir / f"{pagename}.{name}").write_text(context.get(f"handbook_{name}", ""), encoding="utf-8")
    app.connect("html-page-context", keep, priority=900)
"""


@pytest.fixture
def shown(project: Project) -> Project:
    """A project with a search that keeps what its pages would print in their heads."""
    with (project.folder / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write(PRINTED)
    return project


def printed(project: Project, name: str) -> str:
    return (project.folder / "out/html" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("said", "kind"), [
    ("faq", "faq"), ("faq, how-to", "faq"), (" policy ,faq", "policy"), ("nothing, glossary", "glossary"), ("", ""),
])
def test_of_several_types_the_first_counts(said: str, kind: str) -> None:
    assert page_type({"type": said}) == kind
    assert page_type({}) == ""


@pytest.mark.parametrize("kind", ["faq", "faq, how-to"])
def test_a_page_of_questions_is_one_whatever_else_it_is(shown: Project, kind: str) -> None:
    text = f"---\ntype: {kind}\naudience: student\n---\n# Page\n\nText.\n\n## Why?\n\nBecause.\n"
    shown.write("index", text)
    shown.build("html")
    assert '"FAQPage"' in printed(shown, "index.linked_data")
    (doc,) = unpacked(printed(shown, "search-index.js"))["docs"]
    assert (doc[3], doc[6]) == ("faq", 0.8)


def test_a_page_in_two_toctrees_stands_in_the_search_where_it_stands_in_the_sidebar(shown: Project) -> None:
    for name, below in (("index", "a/index\nb/index\n"), ("a/index", "/c\n"), ("b/index", "/c\n"), ("c", "")):
        toctree = f"```{{toctree}}\n{below}```\n" if below else ""
        shown.write(name, f"---\ntype: how-to\naudience: student\n---\n# Page {name[0]}\n\nText.\n\n{toctree}")
    app = shown.build("html")
    assert read_tree(app.env).parents["c"] == "a/index"
    docs = unpacked(printed(shown, "search-index.js"))["docs"]
    assert {doc[0]: doc[2] for doc in docs}["c.html"] == "Page a"


def test_a_description_of_its_own_stands_before_the_first_paragraph(shown: Project) -> None:
    front = "---\ntype: how-to\naudience: student\n"
    below = "---\n# Page\n\nText.\n\n```{toctree}\nother\nmore\n```\n"
    shown.write("index", f'{front}description: "Fees & <b>\\"dues\\"</b>"\n{below}')
    shown.write("more", f"{front}description: {'word ' * 100}\n---\n# More\n\nFirst.\n")
    shown.write("other", f"{front}---\n# Other\n\nFirst.\n")
    shown.build("html")
    assert printed(shown, "index.description") == "Fees &amp; &lt;b&gt;&quot;dues&quot;&lt;/b&gt;"
    assert printed(shown, "other.description") == "First."
    assert printed(shown, "more.description").endswith("word ...") and len(printed(shown, "more.description")) <= 304
    listed = printed(shown, "llms.txt").replace("\\", "")
    assert "> Fees & <b>" in listed
    assert "(other.md): First." in listed and "(index.md): Fees & <b>" in listed


def test_a_start_page_stands_apart_whatever_else_it_is() -> None:
    env = made(1, 1)
    assert isinstance(env, SimpleNamespace)
    env.metadata = {"start/one": {"type": "start, overview"}}
    assert read_tree(env).apart == {"start/one"}
