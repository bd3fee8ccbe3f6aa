"""Formulas: LaTeX's notation as a tree of MathML, the one reading that the website and the PDF guide share.

Docutils reads the notation. It guesses where LaTeX is strict, so the source is put in order before: arguments of one
digit get their braces (``\\frac12`` is a half, and Docutils would take twelve), and what is left open is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docutils.utils.math import MathError, latex2mathml, mathml_elements, toplevel_code

_XML = "http://www.w3.org/1998/Math/MathML"
_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\s+|.", re.DOTALL)
_VERBATIM = frozenset({"\\text", "\\mbox", "\\textrm", "\\operatorname", "\\begin", "\\end", "\\hspace", "\\mspace"})
# Arguments that a command takes.
_TAKES = {
    "^": 1, "_": 1, "\\sqrt": 1,
    **{f"\\{name}": 1 for names in (latex2mathml.accents, latex2mathml.over, latex2mathml.under) for name in names},
    **{f"\\{name}": 2 for name in (*latex2mathml.fractions, "overset", "underset")},
}
# Docutils lets them reach to the end of the formula.
_UNBOUND = frozenset({"\\boldsymbol", "\\pmb"})
# More is a mistake, and would exhaust Python.
_DEEPEST, _LONGEST = 40, 5000


class FormulaError(ValueError):
    """A formula cannot be read; the message says why."""


def mathml(source: str, *, block: bool) -> Any:
    """Return ``source`` (LaTeX notation) as an element of Docutils' MathML tree.

    ``block``: it stands between paragraphs, and may have several lines, parted by ``\\\\`` and aligned at ``&``. Raises
    :class:`FormulaError` for what is open or unknown.
    """
    if len(source) > _LONGEST:
        raise FormulaError(f"it has {len(source)} characters, and at most {_LONGEST} are read")
    source = "".join(_in_order(source))
    tree = mathml_elements.math(xmlns=_XML, **({"display": "block"} if block else {}))
    node: Any = tree
    outer = toplevel_code(source).replace("\\&", "")
    if "\\\\" in outer or "&" in outer:
        if not block:
            raise FormulaError("lines and columns need a formula between paragraphs, or an environment around them")
        node = mathml_elements.mtd()
        tree.append(mathml_elements.mtable(mathml_elements.mtr(node), CLASS="ams-align", displaystyle=True))
    try:
        latex2mathml.parse_latex_math(node, source)
    except (MathError, SyntaxError) as error:
        raise FormulaError(str(error).rstrip(".!")) from None
    except (AttributeError, IndexError, TypeError, ValueError) as error:
        raise FormulaError("it cannot be read") from error
    return tree


def _in_order(source: str) -> Iterator[str]:
    """Yield the parts of ``source``, single digits that are arguments in braces; raises for what is open.

    ``groups`` are those that are open: what began each, the arguments owed after it, and in how many it stands.
    """
    tokens = [match[0] for match in _TOKEN.finditer(source)]
    at, owed, inside = 0, 0, 0  # `owed`: arguments that the last command still takes
    groups: list[tuple[str, int, int]] = []
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token in _UNBOUND:
            raise FormulaError(f"{token} has no form; write \\mathbf")
        if token in _VERBATIM:
            end = _end_of_group(tokens, at)
            name = "".join(tokens[at:end]).strip()
            if token == "\\begin":
                groups.append((name, owed, inside))
                owed = 0
            elif token == "\\end":
                owed = _close(groups, name)
            else:
                owed = max(0, owed - 1)
            yield token + name
            at = end
        elif token == "{" or token == "\\left":
            groups.append((token, max(0, owed - 1), inside))
            owed = 0
            yield token
        elif token == "}" or token == "\\right":
            owed = _close(groups, "{" if token == "}" else "\\left")
            yield token
        elif token == "[" and tokens[at - 2 : at - 1] == ["\\sqrt"]:
            if "]" not in tokens[at:]:
                raise FormulaError("'[' is not closed")
            end = tokens.index("]", at)
            yield from ("[", *_in_order("".join(tokens[at:end])), "]")
            at = end + 1
        elif token in _TAKES:
            # An argument that is a command with arguments counts as a group, so that nothing nests without end.
            inside = inside + 1 if owed else groups[-1][2] if groups else 0
            owed = max(0, owed - 1) + _TAKES[token]
            yield token
        elif token.isspace():
            yield token
        else:
            yield f"{{{token}}}" if owed and token.isdigit() else token
            owed = max(0, owed - 1)
        if len(groups) + inside > _DEEPEST:
            raise FormulaError(f"more than {_DEEPEST} groups stand in one another")
    if groups:
        raise FormulaError(f"{_named(groups[-1][0])} is not closed")


def _end_of_group(tokens: list[str], start: int) -> int:
    """Return where the group that begins at ``start`` ends: behind its brace, or behind one sign."""
    while start < len(tokens) and tokens[start].isspace():
        start += 1
    depth = 0
    for place in range(start, len(tokens)):
        depth += {"{": 1, "}": -1}.get(tokens[place], 0)
        if depth <= 0:
            return place + 1
    raise FormulaError("'{' is not closed" if depth else "it ends too early")


def _close(groups: list[tuple[str, int, int]], name: str) -> int:
    if not groups:
        raise FormulaError(f"the end of {_named(name)} has no beginning")
    opened, owed, _ = groups.pop()
    if opened != name:
        raise FormulaError(f"{_named(opened)} is not closed before the end of {_named(name)}")
    return owed


def _named(group: str) -> str:
    return f"'{group}'" if group in {"{", "\\left"} else f"\\begin{group}"
