"""Words that readers use for words of the pages: loaded from ``data/synonyms.yaml`` and checked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from handbook.ledger.problems import Code, Problem, nearest, shown
from handbook.ledger.yaml_tree import read_tree

Line = tuple[list[str], list[str], bool]
FILE = "data/synonyms.yaml"
"""Where the lines stand unless a setting names another file; a handbook without this file has none."""
_WORDS = re.compile(r"[a-z0-9]+(?:[ '/&.-][a-z0-9]+)*")
_LONGEST = 80


def load_synonyms(path: Path, name: str) -> tuple[list[Line], list[Problem]]:
    """Return the lines of the file ``path`` (called ``name`` in messages) and what is wrong with them.

    A line is ``{same: [a, b]}`` (each stands for the others) or ``{from: [a], to: [b]}`` (one way). The result
    holds (from, to, two_way). The file may be missing where it is the usual one, and is empty then.
    """
    if name == FILE and not path.exists():
        return [], []
    problems: list[Problem] = []
    tree = read_tree(path, name, problems)
    lines: list[Line] = []
    seen: dict[str, int] = {}
    if tree is None or tree.value is None:
        return lines, problems
    if not isinstance(tree.value, list):
        return lines, [*problems, Problem(name, 1, "", Code.SYNONYM, "must be a list of lines")]
    for index, raw in enumerate(tree.value):
        number = tree.line((index,))
        if (index,) in tree.faulty:
            continue
        problem = _fault(raw)
        if problem:
            problems.append(Problem(name, number, "", Code.SYNONYM, problem))
            continue
        if "same" in raw:
            first, *others = raw["same"]
            line: Line = ([first], others, True)
            left = raw["same"]
        else:
            line = (raw["from"], raw["to"], False)
            left = raw["from"]
        for words in left:
            if words in seen:
                message = f"{shown(words)} stands already in line {seen[words]}; join the two lines"
                problems.append(Problem(name, number, "", Code.SYNONYM, message))
            seen[words] = number
        lines.append(line)
    return lines, problems


def _fault(raw: Any) -> str:
    if not isinstance(raw, dict):
        return f"must be {{same: [...]}} or {{from: [...], to: [...]}}, not {shown(raw)}"
    keys = set(raw)
    if keys not in ({"same"}, {"from", "to"}):
        wrong = next(iter(keys - {"same", "from", "to"}), "")
        near = nearest(wrong, ("same", "from", "to")) if wrong else ""
        return f"needs either same, or from and to{near}"
    for key, value in raw.items():
        if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
            return f"{key}: must be a list of words"
        for words in value:
            if not _WORDS.fullmatch(words):
                return f"{key}: {shown(words)}: write lower case words, such as 'work visa'"
            if len(words) > _LONGEST:
                return f"{key}: {shown(words)}: at most {_LONGEST} characters"
    if "same" in raw and len(raw["same"]) < 2:
        return "same: needs at least two words"
    # A phrase that stands for itself keeps its words from being read one by one.
    if "from" in raw and raw["from"] == raw["to"] and " " not in raw["from"][0]:
        return f"{shown(raw['from'][0])} stands for itself; name other words in to"
    return ""
