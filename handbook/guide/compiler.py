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

logger = logging.getLogger(__name__)
_NO_GLYPH = re.compile(r"the text \"?(.+?)\"? could not be displayed")


def compile_guide(path: Path) -> tuple[bytes, int]:
    """Return the PDF (PDF/UA-1) of the Typst source ``path`` and its number of pages.

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
    return pdf, int(json.loads(compiler.query("<last-page>", field="value", one=True)))


def _replace_signs(path: Path, error: Any) -> bool:
    """Write the code point of signs that no font has into the source; say whether there was any."""
    found = _NO_GLYPH.search(str(error.message))
    source = path.read_text(encoding="utf-8")
    missing = [sign for sign in (found[1] if found else "") if ord(sign) > 0x24F and sign in source]
    if not missing:
        return False
    for sign in missing:
        page = _page_at(source, source[: source.index(sign)].count("\n") + 1)
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
    picture = re.search(r"images/([^:\s]+):\d+", said)
    line = int(place[1]) if place else 0
    if picture and f"/images/{picture[1]}" in source:  # a picture is at fault, and Typst names only its file
        line = source[: source.index(f"/images/{picture[1]}")].count("\n") + 1
        message = f"{picture[1]}: {message}"
    page = _page_at(source, line)
    hints = "; ".join(getattr(error, "hints", None) or [])
    return f"{page or path.name}: {message}" + (f" ({hints})" if hints else "")


def _page_at(source: str, line: int) -> str:
    """Return the page whose code holds the line ``line`` of the source."""
    for text in reversed(source.split("\n")[:line]):
        if text.startswith("// page "):
            return text.removeprefix("// page ")
    return ""
