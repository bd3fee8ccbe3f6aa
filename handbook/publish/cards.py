"""Cards: the picture that stands beside a link to a part of the website where people share it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import typst

WIDTH, HEIGHT = 1200, 630
_PACKAGE = Path(__file__).resolve().parents[1]
_LOOK = _PACKAGE / "theme" / "card.typ"
_FONTS = _PACKAGE / "guide" / "fonts"
_DOTS_PER_INCH = 144.0


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[_FONTS])


def card(book: str, title: str, note: str) -> bytes:
    """Return the card of a part as the bytes of a PNG picture, ``WIDTH`` by ``HEIGHT``.

    ``book`` names the handbook, ``title`` the part (or the book itself: then it stands there once), ``note`` is a
    line below. The same words give the same bytes.
    """
    said = {"book": "" if book == title else book, "title": title, "note": note}
    picture = typst.compile(_LOOK, font_paths=_fonts(), format="png", ppi=_DOTS_PER_INCH, sys_inputs=said)
    assert isinstance(picture, bytes)  # one page
    return picture


def words(book: str, title: str, note: str) -> str:
    """Return what a card says, for readers who do not see it."""
    return f"{title}. {note}." if book == title else f"{book}: {title}. {note}."
