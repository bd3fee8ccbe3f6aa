"""The map of which course needs which: the courses of degrees and concentrations with all that they build on.

The layers and rows come from fast-sugiyama (layered layout after Sugiyama, Tagawa and Toda, 1981); here they become
boxes and arrows from left to right, and an SVG whose text is text.
"""

from __future__ import annotations

import logging
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from html import escape

from fast_sugiyama import from_edges

from handbook.ledger.load import Ledger

# The library reports each step of its work; a theme that sets up logging for all would print it.
for name in ("rust-sugiyama", "connected_components"):
    logging.getLogger(name).setLevel(logging.WARNING)

BOX_WIDTH = 178
_LINE = 16
_PADDING = 9
_COLUMN = 228
_ROW = 78
_LETTERS = 24
_MARGIN = 6

Place = tuple[int, float]
"""Layer and row."""


@dataclass(frozen=True, slots=True)
class Box:
    """A course at its place; ``x`` is its left side and ``y`` its middle, in pixels."""

    number: str
    lines: tuple[str, ...]
    core: bool
    x: int
    y: int

    @property
    def height(self) -> int:
        """The height in pixels."""
        return len(self.lines) * _LINE + 2 * _PADDING


@dataclass(frozen=True, slots=True)
class Arrow:
    """``needed`` comes before ``course``; ``always`` is false where it is one of several ways or a note decides."""

    needed: str
    course: str
    always: bool


@dataclass(frozen=True, slots=True)
class PrerequisiteMap:
    """Boxes by course number; arrows in the order of their courses, each with the places (x, y) that it passes."""

    boxes: dict[str, Box]
    arrows: dict[Arrow, tuple[tuple[int, int], ...]]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        passed = [y for bends in self.arrows.values() for _, y in bends]
        return (
            max(box.x for box in self.boxes.values()) + BOX_WIDTH + _MARGIN,
            max([*(box.y for box in self.boxes.values()), *passed]) + _ROW // 2 + _MARGIN,
        )

    def groups(self) -> list[PrerequisiteMap]:
        """Return the groups that no arrow joins, from above, each as a map of its own."""
        joined = {number: {number} for number in self.boxes}
        for arrow in self.arrows:
            both = joined[arrow.needed] | joined[arrow.course]
            joined |= dict.fromkeys(both, both)
        found = []
        for numbers in {id(group): group for group in joined.values()}.values():
            arrows = {arrow: bends for arrow, bends in self.arrows.items() if arrow.course in numbers}
            boxes = {number: box for number, box in self.boxes.items() if number in numbers}
            middles = [*(box.y for box in boxes.values()), *(y for bends in arrows.values() for _, y in bends)]
            up = min(middles) - _MARGIN - _ROW // 2
            found.append((up, PrerequisiteMap(
                {number: replace(box, y=box.y - up) for number, box in boxes.items()},
                {arrow: tuple((x, y - up) for x, y in bends) for arrow, bends in arrows.items()},
            )))
        return [group for _, group in sorted(found, key=lambda item: item[0])]


def prerequisite_map(ledger: Ledger) -> PrerequisiteMap | None:
    """Return the map; None where no course of a requirement set names a prerequisite."""
    arrows = _arrows(ledger)
    if not arrows:
        return None
    core = _named(ledger, core_only=True)
    places, bends = _layout(arrows)
    boxes = {}
    for number, (layer, row) in sorted(places.items(), key=lambda item: (item[1], item[0])):
        course = ledger.course(number)
        lines = (number, *textwrap.wrap(course.title if course else "", _LETTERS))
        boxes[number] = Box(number, lines, number in core, *_pixels((layer, row)))
    return PrerequisiteMap(boxes, {
        arrow: tuple(_pixels(bend) for bend in bends.get((arrow.needed, arrow.course), ())) for arrow in arrows
    })


def _pixels(place: Place) -> tuple[int, int]:
    """Return the middle of the left side of a box at ``place``."""
    layer, row = place
    return _MARGIN + layer * _COLUMN, round(_MARGIN + (row + 0.5) * _ROW)


def _named(ledger: Ledger, *, core_only: bool) -> set[str]:
    """Return the numbers that requirement sets name; ``core_only`` for those that a degree requires."""
    found: set[str | None] = set()
    for entry in ledger.requirements.values():
        if core_only and entry.kind != "degree":
            continue
        for group in entry.groups:
            if not core_only or group.counts_in is None:
                found |= {number for course in group.courses for number in (course.number, *course.alternatives)}
    return {number for number in found if number is not None}


def _arrows(ledger: Ledger) -> tuple[Arrow, ...]:
    """Return the arrows into the courses of requirement sets, and into all that those build on."""
    found: dict[str, list[Arrow]] = {}
    waiting = sorted(_named(ledger, core_only=False))
    while waiting:
        number = waiting.pop()
        course = ledger.course(number)
        if number in found or course is None:
            continue
        found[number] = [Arrow(needed, number, course.prerequisites_rule == "all") for needed in course.prerequisites]
        waiting += course.prerequisites
    return tuple(arrow for number in sorted(found) for arrow in found[number])


def _layout(arrows: tuple[Arrow, ...]) -> tuple[dict[str, Place], dict[tuple[str, str], tuple[Place, ...]]]:
    """Return the place of each course, and the places that an arrow passes which skips layers.

    Needed courses stand to the left; groups that no arrow joins stand below each other, those of few layers first.
    """
    numbers = sorted({number for arrow in arrows for number in (arrow.needed, arrow.course)})
    index = {number: place for place, number in enumerate(numbers)}
    edges = [(index[arrow.needed], index[arrow.course]) for arrow in arrows]
    groups = []
    for positions, _, _, steps in from_edges(edges, vertex_spacing=1, dummy_vertices=True, dummy_size=1):
        top = max(y for _, (_, y) in positions)
        left = min(x for _, (x, _) in positions)
        at = {int(node): (round(top - y), x - left) for node, (x, y) in positions}
        groups.append((at, [(int(source), int(target)) for source, target in steps or ()]))
    groups.sort(key=lambda group: (max(layer for layer, _ in group[0].values()), -len(group[0]), min(group[0])))
    places: dict[str, Place] = {}
    bends: dict[tuple[str, str], tuple[Place, ...]] = {}
    start = 0.0
    for group, steps in groups:
        at = {node: (layer, start + row) for node, (layer, row) in group.items()}
        places |= {numbers[node]: place for node, place in at.items() if node < len(numbers)}
        following = {source: target for source, target in steps if source >= len(numbers)}
        for source, target in steps:
            passed = []
            while target >= len(numbers):
                passed.append(at[target])
                target = following[target]
            if passed and source < len(numbers):
                bends[numbers[source], numbers[target]] = tuple(passed)
        start += max(row for _, row in group.values()) + 1
    return places, bends


def svg(drawn: PrerequisiteMap, label: str, address: Callable[[str], str | None]) -> str:
    """Return the map as SVG with the name ``label``; ``address`` gives where a course stands, or None.

    Colors are attributes that a style sheet may overrule; the classes are ``core``, ``always`` and ``one-of``.
    """
    width, height = drawn.size
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="prerequisite-map" role="group" aria-label="{escape(label)}" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" ' + 'font-family="\'Source Sans 3\'" '
        'font-size="14">',
        '<defs><marker id="map-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto"><path class="head" d="M0 0 8 4 0 8z" fill="#4d5866"/></marker></defs>',
    ]
    parts += [_arrow(arrow, bends, drawn.boxes) for arrow, bends in drawn.arrows.items()]
    for box in drawn.boxes.values():
        target = address(box.number)
        shape = _box(box)
        parts.append(f'<a href="{escape(target)}">{shape}</a>' if target else shape)
    return "".join([*parts, "</svg>"])


def _arrow(arrow: Arrow, bends: Iterable[tuple[int, int]], boxes: dict[str, Box]) -> str:
    start, end = boxes[arrow.needed], boxes[arrow.course]
    line, x1, y1 = f"M{start.x + BOX_WIDTH} {start.y}", start.x + BOX_WIDTH, start.y
    for x2, y2 in (*bends, (end.x - 2, end.y)):
        middle = (x1 + x2) // 2
        line += f"C{middle} {y1} {middle} {y2} {x2} {y2}"
        x1, y1 = x2 + BOX_WIDTH, y2
        line += f"H{x1}" if (x2, y2) != (end.x - 2, end.y) else ""
    dashes = "" if arrow.always else ' stroke-dasharray="5 4"'
    return (
        f'<path class="{"always" if arrow.always else "one-of"}" d="{line}" fill="none" stroke="#4d5866" '
        f'stroke-width="1.4"{dashes} marker-end="url(#map-arrow)"/>'
    )


def _box(box: Box) -> str:
    fill, stroke = ("#e4efee", "#0b4a55") if box.core else ("#ffffff", "#857c6a")
    weights = (' font-weight="600"', *[""] * (len(box.lines) - 1))
    top = box.y - box.height // 2
    first = top + _PADDING + 12
    lines = " ".join(
        f'<tspan x="{box.x + 10}" y="{first + line * _LINE}"{weight}>{escape(words)}</tspan>'
        for line, (words, weight) in enumerate(zip(box.lines, weights, strict=True))
    )
    kind = "core" if box.core else "other"
    return (
        f'<g class="{kind}"><rect x="{box.x}" y="{top}" width="{BOX_WIDTH}" height="{box.height}" rx="5" '
        f'fill="{fill}" stroke="{stroke}" stroke-width="{2 if box.core else 1}"/>'
        f'<text fill="#1b2530">{lines}</text></g>'
    )
