"""Settings of a small handbook of a program that does not exist, made with the same engine."""

import os

project = "Lighthouse Handbook"
author = "The keepers of the Lighthouse Handbook"
release = "Autumn 2031"
language = "en"
project_copyright = "2031, the keepers of the Lighthouse Handbook"

extensions = ["myst_parser", "sphinx_design", "handbook.extension", "handbook.guide", "handbook.search"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_*", "**/_*"]
nitpicky = True
handbook_data = "data"
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "Lighthouse Handbook"
html_baseurl = os.environ.get("HANDBOOK_BASEURL", "")
repository_url = os.environ.get("HANDBOOK_REPOSITORY_URL", "")
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_context = {
    "site_notice": "The program of this handbook does not exist.",
    "footer_pages": [("study/catalog", "Courses & signals")],
}

search_synonyms = "data/synonyms.yaml"
search_suggestions = ["fees", "10-101"]

guide_documents = [{"file": "lighthouse-handbook", "title": "Lighthouse Handbook", "subtitle": "A test"}]
guide_edition = "Edition of autumn 2031"
guide_checked = "Checked on October 1, 2031."
guide_notice = "The program of this guide does not exist."
