"""``{organizations}``: the organizations that sources name in a role, grouped by sector where asked."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from handbook.extension.directives.ledger_directive import LedgerDirective, id_list
from handbook.extension.provenance import source_mark
from handbook.extension.tables import definitions, paragraph
from handbook.ledger.formats import capital, join
from handbook.ledger.model import Organization
from handbook.prose.directives import Names


def _sector(argument: str | None) -> str:
    if argument == "sector":
        return argument
    raise ValueError("must be sector")


class OrganizationsDirective(LedgerDirective):
    """Options: ``kind`` (one or more), ``group: sector``, ``caption``."""

    option_spec: ClassVar = {"kind": id_list, "caption": directives.unchanged, "group": _sector}
    names: ClassVar = {
        "kind": Names("kind of organization", lambda ledger: {
            kind for entry in ledger.organizations.values() for kind in entry.kinds
        }),
    }

    def run(self) -> list[nodes.Node]:
        """Return a lead line with the sources and a list, or report an option that fits nothing."""
        if self.misnames():
            return []
        found = list(self.ledger.organizations.values())
        if "kind" in self.options:
            found = [entry for entry in found if set(entry.kinds) & set(self.options["kind"])]
        self.domain.note_collection("organizations")
        found.sort(key=lambda entry: entry.name.casefold())
        caption = self.options.get("caption", _named(len(found)))
        lead = paragraph(caption, source_mark(self.domain, [entry.id for entry in found]), ":")
        if "group" not in self.options:
            listed = nodes.bullet_list(classes=["organizations"])
            listed += [nodes.list_item("", paragraph(entry.name)) for entry in found]
            return [lead, listed]
        groups: dict[str, list[Organization]] = {}
        for entry in found:
            groups.setdefault(entry.sector or "other or not grouped", []).append(entry)
        ordered = sorted(groups.items(), key=lambda pair: (pair[0].startswith("other"), pair[0]))
        pairs = [(capital(name), join([entry.name for entry in members])) for name, members in ordered]
        return [lead, definitions(pairs, ["organizations"])]


def _named(count: int) -> str:
    return "1 organization is named" if count == 1 else f"{count} organizations are named"
