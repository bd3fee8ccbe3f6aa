"""Settings of Sphinx for the handbook: no functions, no clock, no network."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

# -- Project -----------------------------------------------------------------------------------------------------------

project = "MISM Handbook"
author = "The editors of the MISM Handbook"
release = "November 2026"
language = "en"
# The year of the edition, not of the build.
project_copyright = "2026, the editors of the MISM Handbook"

# -- Extensions --------------------------------------------------------------------------------------------------------

extensions = [
    "myst_parser",
    "sphinx_design",
    "handbook.extension",
]

# -- Pages -------------------------------------------------------------------------------------------------------------

source_suffix = {".md": "markdown"}
exclude_patterns = ["_*", "**/_*"]
nitpicky = True
keep_warnings = False
numfig = False
handbook_data = "data"

# -- MyST --------------------------------------------------------------------------------------------------------------

myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "substitution", "tasklist"]
myst_heading_anchors = 3
# MyST would read front matter dates and numbers as its own settings otherwise.
myst_all_links_external = False

# -- Website -----------------------------------------------------------------------------------------------------------

html_theme = "furo"
html_title = "MISM Handbook"
# Unset addresses leave canonical links, the sitemap, edit and report links out; nothing is guessed.
html_baseurl = os.environ.get("HANDBOOK_BASEURL", "")
repository_url = os.environ.get("HANDBOOK_REPOSITORY_URL", "")
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
