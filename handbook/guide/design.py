"""Forms of containers and of the components of sphinx-design: cards, grids, tabs, dropdowns, badges, buttons."""

from __future__ import annotations

from docutils import nodes

from handbook.guide.blocks import fits
from handbook.guide.frames import Frames
from handbook.guide.typst_text import array, call, string

# Component -> function of the look; a component that is not here hands its children on.
_FORMS = {
    "card-title": "box-title", "card-header": "card-head", "card-footer": "card-foot", "tab-item": "panel",
    "dropdown": "panel", "aside": "panel",
}
_BOXES = ("at-a-glance", "office")
_SILENT = ("asks",)


class DesignVisitors(Frames):
    """Visitors of containers."""

    def visit_container(self, node: nodes.container) -> None:
        self.anchor(node)
        if any(name in node.get("classes", []) for name in _SILENT):
            raise nodes.SkipNode
        self.push()

    def depart_container(self, node: nodes.container) -> None:
        component = str(node.get("design_component", ""))
        if component in {"grid-row", "card-carousel"}:
            items = zip(self.frames.pop(), node.children, strict=False)
            boxed = (array([code, str(_holds_card(child)).lower()]) for code, child in items)
            self.emit(call("cards", str(_columns(node)), *boxed))
            return
        body = self.pop()
        box = next((name for name in _BOXES if name in node.get("classes", [])), None)
        if component == "card":
            in_grid = node.parent.get("design_component") in {"grid-item", "card-carousel"}
            self.emit(call("card" if in_grid else "card-alone", body))
        elif component in _FORMS:
            whole = {"whole": fits(node)} if _FORMS[component] == "panel" else {}
            self.emit(call(_FORMS[component], body, **whole))
        elif box is not None:
            self.emit(call("fact-box", string(box), body, whole=fits(node)))
        else:
            self.emit(body)

    def visit_PassthroughTextElement(self, node: nodes.Element) -> None:
        self.push()

    def depart_PassthroughTextElement(self, node: nodes.Element) -> None:
        # A link of its own in a card or as a button stands on a line of its own.
        alone = not isinstance(node.parent, nodes.TextElement) and node.parent.get("design_component") != "card-title"
        self.emit(call("link-line", self.pop()) if alone else self.pop())

    def visit_sd_tab_label(self, node: nodes.Element) -> None:
        self.push()

    def depart_sd_tab_label(self, node: nodes.Element) -> None:
        self.emit(call("panel-title", self.pop()))

    visit_dropdown_title = visit_sd_tab_label
    depart_dropdown_title = depart_sd_tab_label

    def visit_sd_icon(self, node: nodes.Element) -> None:
        raise nodes.SkipNode  # an ornament beside words

    visit_fontawesome = visit_sd_icon

    def visit_sd_line_break(self, node: nodes.Element) -> None:
        self.emit("linebreak()")
        raise nodes.SkipNode

    def visit_sd_badge(self, node: nodes.Element) -> None:
        self.push()

    def depart_sd_badge(self, node: nodes.Element) -> None:
        self.emit(call("badge", self.pop()))


def _holds_card(item: nodes.Node) -> bool:
    return any(found.get("design_component") == "card" for found in item.findall(nodes.container))


def _columns(row: nodes.Element) -> int:
    """Return how many columns a grid has on a wide screen; as many as items, three at most, where it does not say."""
    classes: list[str] = row.get("classes", [])
    found = [name.rpartition("-")[2] for name in classes if name.startswith("sd-row-cols-")]
    numbers = [int(name) for name in found if name.isdigit() and name != "0"]
    return min(max(numbers, default=3), max(len(row.children), 1), 3)
