"""Forms of described objects: functions, classes, settings, options and grammars, as Sphinx's domains give them."""

from __future__ import annotations

from docutils import nodes

from handbook.guide.frames import Frames
from handbook.guide.typst_text import call, string

_PLAIN = (
    "desc_addname", "desc_annotation", "desc_classname", "desc_type", "desc_inline", "desc_signature_line",
    "desc_parameter", "desc_type_parameter",
)


class ObjectVisitors(Frames):
    """Visitors of the parts of a description."""

    def visit_desc(self, node: nodes.Element) -> None:
        self.anchor(node)

    def depart_desc(self, node: nodes.Element) -> None:
        pass

    def visit_desc_signature(self, node: nodes.Element) -> None:
        self.anchor(node)
        self.push()

    def depart_desc_signature(self, node: nodes.Element) -> None:
        self.emit(call("signature", self.pop()))

    def visit_desc_content(self, node: nodes.Element) -> None:
        self.push()

    def depart_desc_content(self, node: nodes.Element) -> None:
        self.emit(call("described", self.pop()))

    def visit_desc_name(self, node: nodes.Element) -> None:
        self.push()

    def depart_desc_name(self, node: nodes.Element) -> None:
        self.emit(call("strong", self.pop()))

    def visit_desc_returns(self, node: nodes.Element) -> None:
        self.push()
        self.emit(string(" → "))

    def depart_desc_returns(self, node: nodes.Element) -> None:
        self.emit(self.pop())

    def visit_desc_optional(self, node: nodes.Element) -> None:
        self.push()

    def depart_desc_optional(self, node: nodes.Element) -> None:
        self.emit(self._between("[", "]"))

    def visit_desc_parameterlist(self, node: nodes.Element) -> None:
        self.push()

    def depart_desc_parameterlist(self, node: nodes.Element) -> None:
        square = type(node).__name__ == "desc_type_parameter_list"
        self.emit(self._between("[", "]") if square else self._between("(", ")"))

    visit_desc_type_parameter_list = visit_desc_parameterlist
    depart_desc_type_parameter_list = depart_desc_parameterlist

    def visit_productionlist(self, node: nodes.Element) -> None:
        self.anchor(node)
        self.push()

    def depart_productionlist(self, node: nodes.Element) -> None:
        self.emit(call("grammar", *self.frames.pop()))

    def visit_production(self, node: nodes.Element) -> None:
        self.push()
        for child in node.children:  # the name, to which other rules lead
            if isinstance(child, nodes.Element):
                self.anchor(child)

    def depart_production(self, node: nodes.Element) -> None:
        self.emit(self.pop())

    def _between(self, start: str, end: str) -> str:
        """Close a frame whose parts are parameters, and return them with commas between."""
        parts = self.frames.pop()
        joined = [code for part in parts for code in (string(", "), part)][1:]
        return "{" + "; ".join([string(start), *joined, string(end)]) + "}"


def _visit(self: Frames, _node: nodes.Element) -> None:
    self.push()


def _depart(self: Frames, _node: nodes.Element) -> None:
    self.emit(self.pop())


for _name in _PLAIN:
    setattr(ObjectVisitors, f"visit_{_name}", _visit)
    setattr(ObjectVisitors, f"depart_{_name}", _depart)
