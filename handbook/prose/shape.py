"""The shape of a page: front matter, one h1, a lead sentence, no skipped heading level, not too long."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from handbook.ledger.problems import Code, Problem, guess, nearest, shown
from handbook.ledger.yaml_tree import not_merged, parse
from handbook.prose.fences import unclosed
from handbook.prose.headings import anchored, is_frame
from handbook.prose.literals import prose_lines
from handbook.prose.pictures import wordless
from handbook.prose.rows import long_rows
from handbook.prose.tags import html_in

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
_NAME = re.compile(r"(?:[\w-][\w.-]*/)*[\w-][\w.-]*\.md", re.ASCII)
_SUFFIX_TWICE = re.compile(r"\.(?:md|html)\.md$", re.IGNORECASE)
_HEADING = re.compile(r"^(#{1,6})\s+(.*)")
_NO_WORDS = re.compile(r"#{1,6}\s*")
_UNDERLINE = re.compile(r"=+\s*")
_GLUED = re.compile(r"(#{1,6})([A-Za-z].*)")


def page_type(meta: Mapping[str, Any]) -> str:
    """Return the first of the types in the front matter ``meta`` that there is, or nothing."""
    named = (part.strip() for part in str(meta.get("type", "")).split(","))
    return next((part for part in named if part in TYPES), "")


def front_matter(name: str, text: str, problems: list[Problem], years: Collection[str] = ()) -> dict[str, Any]:
    """Return the front matter of a page; add one problem for each field that is missing, unknown or wrong.

    ``years``: the entry years that there are; without any, every year that is written as one passes.
    """
    match = re.match(r"---\n(.*?)\n---(?:\n|\Z)", text, re.S)
    if match is None:
        message = "no front matter; start the page with ---, type: and audience:, ---"
        if _open_front(text):
            message = "the front matter is never closed; end it with a line of ---"
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
    meant = {guess(key, FIELDS) for key in values if key not in FIELDS}  # a name that is misspelled is not missing too
    problems += [
        Problem(name, 1, "", Code.FRONT_MATTER, f"the front matter lacks {key}")
        for key in ("type", "audience") if key not in values and key not in meant
    ]
    for key, value in values.items():
        if (key,) in tree.faulty:
            continue
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
        if re.search(r"(?:^|/)\.", name):
            message = "a page's name does not begin with a dot"
        problems.append(Problem(name, 0, "", Code.PAGE_SHAPE, message))
    elif _SUFFIX_TWICE.search(name):
        problems.append(Problem(name, 0, "", Code.PAGE_SHAPE, "a page's name ends in .md, without another suffix"))
    if not text.strip():
        message = "an empty page; start it as 'python -m handbook new-page' does, or remove it"
        return [*problems, Problem(name, 1, "", Code.PAGE_SHAPE, message)]
    if unmerged := not_merged(name, text, Code.PAGE_SHAPE):
        return [*problems, unmerged]
    front_matter(name, text, problems, years)
    if text.count("\n") > MAX_LINES:
        message = f"{text.count(chr(10))} lines; split a page before {MAX_LINES}"
        problems.append(Problem(name, 0, "", Code.PAGE_SHAPE, message))
    for block in unclosed(text)[:1]:  # all below it stands in it, however it is closed
        message = f"the block that begins here is never closed; end it with a line of {block.mark}"
        problems.append(Problem(name, block.line, "", Code.PAGE_SHAPE, message))
    problems += (Problem(name, line, "", Code.PAGE_SHAPE, message) for line, message in wordless(text))
    return [*problems, *_headings(name, text), *_html(name, text), *long_rows(name, text), *_taken(name, text)]


def _html(name: str, text: str) -> Iterator[Problem]:
    """Yield what is wrong with HTML in the prose of a page."""
    numbers: list[int] = []
    lines: list[str] = []
    for number, line in prose_lines(text):
        if numbers and number != numbers[-1] + 1:  # code stands between: no tag goes on behind it
            numbers.append(number)
            lines.append("")
        numbers.append(number)
        lines.append(line)
    prose = "\n".join(lines)
    for place, message in html_in(prose):
        yield Problem(name, numbers[prose.count("\n", 0, place)], "", Code.PAGE_SHAPE, message)


def _headings(name: str, text: str) -> Iterator[Problem]:
    """Yield what is wrong with the headings of a page."""
    level = titles = 0
    early = False
    raw = text.split("\n")
    above = ""
    for number, line in prose_lines(text):
        if _UNDERLINE.fullmatch(line) and above.strip():
            titles += 1
            yield Problem(name, number - 1, "", Code.PAGE_SHAPE, f"write the title as # {shown(above.strip(), 40)}")
        above = line
        if _NO_WORDS.fullmatch(raw[number - 1]):
            titles += raw[number - 1].strip() == "#"
            yield Problem(name, number, "", Code.PAGE_SHAPE, "a heading without words; write them, or take it out")
            continue
        glued = _GLUED.fullmatch(line)
        if glued:
            yield Problem(name, number, "", Code.PAGE_SHAPE, f"no heading; write {glued[1]} {shown(glued[2], 40)}")
        match = glued or _HEADING.match(line)
        if match is None:
            continue
        depth = len(match[1])
        titles += depth == 1
        if titles == 0 and not early:
            early = True
            message = f"a page has one h1, and it comes first: write # {shown(match[2], 40)}"
            yield Problem(name, number, "", Code.PAGE_SHAPE, message)
        elif depth == 1 and titles > 1:
            yield Problem(name, number, "", Code.PAGE_SHAPE, "a page has one h1, and it comes first")
        elif titles and depth > level + 1 and depth > 1:
            yield Problem(name, number, "", Code.PAGE_SHAPE, f"heading level {depth} after {level}")
        level = depth
    if titles == 0 and not early and not _open_front(text):
        yield Problem(name, 1, "", Code.PAGE_SHAPE, "no h1 heading")


def _taken(name: str, text: str) -> Iterator[Problem]:
    """Yield one problem for each heading or label of a page that would get an id of the frame."""
    for line, kind, anchor in anchored(text):
        if is_frame(anchor):
            message = f"this {kind} takes the place of {anchor} in the frame of the website; word it otherwise"
            yield Problem(name, line, "", Code.PAGE_SHAPE, message)


def _open_front(text: str) -> bool:
    """Say whether the front matter of a page is begun and never closed: then there is nothing else."""
    return text.startswith("---\n") and "\n---\n" not in f"{text}\n"
