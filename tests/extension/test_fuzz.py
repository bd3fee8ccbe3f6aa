"""Whatever stands in a page: a clean build or warnings that name the page, never an exception."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from handbook.extension.directives import DIRECTIVES
from handbook.prose.shape import FIELDS as FIELDS_OF_PAGES
from handbook.prose.shape import shape

SMALL = Path(__file__).resolve().parents[1] / "roots/another-program"
IDS = (
    "fee-lamp", "fee-boat", "fee-oil", "conflict-boat", "open-gulls", "office-quay", "cost-keeping-tuition",
    "date-tide", "keeping-2031-32", "plan-keeping", "org-puffin-line", "src-leaflet-2031", "10-101", "light", "fees",
    "applicant", "L", "nothing",
)
ROLES = ("fact", "src", "cost", "deadline", "course", "office")
KINDS = (
    "", " as money", " as units", " as date", " as percent", " as list", " as courses", " as choice", ".key", " as",
)
OPTIONS = sorted({option for directive in DIRECTIVES.values() for option in directive.option_spec or {}})
SCRAPS = (
    "", "`", "``", "```", ":", "::", ":::", "{", "}", "{}", "\n", "\n\n", "    ", "\t", "#", "-", "* ", "|", "[^1]",
    "[x](", ")", "<b>", "$", "\\", "\x00", "\u202e", "é", "\U0001f600", "...", "999999999999", "-1", "../..",
    "javascript:alert(1)", "%", ",", "9" * 900, "1e999", "-" * 3_000, "ä" * 3_000, "{" * 300, "[" * 300, "1970-02-30",
)
# What front matter may be about: our own fields, and those that MyST, Sphinx and docutils know.
FIELDS = (*FIELDS_OF_PAGES, "myst", "substitutions", "html_meta", "nosearch", "date", "title", "no such field")
VALUES = (
    "9" * 900, "-1", "0x10", "1e999", "[]", "{}", "[[1]]", "{a: {b: c}}", "~", "true", "on", "2031-02-30", "!!set {a}",
    "'" + "x" * 3_000 + "'", '"\\u202e"', "|\n  a\n  b", "*a", "&a b", "a: b", "@", "- a", "{{ x }}",
    "applicant, student",
)

role = st.builds(
    lambda name, entry, kind: f"{{{name}}}`{entry}{kind}`",
    st.sampled_from(ROLES), st.sampled_from(IDS), st.sampled_from(KINDS),
)
option = st.builds(
    lambda name, value: f":{name}: {value}\n", st.sampled_from(OPTIONS), st.sampled_from((*IDS, *SCRAPS))
)
directive = st.builds(
    lambda name, entry, options, body: f"\n```{{{name}}} {entry}\n{''.join(options)}{body}\n```\n",
    st.sampled_from(sorted(DIRECTIVES)), st.sampled_from((*IDS, "")), st.lists(option, max_size=3),
    st.sampled_from(("", "text", "which one", "- item")),
)
snippet = st.lists(role | directive | st.sampled_from(SCRAPS), min_size=1, max_size=6).map("".join)


front = st.lists(
    st.builds(lambda name, value: f"{name}: {value}\n", st.sampled_from(FIELDS), st.sampled_from(VALUES)), max_size=3
).map("".join)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sphinx]:
    """The small handbook, read once; its page ``reference`` is written anew for every example."""
    root = Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("fuzz") / "root"))
    with docutils_namespace():
        sphinx = Sphinx(
            root / "docs", root, root / "out", root / "trees", "html", status=None, warning=io.StringIO(),
        )
        sphinx.build()
        yield sphinx


@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=snippet, cuts=st.lists(st.tuples(st.floats(0, 1), st.sampled_from(SCRAPS)), max_size=3))
def test_a_mutated_page_gives_warnings_or_a_page(app: Sphinx, text: str, cuts: list[tuple[float, str]]) -> None:
    for place, scrap in cuts:
        at = int(place * len(text))
        text = text[:at] + scrap + text[at + len(scrap):]
    written(app, f"# Reference\n\n{text}\n")


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(fields=front)
def test_any_front_matter_gives_warnings_or_a_page(app: Sphinx, fields: str) -> None:
    page = f"---\n{fields}---\n\n# Reference\n\nText.\n"
    for problem in shape("docs/reference.md", page):
        assert str(problem).isprintable()
        assert len(str(problem)) < 400
    written(app, page)


def written(app: Sphinx, page: str) -> None:
    """Read and write the page ``reference`` anew; whatever is said must name it."""
    said = app._warning
    assert isinstance(said, io.StringIO)
    said.seek(0)
    said.truncate()
    (Path(app.srcdir) / "reference.md").write_text(page, encoding="utf-8")
    app.env.clear_doc("reference")
    app.builder.read_doc("reference")
    tree = app.env.get_and_resolve_doctree("reference", app.builder)
    app.builder.write_doc("reference", tree)
    for line in re.sub(r"\x1b\[[0-9;]*m", "", said.getvalue()).split("\n"):
        assert "Traceback" not in line
        # Sphinx says of an unknown name twice that it is unknown, the second time with its line.
        if ("WARNING" in line or "ERROR" in line) and not re.search("unknown (role|directive) name", line):
            assert re.search(r"reference\.md(:\d+)?: ", line), line
