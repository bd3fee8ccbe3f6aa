"""A handbook in which pages and sections have moved."""

import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(_ROOT))

project = "Moved"
extensions = ["myst_parser", "sphinx_design", "handbook.extension"]
source_suffix = {".md": "markdown"}
handbook_data = str(_ROOT / "data")
html_theme = "furo"
html_title = "Moved"
html_baseurl = "https://handbook.example/guide/"
html_copy_source = False
