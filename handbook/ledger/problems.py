"""What can be wrong with the ledger or with a page's use of it: one line per problem."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Code(Enum):
    """The codes of all problems that the project reports, with what each means.

    The value is the printed code; the member's docstring-like comment in ``MEANING`` says how to mend it.
    """

    FILE_MISSING = "L001"
    FILE_ENCODING = "L002"
    FILE_SIZE = "L003"
    YAML_SYNTAX = "L004"
    DUPLICATE_KEY = "L005"
    ALIAS = "L006"
    DEPTH = "L007"
    NOT_A_LIST = "L008"
    FIELD = "L009"
    UNKNOWN_FIELD = "L010"
    DUPLICATE_ID = "L011"
    UNKNOWN_REFERENCE = "L012"
    DATE = "L013"
    SUM = "L014"
    CYCLE = "L015"
    ORDER = "L016"
    STATUS = "L017"
    UNUSED = "L018"
    TEXT = "L019"
    PLAN = "L020"
    SYNONYM = "L021"
    PUBLISHED = "L022"
    LITERAL = "P001"
    PAGE_SHAPE = "P002"
    FRONT_MATTER = "P003"
    PAGE_ENCODING = "P004"
    ORPHAN_FACT = "P005"
    ROLE = "P006"
    REDIRECT = "P007"


MEANING: dict[Code, tuple[str, str]] = {
    Code.FILE_MISSING: ("A file of the ledger is missing.", "Restore the file, or check its name."),
    Code.FILE_ENCODING: ("A file is not UTF-8 text.", "Save the file as UTF-8 without control characters."),
    Code.FILE_SIZE: ("A file or a value is larger than the ledger allows.", "Split the file, or shorten the value."),
    Code.YAML_SYNTAX: ("A file is not valid YAML.", "Check indentation, quotes and colons at the line named."),
    Code.DUPLICATE_KEY: ("A key stands twice in one entry.", "Keep one of the two lines."),
    Code.ALIAS: ("A file uses a YAML anchor or alias (& or *).", "Write the value out."),
    Code.DEPTH: ("Values are nested too deeply.", "Flatten the value; five levels are plenty."),
    Code.NOT_A_LIST: ("A file does not have the outer form expected.", "Start each entry with '- id: ...'."),
    Code.FIELD: ("A field is missing or has a wrong value.", "Give the value that the message asks for."),
    Code.UNKNOWN_FIELD: ("A field is not known here.", "Correct the spelling, or remove the field."),
    Code.DUPLICATE_ID: ("An id stands twice in the ledger.", "Give one of the entries another id."),
    Code.UNKNOWN_REFERENCE: ("An entry names an id that does not exist.", "Use the nearest id that the message names."),
    Code.DATE: ("A date is impossible or not in the form used here.", "Write YYYY, YYYY-MM or YYYY-MM-DD."),
    Code.SUM: ("Units do not add up.", "Compare the groups with the source's table."),
    Code.CYCLE: ("Courses require each other in a circle.", "Check the prerequisites against the catalog."),
    Code.ORDER: ("Dates stand in the wrong order.", "Check both dates against their sources."),
    Code.STATUS: ("Status and conflict do not fit together.", "A conflicting entry names its conflict."),
    Code.UNUSED: ("An entry is used nowhere.", "Remove it, or tie it to what it supports."),
    Code.TEXT: ("A text holds characters that it must not.", "Remove control characters and machine paths."),
    Code.PLAN: ("A sample plan does not meet its requirements.", "Change the plan until every group is met."),
    Code.SYNONYM: ("A line of synonyms cannot work.", "Follow the message: split, shorten or remove the line."),
    Code.PUBLISHED: ("A changed date is not recorded.", "Add the new day to the end of the list that is named."),
    Code.LITERAL: ("A value is typed by hand in a page.", "Use {fact}, {cost}, {deadline} or {course}."),
    Code.PAGE_SHAPE: ("A page does not have the shape of a page.", "One h1, a lead sentence, then h2 and h3."),
    Code.FRONT_MATTER: ("A page's front matter is missing or wrong.", "Give type and audience at the top."),
    Code.PAGE_ENCODING: ("A page is not UTF-8 text.", "Save the page as UTF-8."),
    Code.ORPHAN_FACT: ("No written page shows a fact.", "Show it, or list it in kept-back.yaml with a reason."),
    Code.REDIRECT: ("An entry of redirects.yaml cannot work.", "Follow the message; one step leads to a page."),
    Code.ROLE: ("A role or directive is used wrongly.", "Follow the message: it names the nearest right value."),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: where it is, which entry it concerns and what to do.

    ``file`` is relative to the project; ``line`` counts from 1 (0 when the whole file is meant);
    ``entry`` is an id, or empty. Problems sort by place, then by code and message.
    """

    file: str
    line: int
    entry: str
    code: Code
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        entry = f"{self.entry}: " if self.entry else ""
        return f"{place}: {entry}{self.message} [{self.code.value}]"

    def __lt__(self, other: Problem) -> bool:
        return self._place() < other._place()

    def _place(self) -> tuple[str, int, str, str, str]:
        return self.file, self.line, self.entry, self.code.value, self.message


def nearest(wrong: str, known: Iterable[str]) -> str:
    """Return ``; did you mean X?`` for the known value nearest to ``wrong``, or an empty string."""
    words = sorted(known)
    # Somebody who stopped typing too early meant a longer word that begins so.
    longer = [word for word in words if len(wrong) > 3 and word.startswith(wrong)]
    close = longer or difflib.get_close_matches(wrong[:200], words, n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else ""


def shown(value: object, limit: int = 60) -> str:
    """Return ``value`` as one short printable line for a message (control characters escaped)."""
    text = repr(value) if not isinstance(value, str) else value
    text = text.encode("unicode_escape").decode("ascii") if not text.isprintable() else text
    return text if len(text) <= limit else text[: limit - 1] + "…"
