"""Runs Typst on one guide and turns what it has to say into lines that name the page."""

from __future__ import annotations

import contextlib
import json
import os
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typst
from sphinx.util import logging

from handbook.guide.frames import NO_FONT, TYPST, GuideError
from handbook.guide.pack import Place

logger = logging.getLogger(__name__)
# The folder of the pages beside the source of a guide.
PAGES = "pages"
_INCLUDE = re.compile(r'^include ("(?:[^"\\]|\\.)+")$', re.MULTILINE)
_AT = re.compile(rf"({PAGES}/[^\n]+?\.typ):\d+")
_NAME = "// page "
_PICTURE = re.compile(r'\bpicture(?:-in-line)?\("/images/((?:[^"\\]|\\.)+)"')
_NO_GLYPH = re.compile(r"the text \"?(.+?)\"? could not be displayed")
# Held while pages are changed, which several guides share.
_CHANGING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Compiled:
    """A PDF as Typst writes it, its number of pages, and the places of its anchors."""

    pdf: bytes
    pages: int
    places: Mapping[str, Place]


def set_pages(path: Path) -> None:
    """Set the pages of the Typst source ``path``, so that the compiler has them for what is compiled next.

    What is wrong with the source is said when it is compiled.
    """
    with contextlib.suppress(typst.TypstError):
        _compiler(path).query("<book>", field="value", one=True)


def compile_guide(path: Path) -> Compiled:
    """Return the PDF (PDF/UA-1) of the Typst source ``path``, which includes pages.

    Signs that no font has are replaced by their code point with a warning. Raises :class:`GuideError` with one
    line that names the page and what Typst says.
    """
    replaced: set[str] = set()
    while True:
        compiler = _compiler(path)
        try:
            pdf, warnings = compiler.compile_with_warnings(
                format="pdf", pdf_standards=["ua-1"], timestamp=int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
            )
        except typst.TypstError as error:
            if _replace_signs(path, error, replaced):
                continue
            raise GuideError(_line(path, error), TYPST) from None
        break
    for warning in warnings:
        logger.warning("%s", _line(path, warning), type=TYPST)
    assert isinstance(pdf, bytes)
    book = json.loads(compiler.query("<book>", field="value", one=True))
    return Compiled(pdf, int(book["pages"]), {name: Place(page, x, y) for name, page, x, y in book["places"]})


def _compiler(path: Path) -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[path.parent / "fonts"]
    )
    return typst.Compiler(path, root=path.parent, font_paths=fonts)


def _sources(path: Path) -> list[Path]:
    """Return the pages that the source ``path`` includes, and itself: its index has the words of the pages."""
    text = path.read_text(encoding="utf-8")
    return [*(path.parent / json.loads(found[1]) for found in _INCLUDE.finditer(text)), path]


def _replace_signs(path: Path, error: Any, replaced: set[str]) -> bool:
    """Write the code point of signs that no font has into the sources; say whether to try again.

    ``replaced`` holds the signs of former tries. Another guide may have done it already: then a second try will do.
    """
    found = _NO_GLYPH.search(str(error.message))
    signs = [sign for sign in dict.fromkeys(found[1] if found else "") if ord(sign) > 0x24F and sign not in replaced]
    replaced.update(signs)
    with _CHANGING:
        for source in _sources(path):
            text = source.read_text(encoding="utf-8")
            found_here = [sign for sign in signs if sign in text]
            for sign in found_here:
                logger.warning("%s: no font has the sign U+%04X", _page(source), ord(sign), type=NO_FONT)
                text = text.replace(sign, f"[U+{ord(sign):04X}]")
            if found_here:
                source.write_text(text, encoding="utf-8")
    return bool(signs)


def _line(path: Path, error: Any) -> str:
    """Return one line: page, message and hints."""
    message = " ".join(str(getattr(error, "message", error)).split())
    said = "\n".join([str(getattr(error, "diagnostic", "")), *(getattr(error, "trace", None) or [])])
    place = _AT.search(said)
    named = re.search(r"images/([^:\s]+):\d+", said)
    picture = named[1] if named else "" if place else _broken_picture(path)
    source = path.parent / place[1] if place else path
    if picture:  # a picture is at fault, and Typst does not name its page
        message = f"{picture}: {message}"
        holders = (one for one in _sources(path) if f"/images/{picture}" in one.read_text(encoding="utf-8"))
        source = next(holders, source)
    hints = "; ".join(getattr(error, "hints", None) or [])
    return f"{_page(source)}: {message}" + (f" ({hints})" if hints else "")


def _broken_picture(path: Path) -> str:
    """Return the first picture that Typst cannot set on its own, or nothing: of a broken PNG it names no file."""
    text = "".join(source.read_text(encoding="utf-8") for source in _sources(path))
    for name in dict.fromkeys(found[1] for found in _PICTURE.finditer(text)):
        try:
            typst.Compiler(f'#image("/images/{name}")'.encode(), root=path.parent).compile(format="pdf")
        except typst.TypstError:
            return name
    return ""


def _page(source: Path) -> str:
    """Return the page that ``source`` was made from, as an editor knows it, or the name of the guide's source."""
    first = source.read_text(encoding="utf-8").split("\n", 1)[0]
    return first.removeprefix(_NAME) if first.startswith(_NAME) else source.name
