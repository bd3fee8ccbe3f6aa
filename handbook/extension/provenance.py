"""Sources of what a page shows: numbered marks in the text and one list at the end of the page.

Roles and directives put :class:`SourceMark` nodes where a fact is shown. When the whole page is read, each mark
becomes a small linked number in stock docutils nodes, and the list of sources is added at the end, so that every
builder (website, PDF, text) shows both.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.addnodes import only
from sphinx.transforms import SphinxTransform

from handbook.extension.conflict_marks import ELSEWHERE, IN_GUIDE, ConflictMarks, numbers_of
from handbook.extension.domain import HandbookDomain, handbook_domain
from handbook.extension.edition import checked
from handbook.extension.tables import paragraph
from handbook.ledger.formats import as_of, as_of_words, year_of
from handbook.ledger.model import Deadline, Fact

if TYPE_CHECKING:
    from sphinx.application import Sphinx

BLOCKS = (nodes.paragraph, nodes.entry, nodes.title, nodes.caption, nodes.term, nodes.rubric, nodes.line)
"""The blocks of text within which a source is marked once."""
# What may stand between two marks that become one.
_STOPS = frozenset({"", ".", ",", ";", ":"})


class SourceMark(nodes.Inline, nodes.TextElement):
    """Stands for a source number until the page is read whole. Attributes: ``sources``, ``years``, ``conflicts``."""


def source_mark(domain: HandbookDomain, ids: Iterable[str], *, raw: bool = False) -> SourceMark:
    """Return the mark for text that rests on the entries ``ids``, and note that the page shows them.

    A dated fact gives the mark its year; a disputed one links the conflict.
    """
    ids = list(dict.fromkeys(ids))
    domain.note_shown(ids, raw=raw)
    sources: dict[str, None] = {}
    years: set[str] = set()
    conflicts: dict[str, None] = {}
    for entry_id in ids:
        entry: Any = domain.ledger.entry(entry_id)
        sources.update(dict.fromkeys(domain.ledger.sources_of(entry_id)))
        if getattr(entry, "status", "") == "dated":
            years.add(year_of(entry.as_of))
        # A current fact or date with a conflict is one side of it. What is disputed of a course, the catalog tells.
        if isinstance(entry, Fact | Deadline) and entry.conflict:
            conflicts[entry.conflict] = None
    return SourceMark("", sources=tuple(sources), years=tuple(sorted(years)), conflicts=tuple(conflicts))


class NumberSources(SphinxTransform):
    """Numbers the marks of a page in reading order and adds the list of sources."""

    # After substitutions and before Sphinx collects titles and toctrees.
    default_priority = 460

    def apply(self, **kwargs: Any) -> None:
        """Replace every mark and append the section of sources."""
        marks = list(self.document.findall(SourceMark))
        if not marks:
            return
        numbers: dict[str, int] = {}
        for mark in marks:
            for source_id in mark["sources"]:
                numbers.setdefault(source_id, len(numbers) + 1)
        domain = handbook_domain(self.env)
        conflicts = ConflictMarks(self.document, self.env.current_document.docname, domain.ledger.conflicts)
        for mark in reversed(marks):
            self._place(mark, sorted(numbers[source_id] for source_id in mark["sources"]), conflicts)
        # A link to a conflict bears its question.
        domain.note_shown((conflict for mark in marks for conflict in mark["conflicts"]), raw=True)
        top = next(iter(self.document.findall(nodes.section)), None)
        if top is not None:
            top += _source_list(domain, numbers, conflicts)

    def _place(self, mark: SourceMark, numbers: list[int], conflicts: ConflictMarks) -> None:
        """Turn one mark into linked numbers; only the last of equal marks in a block stays visible."""
        position = mark.parent.index(mark)
        numbers = sorted({*numbers, *self._taken_from_next(mark, position)})
        before = mark.parent.children[position - 1] if position else None
        if isinstance(before, nodes.inline) and "fact" in before["classes"]:
            before["classes"] += [f"note-{number}" for number in numbers]
        sup = nodes.superscript(classes=["source-marker"])
        numbers_of(sup, numbers)
        if known := [year for year in mark["years"] if year != "undated"]:
            sup += nodes.Text(", of " + " and ".join(known))
        if "undated" in mark["years"]:
            sup += nodes.Text(", undated")
        block: nodes.Element = mark.parent
        while block.parent is not None and not isinstance(block, BLOCKS):
            block = block.parent
        if not mark["conflicts"] and any(other.astext() == sup.astext() for other in block.findall(is_marker)):
            mark.parent.remove(mark)
            return
        mark.replace_self(sup)
        for conflict in mark["conflicts"]:
            conflicts.add(sup, conflict)

    def _taken_from_next(self, mark: SourceMark, position: int) -> list[int]:
        """Take away a mark of numbers alone that only a full stop parts from ``mark``; return its numbers."""
        following = mark.parent.children[position + 1:position + 3]
        if len(following) < 2 or following[0].astext().strip() not in _STOPS or not is_marker(following[1]):
            return []
        last = following[1]
        numbers = [number for child in last.children if (number := child.astext()) != ", "]
        if mark["years"] or mark["conflicts"] or not all(number.isdecimal() for number in numbers):
            return []
        mark.parent.remove(last)
        if following[0] is mark.parent.children[-1]:  # the space before the mark is the last thing left
            mark.parent.replace(following[0], nodes.Text(following[0].astext().rstrip()))
        return [int(number) for number in numbers]


def is_marker(node: nodes.Node) -> bool:
    """Say whether ``node`` is the number of a source."""
    return isinstance(node, nodes.superscript) and "source-marker" in node["classes"]


def source_text(domain: HandbookDomain, source_id: str) -> list[nodes.Node]:
    """Return the words for one source: title (linked where an address is known), publisher and date."""
    source = domain.ledger.sources[source_id]
    title: nodes.Node = nodes.Text(source.title)
    if source.url:
        title = nodes.reference("", source.title, refuri=source.url, internal=False)
    return [title, nodes.Text(f", {source.publisher}, {as_of_words(source.as_of)}")]


def _source_list(domain: HandbookDomain, numbers: dict[str, int], conflicts: ConflictMarks) -> nodes.section:
    section = nodes.section(ids=["page-sources"], names=["page-sources"], classes=["page-sources"])
    section += nodes.title("", "Sources")
    listed = _numbered(domain, numbers)
    only_in_notes = [source_id for source_id in conflicts.sources() if source_id not in numbers]
    more = {source_id: len(numbers) + count for count, source_id in enumerate(only_in_notes, 1)}
    dates = {domain.ledger.sources[source_id].as_of for source_id in numbers}
    section += listed
    section += conflicts.notes({**numbers, **more}, _numbered(domain, more) if more else None)
    # Below every list of sources, and around the page: when the facts were checked, and how to cite them.
    domain.note_collection("edition:title", "edition:checked", "edition:checked_from")
    span = domain.note_range(dates)
    words = f"The facts of this handbook were last checked {checked(domain.ledger.edition)}."
    said = nodes.paragraph(classes=["page-checked"])
    if span is None:
        said += nodes.Text(words)
    else:
        oldest, newest = span
        between = f"dated {as_of(oldest)}" if oldest == newest else f"dated from {as_of(oldest)} to {as_of(newest)}"
        # A book says on its cover when it was checked, and has other pages.
        said += only("", nodes.Text(f"The sources of this chapter are {between}."), expr=IN_GUIDE)
        said += only("", nodes.Text(f"The sources of this page are {between}. {words}"), expr=ELSEWHERE)
    section += said
    return section


def _numbered(domain: HandbookDomain, numbers: dict[str, int]) -> nodes.enumerated_list:
    listed = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".")
    first = min(numbers.values(), default=1)
    if first > 1:
        listed["start"] = first
    for source_id, number in numbers.items():
        words = paragraph(*source_text(domain, source_id))
        listed += nodes.list_item("", words, ids=[f"source-{number}"], source=source_id)
    return listed


def setup_provenance(app: Sphinx) -> None:
    """Register the node and its transform."""
    app.add_node(SourceMark)
    app.add_transform(NumberSources)
