"""Runs Typst on one guide and turns what it has to say into lines that name the page."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import typst
from sphinx.util import logging

from handbook.guide.frames import NO_FONT, TYPST, GuideError
from handbook.guide.pack import Place

logger = logging.getLogger(__name__)
_PICTURE = re.compile(r'\bpicture(?:-in-line)?\("/images/((?:[^"\\]|\\.)+)"')
_NO_GLYPH = re.compile(r"the text \"?(.+?)\"? could not be displayed")


def compile_guide(path: Path) -> tuple[bytes, int, dict[str, Place]]:
    """Return the PDF (PDF/UA-1) of the Typst source ``path``, its number of pages, and the places of its anchors.

    Signs that no font has are replaced by their code point with a warning. Raises :class:`GuideError` with one
    line that names the page and what Typst says.
    """
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[path.parent / "fonts"]
    )
    while True:
        compiler = typst.Compiler(path, root=path.parent, font_paths=fonts)
        try:
            pdf, warnings = compiler.compile_with_warnings(
                format="pdf", pdf_standards=["ua-1"], timestamp=int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
            )
        except typst.TypstError as error:
            if _replace_signs(path, error):
                continue
            raise GuideError(_line(path, error), TYPST) from None
        break
    for warning in warnings:
        logger.warning("%s", _line(path, warning), type=TYPST)
    assert isinstance(pdf, bytes)
    book = json.loads(compiler.query("<book>", field="value", one=True))
    return pdf, int(book["pages"]), {name: Place(page, x, y) for name, page, x, y in book["places"]}


def _replace_signs(path: Path, error: Any) -> bool:
    """Write the code point of signs that no font has into the source; say whether there was any."""
    found = _NO_GLYPH.search(str(error.message))
    source = path.read_text(encoding="utf-8")
    missing = [sign for sign in (found[1] if found else "") if ord(sign) > 0x24F and sign in source]
    if not missing:
        return False
    for sign in missing:
        # The index, whose words come from the pages, stands before them all.
        pages = max(source.find("\n// page "), 0)
        found_at = source.find(sign, pages) if sign in source[pages:] else source.index(sign)
        page = _page_at(source, source[:found_at].count("\n") + 1)
        logger.warning("%s: no font has the sign U+%04X", page or path.name, ord(sign), type=NO_FONT)
        source = source.replace(sign, f"[U+{ord(sign):04X}]")
    path.write_text(source, encoding="utf-8")
    return True


def _line(path: Path, error: Any) -> str:
    """Return one line: page, message and hints."""
    message = " ".join(str(getattr(error, "message", error)).split())
    said = "\n".join([str(getattr(error, "diagnostic", "")), *(getattr(error, "trace", None) or [])])
    place = re.search(re.escape(path.name) + r":(\d+)", said)
    source = path.read_text(encoding="utf-8")
    named = re.search(r"images/([^:\s]+):\d+", said)
    picture = named[1] if named else "" if place else _broken_picture(path, source)
    line = int(place[1]) if place else 0
    if picture and f"/images/{picture}" in source:  # a picture is at fault, and Typst does not name its page
        line = source[: source.index(f"/images/{picture}")].count("\n") + 1
        message = f"{picture}: {message}"
    page = _page_at(source, line)
    hints = "; ".join(getattr(error, "hints", None) or [])
    return f"{page or path.name}: {message}" + (f" ({hints})" if hints else "")


def _broken_picture(path: Path, source: str) -> str:
    """Return the first picture that Typst cannot set on its own, or nothing: of a broken PNG it names no file."""
    for name in dict.fromkeys(found[1] for found in _PICTURE.finditer(source)):
        try:
            typst.Compiler(f'#image("/images/{name}")'.encode(), root=path.parent).compile(format="pdf")
        except typst.TypstError:
            return name
    return ""


def _page_at(source: str, line: int) -> str:
    """Return the page whose code holds the line ``line`` of the source."""
    for text in reversed(source.split("\n")[:line]):
        if text.startswith("// page "):
            return text.removeprefix("// page ")
    return ""
