"""Pictures: their size, and one line for each that cannot be read, or told."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from handbook.prose.pictures import PictureError, size_of, unreadable_pictures, wordless

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}/>'


def drawn(kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (30, 20)).save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize(("name", "kind"), [
    ("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.JPEG", "JPEG"), ("a.gif", "GIF"), ("a.webp", "WEBP"),
])
def test_the_size_of_a_photo(name: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(drawn(kind))
    assert size_of(tmp_path / name) == (30, 20)


@pytest.mark.parametrize(("said", "size"), [
    ('width="400" height="200px"', (400, 200)),
    ('viewBox="0 0 30.4 20"', (30, 20)),
    ('viewBox="0,0,30,20" width="100%"', (30, 20)),
    ('viewBox="0 0 3 2" width="30" height="20"', (30, 20)),
    ('viewBox="0 0 3" width="30"', None),
    ('viewBox="0 0 0 0"', None),
    ("", None),
])
def test_the_size_of_a_drawing(said: str, size: tuple[int, int] | None, tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(f"<!-- map -->\n{SVG.format(said)}", encoding="utf-8")
    assert size_of(tmp_path / "a.svg") == size


BOMB = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize(("name", "content", "words"), [
    ("a.png", b"", "no PNG, or a broken one"),
    ("a.jpg", b"\xff\xd8\xff\xe0", "broken"),
    ("a.webp", b"text", "no WEBP, or a broken one"),
    ("a.svg", b"", "no element found"),
    ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'>", "no element found"),
    ("a.svg", b"<html/>", 'it does not begin with <svg xmlns="http://www.w3.org/2000/svg">'),
    ("a.svg", b"<svg/>", "it does not begin with <svg xmlns"),
    ("a.svg", b"<?xml version='1.0' encoding='no-such'?><svg/>", "unknown encoding"),
    ("a.svg", f'<!DOCTYPE svg [<!ENTITY a0 "aaaaaaaaaa">{BOMB}]><svg>&a9;</svg>'.encode(), "amplification"),
    ("a.gif", b"GIF" + bytes(10_000_000), "10,000,003 bytes; at most 10,000,000"),
])
def test_what_is_no_picture_is_named(name: str, content: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / name).write_bytes(content)
    with pytest.raises(PictureError, match=words):
        size_of(tmp_path / "docs" / name)
    [problem] = unreadable_pictures(tmp_path)
    assert problem.file == f"docs/{name}"
    assert words in problem.message


def test_good_pictures_and_other_files_are_no_problem(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.png").write_bytes(drawn("PNG"))
    (tmp_path / "docs" / "a.txt").write_bytes(b"")
    assert unreadable_pictures(tmp_path) == []


@pytest.mark.parametrize(("page", "lines"), [
    ("![](a.svg)", [1]), ("Words.\n\nIn a ![ ](a.svg) line.", [3]), ("![](a.svg) and ![](b.svg)", [1, 1]),
    ("```{image} a.svg\n```", [1]), (":::{figure} a.svg\nA caption.\n:::", [1]),
    ("````{note}\n```{image} a.svg\n:alt:\n```\n````", [2]), ("```{image} a.svg\n:class: undecorative\n```", [1]),
    ("![Words](a.svg)", []), ("![](a.svg){.decorative}", []), ("{.decorative}\n![](a.svg)", []),
    ("```{figure} a.svg\n:alt: Words\n\nA caption.\n```", []), ("```{image} a.svg\n---\nalt: Words\n---\n```", []),
    ("```{image} a.svg\n:class: wide decorative\n```", []),
    ("`![](a.svg)`", []), ("```\n![](a.svg)\n```", []), ("<!-- ![](a.svg) -->", []),
])
def test_a_picture_without_words_is_named(page: str, lines: list[int]) -> None:
    assert [line for line, _ in wordless(page)] == lines
