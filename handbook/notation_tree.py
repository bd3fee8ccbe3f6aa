"""The tree of MathML that Docutils makes of a formula: what it gets wrong is mended, and places in it are filled.

Docutils takes the script behind an accent for one below the sign (``\\hat{x}_i``), and that behind a brace for one at
its side. A place is a space of no width, by whose number the mend is found that puts something there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils.utils.math import MathError, latex2mathml, mathalphabet2unichar, mathml_elements

# What is done at a place: it is given the element in which the place stands, and where.
Mend = Callable[[Any, int], None]

_DEEPEST = 150
_BRACES = frozenset("\u23de\u23df")
_LIMIT_LINE = "\u00af"  # over the upper limit
# Lines over and under signs, which the stylesheet draws: in few fonts there is one that can grow.
_LINES = frozenset({"_", _LIMIT_LINE})
_UNDER = frozenset("\u23df_\u2190\u2192\u2194")
# Functions whose scripts stand below and above them, where the formula has room; Docutils does it for the short ones.
_WITH_LIMITS = frozenset({"lim\u202finf", "lim\u202fsup", "inj\u202flim", "proj\u202flim", "det", "gcd", "Pr"})
# Arrows that are as long as what stands at them: the long ones of Unicode cannot grow.
_ARROWS = {"\u27f5": "\u2190", "\u27f6": "\u2192"}
# A line or column that stands elsewhere took the place of an argument.
_HOLDERS = {"mtd": "mtr", "mtr": "mtable"}
_LIMITS = {"msub": mathml_elements.munder, "msup": mathml_elements.mover, "msubsup": mathml_elements.munderover}


def place(number: int) -> str:
    """Return the source, for Docutils, of the place that the mend ``number`` fills; its braces make it one argument."""
    return f"{{\\hspace{{@{number}}}}}"


def put(node: Any) -> Mend:
    """Return the mend that puts ``node`` at its place."""
    def mend(parent: Any, at: int) -> None:
        for name, value in parent[at].items():
            if name != "width":
                node.set(name, value)
        parent[at] = node

    return mend


def classed(**attributes: str) -> Mend:
    """Return the mend that gives ``attributes`` to the table behind its place."""
    def mend(parent: Any, at: int) -> None:
        del parent[at]
        for name, value in attributes.items():
            parent[at].set(name, value)

    return mend


def columns(letters: str) -> Mend:
    """Return the mend that aligns the columns of the table behind its place: l, c, r, and '|' for a line between."""
    spec = letters.replace("|l", "L").replace("|c", "C").replace("|r", "R")

    def mend(parent: Any, at: int) -> None:
        del parent[at]
        for row in parent[at]:
            if len(row) > len(spec):
                raise MathError(f"a line has {len(row)} cells, and its array has columns for {len(spec)}")
            for cell, letter in zip(row, spec, strict=False):
                look = {"l": "cell-left", "r": "cell-right"}.get(letter.lower(), "")
                if looks := f"{look} {'cell-ruled' if letter.isupper() else ''}".strip():
                    cell.set("class", looks)

    return mend


def bold(parent: Any, at: int) -> None:
    """Make what stands behind a place bold: letters by their own signs, since browsers make no others bold."""
    del parent[at]
    for node in parent[at].iter():
        if node.tag == "mn":
            node.text = "".join(mathalphabet2unichar.mathbf.get(digit, digit) for digit in node.text)
        elif node.tag == "mi" and (sign := _bold_letter(node)):
            node.text = sign
        elif node.tag in {"mi", "mo"}:
            _add_class(node, "boldsymbol")


def _bold_letter(node: Any) -> str | None:
    upright = node.get("mathvariant") == "normal" or "capital-greek" in node.get("class", "")
    letters = mathalphabet2unichar.mathbf if upright else mathalphabet2unichar.mathbfit
    sign = letters.get(node.text)
    return None if sign is None else str(sign)


def _add_class(node: Any, name: str) -> None:
    node.set("class", f"{node.get('class', '')} {name}".strip())


def finish(tree: Any, mends: list[Mend]) -> None:
    """Fill the places of ``tree`` and mend it; raises :class:`MathError` where it cannot be."""
    _check(tree)
    parents = list(tree.iter())[::-1]  # the inner ones first
    for parent in parents:
        for at in reversed(range(len(parent))):
            if parent[at].tag == "mspace" and parent[at].get("width", "").startswith("@"):
                mends[int(parent[at].get("width")[1:])](parent, at)
    for parent in list(tree.iter())[::-1]:
        for at, child in enumerate(parent):
            parent[at] = _mended(child)


def _check(tree: Any) -> None:
    """Raise :class:`MathError` for what Docutils reads without a word, though an argument is missing."""
    depth, level = 0, [tree]
    while level:
        depth, level = depth + 1, [child for node in level for child in node]
    if depth > _DEEPEST:
        raise MathError("too many scripts stand at one another")
    for node in tree.iter():
        short = isinstance(node, mathml_elements.MathSchema) and len(node) < (type(node).nchildren or 0)
        if short or (node.tag == "mi" and not node.text) or node.get("width") == "":
            raise MathError("an argument is missing")
        if any(_HOLDERS.get(child.tag, node.tag) != node.tag for child in node):
            raise MathError("a line or column ends where an argument should stand")


def _mended(node: Any) -> Any:
    """Return what stands in the place of ``node``, whose children are mended."""
    if node.tag in {"munder", "mover", "munderover"} and node[0].tag == "mo" and node[0].text in _ARROWS:
        node[0].text = _ARROWS[node[0].text]
        for at in range(1, len(node)):
            node[at] = mathml_elements.mrow(_margin(), node[at], _margin())
    elif node.tag == "munderover":
        node = _apart(node)
    elif node.tag in {"munder", "mover"}:
        node = _lined(node)
    elif node.tag in _LIMITS:
        node = _with_limits(_joined(node))
    elif node.tag == "mo":
        _mend_sign(node)
    elif node.tag == "mi" and node.text in latex2mathml.greek_capitals.values():
        node.set("mathvariant", "normal")  # upright, as LaTeX and the PDF have them
    elif node.tag == "menclose":  # browsers no longer draw it; the stylesheet does
        node.tag = "mrow"
        node.attrib.pop("notation")
    elif node.tag == "mtable":
        last = node[-1]
        if len(node) > 1 and len(last) == 1 and not len(last[0]):  # LaTeX reads no line behind the last end of one
            node.remove(last)
        if node.get("class") == "ams-align":
            node.set("displaystyle", "true")
    return node


def _margin() -> Any:
    return mathml_elements.mspace(width="0.4em")


def _mend_sign(node: Any) -> None:
    if node.attrib.pop("style", None):  # thick signs; the website allows no styles in a page
        _add_class(node, "boldsymbol")
    if node.text in {"|", "\u2016"} and not {"lspace", "form"} & {*node.keys()}:
        node.set("lspace", "0")
        node.set("rspace", "0")


def _apart(node: Any) -> Any:
    """Return a sign with a mark and a script as the two elements that these are."""
    base, low, high = node
    marks = high.get("stretchy") == "false" or high.get("accent") == "true" or high.text == _LIMIT_LINE
    if high.tag == "mo" and marks:
        marked: Any = mathml_elements.mover(base, high, accent=high.get("stretchy") == "false")
        return (mathml_elements.munder if _is_large(marked) else mathml_elements.msub)(_lined(marked), low)
    if low.tag == "mo" and low.text in _UNDER:
        marked = mathml_elements.munder(base, low)
        return (mathml_elements.mover if _is_large(marked) else mathml_elements.msup)(_lined(marked), high)
    return node


def _lined(node: Any) -> Any:
    if node[1].tag == "mo" and node[1].text in _LINES:
        _add_class(node, "line-over" if node.tag == "mover" else "line-under")
    return node


def _is_large(node: Any) -> bool:
    """Return whether scripts stand below and above ``node``: a brace, or a limit with a line or an arrow."""
    if node.tag not in {"munder", "mover"}:
        return False
    return node[1].text in _BRACES or (node[0].tag == "mi" and node[0].text == "lim")


def _joined(node: Any) -> Any:
    """Return the scripts of one sign as one element."""
    base = node[0]
    if (node.tag, base.tag) == ("msup", "msub"):
        return mathml_elements.msubsup(*base, node[1])
    if (node.tag, base.tag) == ("msub", "msup"):
        return mathml_elements.msubsup(base[0], node[1], base[1])
    return node


def _with_limits(node: Any) -> Any:
    """Return ``node`` with its scripts below and above, where its base is a brace or a function that wants it."""
    base = node[0]
    if base.tag == "mi" and base.text in _WITH_LIMITS:
        base = mathml_elements.mo(base.text, movablelimits=True, lspace="0.1667em", rspace="0.1667em")
    # Docutils has seen to the short names, which it leaves so for \\nolimits alone.
    wants = base.tag == "mo" and base.get("movablelimits") == "true" and base.text not in latex2mathml.movablelimits
    if not wants and not _is_large(base):
        return node
    return _LIMITS[node.tag](base, *node[1:])
