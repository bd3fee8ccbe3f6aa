"""``{prerequisite-map}``: which course needs which, as a drawing and as a list that says the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from docutils import nodes

from handbook.extension.directives.ledger_directive import LedgerDirective
from handbook.extension.domain import handbook_domain
from handbook.extension.provenance import source_mark
from handbook.extension.website.regions import ScrollRegion
from handbook.extension.words import course_link, prerequisites
from handbook.publish.prerequisite_map import PrerequisiteMap, prerequisite_map, svg

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

_LABEL = "Map of prerequisites"
_ALT = (
    "Map of prerequisites{place}: boxes for courses, arrows from a course to those that ask for it. "
    "The list below says it."
)


class MapDrawing(nodes.General, nodes.Element):
    """Stands where the drawing goes; formats that cannot draw lose nothing, since the list stays."""


class PrerequisiteMapDirective(LedgerDirective):
    """No argument, no option."""

    def run(self) -> list[nodes.Node]:
        """Return the place of the drawing and the list."""
        drawn = prerequisite_map(self.ledger)
        if drawn is None:
            return self.fault("no course of a requirement set has a prerequisite")
        self.domain.note_collection("courses", "requirements")
        # The catalog says the same of each course, and is what a search should find.
        listed = nodes.bullet_list(classes=["unsearched"])
        for number in sorted({arrow.course for arrow in drawn.arrows}):
            course = self.ledger.course(number)
            assert course is not None
            needs = [course_link(self.domain, number), nodes.Text(": "), *prerequisites(self.domain, course)]
            listed += nodes.list_item("", nodes.paragraph("", "", *needs, source_mark(self.domain, [course.id])))
        return [MapDrawing(), listed]


def draw(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace the places of drawings in one page by what the present builder can show."""
    for place in list(doctree.findall(MapDrawing)):
        place.parent.replace(place, _drawing(app.builder, docname))


def _drawing(builder: Builder, docname: str) -> list[nodes.Node]:
    """Return SVG with links for the website, pictures for a PDF guide, nothing for others."""
    domain = handbook_domain(builder.env)
    drawn = prerequisite_map(domain.ledger)
    if drawn is None or builder.format not in {"html", "typst"}:
        return []
    if builder.format == "typst":
        groups = drawn.groups()
        width, _ = drawn.size
        return [_set(group, group.size[0] / width, (number, len(groups))) for number, group in enumerate(groups, 1)]

    def address(number: str) -> str | None:
        course = domain.ledger.course(number)
        found = domain.places.get(course.id) if course else None
        return builder.get_relative_uri(docname, found.docname) + "#" + found.anchor if found else None

    region = ScrollRegion(label=_LABEL, role="region", classes=["table-region"])
    region += nodes.raw("", svg(drawn, _LABEL, address), format="html")
    return [region]


def _set(group: PrerequisiteMap, share: float, place: tuple[int, int]) -> nodes.raw:
    """Return one group of the map for a guide: pages break between groups, which are all drawn at one scale."""
    text = json.dumps(svg(group, _LABEL, lambda number: None), ensure_ascii=False)
    alt = json.dumps(_ALT.format(place="" if place == (1, 1) else ", part {} of {}".format(*place)))
    return nodes.raw("", f"drawing({text}, alt: {alt}, share: {share:.4f})", format="typst")


def setup_prerequisite_map(app: Sphinx) -> None:
    """Register the node, for no format: it is replaced everywhere, before others see the finished page."""
    app.add_node(MapDrawing)
    app.connect("doctree-resolved", draw, priority=100)
