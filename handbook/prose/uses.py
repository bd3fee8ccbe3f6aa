"""Which entries of the ledger a page names, read from its text alone: quick, and with lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handbook.ledger.fact_values import printed
from handbook.ledger.formats import FormatError, part
from handbook.ledger.load import Ledger
from handbook.ledger.problems import Code, Problem, guess, meant, nearest, shown
from handbook.prose.code import without_code_or_comments

_ROLES = ("fact", "src", "cost", "deadline", "course", "office")
_ROLE = re.compile(rf"\{{({'|'.join(_ROLES)})\}}`([^`]+)`")
# A role without its text in backticks, of which the second may be what lacks; not the line that opens a block.
_NO_TEXT = re.compile(r"(?<![`:~{])\{([A-Za-z]+)\}(?!`+[^`]+`)(`(?!`))?")
_OTHER_ROLE = re.compile(r"(?<![`:~{])\{([A-Za-z]+)\}`+([^`]+)")
_DIRECTIVE = re.compile(
    r"^\s*(?:`{3,}|:{3,}|~{3,})\{(conflict|unknown|office|requirements|compare-tracks|plan)\}\s+(\S.*)$"
)
OPTIONS = ("ids", "numbers")
"""The options that name entries, so that these are read as uses of them."""
_OPTION = re.compile(rf"^\s*:({'|'.join(OPTIONS)}):\s*(\S.*)$")


@dataclass(frozen=True, slots=True)
class Use:
    """One place in a page that names an entry: ``kind`` of role or directive, ``entry`` id, the text as typed."""

    line: int
    kind: str
    entry: str
    typed: str


def uses(text: str) -> Iterator[Use]:
    """Yield every use of an entry in the page ``text``, in order; examples in code are none."""
    for number, line in without_code_or_comments(text):
        for match in _ROLE.finditer(line):
            kind, typed = match.groups()
            if kind == "src":
                for one in typed.split(","):
                    yield Use(number, kind, one.strip(), typed)
            elif kind == "course":
                yield Use(number, kind, f"course-{typed.strip().removeprefix('~')}", typed)
            elif kind == "fact":
                yield Use(number, kind, typed.partition(" as ")[0].strip().partition(".")[0], typed)
            else:
                yield Use(number, kind, typed.strip(), typed)
        directive = _DIRECTIVE.match(line)
        if directive:
            for one in directive[2].split():
                yield Use(number, directive[1], one, one)
        option = _OPTION.match(line)
        if option:
            for one in option[2].replace(",", " ").split():
                yield Use(number, option[1], one if option[1] == "ids" else f"course-{one}", one)


def no_uses(name: str, text: str) -> list[Problem]:
    """Return one problem for each role in the page ``text`` that shows nothing: misspelled, or without its id."""
    problems = []
    for number, line in without_code_or_comments(text):
        for found in _NO_TEXT.finditer(line):
            if found[1] in _ROLES:
                what = "its text does not end on this line" if found[2] else "no id follows"
                message = f"{{{found[1]}}}: {what}; write it as {{{found[1]}}}`id`"
                problems.append(Problem(name, number, "", Code.ROLE, message))
        for found in _OTHER_ROLE.finditer(line):
            near = meant(found[1], _ROLES)
            if found[1] not in _ROLES and near:
                message = f"{{{found[1]}}}: no such role; did you mean {{{near}}}?"
                problems.append(Problem(name, number, "", Code.ROLE, message))
    return problems


def wrong_uses(name: str, text: str, ledger: Ledger) -> list[Problem]:
    """Return one problem for every use that names no entry, or a value that cannot be printed so."""
    known = {
        "fact": ledger.facts, "cost": ledger.costs, "deadline": ledger.deadlines, "ids": ledger.deadlines,
        "office": ledger.offices, "conflict": ledger.conflicts, "unknown": ledger.unknowns, "course": ledger.courses,
        "numbers": ledger.courses, "requirements": ledger.requirements, "compare-tracks": ledger.requirements,
        "plan": ledger.plans,
    }
    problems: list[Problem] = []
    for use in uses(text):
        if not use.entry:
            message = f"{{{use.kind}}}: an id is missing; write it as {{{use.kind}}}`id`"
            problems.append(Problem(name, use.line, "", Code.ROLE, message))
            continue
        table = known.get(use.kind)
        exists = ledger.entry(use.entry) is not None if table is None else use.entry in table
        if not exists:
            ids = list(ledger.ids() if table is None else table)
            entry = use.entry
            if use.kind in {"course", "numbers"}:  # a page names a course by its number
                entry, ids = entry.removeprefix("course-"), [number.removeprefix("course-") for number in ids]
            message = f"{{{use.kind}}}: {shown(entry)}: no such {_WORDS[use.kind]}{nearest(entry, ids)}"
            problems.append(Problem(name, use.line, "", Code.ROLE, message))
        elif use.kind == "fact":
            problems += _wrong_value(name, use, ledger)
        elif use.kind == "src" and not ledger.sources_of(use.entry):
            message = f"{{src}}: {use.entry}: rests on no source; name a fact, or show it as {{unknown}} {use.entry}"
            problems.append(Problem(name, use.line, "", Code.ROLE, message))
    return problems


_WORDS = {
    "fact": "fact", "src": "entry of the ledger", "cost": "cost", "deadline": "deadline", "ids": "deadline",
    "office": "office", "conflict": "conflict", "unknown": "open question", "course": "course", "numbers": "course",
    "requirements": "requirement set", "compare-tracks": "requirement set", "plan": "plan",
}


def _wrong_value(name: str, use: Use, ledger: Ledger) -> list[Problem]:
    fact = ledger.facts[use.entry]
    target, _, kind = use.typed.partition(" as ")
    kind = kind.strip() or "text"
    if fact.status == "conflicting":
        message = f"{{fact}}: {fact.id}: sources disagree; show it with the directive {{conflict}} {fact.conflict}"
        return [Problem(name, use.line, "", Code.ROLE, message)]
    try:
        printed(ledger, part(fact.value, target.strip().partition(".")[2]), kind)
    except FormatError as error:
        return [Problem(name, use.line, "", Code.ROLE, f"{{fact}}: {shown(use.typed)}: {error}")]
    return []


def facts_shown(text: str, ledger: Ledger) -> set[str]:
    """Return the ids of the facts that the page ``text`` shows, those tied to its conflicts included.

    A fact whose id or role is misspelled is shown: the line that says so is enough.
    """
    named = {use.entry for use in uses(text)}
    for entry in named - set(ledger.ids()):
        named |= {guess(entry, ledger.facts), guess(entry, ledger.conflicts)}
    named |= {
        found[2].partition(" as ")[0].strip().partition(".")[0]
        for _, line in without_code_or_comments(text) for found in _OTHER_ROLE.finditer(line)
        if found[1] not in _ROLES and meant(found[1], _ROLES)
    }
    tied = {fact.id for fact in ledger.facts.values() if fact.conflict in named}
    return (named & set(ledger.facts)) | tied
