"""Makes a finished PDF smaller and its links clearer, without touching what a page shows.

Typst writes each object on its own; most of a tagged PDF are thousands of small ones. Here they go into compressed
object streams (PDF 1.5 and later), which takes about two thirds of the size away. On the way, links get the words
that stand for them as description, links inside the book, which Typst knows as addresses ``guide:NAME``, lead to
their places, and the first cells of rows that are set as heads become header cells.
"""

from __future__ import annotations

import itertools
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# Objects in a stream, and how hard it is packed: many in one need less room at half the effort than few at the highest.
_PER_STREAM = 1000
_EFFORT = 6
_LINK = re.compile(rb"/Subtype/Link\b")
# A string: in parentheses, which may hold pairs of them, or as hexadecimal figures, which Typst writes beyond ASCII.
_STRING = rb"(\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*\)|<[0-9A-Fa-f]*>)"
_NAMED = re.compile(rb"/Dest" + _STRING)
_ADDRESS = re.compile(rb"/URI" + _STRING)
_CONTENTS = re.compile(rb"/Contents" + _STRING)
_SPECIAL = re.compile(rb"[()\\]")
_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)
# Points that stay in view above the place to which a link leads, as Typst has it.
_ABOVE = 10
_ACTION = re.compile(rb"/A<<[^<>]*/URI" + _STRING + rb">>")
_INNER = "guide:"
_LIST_OF_NAMES = re.compile(rb"/Names\[[(<]")
_NAMES = re.compile(_STRING + rb"\s*(\d+) 0 R")
_RECTANGLE = re.compile(rb"/Rect\s*\[[\d.-]+ [\d.-]+ [\d.-]+ ([\d.-]+)\]")
_CELL = re.compile(rb"/S/TD\b")
_ONE_CHILD = re.compile(rb"/K\[(\d+) 0 R\]")


class PackError(ValueError):
    """The PDF does not have the plain form that Typst writes, or a link leads nowhere."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an anchor stands: the page, from 1, and points from its left and upper edges."""

    page: int
    x: float
    y: float


def pack(
    pdf: bytes, descriptions: Mapping[str, str], places: Mapping[str, Place], elsewhere: Mapping[str, str]
) -> bytes:
    """Return ``pdf`` with packed objects.

    ``descriptions`` gives words for links by address or by the name of their destination, ``places`` the places of
    the names that are no headings, ``elsewhere`` the addresses of names that stand outside the file. Raises
    :class:`PackError` when the file is not a plain one or a link leads nowhere; the same input gives the same bytes.
    """
    objects, trailer = _read(pdf)
    leaves = _Leaves(objects, trailer, places)
    for number, body in objects.items():
        if b"/Link" in body and _LINK.search(body):
            action = _ACTION.search(body)
            if action and _plain(action[1]).startswith(_INNER):
                name = _plain(action[1]).removeprefix(_INNER)
                try:
                    objects[number] = (
                        _outer_link(body, action, elsewhere[name], descriptions.get(name, ""))
                        if name in elsewhere else _inner_link(body, action, descriptions, leaves)
                    )
                except PackError as error:
                    raise PackError(f"{leaves.place_of(number)}{error}") from None
            else:
                objects[number] = _described(body, descriptions)
        elif b"/TD" in body and _CELL.search(body):
            objects[number] = _row_head(body, objects)
    return _write(objects, trailer, pdf[: pdf.index(b"\n", pdf.index(b"\n") + 1) + 1])


def _read(pdf: bytes) -> tuple[dict[int, bytes], bytes]:
    """Return the objects by number, and the inside of the trailer."""
    end = pdf.rindex(b"startxref")
    start = int(pdf[end + 9 :].split()[0])
    if not pdf.startswith(b"xref", start):
        raise PackError("no plain table of objects")
    lines = pdf[start:end].split(b"trailer", 1)
    rows = lines[0].split(b"\n")[2:]
    offsets = {index: int(row[:10]) for index, row in enumerate(rows) if row[17:18] == b"n"}
    ordered = sorted([*offsets.values(), start])
    following = dict(itertools.pairwise(ordered))
    objects = {}
    for number, offset in offsets.items():
        text = pdf[offset : following[offset]]
        head, _, body = text.partition(b" obj")
        if head.split()[0] != str(number).encode():
            raise PackError(f"object {number} is not where it should be")
        objects[number] = body[: body.rindex(b"endobj")].strip(b"\n")
    return objects, lines[1].strip().removeprefix(b"<<").removesuffix(b">>")


class _Leaves:
    """The pages of a file in their order, and where each name leads."""

    def __init__(self, objects: Mapping[int, bytes], trailer: bytes, places: Mapping[str, Place]) -> None:
        self._objects = objects
        root = objects[_number(rb"/Root (\d+) 0 R", trailer)]
        self._pages = list(self._below(_number(rb"/Pages (\d+) 0 R", root)))
        self._page_of = {number: page for page, number in enumerate(self._pages, 1)}
        self._places = places
        self._named = {
            _plain(name): int(number)
            for body in objects.values() if b"/Names" in body and _LIST_OF_NAMES.search(body)
            for name, number in _NAMES.findall(body)
        }

    def _below(self, number: int) -> Iterator[int]:
        kids = re.search(rb"/Kids\s*\[([^\]]*)\]", self._objects[number])
        if kids is None:
            yield number
            return
        for kid in re.findall(rb"(\d+) 0 R", kids[1]):
            yield from self._below(int(kid))

    def find(self, name: str) -> tuple[bytes, int]:
        """Return the destination ``name`` as PDF code, and its page."""
        if name in self._named:
            target = self._objects[self._named[name]]
            page = self._page_of[_number(rb"\[\s*(\d+) 0 R", target)]
            return b"%d 0 R" % self._named[name], page
        if name not in self._places:
            raise PackError(f"a link leads to {name!r}, which stands nowhere")
        place = self._places[name]
        number = self._pages[place.page - 1]
        box = re.search(rb"/MediaBox\s*\[0 0 [\d.]+ ([\d.]+)\]", self._objects[number])
        if box is None:
            raise PackError(f"page {place.page} does not say how high it is")
        top = float(box[1]) - max(0, place.y - _ABOVE)
        return b"[%d 0 R/XYZ %.5g %.5g 0]" % (number, place.x, top), place.page

    def place_of(self, link: int) -> str:
        """Return where a link stands, as the start of a message: the page, and the last named heading above it."""
        held = re.compile(rb"/Annots\s*\[[^\]]*\b%d 0 R" % link)
        page = next((page for page, number in enumerate(self._pages, 1) if held.search(self._objects[number])), 0)
        top = _RECTANGLE.search(self._objects[link])
        if not page or top is None:
            return ""
        above = []
        for name, number in self._named.items():
            found = re.search(rb"\[\s*(\d+) 0 R\s*/XYZ [\d.-]+ ([\d.-]+)", self._objects[number])
            if found and int(found[1]) in self._page_of:
                # A heading's place is a little above it, and may share the line with the link.
                place = (self._page_of[int(found[1])], -float(found[2]))
                above += [(place, name)] if place <= (page, -float(top[1])) else []
        return f"page {page}" + (f", in {max(above)[1]!r}: " if above else ": ")


def _number(pattern: bytes, text: bytes) -> int:
    found = re.search(pattern, text)
    if found is None:
        raise PackError(f"no {pattern.decode()} in {text[:80]!r}")
    return int(found[1])


def _plain(string: bytes) -> str:
    """Return what a string of the file says."""
    if string.startswith(b"<"):
        said = bytes.fromhex(string[1:-1].decode())
        return said[2:].decode("utf-16-be") if said.startswith(b"\xfe\xff") else said.decode("utf-8", "replace")
    return _ESCAPE.sub(rb"\1", string[1:-1]).decode("utf-8", "replace")


def _inner_link(link: bytes, action: re.Match[bytes], descriptions: Mapping[str, str], leaves: _Leaves) -> bytes:
    """Let a link that Typst knows as an address lead to its place, and say which."""
    name = _plain(action[1]).removeprefix(_INNER)
    target, page = leaves.find(name)
    link = link.replace(action[0], b"/Dest " + target, 1)
    contents = _CONTENTS.search(link)
    if contents is None:
        raise PackError(f"the link to {name!r} has no description")
    words = f"{descriptions[name]}, page {page}" if name in descriptions else f"page {page}"
    return link[: contents.start(1)] + _text(words) + link[contents.end(1) :]


def _outer_link(link: bytes, action: re.Match[bytes], address: str, words: str) -> bytes:
    """Let a link that Typst knows as a place of the book lead to ``address``, and say so."""
    start, end = action.span(1)
    link = link[:start] + b"(" + _SPECIAL.sub(rb"\\\g<0>", address.encode("ascii")) + b")" + link[end:]
    contents = _CONTENTS.search(link)
    if contents is None:
        raise PackError(f"the link to {address!r} has no description")
    return link[: contents.start(1)] + _text(f"{words}, {address}" if words else address) + link[contents.end(1) :]


def _text(words: str) -> bytes:
    return b"<FEFF" + words.encode("utf-16-be").hex().upper().encode() + b">"


def _described(link: bytes, descriptions: Mapping[str, str]) -> bytes:
    address = _ADDRESS.search(link)
    named = _NAMED.search(link)
    found = address or named
    contents = _CONTENTS.search(link)
    if found is None or contents is None:
        return link
    target = _plain(found[1])
    words = descriptions.get(target)
    if not words or (named and contents[1].startswith(b"<")):  # a heading already gives its own words
        return link
    if named:
        words = f"{words}, {_plain(contents[1])}"
    elif target.removeprefix("mailto:") != words:
        words = f"{words}, {target.removeprefix('mailto:')}"
    return link[: contents.start(1)] + _text(words) + link[contents.end(1) :]


def _row_head(cell: bytes, objects: Mapping[int, bytes]) -> bytes:
    """Make a cell whose whole content is set strong the header of its row, when it is the first of the row."""
    child = _ONE_CHILD.search(cell)
    parent = re.search(rb"/P (\d+) 0 R", cell)
    if child is None or parent is None or b"/S/Strong" not in objects.get(int(child[1]), b""):
        return cell
    first = re.search(rb"/K\[(\d+) 0 R", objects.get(int(parent[1]), b""))
    if first is None or objects.get(int(first[1])) != cell:
        return cell
    cell = _CELL.sub(b"/S/TH", cell, count=1)
    attributes = re.search(rb"/O/Table\b", cell)
    if attributes:
        return cell[: attributes.end()] + b"/Scope/Row" + cell[attributes.end() :]
    return cell.removesuffix(b">>") + b"/A<</O/Table/Scope/Row>>>>"


def _write(objects: Mapping[int, bytes], trailer: bytes, header: bytes) -> bytes:
    out = bytearray(header)
    rows: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    small = [number for number in sorted(objects) if b"stream\n" not in objects[number]]
    for number in sorted(set(objects).difference(small)):
        rows[number] = (1, len(out), 0)
        out += b"%d 0 obj\n" % number + objects[number] + b"\nendobj\n"
    following = max(objects) + 1
    for start in range(0, len(small), _PER_STREAM):
        numbers = small[start : start + _PER_STREAM]
        index, body = bytearray(), bytearray()
        for place, number in enumerate(numbers):
            rows[number] = (2, following, place)
            index += b"%d %d " % (number, len(body))
            body += objects[number] + b"\n"
        rows[following] = (1, len(out), 0)
        out += _stream(following, b"/Type/ObjStm/N %d/First %d" % (len(numbers), len(index)), bytes(index + body))
        following += 1
    rows[following] = (1, len(out), 0)
    row = struct.Struct(">BIH").pack
    table = b"".join([row(*rows.get(number, (0, 0, 0))) for number in range(following + 1)])
    start = len(out)
    trailer = re.sub(rb"/Size \d+", b"", trailer)
    out += _stream(following, b"/Type/XRef/W[1 4 2]/Size %d" % (following + 1) + trailer, table)
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def _stream(number: int, entries: bytes, data: bytes) -> bytes:
    packed = zlib.compress(data, _EFFORT)
    return b"%d 0 obj\n<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        number, entries, len(packed), packed,
    )
