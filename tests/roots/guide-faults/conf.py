"""One page; the test writes what is on it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "Faults"
extensions = ["myst_parser", "handbook.guide", "strange"]
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["dollarmath"]
guide_documents = [{"file": "guide", "title": "Faults"}]
guide_index = [("std", "term")]
