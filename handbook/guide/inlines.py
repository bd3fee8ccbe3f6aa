"""Forms of what stands inside a line: text, emphasis, links, source numbers, footnotes, pictures."""

from __future__ import annotations

import re

from docutils import nodes

from handbook.guide.frames import Frames
from handbook.guide.links import site_address
from handbook.guide.sources import runs
from handbook.guide.typst_text import call, string

_WRAPPERS = {
    "emphasis": "emph", "strong": "strong", "literal_emphasis": "emph", "literal_strong": "strong",
    "title_reference": "emph", "subscript": "sub", "acronym": "plain", "generated": "plain",
    "attribution": "attribution", "manpage": "emph", "problematic": "plain", "download_reference": "plain",
}
# A short word that ends a paragraph stays beside its number: no line holds "units" alone.
_SHORT_END = re.compile(r"(\d) (\w{1,7}\.?)$")
# A small number stays beside the name that it belongs to: January 10, Round 3.
_NUMBERED = re.compile(r"\b([A-Z][a-z]{2,}) (\d{1,2})(?!\d|[.,:]\d)")
# A longer mark may go on in the next line; the end of a short one would stand there alone.
_SHORT_MARK = 30
# An address of e-mail, and an address of the web up to its first stroke: no line ends in the middle of these. Each run
# of signs is looked at once, however long it is.
_ADDRESS = re.compile(r"((?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}|https?://[\w.-]{1,63}/?)")
# What MyST-Parser puts around words between two ~~.
_STRUCK, _STRUCK_ENDS = frozenset({"<s>", "<del>"}), frozenset({"</s>", "</del>"})
# How addresses that lead out of the book begin.
_SCHEME = re.compile(r"(?:mailto|tel):|webcal:(?://)?|https?://", re.IGNORECASE)
_LENGTH = re.compile(r"([\d.]+)\s*(%|px|pt|cm|mm|in|em)?")


def _visit(self: Frames, _node: nodes.Element) -> None:
    self.push()


def _depart(self: Frames, node: nodes.Element) -> None:
    self.emit(call(_WRAPPERS[type(node).__name__], self.pop()))


class InlineVisitors(Frames):
    """Visitors of inline nodes."""

    def visit_Text(self, node: nodes.Text) -> None:
        words = node.astext()
        if isinstance(node.parent, nodes.paragraph) and node.parent.children[-1] is node:
            words = _SHORT_END.sub("\\1\u00a0\\2", words)
        if not isinstance(node.parent, nodes.FixedTextElement):
            words = _NUMBERED.sub("\\1\u00a0\\2", words)
            if self._after_space():
                words = words.lstrip(" \n")
        for at, part in enumerate(_ADDRESS.split(words)):
            if at % 2:
                # A cell of a table may be narrower than an address.
                self.emit(call("address", string(part), whole=str(not self.tables).lower()))
            elif part:
                self.emit(string(part))

    def depart_Text(self, node: nodes.Text) -> None:
        pass

    def _after_space(self) -> bool:
        """Say whether a space comes before: what stood between two may be printed by other builders alone."""
        frame = self.frames[-1]
        return bool(frame) and frame[-1].startswith('"') and frame[-1].endswith(' "')

    def visit_abbreviation(self, _node: nodes.Element) -> None:
        self.push()

    def depart_abbreviation(self, node: nodes.Element) -> None:
        words = str(node.get("explanation", ""))
        self.emit("{" + "; ".join([self.pop(), *([string(f" ({words})")] if words else [])]) + "}")

    def visit_literal(self, node: nodes.literal) -> None:
        self.emit(call("raw", string(node.astext())))
        raise nodes.SkipNode

    def visit_inline(self, node: nodes.inline) -> None:
        if "sd-sr-only" in node.get("classes", []):
            raise nodes.SkipNode
        self.push()
        self.anchor(node)

    def depart_inline(self, node: nodes.inline) -> None:
        code = self.pop()
        self.emit(call("badge", code) if "sd-badge" in node.get("classes", []) else code)

    def visit_superscript(self, node: nodes.superscript) -> None:
        if "source-marker" in node.get("classes", []):
            self._source_mark(node)
            raise nodes.SkipNode
        self.push()

    def depart_superscript(self, node: nodes.superscript) -> None:
        self.emit(call("super", self.pop()))

    def _source_mark(self, node: nodes.superscript) -> None:
        """Set the numbers of the sources; runs of three or more as 1-3."""
        numbers: list[int] = []
        rest: list[nodes.Node] = []
        # Words that another builder prints leave a comment behind.
        for child in (child for child in node.children if not isinstance(child, nodes.Invisible)):
            number = self.sources.number(child.get("refid", "")) if isinstance(child, nodes.reference) else None
            if number is not None:
                numbers.append(number)
            elif numbers and not rest and child.astext() == ", ":
                continue
            else:
                rest.append(child)
        if len(node.astext()) <= _SHORT_MARK:
            rest = [_unbroken(child) if isinstance(child, nodes.Text) else child for child in rest]
        parts: list[str] = []
        for first, last in runs(numbers):
            joint = "\u2060–\u2060" if last - first > 1 else ","
            shown = [self._source_link(first)] + ([string(joint), self._source_link(last)] if last > first else [])
            parts += [string(",")] * bool(parts) + shown
        body = self.render(rest) if rest else ""
        if rest and parts and not rest[0].astext().startswith(","):
            parts.append(string(",\u00a0"))
        self._close_up()
        self.emit(call("source-mark", "{" + "; ".join([*parts, *([body] if body else [])]) + "}"))

    def _source_link(self, number: int) -> str:
        return call("ref-quiet", string(self.sources.label(number)), string(str(number)))

    def _close_up(self) -> None:
        """Take the space before a source number away."""
        frame = self.frames[-1]
        while frame and frame[-1].startswith('"') and frame[-1].endswith((' "', '""')):
            frame[-1] = '"' + frame[-1][1:-1].rstrip() + '"'
            if frame[-1] != '""':
                break
            frame.pop()

    def visit_reference(self, node: nodes.reference) -> None:
        self.anchor(node)
        self.push()

    def depart_reference(self, node: nodes.reference) -> None:
        body = self.pop()
        if "sd-btn" in node.get("classes", []):
            body = call("button", body)
        elif "sd-badge" in node.get("classes", []):
            body = call("badge", body)
        uri = node.get("refuri", "")
        if node.get("refid") or uri.startswith("%"):
            docname, _, anchor = uri[1:].partition("#") if uri else (self.docname, "", node["refid"])
            self.emit(self.internal(node, docname, anchor, body))
        elif _SCHEME.match(uri):
            self.emit(self.external(node, uri, body))
        else:
            self.fault(node, f"the address {uri!r} is neither a page nor an address of the web")

    def external(self, node: nodes.reference, uri: str, body: str) -> str:
        """Return a link out of the book, with its address in print unless the words say it already."""
        words = node.astext().strip()
        self.describe(uri, words or str(node.get("alt", "")))
        shown = _SCHEME.sub("", uri, count=1).rstrip("/")
        if self.in_sources:
            return call("outlink-quiet", string(uri), body)
        if self.in_caption or shown in words.rstrip("/") or not words:
            return call("outlink", string(uri), body)
        return call("outlink-shown", string(uri), string(shown), body)

    def internal(self, node: nodes.Element, docname: str, anchor: str, body: str) -> str:
        """Return a link inside the book; for a page that stands in no guide, the words, which say where to find it.

        Where a guide leaves out the page that a link leads to, its address is put in when the PDF is packed.
        """
        label = self.labels.find(docname, anchor)
        quiet = isinstance(node.parent, nodes.superscript) or self.in_caption
        in_term = any("std-term" in child.get("classes", []) for child in node.findall(nodes.inline))
        if label is None:
            if docname not in self.volume.titles:
                return body
            words = body
            if self.config.guide_site_url:
                address = site_address(self.config.guide_site_url, docname, anchor)
                self.describe(address, node.astext())
                words = call("outlink-quiet" if quiet or in_term else "outlink", string(address), body)
            return words if quiet or in_term else call("online", words)
        self.describe(label, node.astext())
        if quiet:
            return self._within(docname, label, call("ref-quiet", string(label), body), body)
        mark = self.volume.index.mark(label)
        if in_term:
            link = call("ref-quiet", string(label), body)
        elif docname == self.docname:
            # Whether a place nearby comes to stand on the same page may depend on the number itself, without end.
            link = call("ref-far" if self.offsets.far(node, anchor) else "ref-near", string(label), body)
        else:
            link = call("ref-page", string(label), str(self.volume.estimate.figures(self.docname, docname)), body)
        link = self._within(docname, label, link, body if in_term else call("online", body))
        return "{" + f"{mark}; {link}" + "}" if mark else link

    def _within(self, docname: str, label: str, link: str, words: str) -> str:
        """Return ``link``, or ``words`` in guides without its target, where no website stands behind them."""
        if self.config.guide_site_url or self.volume.always(self.docname, docname):
            return link
        return call("within", string(label), link, words)

    def visit_target(self, node: nodes.target) -> None:
        self.anchor(node)

    def depart_target(self, node: nodes.target) -> None:
        pass

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        label = f"{self.docname}#{node.get('refid', '')}"
        note = next((n for n in self.document.findall(nodes.footnote) if node.get("refid") in n["ids"]), None)
        if note is None:
            self.fault(node, "the footnote is missing")
        if node["ids"] and note.get("backrefs", [])[:1] == node["ids"][:1]:
            body = self.render(child for child in note.children if not isinstance(child, nodes.label))
            self.emit(call("foot", string(label), body))
        else:
            self.emit(call("foot-again", string(label)))
        raise nodes.SkipNode

    def visit_raw(self, node: nodes.raw) -> None:
        text = node.astext().strip()
        formats = str(node.get("format", "")).split()
        if "typst" in formats:
            self.emit(text)
        elif "html" in formats:
            if 'type="checkbox"' in text:
                self.emit(call("checkbox", "true" if "checked=" in text else "false"))
            elif text in _STRUCK or text in _STRUCK_ENDS:
                if not _is_paired(node):
                    self.fault(node, f"{text} without its other half in the same words; write ~~words~~")
                if text in _STRUCK:
                    self.push()
                else:
                    self.emit(call("strike", self.pop()))
        raise nodes.SkipNode

    def visit_image(self, node: nodes.image) -> None:
        if "only-dark" in node.get("classes", []):
            raise nodes.SkipNode
        alt = str(node.get("alt", "")).strip()
        if "decorative" in node.get("classes", []):
            alt = ""
        elif not alt:
            self.fault(node, f"the picture {node['uri']} has no alternative text (nor the class decorative)")
        form = "picture-in-line" if isinstance(node.parent, nodes.TextElement) else "picture"
        self.emit(call(form, string(self.image_path(node["uri"])), alt=string(alt), width=_width(node)))
        raise nodes.SkipNode


def _is_paired(half: nodes.raw) -> bool:
    """Say whether the begin or end of words struck out has its other half beside it."""
    begun: list[nodes.Node] = []
    assert half.parent is not None
    for node in half.parent.children:
        text = node.astext().strip() if isinstance(node, nodes.raw) else ""
        if text in _STRUCK:
            begun.append(node)
        elif text in _STRUCK_ENDS:
            other = begun.pop() if begun else None
            if half is node or half is other:
                return other is not None
    return False


def _unbroken(text: nodes.Text) -> nodes.Text:
    return nodes.Text(text.replace(" ", "\u00a0"))


def _width(node: nodes.image) -> str:
    found = _LENGTH.fullmatch(str(node.get("width", "")).strip())
    if found is None:
        return "auto"
    number, unit = found[1], found[2] or "px"
    return f"{float(number) * 0.75:g}pt" if unit == "px" else f"{number}{unit}"


for _name in _WRAPPERS:
    setattr(InlineVisitors, f"visit_{_name}", _visit)
    setattr(InlineVisitors, f"depart_{_name}", _depart)
