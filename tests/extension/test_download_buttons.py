"""The buttons of the PDF guides, which may come long after the pages that name them."""

from __future__ import annotations

import fcntl
import gzip
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from handbook.extension.website import download_buttons
from handbook.extension.website.download_buttons import are_there, read_manifest, size, wait_for
from handbook.publish.offline import OFFLINE

from .conftest import CONF, Project

GUIDES = 'extensions.append("handbook.guide")\nguide_documents = [{"file": "all", "title": "All of it"}]\n'
LIST = "# Page\n\n```{downloads}\n```\n"
BUTTON = 'href="downloads/all.pdf">All of it <span class="size unsearched">PDF, 7 pages, 3 KB</span></a>'


@pytest.fixture
def guided(project: Project) -> Project:
    """A project whose front page lists one guide."""
    (project.folder / "conf.py").write_text(f"{CONF}{GUIDES}", encoding="utf-8")
    project.write("index", LIST)
    (project.folder / "build/pdf").mkdir(parents=True)
    return project


def put_guide(project: Project) -> None:
    folder = project.folder / "build/pdf"
    (folder / "all.pdf").write_bytes(b"%PDF" + bytes(3000))
    (folder / "guides.json").write_text(json.dumps({"all": {"title": "All of it", "bytes": 3004, "pages": 7}}))


def front(project: Project) -> str:
    return (project.folder / "out/html/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("count", "words"), [(10, "1 KB"), (840_000, "840 KB"), (994_999, "995 KB"), (1_240_000, "1.2 MB")]
)
def test_sizes(count: int, words: str) -> None:
    assert size(count) == words


def test_no_manifest_means_no_guides(tmp_path: Path) -> None:
    assert read_manifest(tmp_path / "guides.json") == {}


def test_a_guide_that_is_there_is_a_button(guided: Project) -> None:
    put_guide(guided)
    guided.build("html")
    assert BUTTON in front(guided)
    assert (guided.folder / "out/html/downloads/all.pdf").stat().st_size == 3004


def test_a_guide_that_is_not_built_stays_a_name(guided: Project) -> None:
    guided.build("html")
    assert "All of it" in front(guided)
    assert "all.pdf" not in front(guided)


def test_nobody_writes_where_no_lock_is(tmp_path: Path) -> None:
    assert are_there(tmp_path / "guides.json")
    assert are_there(tmp_path / "no-folder/guides.json")
    wait_for(tmp_path / "guides.json")


def test_a_page_that_comes_before_its_guides_is_written_once_more(
    guided: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = (guided.folder / "build/pdf/.lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    before: list[str] = []
    waited = download_buttons.wait_for

    def when_all_else_is_done(path: Path) -> None:
        assert not are_there(path)
        before.append(front(guided))
        assert (guided.folder / "out/html/index.html.gz").exists()
        with zipfile.ZipFile(archive) as packed_early:
            held = packed_early.namelist()
            assert "handbook/other.html" in held and "handbook/other.md" in held
            assert "handbook/index.html" not in held and "handbook/index.md" not in held
        put_guide(guided)
        lock.close()
        waited(path)

    monkeypatch.setattr(download_buttons, "wait_for", when_all_else_is_done)
    guided.write("other", "---\norphan: true\n---\n\n# Other\n")
    archive = guided.folder / "out/html" / OFFLINE
    options: dict[str, Any] = {"confoverrides": {"compressed_copies": True, "offline_copy": True}}
    guided.build("html", **options)
    assert len(before) == 1
    assert "All of it" in before[0] and "all.pdf" not in before[0]
    assert BUTTON in front(guided)
    assert "PDF, 7 pages, 3 KB" in (guided.folder / "out/html/index.md").read_text(encoding="utf-8")
    packed = sorted((guided.folder / "out/html").rglob("*.gz"))
    assert len(packed) > 2
    for copy in packed:
        assert gzip.decompress(copy.read_bytes()) == copy.with_suffix("").read_bytes(), copy
    assert (guided.folder / "out/html/downloads/all.pdf").exists()
    with zipfile.ZipFile(archive) as whole:
        names = whole.namelist()
        assert BUTTON in whole.read("handbook/index.html").decode()
    assert {"handbook/index.md", "handbook/downloads/all.pdf"} <= set(names)
    assert len(names) == len(set(names))


def test_copies_are_made_where_the_build_asks_for_them(guided: Project) -> None:
    guided.build("html")
    assert not list((guided.folder / "out/html").rglob("*.gz"))
    assert not (guided.folder / "out/html" / OFFLINE).exists()
