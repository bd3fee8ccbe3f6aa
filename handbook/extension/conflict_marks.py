"""What stands at a fact on which sources disagree: a link, and in print a note at the foot of the page.

A reader of paper would have to leaf to see what the other source says. So the PDF guide says it in a footnote, once a
page of the handbook, unless the box with both sides stands on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from docutils import nodes
from sphinx.addnodes import only, pending_xref

from handbook.extension.tables import paragraph
from handbook.ledger.formats import capital, dated
from handbook.ledger.model import Conflict
from handbook.publish.ancestors import is_within

# Which builder prints something.
IN_GUIDE, ELSEWHERE = "builder_guide", "not builder_guide"
# A note in one of these would stand in the contents, or be repeated with the head of a table.
_NO_NOTES = (nodes.title, nodes.caption, nodes.rubric, nodes.thead)


def conflict_link(conflict: str, docname: str, words: str) -> pending_xref:
    """Return a link with the text ``words`` to the entry ``conflict`` on the page of known conflicts."""
    return pending_xref(
        "", nodes.inline("", words), refdomain="hb", reftype="conflict", reftarget=conflict,
        refdoc=docname, refexplicit=True, refwarn=True,
    )


def numbers_of(mark: nodes.Element, numbers: Iterable[int]) -> None:
    """Add the linked ``numbers`` of sources to ``mark``."""
    for number in numbers:
        if mark.children:
            mark += nodes.Text(", ")
        mark += nodes.reference("", str(number), refid=f"source-{number}", internal=True)


class ConflictMarks:
    """Marks the conflicts of one page, from its last mark to its first, and keeps the notes that they refer to."""

    def __init__(self, document: nodes.document, docname: str, conflicts: Mapping[str, Conflict]) -> None:
        self.document = document
        self.docname = docname
        self.conflicts = conflicts
        self._references: dict[str, list[nodes.footnote_reference]] = {}
        self._boxes: dict[str, str] = {}
        for box in document.findall(nodes.admonition):
            conflict = box.get("conflict")
            if conflict in conflicts and conflict not in self._boxes:
                self._boxes[conflict] = f"box-{conflict}"
                box["ids"].append(self._boxes[conflict])

    def add(self, mark: nodes.superscript, conflict: str) -> None:
        """Say in ``mark``, which stands in the page, that the fact is disputed, and where the other side is told."""
        if conflict in self._boxes:
            mark += [nodes.Text(", "), nodes.reference("", "disputed", refid=self._boxes[conflict], internal=True)]
            return
        link = conflict_link(conflict, self.docname, "disputed")
        if is_within(mark, _NO_NOTES, self.document):
            mark += [nodes.Text(", "), link]
            return
        mark += only("", nodes.Text(", "), link, expr=ELSEWHERE)
        known = self._references.setdefault(conflict, [])
        reference = nodes.footnote_reference(
            "", refid=f"note-{conflict}", ids=[f"note-{conflict}-{len(known) + 1}"], auto=1,
        )
        known.append(reference)
        place = mark.parent.index(mark) + 1
        if "disputed" in mark["classes"]:
            mark.parent.insert(place, only("", reference, nodes.superscript("", ","), expr=IN_GUIDE))
        else:
            mark["classes"].append("disputed")
            mark += only("", nodes.Text(", disputed"), expr=IN_GUIDE)
            mark.parent.insert(place, only("", reference, expr=IN_GUIDE))

    def sources(self) -> list[str]:
        """Return the sources that the notes of the page name."""
        named = (source for conflict in self._notes() for side in conflict.values for source in side.sources)
        return list(dict.fromkeys(named))

    def _notes(self) -> list[Conflict]:
        # Marks are added from the last to the first.
        return [self.conflicts[conflict] for conflict in reversed(self._references)]

    def notes(self, numbers: Mapping[str, int], more: nodes.Node | None) -> list[nodes.Node]:
        """Return what only the guide prints: a note for each conflict, and ``more``; nothing where there is no note.

        ``numbers`` are those of the sources on this page, the ones of :meth:`sources` among them.
        """
        notes = [self._note(conflict, numbers) for conflict in self._notes()]
        return [only("", *notes, *([more] if more is not None else []), expr=IN_GUIDE)] if notes else []

    def _note(self, conflict: Conflict, numbers: Mapping[str, int]) -> nodes.footnote:
        note = nodes.footnote(
            ids=[f"note-{conflict.id}"],
            backrefs=[reference["ids"][0] for reference in reversed(self._references[conflict.id])],
        )
        words = paragraph(nodes.strong("", "Sources disagree:"), f" {conflict.question} ")
        for index, side in enumerate(conflict.values):
            words += nodes.Text((". " if index else "") + capital(dated(side.value, side.as_of)))
            mark = nodes.superscript(classes=["source-marker"])
            numbers_of(mark, sorted(numbers[source] for source in side.sources))
            words += mark
        words += [nodes.Text(". "), conflict_link(conflict.id, self.docname, "More on this"), nodes.Text(".")]
        note += words
        return note
