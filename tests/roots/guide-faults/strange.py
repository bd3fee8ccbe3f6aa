"""``{strange}`` makes a node that no builder knows."""

from docutils import nodes
from docutils.parsers.rst import Directive


class Strange(nodes.General, nodes.Element):
    """A node without a form."""


class StrangeDirective(Directive):
    """Makes the strange node."""

    def run(self) -> list[nodes.Node]:
        """Return the node."""
        node = Strange()
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        return [node]


def setup(app):
    """Register the directive."""
    app.add_directive("strange", StrangeDirective)
