"""Typographic quotes are those that Sphinx sets, whether a block is looked at or left alone."""

from __future__ import annotations

import io
from pathlib import Path

from docutils.utils.smartquotes import educate_tokens
from hypothesis import given
from hypothesis import strategies as st
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from handbook.extension import quotes

PAGE = """# "Quoted" title

It's a "test" -- of dashes --- and ... more. Rock 'n' roll, the '90s, 5' 3".

Plain words, one (two), three; **bold** and *more*.

"*Whole* in emphasis" and a `"literal"` beside.

\\"Kept\\" as typed. `'code'` and R&D.

Typed out \\&#45; with no other sign.

| "Head" | Plain |
|---|---|
| it's | cell |
"""


@given(st.text(st.sampled_from("ab .-\"'`\\&;,()#0459\0\u2019é"), max_size=40))
def test_a_block_left_alone_would_come_back_as_it_is(text: str) -> None:
    if not quotes._ACTIVE.search(text):
        assert "".join(educate_tokens([("plain", text)], "qDe", "en")) == text


def test_a_page_reads_as_with_the_transform_of_sphinx(tmp_path: Path) -> None:
    ours = _text(tmp_path / "ours", "smartquotes = False\ntypographic_quotes = True\n")
    assert ours == _text(tmp_path / "theirs", "smartquotes = True\n")
    assert "Typed out - with" in ours  # to Sphinx, an escape of its own
    assert "“Quoted” title" in ours and "It’s" in ours and "–" in ours and "…" in ours


def test_off_means_as_typed(tmp_path: Path) -> None:
    assert "It's a \"test\" -- of" in _text(tmp_path / "off", "smartquotes = False\n")


def _text(folder: Path, settings: str) -> str:
    folder.mkdir()
    (folder / "conf.py").write_text(
        "from handbook.extension.quotes import setup_quotes\n"
        f'extensions = ["myst_parser"]\nmaster_doc = "index"\nsource_suffix = {{".md": "markdown"}}\n{settings}\n'
        "def setup(app):\n    setup_quotes(app)\n",
        encoding="utf-8",
    )
    (folder / "index.md").write_text(PAGE, encoding="utf-8")
    with docutils_namespace():
        app = Sphinx(folder, folder, folder / "out", folder / "trees", "html", status=None, warning=io.StringIO())
        app.build()
        return app.env.get_doctree("index").astext()
