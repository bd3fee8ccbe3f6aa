"""The frame stack that all visitors share: code is gathered in frames, and a frame becomes one block."""

from __future__ import annotations

import functools
import os
import posixpath
from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

from docutils import nodes
from sphinx.errors import SphinxError
from sphinx.util.docutils import SphinxTranslator

from handbook.guide.estimate import Offsets
from handbook.guide.sources import Bibliography
from handbook.guide.table_sizes import Sizes
from handbook.guide.typst_text import block, call, string

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from handbook.guide.volume import Volume

# The kinds of fault, printed in brackets after each message.
NO_FONT, NO_FORM, TYPST = "G001", "G002", "G003"


class GuideError(SphinxError):
    """A page cannot be set as a PDF; the message names page, line and cause, ``code`` the kind of fault."""

    category = "PDF guide"

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


class Frames(SphinxTranslator):
    """Walks one page. Each node opens a frame of code; leaving it wraps the frame and hands it to its parent."""

    def __init__(
        self, document: nodes.document, builder: Builder, docname: str, volume: Volume, *, opens_part: bool = False
    ) -> None:
        super().__init__(document, builder)
        self.docname = docname
        self.volume = volume
        self.labels = volume.labels
        self.sources = Bibliography(docname, document)
        # Label or address -> the words of its first link: what a screen reader says for the link.
        self.descriptions: dict[str, str] = {}
        self.opens_part = opens_part
        self.frames: list[list[str]] = [[]]
        self.depth = 0
        self.in_sources = False
        self.in_caption = False
        self.tables: list[Sizes] = []
        # The first paragraph of a section, where it stays with the title.
        self.lead: nodes.Node | None = None

    @functools.cached_property
    def offsets(self) -> Offsets:
        """How far the links and anchors of the page are apart."""
        return Offsets(self.document)

    def result(self) -> str:
        """Return the code of the page."""
        return "\n".join(self.frames[0])

    def emit(self, code: str) -> None:
        """Add code to the frame that is open."""
        if code:
            self.frames[-1].append(code)

    def push(self) -> None:
        """Open a frame."""
        self.frames.append([])

    def pop(self) -> str:
        """Close a frame and return its code as one block."""
        return block(*self.frames.pop())

    def pop_captioned(self) -> tuple[str, list[str]]:
        """Close a frame that may hold a caption; return the code of its words (``none`` without one) and the rest."""
        parts = self.frames.pop()
        begin = "caption-words("
        captions = [part for part in parts if part.startswith(begin)]
        words = captions[0].removeprefix(begin).removesuffix(")") if captions else "none"
        return words, [part for part in parts if part not in captions]

    def render(self, children: Iterable[nodes.Node]) -> str:
        """Return the code of ``children``, set apart from what is open now."""
        self.push()
        for child in children:
            child.walkabout(self)
        return self.pop()

    def describe(self, target: str, words: str) -> None:
        """Keep ``words`` as the description of links to ``target``, unless one is known."""
        words = " ".join(words.split())
        if words:
            self.descriptions.setdefault(target, words)

    def anchor(self, node: nodes.Element) -> None:
        """Put a label for the ids of ``node``, where they have none yet."""
        label = self.labels.place(self.docname, node)
        if label is not None:
            self.emit(call("anchor", string(label)))

    def fault(self, node: nodes.Node, message: str) -> NoReturn:
        """Stop the build with page, line and cause."""
        line = next((n.line for n in _ancestors(node) if getattr(n, "line", None)), 0)
        place = self.place_of(self.docname) + (f":{line}" if line else "")
        raise GuideError(f"{place}: {message}", NO_FORM)

    def place_of(self, docname: str) -> str:
        """Return the file of a page as an editor knows it: from the folder of the settings."""
        path = os.path.relpath(self.builder.env.doc2path(docname), self.builder.confdir)
        return path.replace(os.sep, "/")

    def image_path(self, uri: str) -> str:
        """Return the path of a picture beside the source."""
        return posixpath.join("/images", self.builder.images.get(uri, posixpath.basename(uri)))


def _ancestors(node: nodes.Node | None) -> list[nodes.Node]:
    found = []
    while node is not None:
        found.append(node)
        node = node.parent
    return found
