"""``{at-a-glance}``: the key facts of a page in a box."""

from __future__ import annotations

from docutils import nodes

from handbook.extension.directives.ledger_directive import LedgerDirective


class AtAGlanceDirective(LedgerDirective):
    """The body is a definition list: a label a line, then ``: value``."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return a box around the parsed list, or report a body that is no definition list."""
        self._part_items()
        children = self.parse_content_to_nodes()
        if not any(isinstance(child, nodes.definition_list) for child in children):
            return self.fault("the body must be a definition list: a label, then a line that starts with ': '")
        return [nodes.container("", *children, classes=["at-a-glance"])]

    def _part_items(self) -> None:
        """Put an empty line before each label: MyST reads a label right after a value as more of the value."""
        self.content.disconnect()
        for index in range(len(self.content) - 2, 0, -1):
            is_label = self.content[index + 1].startswith(": ") and not self.content[index].startswith(":")
            if is_label and self.content[index - 1].strip():
                source, offset = self.content.items[index]
                self.content.insert(index, "", source, offset)
