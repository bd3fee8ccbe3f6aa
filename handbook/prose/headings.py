"""The anchor that a heading gets, and the ids that a page of the website has besides."""

from __future__ import annotations

import re
import unicodedata

_ROLE = re.compile(r"\{[\w:-]+\}(?=`)")
_TARGET = re.compile(r"\]\([^)]*\)")
# What templates and scripts give: a second element of this id would get their links, or be taken for their place.
FRAME = frozenset({
    "main", "site-navigation", "page-sources", "moved-parts", "front-search", "search-field", "search-count",
    "search-results", "search-list", "source-popover", "course-popover", "plan-courses", "map-arrow",
})
# A source by its number, a hit of the search, a field of the form that checks a plan.
_NUMBERED = re.compile(r"(?:source|search-hit|plan-field)-\d+(?:-refused)?")


def anchor(heading: str) -> str:
    """Return the anchor of a heading, or of a label, from its Markdown as Docutils makes it; empty for none."""
    words = _TARGET.sub("]", _ROLE.sub("", heading)).lower()
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"^[0-9-]+|-$", "", re.sub(r"[^a-z0-9]+", "-", plain))


def is_frame(anchor: str) -> bool:
    """Say whether the frame of a page has this id for itself."""
    return anchor in FRAME or _NUMBERED.fullmatch(anchor) is not None
