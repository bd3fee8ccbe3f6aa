"""The shape of a page: front matter, one h1, a lead sentence, no skipped heading level, not too long."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from handbook.ledger.problems import Code, Problem, nearest, shown
from handbook.ledger.yaml_tree import parse
from handbook.prose.fences import unclosed
from handbook.prose.literals import prose_lines

TYPES = (
    "overview", "track", "requirements", "catalog", "how-to", "policy", "explanation", "start", "faq", "glossary",
    "reference",
)
AUDIENCES = ("applicant", "admitted", "student", "adviser", "employer", "editor")
# What a field may say; of the first two several, between commas.
CHOICES: dict[str, tuple[str, ...]] = {
    "type": TYPES, "audience": AUDIENCES, "search": ("off", "list"), "guide": ("off",), "orphan": ("true",),
}
FORMS = {
    "entry_year": (r"[0-9]{4}-[0-9]{2}", "an entry year such as 2031-32"),
    "tocdepth": (r"[1-6]", "a level from 1 to 6"),
}
FIELDS = (*CHOICES, *FORMS, "keywords", "description")
MAX_LINES = 170
_NAME = re.compile(r"[\w./-]+\.md", re.ASCII)
_TAG = re.compile(r"</?[A-Za-z][\w-]*(?:\s[^<>]*)?/?>")
_HEADING = re.compile(r"^(#{1,6})\s+(.*)")


def front_matter(name: str, text: str, problems: list[Problem], years: Collection[str] = ()) -> dict[str, Any]:
    """Return the front matter of a page; add one problem for each field that is missing, unknown or wrong.

    ``years``: the entry years that there are; without any, every year that is written as one passes.
    """
    match = re.match(r"---\n(.*?)\n---\n", text, re.S)
    if match is None:
        message = "no front matter; start the page with ---, type: and audience:, ---"
        problems.append(Problem(name, 1, "", Code.FRONT_MATTER, message))
        return {}
    found: list[Problem] = []
    tree = parse(match[1], name, found)
    problems += [Problem(p.file, p.line + 1, p.entry, p.code, p.message) for p in found]
    if tree is None:
        return {}
    if not isinstance(tree.value, dict):
        message = "the front matter has no fields; write them as type: how-to, one a line"
        problems.append(Problem(name, 2, "", Code.FRONT_MATTER, message))
        return {}
    values: dict[str, Any] = tree.value
    problems += [
        Problem(name, 1, "", Code.FRONT_MATTER, f"the front matter lacks {key}")
        for key in ("type", "audience") if key not in values
    ]
    for key, value in values.items():
        line = tree.line((key,)) + 1
        faults = _field_faults(key, value, years)
        problems += [Problem(name, line, "", Code.FRONT_MATTER, message) for message in faults]
    return values


def _field_faults(key: str, value: Any, years: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with a field of the front matter."""
    said = str(value).lower() if isinstance(value, bool) else str(value)
    if key not in FIELDS:
        yield f"unknown field {shown(key)} in the front matter{nearest(key, FIELDS)}"
    elif value is None or isinstance(value, list | dict):
        yield f"{key}: must be words on one line"
    elif key in CHOICES:
        allowed = CHOICES[key]
        for part in [part.strip() for part in said.split(",")] if key in ("type", "audience") else [said]:
            if part not in allowed:
                yield f"{key}: {shown(part)}: must be one of {', '.join(allowed)}{nearest(part, allowed)}"
    elif key in FORMS and not re.fullmatch(FORMS[key][0], said):
        yield f"{key}: {shown(said)}: must be {FORMS[key][1]}"
    elif key == "entry_year" and years and said not in years:
        yield f"{key}: {said}: no such entry year{nearest(said, years)}"


def shape(name: str, text: str, years: Collection[str] = ()) -> list[Problem]:
    """Return one problem for every rule of page shape that the page ``text`` breaks.

    ``years``: the entry years that there are.
    """
    problems: list[Problem] = []
    if not _NAME.fullmatch(name):
        message = "a page's name has letters without accents, digits, hyphens, dots and underscores alone"
        problems.append(Problem(name, 0, "", Code.PAGE_SHAPE, message))
    front_matter(name, text, problems, years)
    if text.count("\n") > MAX_LINES:
        message = f"{text.count(chr(10))} lines; split a page before {MAX_LINES}"
        problems.append(Problem(name, 0, "", Code.PAGE_SHAPE, message))
    for block in unclosed(text):
        message = f"the block that begins here is never closed; end it with a line of {block.mark}"
        problems.append(Problem(name, block.line, "", Code.PAGE_SHAPE, message))
    level = 0
    headings = 0
    for number, line in prose_lines(text):
        tag = _TAG.search(line)
        if tag:
            message = f"{shown(tag[0])}: HTML is lost in the PDF guides; write it in Markdown, or put it in backticks"
            problems.append(Problem(name, number, "", Code.PAGE_SHAPE, message))
        match = _HEADING.match(line)
        if match is None:
            continue
        depth = len(match[1])
        headings += depth == 1
        if headings == 0 or (depth == 1 and headings > 1):
            problems.append(Problem(name, number, "", Code.PAGE_SHAPE, "a page has one h1, and it comes first"))
        elif depth > level + 1 and depth > 1:
            problems.append(Problem(name, number, "", Code.PAGE_SHAPE, f"heading level {depth} after {level}"))
        level = depth
    if headings == 0:
        problems.append(Problem(name, 1, "", Code.PAGE_SHAPE, "no h1 heading"))
    return problems
