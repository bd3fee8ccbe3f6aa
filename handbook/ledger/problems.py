"""What can be wrong with the ledger or with a page's use of it: one line per problem."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Code(Enum):
    """The codes of all problems that the project reports; :mod:`handbook.ledger.messages` says what each means.

    The value is the printed code. L: the ledger. P: a page. R: a remark on prose. G: a PDF guide.
    D: a command of the desk.
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
    AMOUNT = "L023"
    LITERAL = "P001"
    PAGE_SHAPE = "P002"
    FRONT_MATTER = "P003"
    ORPHAN_FACT = "P005"
    ROLE = "P006"
    REDIRECT = "P007"
    WORDING = "P008"
    FORMULA = "P009"
    LONG = "R001"
    PLAINER = "R002"
    ABBREVIATION = "R003"
    SPELLING = "R004"
    NO_FONT = "G001"
    NO_FORM = "G002"
    TYPST = "G003"
    NO_SUCH = "D001"
    EXISTS = "D002"
    NOT_WRITTEN = "D003"
    BUILD = "D004"
    TAKEN = "D005"
    NOT_BUILT = "D006"
    NOT_A_VALUE = "D007"
    FAULT = "D008"
    STOPPED = "D009"


_LONGEST_PATH = 4096


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
        entry = f"{self.entry}: " if self.entry else ""
        return f"{self.place}: {entry}{self.message} [{self.code.value}]"

    @property
    def place(self) -> str:
        """The file, and the line where one is known."""
        file = shown(self.file, _LONGEST_PATH)
        return f"{file}:{self.line}" if self.line else file

    def __lt__(self, other: Problem) -> bool:
        return self._order() < other._order()

    def _order(self) -> tuple[str, int, str, str, str]:
        return self.file, self.line, self.entry, self.code.value, self.message


def guess(wrong: str, known: Iterable[str]) -> str:
    """Return the known value nearest to ``wrong``, or an empty string."""
    words = sorted(known)
    # Somebody who stopped typing too early meant a longer word that begins so.
    longer = [word for word in words if len(wrong) > 3 and word.startswith(wrong)]
    return (longer or difflib.get_close_matches(wrong[:200], words, n=1, cutoff=0.6) or [""])[0]


def nearest(wrong: str, known: Iterable[str]) -> str:
    """Return ``; did you mean X?`` for the known value nearest to ``wrong``, or an empty string."""
    close = guess(wrong, known)
    return f"; did you mean {close}?" if close else ""


def meant(wrong: str, known: Iterable[str]) -> str:
    """Return the known name that ``wrong`` is all but called, or an empty string.

    For names among which those of others are right too: none of docutils, Sphinx, MyST-Parser or sphinx-design is as
    like one of the handbook.
    """
    words = sorted(known)
    swapped = [word for word in words if sorted(word) == sorted(wrong.lower())]
    return (swapped or difflib.get_close_matches(wrong.lower()[:200], words, n=1, cutoff=0.8) or [""])[0]


def shown(value: object, limit: int = 60) -> str:
    """Return ``value`` as one short printable line for a message (control characters escaped)."""
    text = repr(value) if not isinstance(value, str) else value
    text = text.encode("unicode_escape").decode("ascii") if not text.isprintable() else text
    return text if len(text) <= limit else text[: limit - 1] + "…"
