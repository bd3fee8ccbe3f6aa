"""The one place that wires the parts of the extension together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook import __version__
from handbook.extension.directives import setup_directives
from handbook.extension.domain import setup_domain
from handbook.extension.edition import setup_edition
from handbook.extension.limits import setup_limits
from handbook.extension.link_ends import setup_link_ends
from handbook.extension.navigation import setup_navigation
from handbook.extension.one_line import setup_one_line
from handbook.extension.provenance import setup_provenance
from handbook.extension.quotes import setup_quotes
from handbook.extension.reading import setup_reading
from handbook.extension.roles import setup_roles
from handbook.extension.toctree_rings import setup_toctree_rings
from handbook.extension.website import setup_website

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Load the extension into Sphinx."""
    setup_one_line(app)
    setup_limits(app)
    setup_domain(app)
    setup_link_ends(app)
    setup_reading(app)
    setup_quotes(app)
    setup_edition(app)
    setup_provenance(app)
    setup_roles(app)
    setup_directives(app)
    setup_toctree_rings(app)
    setup_navigation(app)
    setup_website(app)
    return {
        "version": __version__,
        "env_version": 2,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
