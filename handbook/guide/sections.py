"""Forms of sections, their titles, and the list of sources that ends a page."""

from __future__ import annotations

from docutils import nodes

from handbook.guide.frames import Frames
from handbook.guide.sources import items_of
from handbook.guide.typst_text import array, call, string

_LISTS = nodes.bullet_list | nodes.enumerated_list | nodes.field_list | nodes.definition_list
# Signs on a line, and the most lines of a section that stays on one page.
_LINE = 76
_FEW_LINES = 8


class SectionVisitors(Frames):
    """Visitors of sections and titles."""

    def visit_section(self, node: nodes.section) -> None:
        if "page-sources" in node.get("classes", []):
            self._sources(node)
            raise nodes.SkipNode
        self.depth += 1
        if self._stays_whole(node):
            self.push()
        elif lead := self._noted(node):
            self.lead = lead
            self.push()

    def depart_section(self, node: nodes.section) -> None:
        if self._stays_whole(node):
            self.emit(call("whole-section", self.pop()))
        self.depth -= 1

    def _stays_whole(self, node: nodes.section) -> bool:
        """Say whether a section below a chapter is a few lines around a list, torn apart at any place."""
        if self.depth < 2 or self.opens_part:
            return False
        shown = [child for child in node.children if _shows(child)]
        return (
            len(shown) > 1 and any(isinstance(child, _LISTS) for child in shown)
            and all(isinstance(child, nodes.paragraph | _LISTS) for child in shown)
            and sum(map(_lines, shown)) <= _FEW_LINES
        )

    def _noted(self, node: nodes.section) -> nodes.Node | None:
        """Return the first paragraph of a section where a note hangs on it.

        Its lines go to the next page with the note, and would leave the title behind.
        """
        first = next((child for child in node.children if _shows(child)), None)
        if self.depth < 2 or self.opens_part or not isinstance(first, nodes.paragraph):
            return None
        return first if first.next_node(nodes.footnote_reference) and _lines(first) <= _FEW_LINES else None

    def _sources(self, node: nodes.section) -> None:
        """Set the numbered list of the sources, and what else stands in the section."""
        self.in_sources = True
        entries: dict[int, str] = {}
        for item in items_of(node):
            number = self.sources.number(item["ids"][0]) if item["ids"] else None
            if number is not None and number not in entries:
                label = self.sources.label(number)
                self.describe(label, f"Source {number}")
                parts = [part for child in item.children for part in child.children]
                entries[number] = array([string(label), self.render(parts)])
        checked = "none"
        for child in node.children:
            if entries and isinstance(child, nodes.paragraph) and "page-checked" in child["classes"]:
                checked = self.render(child.children)
            elif not isinstance(child, nodes.title | nodes.enumerated_list | nodes.bullet_list):
                child.walkabout(self)
        if entries:
            level = self.depth + (1 if self.opens_part else 2)
            title = string(self.config.guide_sources_title)
            self.emit(call("bibliography-list", title, str(level), array(list(entries.values())), checked))
        self.in_sources = False

    def visit_title(self, node: nodes.title) -> None:
        self.in_caption = True
        self.push()

    def depart_title(self, node: nodes.title) -> None:
        self.in_caption = False
        words = self.pop()
        parent = node.parent
        if isinstance(parent, nodes.table):
            self.emit(call("caption-words", words))
        elif isinstance(parent, nodes.section):
            self._heading(parent, words)
        elif isinstance(parent, nodes.document):
            self.emit(call("title", "2", words))
        else:
            self.emit(call("notice-title", string(kind_of(parent)), words))

    def _heading(self, section: nodes.section, words: str) -> None:
        label = self.labels.place(self.docname, section)
        named = {"label_name": string(label)} if label else {}
        if self.depth == 1 and self.opens_part:
            bare = not any(_shows(child) for child in section.children)
            self.emit(call("part", words, **named, **({"bare": "true"} if bare else {})))
            return
        # The title of a part's opener is the part itself, so its sections stand one level higher.
        level = self.depth if self.opens_part else self.depth + 1
        if self.opens_part:
            named["outlined"] = "false"
        self.emit(call("title", str(level), words, **named))

    def visit_subtitle(self, node: nodes.subtitle) -> None:
        self.push()

    def depart_subtitle(self, node: nodes.subtitle) -> None:
        self.emit(call("small", self.pop()))


def _shows(node: nodes.Node) -> bool:
    """Say whether a child of a section is set as text of the section's own, and not as its title or a chapter."""
    if not isinstance(node, nodes.Element) or isinstance(node, nodes.title | nodes.Invisible | nodes.target):
        return False
    return "toctree-wrapper" not in node.get("classes", [])


def _lines(node: nodes.Node) -> int:
    """Return about how many lines the paragraphs of ``node`` take."""
    return sum(1 + len(paragraph.astext()) // _LINE for paragraph in node.findall(nodes.paragraph))


# Admonitions of docutils by class, with the words that stand for them.
ADMONITIONS = {
    "note": "Note", "tip": "Tip", "hint": "Hint", "important": "Important", "warning": "Warning",
    "caution": "Caution", "danger": "Danger", "error": "Error", "attention": "Attention", "seealso": "See also",
}


def kind_of(node: nodes.Element) -> str:
    """Return which box ``node`` is set in: its first class that names one, its own name, or ``note``."""
    kinds = [*node.get("classes", []), type(node).__name__]
    return next((kind for kind in kinds if kind in {"conflict", "unknown", *ADMONITIONS}), "note")
