"""Pictures and boxes without ``style`` attributes: sizes in pixels become plain attributes, others are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class ImageSizes(SphinxPostTransform):
    """Drops what docutils and sphinx-design would write as a style."""

    formats = ("html",)
    default_priority = 510

    def run(self, **kwargs: Any) -> None:
        """Change the pictures, figures and containers of one page."""
        for node in self.document.findall(nodes.Element):
            if isinstance(node, nodes.image | nodes.figure):
                for name in ("width", "height", "figwidth"):
                    # A bare number is written as an attribute, which is allowed and keeps the page from moving.
                    if not str(node.get(name, "0")).removesuffix("px").isdigit():
                        del node.attributes[name]
                    elif name in node.attributes:
                        node[name] = str(node[name]).removesuffix("px")
            elif isinstance(node, nodes.container):
                node.attributes.pop("style", None)


def setup_image_sizes(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(ImageSizes)
