"""Lets the PDF guides say which edition they are and when it was checked, from the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.extension.domain import handbook_domain
from handbook.ledger.formats import days_of_check

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from handbook.ledger.model import Edition


def checked(edition: Edition) -> str:
    """Return when the facts were checked: ``on DATE``, or ``between DATE and DATE`` where that took several days."""
    return days_of_check(edition.checked_from, edition.checked)


def name_edition(app: Sphinx) -> None:
    """Fill ``guide_edition`` and ``guide_checked`` where ``conf.py`` leaves them empty."""
    edition = handbook_domain(app.env).ledger.edition
    words = {
        "guide_edition": edition.title,
        "guide_checked": f"The facts were last checked {checked(edition)}.",
    }
    for name, text in words.items():
        if name in app.config and not app.config[name]:
            setattr(app.config, name, text)


def setup_edition(app: Sphinx) -> None:
    """Connect the handler, behind the one that reads the ledger."""
    app.connect("builder-inited", name_edition, priority=600)
