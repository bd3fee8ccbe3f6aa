"""The addresses of a website, and those that a change would lose."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.publish.addresses import addresses, lost


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text('<section id="top"><p id="source-1">x</p></section>')
    (tmp_path / "a/b.html").write_text('<section id="part"><span id="old"></span></section><h2 id="moved-parts">x</h2>')
    (tmp_path / "a/gone.html").write_text('<a href="b.html" id="moved-to">b</a>')
    return tmp_path


def test_pages_and_their_sections(site: Path) -> None:
    assert addresses(site) == ["a/b.html", "a/b.html#part", "index.html", "index.html#top"]


def test_what_leads_nowhere_is_named(site: Path) -> None:
    kept = ["a/b.html#part", "a/b.html#old", "a/gone.html#anything", "index.html"]
    assert lost(kept, site) == []
    assert lost([*kept, "a/b.html#new", "c.html"], site) == ["a/b.html#new", "c.html"]


def test_marks_inside_a_page_are_left_out_and_sections_with_such_words_are_not(tmp_path: Path) -> None:
    kept = ["footnote-rules", "id", "id-card", "id7-b", "page", "page-limits"]
    ids = [*kept, "id1", "footnote-2", "page-sources", "page-3"]
    (tmp_path / "x.html").write_text("".join(f'<section id="{name}"></section>' for name in ids))
    assert addresses(tmp_path) == ["x.html", *(f"x.html#{name}" for name in kept)]


def test_a_section_that_is_called_like_the_link_of_a_moved_page_is_one(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text('<section id="moved-to"><h2>Moved to</h2></section>')
    assert addresses(tmp_path) == ["x.html", "x.html#moved-to"]
    assert lost(["x.html#moved-to", "x.html#gone"], tmp_path) == ["x.html#gone"]
