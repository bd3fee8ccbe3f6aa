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
    "handbook.guide",
    "handbook.search",
]

# -- Pages -------------------------------------------------------------------------------------------------------------

source_suffix = {".md": "markdown"}
exclude_patterns = ["_*", "**/_*"]
nitpicky = True
keep_warnings = False
numfig = False
# The same quotes and dashes as Sphinx would set, in less time.
smartquotes = False
typographic_quotes = True
handbook_data = "data"

# -- MyST --------------------------------------------------------------------------------------------------------------

myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "tasklist"]
myst_heading_anchors = 3

# -- Website -----------------------------------------------------------------------------------------------------------

html_theme = "furo"
html_title = "MISM Handbook"
# Unset addresses leave canonical links, the sitemap, edit and report links out; nothing is guessed.
html_baseurl = os.environ.get("HANDBOOK_BASEURL", "")
repository_url = os.environ.get("HANDBOOK_REPOSITORY_URL", "")
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
# What stands at the foot of a page: the notice (not on the front page, which says it in its text), and links.
html_context = {
    "site_notice": "This handbook is independent of Carnegie Mellon University. "
    "Where it and an official page differ, the official page wins.",
    "footer_pages": [
        ("reference/about/index", "About"), ("reference/about/accessibility", "Accessibility"),
        ("reference/about/privacy", "Privacy"), ("reference/downloads", "Downloads"),
        ("reference/known-conflicts", "Known conflicts"),
    ],
    # What the search page offers where JavaScript is off.
    "search_pages": [("reference/downloads", "The handbook as a PDF, to search in a PDF reader")],
}

# What the pages are about, for programs that read JSON-LD; the units come from the requirement set.
linked_data = {
    "program": {
        "name": "Master of Information Systems Management", "requirements": "mism-2026-27",
        "credential": "Master of Information Systems Management", "mode": "full-time",
        "pages": ["index", "overview/index", "overview/at-a-glance"],
    },
    "provider": {
        "name": "Heinz College", "url": "https://www.heinz.cmu.edu/", "parent": "Carnegie Mellon University",
    },
}

# -- Search ------------------------------------------------------------------------------------------------------------

search_synonyms = "data/synonyms.yaml"
search_ask = ["Who to ask", "reference/who-to-ask.html"]
search_offices = ["reference/offices", "office-heinz-general"]
search_suggestions = ["application deadline", "tuition", "GRE waiver", "BIDA core courses", "95-702", "CPT"]

# -- PDF guides --------------------------------------------------------------------------------------------------------

guide_documents = [
    {"file": "mism-handbook", "title": "MISM Handbook", "subtitle": "Master of Information Systems Management"},
    {
        "file": "applicant-guide", "title": "MISM Applicant Guide", "audience": "applicant",
        "subtitle": "Is it for me, can I get in, what does it cost",
    },
    {
        "file": "student-guide", "title": "MISM Student Guide", "audience": "student",
        "subtitle": "Requirements, rules, internship, capstone",
    },
]
guide_notice = (
    "This guide is independent of Carnegie Mellon University and Heinz College. "
    "Where it differs from an official page, the official page wins."
)
guide_how_to = [
    "A small number after a fact leads to its source at the end of the chapter. A year beside the number means that "
    "the fact is of that year and not a present rule; the word disputed means that sources disagree. It leads to the "
    "box with each side, or a letter beside it to the foot of the page.",
    "A rule names the entry year for which it holds. You follow the rules of the year you entered; the source, of "
    "2024-25, says only that a rise in requirements normally binds later classes.",
    "A box with a brown bar shows where sources disagree, and what this guide prints. A box with a violet bar names a "
    "question that no source answers, and the office to ask.",
    "A page number such as (p. 12) after colored words is where they lead. Words with (website) name a page that this "
    "guide leaves out; it is on the website of the handbook. Colored words with neither lead to the address that they "
    "name, or to a place nearby.",
    "Each chapter ends with its sources, numbered as in the text. The book ends with an index of courses and terms; "
    "a bold page number there is the main place of the entry.",
    "Dates, prices and rules change. Look at the date beside a source before you decide by it, and ask the office.",
    "The guide gives no immigration advice and no forecast of an admission decision.",
]
guide_site_url = html_baseurl
guide_index = [("hb", "course"), ("std", "term")]
guide_index_title = "Index of courses and terms"
