"""The plan checker of the website: one script, with the rule table in it, loaded when a reader opens the form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rjsmin

from handbook.extension.domain import HandbookDomain, handbook_domain
from handbook.extension.website.assets import THEME
from handbook.extension.words import set_name
from handbook.ledger.degree.table import rule_table

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

SCRIPT = "planner.js"
PARTS = ("checker", "state", "form")


def site_table(app: Sphinx) -> dict[str, Any]:
    """Return the rule table with the names, the sample plans and the addresses of its rules, seen from the top."""
    domain = handbook_domain(app.env)
    table = rule_table(domain.ledger)
    unchecked = [item["rule"] for entry in table["sets"].values() for item in entry["unchecked"]]
    ids = [*table["rules"].values(), *unchecked, *table["sets"], *(c["id"] for c in table["courses"].values())]
    links = {entry_id: link for entry_id in ids if (link := _link(app, domain, entry_id))}
    for name, entry in table["sets"].items():
        entry["name"] = set_name(domain.ledger, domain.ledger.requirements[name])
        for group in entry["groups"]:
            if link := _link(app, domain, group["id"]) or links.get(name, ""):
                links[group["id"]] = link
    plans = [plan.model_dump(mode="json", exclude={"evidence", "note"}) for plan in domain.ledger.plans.values()]
    return {**table, "links": links, "plans": plans}


def _link(app: Sphinx, domain: HandbookDomain, entry_id: str) -> str:
    """Return the address of an entry's own place, else of the first page that shows it, else nothing."""
    if place := domain.places.get(entry_id):
        return f"{app.builder.get_target_uri(place.docname)}#{place.anchor}"
    pages = sorted(docname for docname, ids in domain.shown.items() if entry_id in ids)
    return app.builder.get_target_uri(pages[0]) if pages else ""


def script(table: dict[str, Any]) -> str:
    """Return the script: the table, then the parts that read it, minified."""
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    parts = [(THEME / "planner" / f"{name}.js").read_text(encoding="utf-8") for name in PARTS]
    return "\n".join([f"self.HandbookPlanTable = {text};", *(str(rjsmin.jsmin(part)) for part in parts), ""])


def write(app: Sphinx, builder: Builder) -> None:
    """Write it beside the other static files."""
    if builder.format == "html" and app.config.html_theme == "furo":
        folder = Path(builder.outdir, "_static")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / SCRIPT).write_text(script(site_table(app)), encoding="utf-8")


def setup_planner(app: Sphinx) -> None:
    """Connect the step."""
    app.connect("write-started", write)
