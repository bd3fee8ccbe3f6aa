"""Pictures beside the pages: their endings, whether they can be read, how large they are, and what words they have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import imagesize

from handbook.ledger.problems import Code, Problem, shown
from handbook.prose.code import without_code_or_comments
from handbook.prose.directives import options_of
from handbook.prose.fences import read

ENDINGS = (".png", ".svg", ".jpg", ".jpeg", ".gif", ".webp")
_SVG = "{http://www.w3.org/2000/svg}svg"
# A picture of this class gets no words: it only adorns.
DECORATIVE = "decorative"
_SHOWN = re.compile(r"!\[([^\]]*)\]\(\s*<?([^)\s>]*)")
_SHOWING = frozenset({"{image}", "{figure}"})
_LARGEST = 10_000_000
_PIXELS = re.compile(r"\s*([0-9]*\.?[0-9]+)(?:px)?\s*")


class PictureError(Exception):
    """A file is no picture, or not the kind that its name says; the message ends a line that begins with its name."""


def size_of(path: Path) -> tuple[int, int] | None:
    """Return the width and the height of a picture in pixels; None of a drawing that names neither.

    Raises :class:`PictureError` where no picture is there. What stands behind the first bytes of a photo is not read.
    """
    if not path.is_file():  # a device in the place of a picture would be read without end
        raise PictureError("cannot be read: no plain file")
    if (bytes_ := path.stat().st_size) > _LARGEST:
        raise PictureError(f"a picture of {bytes_:,} bytes; at most {_LARGEST:,}")
    if path.suffix.lower() == ".svg":
        return _size_of_drawing(path)
    try:
        width, height = imagesize.get(path)
    except Exception as error:  # of a broken file, it raises whatever the bytes lead to
        raise PictureError("cannot be read: a broken picture") from error
    if width < 1 or height < 1:
        raise PictureError(f"cannot be read: no {path.suffix.removeprefix('.').upper()}, or a broken one")
    return round(width), round(height)


def _size_of_drawing(path: Path) -> tuple[int, int] | None:
    try:
        drawing = ElementTree.parse(path).getroot()
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise PictureError(f"cannot be read: {error}") from error
    if drawing.tag != _SVG:
        raise PictureError(f'cannot be read: it does not begin with <svg xmlns="{_SVG[1:-4]}">')
    sides = [_PIXELS.fullmatch(drawing.get(name, "")) for name in ("width", "height")]
    box = [_PIXELS.fullmatch(part) for part in re.split(r"[\s,]+", drawing.get("viewBox", "").strip())[2:]]
    for pair in (sides, box):
        width, height = (round(float(side[1])) if side else 0 for side in (*pair, None, None)[:2])
        if width and height:
            return width, height
    return None


def without_words(file: str) -> str:
    """Return what is wrong with the picture ``file`` that a screen reader could not tell."""
    return f"the picture {shown(file)} has no alternative text (nor the class {DECORATIVE})"


def wordless(text: str) -> Iterator[tuple[int, str]]:
    """Yield line and message for each picture in the page ``text`` that has no words, though it does not only adorn."""
    above = ""
    for number, line in without_code_or_comments(text):
        if DECORATIVE not in above + line:  # a class stands behind the picture, or in the line above
            yield from ((number, without_words(file)) for words, file in _SHOWN.findall(line) if not words.strip())
        above = line
    lines = list(read(text))
    for index, one in enumerate(lines):
        if one.opens is not None and one.opens.name in _SHOWING:
            options = options_of(lines, index)
            if not options.get("alt") and DECORATIVE not in options.get("class", "").split():
                yield one.number, without_words(one.opens.argument)


def unreadable_pictures(root: Path) -> list[Problem]:
    """Return one problem for each picture below ``docs/`` of ``root`` that cannot be read."""
    problems: list[Problem] = []
    for path in sorted((root / "docs").rglob("*.*")):
        if path.suffix.lower() in ENDINGS:
            try:
                size_of(path)
            except (PictureError, OSError) as error:
                message = str(error) if isinstance(error, PictureError) else f"cannot be read: {error.strerror}"
                problems.append(Problem(path.relative_to(root).as_posix(), 0, "", Code.FILE_MISSING, message))
    return problems
