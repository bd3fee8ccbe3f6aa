"""A Sphinx builder that makes accessible PDF guides through Typst. It knows nothing of the handbook's subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.guide.builder import GuideBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder and its settings."""
    app.add_builder(GuideBuilder)
    strings = frozenset({str})
    app.add_config_value("guide_documents", [], "", types=frozenset({list}), description="the guides to make")
    app.add_config_value("guide_edition", "", "", types=strings, description="edition, printed on the cover")
    app.add_config_value("guide_checked", "", "", types=strings, description="line on freshness, printed on the cover")
    app.add_config_value("guide_notice", "", "", types=strings, description="notice, printed after the cover")
    app.add_config_value("guide_how_to", [], "", types=frozenset({list}), description="how to use the guide")
    app.add_config_value("guide_paper", "us-letter", "", types=strings, description="us-letter or a4")
    app.add_config_value("guide_site_url", "", "", types=strings, description="address for links out of a guide")
    app.add_config_value("guide_loose_title", "Start here", "", types=strings, description="part of loose pages")
    app.add_config_value("guide_index", [], "", types=frozenset({list}), description="(domain, type) pairs to index")
    app.add_config_value("guide_index_title", "Index", "", types=strings, description="heading of the index")
    app.add_config_value("guide_sources_title", "Sources", "", types=strings, description="heading of the sources")
    app.add_config_value("guide_continued", "continued", "", types=strings, description="at rows of tables that go on")
    app.add_config_value("guide_keep_source", False, "", types=frozenset({bool}), description="keep the Typst source")
    return {"version": "1.0", "parallel_read_safe": True, "parallel_write_safe": True}
