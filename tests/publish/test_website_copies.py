"""The copies that a build adds to a website: the archive to take along and the compressed files."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import brotli
import pytest

from handbook.publish.compressed import compress
from handbook.publish.offline import OFFLINE, add_to_archive, files_of


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "html"
    (folder / "reference").mkdir(parents=True)
    (folder / "index.html").write_text("<p>" + "word " * 400, encoding="utf-8")
    (folder / "reference/downloads.html").write_text(
        '<a class="reference internal" href="../downloads/handbook-offline.zip">All of it</a>, <a href="../index.html">'
        "home</a>", encoding="utf-8",
    )
    (folder / "picture.png").write_bytes(b"\x89PNG" + bytes(5000))
    return folder


def test_the_archive_holds_no_archive_and_no_link_to_one(site: Path) -> None:
    (site / "other.zip").write_bytes(b"x")
    (site / "_headers").write_text("/*", encoding="utf-8")
    (site / "404.html").write_text("<p>lost", encoding="utf-8")
    page = site / "reference/downloads.html"
    early = '<link rel="preload" href="a.woff2" as="font" crossorigin>\n<link rel="manifest" href="m">\n'
    page.write_text(early + page.read_text(encoding="utf-8"), encoding="utf-8")
    add_to_archive(site / OFFLINE, site, files_of(site), "2026-11-23")
    with zipfile.ZipFile(site / OFFLINE) as archive:
        assert sorted(archive.namelist()) == [
            "handbook/index.html", "handbook/picture.png", "handbook/reference/downloads.html",
        ]
        page = archive.read("handbook/reference/downloads.html").decode()
        assert page == 'All of it, <a href="../index.html">home</a>'
        assert {info.date_time for info in archive.infolist()} == {(2026, 11, 23, 0, 0, 0)}


def test_the_archive_has_the_same_bytes_twice(site: Path, tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        add_to_archive(tmp_path / name, site, files_of(site), "2026-11-23")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_what_the_archive_holds_is_not_packed_twice(site: Path) -> None:
    pages = [path for path in files_of(site) if path.name != "index.html"]
    add_to_archive(site / OFFLINE, site, pages, "2026-11-23")
    add_to_archive(site / OFFLINE, site, files_of(site), "2026-11-23")
    with zipfile.ZipFile(site / OFFLINE) as archive:
        assert archive.namelist() == [
            "handbook/picture.png", "handbook/reference/downloads.html", "handbook/index.html",
        ]


def test_texts_get_compressed_copies_that_carry_no_time(site: Path) -> None:
    compress(files_of(site))
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.suffix in {".gz", ".br"}}
    assert names == {"index.html.gz", "index.html.br"}, "small files and pictures gain nothing"
    content = (site / "index.html").read_bytes()
    packed = (site / "index.html.gz").read_bytes()
    assert gzip.decompress(packed) == content
    assert packed[4:8] == bytes(4), "the time of a gzip file"
    assert brotli.decompress((site / "index.html.br").read_bytes()) == content
