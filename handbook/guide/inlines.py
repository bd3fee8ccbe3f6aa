"""Forms of what stands inside a line: text, emphasis, links, source numbers."""

from __future__ import annotations

from docutils import nodes

from handbook.guide.frames import Frames
from handbook.guide.typst_text import call, string

_WRAPPERS = {
    "emphasis": "emph", "strong": "strong", "literal_emphasis": "emph", "literal_strong": "strong",
    "title_reference": "emph", "subscript": "sub", "abbreviation": "abbreviation", "generated": "plain",
    "attribution": "attribution",
}


def _visit(self: Frames, _node: nodes.Element) -> None:
    self.push()


def _depart(self: Frames, node: nodes.Element) -> None:
    self.emit(call(_WRAPPERS[type(node).__name__], self.pop()))


class InlineVisitors(Frames):
    """Visitors of inline nodes."""

    def visit_Text(self, node: nodes.Text) -> None:
        self.emit(string(node.astext()))

    def depart_Text(self, node: nodes.Text) -> None:
        pass

    def visit_literal(self, node: nodes.literal) -> None:
        self.emit(call("raw", string(node.astext())))
        raise nodes.SkipNode

    def visit_inline(self, node: nodes.inline) -> None:
        if "sd-sr-only" in node.get("classes", []):
            raise nodes.SkipNode
        self.anchor(node)
        self.push()

    def depart_inline(self, node: nodes.inline) -> None:
        code = self.pop()
        self.emit(call("badge", code) if "sd-badge" in node.get("classes", []) else code)

    def visit_superscript(self, node: nodes.superscript) -> None:
        self.push()

    def depart_superscript(self, node: nodes.superscript) -> None:
        name = "source-mark" if "source-marker" in node.get("classes", []) else "super"
        self.emit(call(name, self.pop()))

    def visit_reference(self, node: nodes.reference) -> None:
        self.anchor(node)
        self.push()

    def depart_reference(self, node: nodes.reference) -> None:
        body = self.pop()
        uri = node.get("refuri", "")
        if node.get("refid") or uri.startswith("%"):
            docname, _, anchor = uri[1:].partition("#") if uri else (self.docname, "", node["refid"])
            self.emit(self.internal(node, docname, anchor, body))
        elif uri.startswith(("http://", "https://", "mailto:")):
            words = node.astext().strip()
            shown = uri.removeprefix("mailto:")
            form = "outlink" if self.in_caption or words == shown else "outlink-shown"
            self.emit(call("outlink-source" if self.in_sources else form, string(uri), body))
        else:
            self.fault(node, f"the address {uri!r} is neither a page nor an address of the web")

    def internal(self, node: nodes.Element, docname: str, anchor: str, body: str) -> str:
        """Return a link inside the book, to the website, or the words alone for a page outside the guide."""
        label = self.labels.find(docname, anchor)
        if label is None:
            site = self.config.guide_site_url
            if not site or docname not in self.titles:
                return body
            address = f"{site.rstrip('/')}/{docname}.html" + (f"#{anchor}" if anchor else "")
            return call("outlink", string(address), body)
        here = docname == self.docname
        in_marker = isinstance(node.parent, nodes.superscript)
        in_term = any("xref" in child.get("classes", []) and "std-term" in child.get("classes", [])
                      for child in node.findall(nodes.inline))
        quiet = here or in_marker or in_term or self.in_caption
        return call("ref-quiet" if quiet else "ref-page", string(label), body)

    def visit_target(self, node: nodes.target) -> None:
        self.anchor(node)

    def depart_target(self, node: nodes.target) -> None:
        pass

    def visit_math(self, node: nodes.math) -> None:
        self.emit(call("raw", string(node.astext())))
        raise nodes.SkipNode

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        label = self.labels.find(self.docname, node.get("refid", ""))
        body = string(f"[{node.astext()}]")
        self.emit(call("super", call("ref-quiet", string(label), body) if label else body))
        raise nodes.SkipNode

    def visit_raw(self, node: nodes.raw) -> None:
        if node.get("format") == "html" and 'type="checkbox"' in node.astext():
            self.emit(call("checkbox", "true" if "checked" in node.astext() else "false"))
        raise nodes.SkipNode

    def visit_problematic(self, node: nodes.problematic) -> None:
        self.push()

    def depart_problematic(self, node: nodes.problematic) -> None:
        self.emit(self.pop())

    def visit_image(self, node: nodes.image) -> None:
        if "only-dark" in node.get("classes", []):
            raise nodes.SkipNode
        alt = node.get("alt")
        if alt is None:
            self.fault(node, f"the picture {node['uri']} has no alternative text")
        self.emit(call("picture", string(self.image_path(node["uri"])), alt=string(alt)))
        raise nodes.SkipNode


for _name in _WRAPPERS:
    setattr(InlineVisitors, f"visit_{_name}", _visit)
    setattr(InlineVisitors, f"depart_{_name}", _depart)
