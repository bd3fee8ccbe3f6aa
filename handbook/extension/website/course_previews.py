"""The previews of courses: one small script with all of them, which the browser loads at the first wish for one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.extension.domain import HandbookDomain
from handbook.extension.words import LENGTHS, prerequisites_text
from handbook.ledger.formats import plain_number
from handbook.ledger.load import Ledger

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

FILE = "courses.js"


def previews(ledger: Ledger) -> dict[str, list[str]]:
    """Return the lines of each course by the anchor of its entry: name, units and length, what it needs first."""
    return {
        course.id: [
            f"{course.number} {course.title}",
            f"{'Units not known' if course.units is None else plain_number(course.units) + ' units'}. "
            f"Length: {LENGTHS[course.length].lower()}.",
            f"Prerequisites: {prerequisites_text(ledger, course)}",
        ]
        for course in ledger.courses.values()
    }


def script(ledger: Ledger) -> str:
    """Return the script; a classic one, so that it also works in pages opened from disk."""
    text = json.dumps(previews(ledger), ensure_ascii=True, separators=(",", ":")).replace("</", "<\\/")
    return f"window.HandbookCourses={text};\n"


def write(app: Sphinx, builder: Builder) -> None:
    """Write it beside the other static files."""
    domain = app.env.domains.get("hb")
    if builder.format == "html" and isinstance(domain, HandbookDomain):
        folder = Path(builder.outdir, "_static")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_text(script(domain.ledger), encoding="utf-8")


def setup_course_previews(app: Sphinx) -> None:
    """Connect the handler."""
    app.connect("write-started", write)
