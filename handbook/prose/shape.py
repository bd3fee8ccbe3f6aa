"""The shape of a page: front matter, one h1, a lead sentence, no skipped heading level, not too long."""

from __future__ import annotations

import re
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
FIELDS = ("type", "audience", "keywords", "entry_year", "search", "guide", "description", "tocdepth", "orphan")
MAX_LINES = 170
_NAME = re.compile(r"[\w./-]+\.md", re.ASCII)
_TAG = re.compile(r"</?[A-Za-z][\w-]*(?:\s[^<>]*)?/?>")
_HEADING = re.compile(r"^(#{1,6})\s+(.*)")


def front_matter(name: str, text: str, problems: list[Problem]) -> dict[str, Any]:
    """Return the front matter of a page; add one problem for each field that is missing, unknown or wrong."""
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
    for key in values:
        if key not in FIELDS:
            message = f"unknown field {shown(key)} in the front matter{nearest(key, FIELDS)}"
            problems.append(Problem(name, tree.line((key,)) + 1, "", Code.FRONT_MATTER, message))
    for key, allowed in (("type", TYPES), ("audience", AUDIENCES)):
        if key not in values:
            problems.append(Problem(name, 1, "", Code.FRONT_MATTER, f"the front matter lacks {key}"))
            continue
        for part in [part.strip() for part in str(values[key]).split(",")]:
            if part not in allowed:
                message = f"{key}: {shown(part)}: must be one of {', '.join(allowed)}{nearest(part, allowed)}"
                problems.append(Problem(name, tree.line((key,)) + 1, "", Code.FRONT_MATTER, message))
    return values


def shape(name: str, text: str) -> list[Problem]:
    """Return one problem for every rule of page shape that the page ``text`` breaks."""
    problems: list[Problem] = []
    if not _NAME.fullmatch(name):
        message = "a page's name has letters without accents, digits, hyphens, dots and underscores alone"
        problems.append(Problem(name, 0, "", Code.PAGE_SHAPE, message))
    front_matter(name, text, problems)
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
