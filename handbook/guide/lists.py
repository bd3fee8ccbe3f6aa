"""Forms of lists: bullets, numbers, tasks, terms with definitions, fields, lines."""

from __future__ import annotations

from docutils import nodes

from handbook.guide.frames import Frames
from handbook.guide.typst_text import array, call, string

# Labels up to this length stand in a column of their own; those of a box in a wider one, of so many centimeters a
# letter.
_SHORT = 20
_SHORT_IN_BOX = 38
_LETTER = 0.168
# Characters on a line beside the column at its least; a list of no more lines than this stands on one page.
_LINE = 68
_FEW_LINES = 20


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
        self._close("numbered-list", start=str(node.get("start", 1)), numbering=string(pattern))

    def visit_list_item(self, node: nodes.list_item) -> None:
        self.push()
        self.anchor(node)

    def depart_list_item(self, node: nodes.list_item) -> None:
        self.emit(self.pop())

    def visit_definition_list(self, node: nodes.definition_list) -> None:
        self._open(node)

    def depart_definition_list(self, node: nodes.definition_list) -> None:
        terms = [term for item in node.children for term in item.children if isinstance(term, nodes.term)]
        longest = max(map(_length, terms), default=0)
        if "glossary" not in node.get("classes", []) and longest <= (_SHORT_IN_BOX if _in_box(node) else _SHORT):
            self._close_labels(node, longest)
        else:
            self._close("term-list")

    def _close_labels(self, node: nodes.Element, longest: int) -> None:
        """End a list whose labels stand in a column of their own, which is as wide as the longest of them."""
        line = _LINE - max(0, longest - _SHORT)
        bodies = [child.children[-1].astext() for child in node.children if isinstance(child, nodes.Element)]
        lines = sum(1 + len(body) // line for body in bodies)
        named = {"width": f"{_LETTER * longest:.1f}cm"} if longest > _SHORT else {}
        self._close("label-list", whole=str(lines <= _FEW_LINES).lower(), **named)

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
        longest = max(map(_length, node.findall(nodes.field_name)), default=0)
        if longest <= _SHORT:
            self._close_labels(node, longest)
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


def _length(label: nodes.Element) -> int:
    """Return the length of a label without its source numbers."""
    return len(label.astext()) - sum(len(mark.astext()) for mark in label.findall(nodes.superscript))


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
