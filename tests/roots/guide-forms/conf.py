"""Every form of the PDF guide, without the handbook's own directives."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

project = "Forms"
author = "The testers"
language = "en"
extensions = ["myst_parser", "sphinx_design", "handbook.guide"]
source_suffix = {".md": "markdown"}
myst_enable_extensions = [
    "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist", "strikethrough", "tasklist",
]
myst_heading_anchors = 3
suppress_warnings = ["myst.strikethrough"]
guide_documents = [
    {"file": "whole", "title": "All forms", "subtitle": "The whole"},
    {"file": "part", "title": "Some forms", "audience": "reader"},
]
guide_edition = "First edition"
guide_checked = "Checked between May 1 and May 3, 2026."
guide_notice = "This is a test."
guide_how_to = ["A number after a link is its page."]
guide_site_url = "https://forms.example/"
guide_index = [("std", "term")]
