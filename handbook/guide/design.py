"""Forms of containers and of the components of sphinx-design: cards, grids, tabs, dropdowns, badges, buttons."""

from __future__ import annotations

from docutils import nodes

from handbook.guide.frames import Frames
from handbook.guide.typst_text import call, string

# Component -> function of handbook.typ; a component that is not here hands its children on.
_FORMS = {
    "card": "card", "card-title": "box-title", "card-footer": "card-footer", "tab-item": "panel",
    "dropdown": "panel", "grid-row": "cards",
}
_BOXES = ("at-a-glance", "office")


class DesignVisitors(Frames):
    """Visitors of containers."""

    def visit_container(self, node: nodes.container) -> None:
        self.anchor(node)
        if "asks" in node.get("classes", []) or node.get("design_component") == "icon":
            raise nodes.SkipNode
        self.push()

    def depart_container(self, node: nodes.container) -> None:
        form = _FORMS.get(str(node.get("design_component", "")))
        if form == "cards":
            self.emit(call("cards", *self.frames.pop()))
            return
        body = self.pop()
        box = next((name for name in _BOXES if name in node.get("classes", [])), None)
        if form is not None:
            self.emit(call(form, body))
        elif box is not None:
            self.emit(call("fact-box", string(box), body))
        else:
            self.emit(body)

    def visit_PassthroughTextElement(self, node: nodes.Element) -> None:
        pass

    def depart_PassthroughTextElement(self, node: nodes.Element) -> None:
        pass

    def visit_sd_tab_label(self, node: nodes.Element) -> None:
        self.push()

    def depart_sd_tab_label(self, node: nodes.Element) -> None:
        self.emit(call("box-title", self.pop()))

    visit_dropdown_title = visit_sd_tab_label
    depart_dropdown_title = depart_sd_tab_label
