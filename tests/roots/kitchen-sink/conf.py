"""Every element and type of page, on a small ledger of its own that does not change: its pictures stay the same."""

import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(_ROOT))

project = "MISM Handbook"
language = "en"
extensions = ["myst_parser", "sphinx_design", "handbook.extension", "handbook.guide", "handbook.search"]
source_suffix = {".md": "markdown"}
handbook_data = "data"
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "substitution", "tasklist"]
myst_heading_anchors = 3
guide_documents = [{"file": "kitchen-sink", "title": "Every element", "subtitle": "A test"}]
html_theme = "furo"
html_title = "MISM Handbook"
html_baseurl = "https://handbook.example/guide/"
repository_url = "https://git.example/handbook"
html_copy_source = False
html_show_sourcelink = False
# Offices, conflicts and courses have their places in the real handbook, not here.
suppress_warnings = ["ref.*", "hb.*"]
