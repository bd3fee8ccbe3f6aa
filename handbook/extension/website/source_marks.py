"""Source numbers that read calmly and cannot be taken for part of a figure.

In brackets, close to their words, runs in short, with a finger's room where no words give it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from handbook.extension.provenance import BLOCKS
from handbook.publish.ancestors import is_within

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# A mark of more letters than this may go on in the next line.
_ONE_LINE = 16


class SourceMarks(SphinxPostTransform):
    """Takes away the space before each number (a line could break there) and writes 5, 6, 7, 8 as [5–8].

    Without the brackets, "October 1" with source 5 would be copied, and may be read, as "October 15".
    """

    formats = ("html",)
    default_priority = 510

    def run(self, **kwargs: Any) -> None:
        """Change the numbers of one page."""
        for mark in list(self.document.findall(nodes.superscript)):
            if "source-marker" not in mark["classes"] or mark.parent is None:
                continue
            place = mark.parent.index(mark)
            before = mark.parent.children[place - 1] if place else None
            if isinstance(before, nodes.Text) and before != before.rstrip():
                mark.parent[place - 1] = nodes.Text(before.rstrip())
            shorten(mark)
            mark.insert(0, nodes.Text("["))
            mark += nodes.Text("]")
            if len(mark.astext()) > _ONE_LINE:
                mark["classes"].append("long")
            if stands_alone(mark):
                mark["classes"].append("alone")


def shorten(mark: nodes.superscript) -> None:
    """Keep the first and the last of three or more numbers that follow each other; the script shows all of them."""
    numbers = [(place, int(child.astext())) for place, child in enumerate(mark.children) if child.astext().isdigit()]
    numbers = [(place, number) for place, number in numbers if isinstance(mark[place], nodes.reference)]
    kept: list[nodes.Node] = list(mark.children)
    first = 0
    for last in range(len(numbers)):
        if last + 1 < len(numbers) and numbers[last + 1][1] == numbers[last][1] + 1:
            continue
        if last - first >= 2:
            inner = range(numbers[first][0] + 1, numbers[last][0])
            for place in inner:
                kept[place] = nodes.Text("")
            kept[inner[0]] = nodes.Text("–")
        first = last + 1
    mark.children = []
    mark.extend(node for node in kept if node.astext())


def stands_alone(mark: nodes.superscript) -> bool:
    """Return whether the block of ``mark`` holds links alone: no text then keeps the number away from the next link."""
    block: nodes.Element | None = mark.parent
    while block is not None and not isinstance(block, BLOCKS):
        block = block.parent
    if block is None:
        return False
    return all(not text.strip() or is_within(text, nodes.reference, block) for text in block.findall(nodes.Text))


def setup_source_marks(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(SourceMarks)
