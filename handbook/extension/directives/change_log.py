"""``{change-log}``: the ledger's own change log, newest first, with links to the entries touched."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from handbook.extension.directives.ledger_directive import LedgerDirective
from handbook.extension.tables import paragraph
from handbook.extension.words import entry_link
from handbook.ledger.change_log import concerned_years
from handbook.ledger.formats import date, full_stop
from handbook.ledger.model import Edition, Fact, LoggedChange
from handbook.publish.changes import TOPICS, name

_KINDS = {
    "facts": "fact", "requirements": "requirements", "courses": "course", "deadlines": "deadline",
    "conflicts": "conflict", "unknowns": "unknown", "plans": "plan", "offices": "office", "sources": "source",
}
"""Topic -> the kind of place that its entries have; the entries of other topics have none."""
_MOST = 5  # entries of a change that are named


class ChangeLogDirective(LedgerDirective):
    """Option: ``of-entry-years``, for only those changes that concern some entry years alone.

    These carry a class for each of the years. The whole log is not searched: it tells of what was once wrong.
    """

    option_spec: ClassVar = {"of-entry-years": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Return a list: day and topic, the sentences, and what they touched."""
        # A link says what its entry is called, and the classes say whom it concerns.
        self.domain.note_collection("changes", "edition", *dict.fromkeys(c.topic for c in self.known()))
        listed = nodes.bullet_list(classes=["change-log"])
        if "of-entry-years" not in self.options:
            listed["classes"].append("unsearched")
        for change in self.ledger.changes.values():
            years = concerned_years(self.ledger, change)
            if "of-entry-years" in self.options and not years:
                continue
            item = nodes.list_item(classes=[f"for-entry-{year}" for year in years])
            head = nodes.strong("", f"{date(change.date)}. {TOPICS[change.topic]}.")
            item += paragraph(head, " ", " ".join(full_stop(sentence) for sentence in change.sentences))
            touched = self.touched(change)
            if touched:
                see = paragraph("See: ", *touched, "" if touched[-1].astext().endswith("?") else ".")
                see["classes"].append("unsearched")
                item += see
            listed += item
        return [listed if listed.children else paragraph("Nothing is logged yet.")]

    def known(self) -> list[LoggedChange]:
        """Return the changes whose topic is a collection of the ledger."""
        return [change for change in self.ledger.changes.values() if change.topic != "edition"]

    def touched(self, change: LoggedChange) -> list[nodes.Node]:
        """Return links to the facts, and to the first of the other entries that have a place, and how many more."""
        if change.topic not in _KINDS:
            return []
        entries = {entry_id: self.ledger.entry(entry_id) for entry_id in change.entries}
        links = self.facts([entry_id for entry_id, entry in entries.items() if isinstance(entry, Fact)])
        placed = [
            (entry_id, entry) for entry_id, entry in entries.items() if entry and not isinstance(entry, Edition | Fact)
        ]
        for entry_id, entry in placed[:_MOST]:
            words = name(self.ledger, entry)
            # A plan is called as the rules that it keeps.
            words = f"sample plan: {words}" if change.topic == "plans" else words
            links += [nodes.Text("; ")] if links else []
            links.append(entry_link(self.domain, entry_id, _KINDS[change.topic], words))
        if len(placed) > _MOST:
            links.append(nodes.Text(f"; and {len(placed) - _MOST} more"))
        return links

    def facts(self, ids: list[str]) -> list[nodes.Node]:
        """Return for each topic of these facts a link to the first of them, and how many they are.

        A fact has no name but its sentence, and the log has said what changed.
        """
        links: list[nodes.Node] = []
        for topic, members in self.ledger.topics.items():
            touched = [entry_id for entry_id in members if entry_id in ids]
            if touched:
                words = f"{topic.replace('-', ' ')} ({len(touched)} fact{'' if len(touched) == 1 else 's'})"
                links += [nodes.Text("; ")] if links else []
                links.append(entry_link(self.domain, touched[0], "fact", words))
        return links
