"""What the directives share: the ledger, lists of ids in options, and errors with the nearest right value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from handbook.extension.domain import HandbookDomain, handbook_domain
from handbook.ledger.load import Ledger
from handbook.ledger.problems import Code, nearest, shown
from handbook.prose.directives import ARGUMENTS, Names

logger = logging.getLogger(__name__)


def id_list(argument: str | None) -> list[str]:
    """Option converter: ids separated by commas or white space."""
    return (argument or "").replace(",", " ").split()


def position(argument: str | None) -> int:
    """Option converter: a place in a list, from 1; raises ValueError for what is none."""
    if argument and argument.isascii() and argument.isdecimal() and int(argument[:9]):
        return int(argument[:9])
    raise ValueError("must be a whole number from 1")


class LedgerDirective(SphinxDirective):
    """A directive that reads the ledger. It never reads a file."""

    names: ClassVar[Mapping[str, Names]] = {}
    """The options that name something of the ledger, and what; ``check`` holds them against it too."""

    @property
    def domain(self) -> HandbookDomain:
        """The domain of this build."""
        return handbook_domain(self.env)

    @property
    def ledger(self) -> Ledger:
        """The ledger of this build."""
        return self.domain.ledger

    def fault(self, message: str) -> list[nodes.Node]:
        """Report ``message`` at the place of the directive; nothing is shown."""
        text = f"{{{self.name}}}: {message}"
        logger.warning("%s", text, location=self.get_location(), type=Code.ROLE.value)
        return []

    def unknown(self, entry_id: str, what: str, known: Iterable[str]) -> list[nodes.Node]:
        """Report that ``entry_id`` is no ``what``, with the nearest id that is."""
        return self.fault(f"{shown(entry_id)}: no such {what}{nearest(entry_id, known)}")

    def misnames(self) -> bool:
        """Report the first word of an option, or of the arguments, that names nothing; say whether there is one."""
        for option, names in self.names.items():
            known = names.known(self.ledger)
            for word in self.arguments if option == ARGUMENTS else self.options.get(option, ()):
                if word not in known:
                    self.unknown(word, names.called, known)
                    return True
        return False

    def section(self, anchor: str, title: str, *content: nodes.Node, classes: Sequence[str] = ()) -> nodes.section:
        """Return a section with the id ``anchor``; its place is known to the document."""
        section = nodes.section(ids=[anchor], names=[nodes.fully_normalize_name(title)], classes=list(classes))
        section += nodes.title("", title)
        section += list(content)
        self.set_source_info(section)
        self.state.document.ids[anchor] = section
        return section
