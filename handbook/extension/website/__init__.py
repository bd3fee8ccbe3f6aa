"""What only the website needs: its frame and assets, and repairs of the HTML that Sphinx and its extensions write.

One purpose a file. Nothing here changes what other builders see: transforms run for HTML alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.extension.website.assets import setup_assets
from handbook.extension.website.cards import setup_cards
from handbook.extension.website.code_regions import setup_code_regions
from handbook.extension.website.compressed_copies import setup_compressed_copies
from handbook.extension.website.copies import setup_copies
from handbook.extension.website.course_previews import setup_course_previews
from handbook.extension.website.descriptions import setup_descriptions
from handbook.extension.website.download_buttons import setup_download_buttons
from handbook.extension.website.external_links import setup_external_links
from handbook.extension.website.formulas import setup_formulas
from handbook.extension.website.frame import setup_frame
from handbook.extension.website.front_page import setup_front_page
from handbook.extension.website.headers import setup_headers
from handbook.extension.website.image_sizes import setup_image_sizes
from handbook.extension.website.linked_data import setup_linked_data
from handbook.extension.website.markdown import setup_markdown
from handbook.extension.website.offline_copy import setup_offline_copy
from handbook.extension.website.phone_links import setup_phone_links
from handbook.extension.website.planner import setup_planner
from handbook.extension.website.redirects import setup_redirects
from handbook.extension.website.regions import setup_regions
from handbook.extension.website.source_marks import setup_source_marks
from handbook.extension.website.special_pages import setup_special_pages
from handbook.extension.website.surroundings import setup_surroundings
from handbook.extension.website.tab_labels import setup_tab_labels
from handbook.extension.website.table_regions import setup_table_regions
from handbook.extension.website.task_boxes import setup_task_boxes
from handbook.extension.website.toctree_captions import setup_toctree_captions
from handbook.extension.website.translator import setup_translator

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup_website(app: Sphinx) -> None:
    """Set up every part of the website."""
    setup_assets(app)
    setup_regions(app)
    setup_table_regions(app)
    setup_code_regions(app)
    setup_formulas(app)
    setup_toctree_captions(app)
    setup_tab_labels(app)
    setup_task_boxes(app)
    setup_source_marks(app)
    setup_course_previews(app)
    setup_image_sizes(app)
    setup_external_links(app)
    setup_phone_links(app)
    setup_translator(app)
    setup_descriptions(app)
    setup_frame(app)
    setup_front_page(app)
    setup_special_pages(app)
    setup_headers(app)
    setup_copies(app)
    setup_compressed_copies(app)
    setup_offline_copy(app, setup_download_buttons(app))
    setup_planner(app)
    setup_markdown(app)
    setup_linked_data(app)
    setup_cards(app)
    setup_surroundings(app, setup_redirects(app))
