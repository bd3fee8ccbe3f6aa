"""Forms of lists: bullets, numbers, tasks, terms with definitions, fields, lines."""

from __future__ import annotations

from docutils import nodes

from handbook.guide.frames import Frames
from handbook.guide.typst_text import array, call, string

# Labels up to this length stand in a column of their own; those of a box in a wider one.
_SHORT = 20
_SHORT_IN_BOX = 34
_WIDE = "5.4cm"
# Characters on a line beside such a column; a list of no more lines than this stands on one page.
_LINE, _WIDE_LINE = 68, 55
_FEW_LINES = 14


class ListVisitors(Frames):
    """Visitors of lists."""

    def _open(self, node: nodes.Element) -> None:
        self.anchor(node)
        self.push()

    def _close(self, name: str, **named: str) -> None:
        self.emit(call(name, *self.frames.pop(), **named))

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        self._open(node)

    def depart_bullet_list(self, node: nodes.bullet_list) -> None:
        tasks = "contains-task-list" in node.get("classes", [])
        self._close("task-list" if tasks else "plain-list")

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> None:
        self._open(node)

    def depart_enumerated_list(self, node: nodes.enumerated_list) -> None:
        kind = {"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
        pattern = node.get("prefix", "") + kind.get(node.get("enumtype", ""), "1") + (node.get("suffix") or ".")
        self._close("enum", start=str(node.get("start", 1)), numbering=string(pattern))

    def visit_list_item(self, node: nodes.list_item) -> None:
        self.push()
        self.anchor(node)

    def depart_list_item(self, node: nodes.list_item) -> None:
        self.emit(self.pop())

    def visit_definition_list(self, node: nodes.definition_list) -> None:
        self._open(node)

    def depart_definition_list(self, node: nodes.definition_list) -> None:
        terms = [term.astext() for item in node.children for term in item.children if isinstance(term, nodes.term)]
        plain = "glossary" not in node.get("classes", [])
        short = plain and all(len(term) <= _SHORT for term in terms)
        if short or (plain and _in_box(node) and all(len(term) <= _SHORT_IN_BOX for term in terms)):
            self._close_labels(node, wide=not short)
        else:
            self._close("term-list")

    def _close_labels(self, node: nodes.Element, *, wide: bool) -> None:
        """End a list whose labels stand in a column of their own."""
        line = _WIDE_LINE if wide else _LINE
        bodies = [child.children[-1].astext() for child in node.children if isinstance(child, nodes.Element)]
        lines = sum(1 + len(body) // line for body in bodies)
        self._close(
            "label-list", whole=str(lines <= _FEW_LINES).lower(), **({"width": _WIDE} if wide else {}),
        )

    def visit_definition_list_item(self, node: nodes.Element) -> None:
        self.push()

    def depart_definition_list_item(self, node: nodes.Element) -> None:
        codes = self.frames.pop()
        count = sum(isinstance(child, nodes.term) for child in node.children)
        parts: list[str] = []
        for index, code in enumerate(codes[:count]):  # several terms of one definition stand in one line
            parts += [string(", ")] * bool(index) + [code]
        rest = codes[count:]
        self.emit(array(["{" + "; ".join(parts or ["[]"]) + "}", "{" + "; ".join(rest or ["[]"]) + "}"]))

    def visit_term(self, node: nodes.term) -> None:
        self.push()
        self.anchor(node)

    def depart_term(self, node: nodes.term) -> None:
        classifiers = []
        following = node.parent.children[node.parent.index(node) + 1:]
        for other in following:
            if not isinstance(other, nodes.classifier):
                break
            classifiers.append(other.astext())
        for words in classifiers:
            self.emit(call("small", string(f" ({words})")))
        self.emit(self.pop())

    def visit_classifier(self, node: nodes.classifier) -> None:
        raise nodes.SkipNode

    def visit_field_list(self, node: nodes.field_list) -> None:
        self._open(node)

    def depart_field_list(self, node: nodes.field_list) -> None:
        short = all(len(name.astext()) <= _SHORT for name in node.findall(nodes.field_name))
        if short:
            self._close_labels(node, wide=False)
        else:
            self._close("term-list")

    def visit_option_list(self, node: nodes.option_list) -> None:
        self._open(node)

    def depart_option_list(self, node: nodes.option_list) -> None:
        self._close("term-list")

    def visit_option_group(self, node: nodes.option_group) -> None:
        self.emit(call("raw", string(node.astext())))
        raise nodes.SkipNode

    def visit_line_block(self, node: nodes.line_block) -> None:
        self._open(node)

    def depart_line_block(self, node: nodes.line_block) -> None:
        self._close("lines")

    def visit_line(self, node: nodes.line) -> None:
        self.push()

    def depart_line(self, node: nodes.line) -> None:
        self.emit(self.pop())


def _in_box(node: nodes.Element) -> bool:
    return "at-a-glance" in node.parent.get("classes", [])


def _visit_part(self: Frames, _node: nodes.Element) -> None:
    self.push()


def _depart_part(self: Frames, _node: nodes.Element) -> None:
    self.emit(self.pop())


def _depart_pair(self: Frames, _node: nodes.Element) -> None:
    name, body = self.frames.pop()
    self.emit(array([name, body]))


for _name in ("definition", "field_name", "field_body", "description"):
    setattr(ListVisitors, f"visit_{_name}", _visit_part)
    setattr(ListVisitors, f"depart_{_name}", _depart_part)
for _name in ("field", "option_list_item"):
    setattr(ListVisitors, f"visit_{_name}", _visit_part)
    setattr(ListVisitors, f"depart_{_name}", _depart_pair)
