"""The sizes of pictures as plain attributes, so that nothing moves while they load; boxes without ``style``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from handbook.prose.pictures import PictureError, size_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class ImageSizes(SphinxPostTransform):
    """Completes the sizes that pages give to pictures, and drops what would be written as a style.

    Sphinx makes such a picture a link to itself in full size, so the others get theirs when they are written.
    """

    formats = ("html",)
    default_priority = 510

    def run(self, **kwargs: Any) -> None:
        """Change the pictures, figures and containers of one page."""
        for node in self.document.findall(nodes.Element):
            if isinstance(node, nodes.image | nodes.figure):
                for name in ("width", "height", "figwidth"):
                    # A bare number is written as an attribute, which the policy of the website allows.
                    if not str(node.get(name, "0")).removesuffix("px").isdigit():
                        del node.attributes[name]
                    elif name in node.attributes:
                        node[name] = str(node[name]).removesuffix("px")
                if isinstance(node, nodes.image) and not {"width", "height", "scale"}.isdisjoint(node.attributes):
                    give_size(node, Path(self.env.srcdir, node["uri"]))
            elif isinstance(node, nodes.container):
                node.attributes.pop("style", None)


def give_size(node: nodes.image, path: Path) -> None:
    """Set what is not set of a picture's width and height, by its own two or in proportion to them."""
    scale = node.attributes.pop("scale", 100) / 100
    try:
        own = size_of(path)
    except (PictureError, OSError):  # the build has said so
        return
    if own is None:
        return
    sides = ("width", "height")
    given = [int(node[name]) / length for name, length in zip(sides, own, strict=True) if name in node]
    for name, length in zip(sides, own, strict=True):
        node.setdefault(name, str(round(length * (given[0] if given else scale))))


def setup_image_sizes(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(ImageSizes)
