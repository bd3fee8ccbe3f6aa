"""Forms of what stands as a block: paragraphs, quotes, code, formulas, footnotes, admonitions, figures."""

from __future__ import annotations

import re

from docutils import nodes

from handbook.guide.formulas import to_typst
from handbook.guide.frames import Frames
from handbook.guide.sections import ADMONITIONS, kind_of
from handbook.guide.typst_text import call, string
from handbook.notation import FormulaError, quoted

_SKIPPED = (
    "comment", "substitution_definition", "meta", "docinfo", "toctree", "pending", "system_message",
    "tabular_col_spec", "highlightlang", "decoration", "transition", "sd_tab_input",
)
_PASSED = (
    "document", "start_of_file", "glossary", "hlist", "hlistcol", "versionmodified",
    "header", "footer", "acks", "centered", "option_group",
)
# Boxes with more text than this may break across pages.
_LONG_BOX = 1200
_LISTS = (nodes.bullet_list, nodes.enumerated_list)
_INLINE_HOLDERS = (
    nodes.list_item, nodes.entry, nodes.definition, nodes.field_body, nodes.footnote, nodes.citation,
    nodes.description,
)


class BlockVisitors(Frames):
    """Visitors of block nodes."""

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        self.push()
        self.anchor(node)

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        body = self.pop()
        parent = node.parent
        lines = {"justify": "false"} if _names_an_address(node) else {}
        following = parent.children[parent.index(node) + 1:]
        if "page-checked" in node.get("classes", []):
            noted = any(True for _ in self.document.findall(nodes.footnote))
            self.emit(call("page-checked", body, **({"noted": "true"} if noted else {})))
        elif isinstance(parent, _INLINE_HOLDERS) and _is_first(node) and _only(following, _LISTS):
            # As a paragraph the compiler keeps it; else it sets it anew on each page that the list goes on to.
            self.emit(call("par", body, **lines) if isinstance(parent, nodes.list_item) else body)
        elif isinstance(parent, nodes.section) and self.depth == 1 and _is_first_paragraph(node):
            self.emit(call("lead", body))
        elif following and isinstance(following[0], (*_LISTS, nodes.table)) and node.astext().rstrip().endswith(":"):
            self.emit(call("lead-in", body))
        else:
            self.emit(call("par", body, **lines))
        if node is self.lead:
            self.lead = None
            self.emit(call("whole-section", self.pop()))

    def visit_compound(self, node: nodes.compound) -> None:
        if "toctree-wrapper" in node.get("classes", []):
            raise nodes.SkipNode  # its pages follow, and stand in the contents
        self.anchor(node)

    def depart_compound(self, node: nodes.compound) -> None:
        pass

    def visit_rubric(self, node: nodes.rubric) -> None:
        self.push()
        self.anchor(node)

    def depart_rubric(self, node: nodes.rubric) -> None:
        in_box = node.parent.get("design_component") in {"dropdown", "tab-item"}
        self.emit(call("panel-title" if in_box else "box-title", self.pop()))

    def visit_block_quote(self, node: nodes.block_quote) -> None:
        self.anchor(node)
        self.push()

    def depart_block_quote(self, node: nodes.block_quote) -> None:
        self.emit(call("quoted", self.pop()))

    def visit_literal_block(self, node: nodes.Element) -> None:
        self.anchor(node)
        caption = next((n for n in node.parent.children if isinstance(n, nodes.caption)), None) if (
            "literal-block-wrapper" in node.parent.get("classes", [])) else None
        named = {"caption": self.render(caption.children)} if caption is not None else {}
        language = str(node.get("language", ""))
        if re.fullmatch(r"\w+", language) and language not in {"none", "text", "default"}:
            named["lang"] = string(language)
        code = "\\n".join(string(line)[1:-1] for line in node.astext().split("\n"))
        self.emit(call("code", f'"{code}"', **named))
        raise nodes.SkipNode

    def visit_doctest_block(self, node: nodes.doctest_block) -> None:
        self.visit_literal_block(node)

    def visit_math_block(self, node: nodes.math_block) -> None:
        self.anchor(node)
        self.emit(self.formula(node, block=True))
        raise nodes.SkipNode

    def visit_math(self, node: nodes.math) -> None:
        self.emit(self.formula(node, block=False))
        raise nodes.SkipNode

    def formula(self, node: nodes.Element, *, block: bool) -> str:
        """Return the code of a formula that is written in the notation of LaTeX; its source is its description."""
        source = " ".join(node.astext().split())
        try:
            code = to_typst(source, block=block)
        except FormulaError as error:
            self.fault(node, f"the formula {quoted(source)}: {error}")
        return call("formula", code, string(source), block=str(block).lower())

    def visit_figure(self, node: nodes.figure) -> None:
        self.anchor(node)
        self.push()

    def depart_figure(self, node: nodes.figure) -> None:
        caption, parts = self.pop_captioned()
        legends = [part for part in parts if part.startswith("legend(")]
        body = [part for part in parts if part not in legends]
        self.emit(call("illustration", "{" + "; ".join(body) + "}", caption=caption))
        for legend in legends:
            self.emit(legend)

    def visit_legend(self, node: nodes.legend) -> None:
        self.push()

    def depart_legend(self, node: nodes.legend) -> None:
        self.emit(call("legend", self.pop()))

    def visit_caption(self, node: nodes.caption) -> None:
        if "literal-block-wrapper" in node.parent.get("classes", []):
            raise nodes.SkipNode
        self.push()
        number = self.builder.env.toc_fignumbers.get(self.docname, {}).get("figure", {}).get(
            node.parent["ids"][0] if node.parent["ids"] else "")
        if number and self.config.numfig:
            words = self.config.numfig_format["figure"] % ".".join(map(str, number))
            self.emit(string(words + " "))

    def depart_caption(self, node: nodes.caption) -> None:
        self.emit(call("caption-words", self.pop()))

    def visit_footnote(self, node: nodes.footnote) -> None:
        if node.get("backrefs"):
            raise nodes.SkipNode  # set at the foot of the page that refers to it
        self.push()
        self.anchor(node)

    def depart_footnote(self, node: nodes.footnote) -> None:
        self.emit(call("note-text", self.pop()))

    def visit_citation(self, node: nodes.citation) -> None:
        self.push()
        self.anchor(node)

    def depart_citation(self, node: nodes.citation) -> None:
        self.emit(call("note-text", self.pop()))

    def visit_label(self, node: nodes.label) -> None:
        self.emit(string(f"[{node.astext()}] "))
        raise nodes.SkipNode

    def visit_admonition(self, node: nodes.Element) -> None:
        self.anchor(node)
        if "contents" in node.get("classes", []):
            raise nodes.SkipNode
        self.push()
        words = ADMONITIONS.get(type(node).__name__)
        if words:
            self.emit(call("notice-title", string(kind_of(node)), string(words)))

    def depart_admonition(self, node: nodes.Element) -> None:
        self.emit(call("notice", string(kind_of(node)), self.pop(), whole=fits(node)))

    def visit_index(self, node: nodes.Element) -> None:
        entries: list[tuple[str, ...]] = node.get("entries", [])
        for kind, value, *_ in entries:
            self._index_entry(kind, value)
        raise nodes.SkipNode

    def _index_entry(self, kind: str, value: str) -> None:
        words = [part.strip() for part in value.split(";") if part.strip()]
        if kind in {"see", "seealso"} and len(words) == 2:
            self.volume.index.add(words[1])
            words = [f"{words[0]}, see {words[1]}"]
            self.emit(call("index-mark", string(self.volume.index.add(words[0]))))
            return
        forms = [", ".join(words)]
        if kind in {"pair", "triple"}:
            forms += [", ".join([word, *(other for other in words if other != word)]) for word in words[1:]]
        for form in forms:
            key = self.volume.index.add(form.removeprefix("!").strip(), None)
            self.emit(call("index-mark", string(key)))


def fits(node: nodes.Element) -> str:
    """Say whether a box is short enough to stay on one page."""
    return str(len(node.astext()) < _LONG_BOX).lower()


def _is_first(node: nodes.Node) -> bool:
    before = node.parent.children[: node.parent.index(node)]
    return all(isinstance(other, nodes.label) for other in before)


def _only(found: list[nodes.Node], kinds: tuple[type[nodes.Node], ...]) -> bool:
    return all(isinstance(node, kinds) for node in found)


def _names_an_address(node: nodes.paragraph) -> bool:
    """Say whether a paragraph prints an address: it hardly breaks, and would tear justified lines apart."""
    return any(
        str(link.get("refuri", "")).startswith(("http://", "https://", "mailto:"))
        for link in node.findall(nodes.reference)
    )


def _is_first_paragraph(node: nodes.paragraph) -> bool:
    siblings = node.parent.children
    return next((child for child in siblings if isinstance(child, nodes.paragraph)), None) is node and all(
        isinstance(child, nodes.title | nodes.Invisible | nodes.target) for child in siblings[:siblings.index(node)]
    )


def _skip(self: Frames, _node: nodes.Element) -> None:
    raise nodes.SkipNode


def _pass(self: Frames, node: nodes.Element) -> None:
    self.anchor(node)


def _nothing(self: Frames, _node: nodes.Element) -> None:
    pass


for _name in _SKIPPED:
    setattr(BlockVisitors, f"visit_{_name}", _skip)
for _name in _PASSED:
    setattr(BlockVisitors, f"visit_{_name}", _pass)
    setattr(BlockVisitors, f"depart_{_name}", _nothing)
for _name in (*ADMONITIONS, "sidebar", "topic"):
    setattr(BlockVisitors, f"visit_{_name}", BlockVisitors.visit_admonition)
    setattr(BlockVisitors, f"depart_{_name}", BlockVisitors.depart_admonition)
