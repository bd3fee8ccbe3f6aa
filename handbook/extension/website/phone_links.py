"""Phone numbers that can be tapped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from handbook.extension.directives.office import PHONE

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# How numbers of the country code 1 are written at home; of another form the country is not known.
_AT_HOME = re.compile(r"\d{3}-\d{3}-\d{4}")


class PhoneLinks(SphinxPostTransform):
    """Makes links of the numbers of offices, with the country in front: a reader may be abroad."""

    formats = ("html",)
    default_priority = 520

    def run(self, **kwargs: Any) -> None:
        """Change the numbers of one page."""
        for number in [node for node in self.document.findall(nodes.inline) if PHONE in node["classes"]]:
            words = number.astext()
            if _AT_HOME.fullmatch(words):
                link = nodes.reference("", words, refuri=f"tel:+1-{words}", internal=False)
                number.parent.replace(number, link)


def setup_phone_links(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(PhoneLinks)
