"""Forms of what stands as a block: sections, paragraphs, lists, boxes, figures."""

from __future__ import annotations

from docutils import nodes

from handbook.guide.frames import Frames
from handbook.guide.typst_text import call, string

_LABELS = {
    "note": "Note", "tip": "Tip", "hint": "Hint", "important": "Important", "warning": "Warning",
    "caution": "Caution", "danger": "Danger", "error": "Error", "attention": "Attention", "seealso": "See also",
}
_SKIPPED = (
    "comment", "substitution_definition", "meta", "docinfo", "toctree", "index", "pending", "system_message",
    "tabular_col_spec", "highlightlang", "decoration", "transition",
)
_PASSED = ("document", "start_of_file", "line_block", "glossary", "legend", "figure_body")


def _skip(self: Frames, _node: nodes.Element) -> None:
    raise nodes.SkipNode


def _pass(self: Frames, node: nodes.Element) -> None:
    self.anchor(node)


def _nothing(self: Frames, _node: nodes.Element) -> None:
    pass


def _open(self: Frames, node: nodes.Element) -> None:
    self.anchor(node)
    self.push()


class BlockVisitors(Frames):
    """Visitors of block nodes."""

    def visit_compound(self, node: nodes.compound) -> None:
        if "toctree-wrapper" in node.get("classes", []):
            raise nodes.SkipNode  # the book has a table of contents of its own
        self.anchor(node)

    def depart_compound(self, node: nodes.compound) -> None:
        pass

    def visit_section(self, node: nodes.section) -> None:
        self.depth += 1
        if "page-sources" in node.get("classes", []):
            self.in_sources = True
            self.push()

    def depart_section(self, node: nodes.section) -> None:
        self.depth -= 1
        if "page-sources" in node.get("classes", []):
            self.in_sources = False
            self.emit(call("page-sources", self.pop()))

    def visit_title(self, node: nodes.title) -> None:
        self.in_caption = True
        self.push()

    def depart_title(self, node: nodes.title) -> None:
        self.in_caption = False
        words = self.pop()
        parent = node.parent
        if not isinstance(parent, nodes.section):
            self.emit(call("box-title", words))
            return
        label = self.labels.place(self.docname, parent)
        named = {"label_name": string(label)} if label else {}
        if self.in_sources:
            self.emit(call("sources-title", words))
        elif self.depth == 1 and self.opens_part:
            self.emit(call("part", words, **named))
        else:
            # The title of a part's opener is the part itself, so its sections stand one level higher.
            level = self.depth if self.opens_part else self.depth + 1
            if self.opens_part:
                named["outlined"] = "false"
            self.emit(call("title", str(level), words, **named))

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        self.anchor(node)
        self.push()

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        body = self.pop()
        parent = node.parent
        lone = len(parent.children) == 1 and isinstance(
            parent, nodes.list_item | nodes.entry | nodes.definition | nodes.field_body | nodes.footnote
        )
        if "page-checked" in node.get("classes", []):
            self.emit(call("page-checked", body))
        elif lone:
            self.emit(body)
        else:
            self.emit(call("par", body))

    def visit_rubric(self, node: nodes.rubric) -> None:
        _open(self, node)

    def depart_rubric(self, node: nodes.rubric) -> None:
        self.emit(call("box-title", self.pop()))

    def _depart_items(self, name: str, **named: str) -> None:
        items = self.frames.pop()
        self.emit(call(name, *items, **named))

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        _open(self, node)

    def depart_bullet_list(self, node: nodes.bullet_list) -> None:
        tasks = "contains-task-list" in node.get("classes", [])
        self._depart_items("task-list" if tasks else "list")

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> None:
        _open(self, node)

    def depart_enumerated_list(self, node: nodes.enumerated_list) -> None:
        self._depart_items("enum", start=str(node.get("start", 1)))

    def visit_list_item(self, node: nodes.list_item) -> None:
        self.push()
        self.anchor(node)

    def depart_list_item(self, node: nodes.list_item) -> None:
        self.emit(self.pop())

    def visit_definition_list(self, node: nodes.definition_list) -> None:
        _open(self, node)

    def depart_definition_list(self, node: nodes.definition_list) -> None:
        self._depart_items("terms")

    def visit_definition_list_item(self, node: nodes.Element) -> None:
        self.push()

    def depart_definition_list_item(self, node: nodes.Element) -> None:
        parts = self.frames.pop()
        term, *rest = parts or ["[]"]
        body = "{" + "; ".join(rest) + "}" if rest else "[]"
        self.emit(call("terms.item", term, body))

    def visit_term(self, node: nodes.term) -> None:
        if len(self.frames[-1]):  # a second term of one definition joins the first
            first = self.frames[-1].pop()
            self.push()
            self.emit(first)
            self.emit(string(", "))
        else:
            self.push()
        self.anchor(node)

    def depart_term(self, node: nodes.term) -> None:
        self.emit(self.pop())

    def visit_definition(self, node: nodes.definition) -> None:
        self.push()

    def depart_definition(self, node: nodes.definition) -> None:
        self.emit(self.pop())

    def visit_classifier(self, node: nodes.classifier) -> None:
        self.push()

    def depart_classifier(self, node: nodes.classifier) -> None:
        self.emit(call("emph", self.pop()))

    def visit_field_list(self, node: nodes.field_list) -> None:
        _open(self, node)

    def depart_field_list(self, node: nodes.field_list) -> None:
        self._depart_items("terms")

    def visit_field(self, node: nodes.field) -> None:
        self.push()

    def depart_field(self, node: nodes.field) -> None:
        name, body = self.frames.pop()
        self.emit(call("terms.item", name, body))

    def visit_block_quote(self, node: nodes.block_quote) -> None:
        _open(self, node)

    def depart_block_quote(self, node: nodes.block_quote) -> None:
        self.emit(call("quote", self.pop(), block="true"))

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        self.anchor(node)
        code = "\\n".join(string(line)[1:-1] for line in node.astext().split("\n"))
        self.emit(call("raw", f'"{code}"', block="true"))
        raise nodes.SkipNode

    def visit_line(self, node: nodes.line) -> None:
        self.push()

    def depart_line(self, node: nodes.line) -> None:
        self.emit(call("par", self.pop()))

    def visit_figure(self, node: nodes.figure) -> None:
        _open(self, node)

    def depart_figure(self, node: nodes.figure) -> None:
        parts = self.frames.pop()
        captions = [part for part in parts if part.startswith("caption-words(")]
        body = [part for part in parts if part not in captions]
        caption = captions[0].removeprefix("caption-words(").removesuffix(")") if captions else "none"
        self.emit(call("figure", "{" + "; ".join(body) + "}", caption=caption, kind="image"))

    def visit_caption(self, node: nodes.caption) -> None:
        self.push()

    def depart_caption(self, node: nodes.caption) -> None:
        self.emit(call("caption-words", self.pop()))

    def visit_footnote(self, node: nodes.footnote) -> None:
        self.anchor(node)
        self.push()

    def depart_footnote(self, node: nodes.footnote) -> None:
        self.emit(call("note-text", self.pop()))

    def visit_label(self, node: nodes.label) -> None:
        self.emit(string(f"[{node.astext()}] "))
        raise nodes.SkipNode

    def visit_admonition(self, node: nodes.Element) -> None:
        _open(self, node)
        words = _LABELS.get(type(node).__name__)
        if words:
            self.emit(call("box-title", string(words)))

    def depart_admonition(self, node: nodes.Element) -> None:
        kinds = [*node.get("classes", []), type(node).__name__]
        kind = next((kind for kind in kinds if kind in {"conflict", "unknown", *_LABELS}), "note")
        self.emit(call("notice", string(kind), self.pop()))



# Nodes of one form under several names.
_ALIASES = {
    "admonition": (*_LABELS, "sidebar", "topic"),
    "definition": ("field_name", "field_body"),
    "literal_block": ("math_block", "doctest_block"),
}
for _name in _SKIPPED:
    setattr(BlockVisitors, f"visit_{_name}", _skip)
for _name in _PASSED:
    setattr(BlockVisitors, f"visit_{_name}", _pass)
    setattr(BlockVisitors, f"depart_{_name}", _nothing)
for _form, _names in _ALIASES.items():
    for _name in _names:
        setattr(BlockVisitors, f"visit_{_name}", getattr(BlockVisitors, f"visit_{_form}"))
        if hasattr(BlockVisitors, f"depart_{_form}"):
            setattr(BlockVisitors, f"depart_{_name}", getattr(BlockVisitors, f"depart_{_form}"))
