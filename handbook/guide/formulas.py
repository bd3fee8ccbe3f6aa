"""Formulas: their MathML, read by :mod:`handbook.notation`, as Typst's code."""

from __future__ import annotations

import re
from typing import Any

from docutils.utils.math import latex2mathml

from handbook.guide.typst_text import array, call, string
from handbook.notation import FormulaError, mathml

_APPLIED = "\u2061"  # stands between a function and its argument, and is seen by nobody
_FUNCTIONS = frozenset(name for name in latex2mathml.functions.values() if name)
_WITH_LIMITS = frozenset({"lim", "max", "min", "sup", "inf"})
# What MathML writes over a sign, as Typst's function, or as the accent that Typst draws.
_OVER = {"\u23de": "math.overbrace", "_": "math.overline", "\u00af": "math.overline"}
_UNDER = {"\u23df": "math.underbrace", "_": "math.underline"}
_ACCENTS = {
    "\u00b4": "\u0301", "\u02c9": "\u0304", "\u02d8": "\u0306", "\u02c7": "\u030c", "\u02d9": "\u0307",
    "\u00a8": "\u0308", "\u02d9\u02d9\u02d9": "\u20db", "\u02d9\u02d9\u02d9\u02d9": "\u20dc", "`": "\u0300",
    "\u02c6": "\u0302", "^": "\u0302", "\u02da": "\u030a", "~": "\u0303", "\u2192": "\u20d7", "\u2190": "\u20d6",
    "\u2194": "\u20e1",
}
# Signs whose scripts stand below and above them, where they have room.
_LARGE = frozenset(latex2mathml.operators[name] for name in latex2mathml.movablelimits)
# The classes that Typst gives to signs: what MathML says of their place.
_PLACES = {"prefix": "opening", "postfix": "closing", "infix": "relation"}
_PRIMES = {"\u2032": 1, "\u2033": 2, "\u2034": 3, "\u2057": 4}
_ARROWS = frozenset("\u2190\u2192")
# LaTeX's space between the columns of a table and between those that stand at one another.
_GAP, _APART = "1em", "2em"
_LENGTH = re.compile(r"-?\d*\.?\d+(?:em|pt|mm|cm|in)")


def to_typst(source: str, *, block: bool = False) -> str:
    """Return ``source`` (LaTeX notation) as Typst code that makes the content of an equation.

    Every sign of it stands in a string of that code. Raises :class:`FormulaError` for what has no form.
    """
    tree = mathml(source, block=block)
    if len(tree) == 1 and tree[0].tag == "mtable" and tree[0].get("class") == "ams-align":
        return _joined([part for row in tree[0] for part in ("linebreak()", _line(row))][1:])
    return _joined(_parts(tree))


def _joined(parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return f"{array(parts)}.join()" if parts else "[]"


def _parts(node: Any) -> list[str]:
    return [_one(child) for child in node if not (child.tag == "mo" and child.text == _APPLIED)]


def _inner(node: Any) -> str:
    return _styled(node, _joined(_parts(node)))


def _line(row: Any) -> str:
    """Return a row whose cells stand below those of the other rows."""
    parts = []
    for at, cell in enumerate(row):
        # Columns come in pairs, and each pair stands apart from the one before.
        parts += ["aligned", *([call("h", _APART)] if at and at % 2 == 0 else []), call("math.display", _inner(cell))]
    return _joined(parts[1:])


def _one(node: Any) -> str:
    form = _FORMS.get(node.tag)
    if form is None:
        raise FormulaError(f"{node.tag} has no form in the PDF guide")
    code = str(form(node))
    looks = node.get("class", "").split()
    if "boxed" in looks:
        code = call("boxed", code)
    if "boldsymbol" in looks:
        code = call("text", code, weight='"bold"') if node.tag == "mo" else call("math.bold", code)
    return call("math.italic", code) if "italic" in looks else code


def _styled(node: Any, code: str) -> str:
    """Return ``code`` in the size that the node asks for."""
    if node.get("displaystyle") == "true":
        return call("math.display", code)
    if node.get("scriptlevel") in {"1", "+1"}:
        return call("math.script", code)
    if node.get("scriptlevel") == "2":
        return call("math.sscript", code)
    return call("math.inline", code) if node.get("displaystyle") == "false" else code


def _identifier(node: Any) -> str:
    text = str(node.text)
    if text in _FUNCTIONS or (len(text) > 1 and node.get("mathvariant")):
        return call("math.op", string(text))
    if len(text) > 1:
        return call("math.upright", string(text))
    return call("math.upright", call("sign", string(text))) if node.get("mathvariant") else call("sign", string(text))


def _operator(node: Any) -> str:
    text = str(node.text)
    if text in _PRIMES or set(text) == {"\u2032"}:
        return call("math.primes", str(_PRIMES.get(text, len(text))))
    if text in _WITH_LIMITS or (node.get("movablelimits") == "true" and text not in _LARGE):
        return call("math.op", string(text), limits="true")
    if len(text) > 1 and text.isalpha():
        return call("math.op", string(text))
    code = call("sign", string(text)) if len(text) == 1 else string(text)
    if size := node.get("minsize"):
        # Only a fence is made larger.
        sized = call("math.lr", call("math.class", '"fence"', code), size=size)
        return call("math.class", string(_PLACES.get(node.get("form", ""), "normal")), sized)
    return call("math.mid", code) if node.get("stretchy") == "true" else code


def _row(node: Any) -> str:
    if node.get("class") == "binom":
        return _styled(node[1], call("math.binom", _one(node[1][0]), _one(node[1][1])))
    code = _inner(node)
    ends = (node[0], node[-1]) if len(node) else ()
    fences = [end for end in ends if end.tag == "mo" and not {"stretchy", "minsize"} & {*end.keys()}]
    return call("math.lr", code) if fences else code


def _space(node: Any) -> str:
    width = node.get("width", "")
    if not _LENGTH.fullmatch(width):
        raise FormulaError(f"a space of {width!r} has no form in the PDF guide")
    return call("h", width)


def _fraction(node: Any) -> str:
    return _styled(node, call("math.frac", _one(node[0]), _one(node[1])))


def _scripts(node: Any) -> str:
    places = {"msub": "b", "msup": "t", "msubsup": "bt"}[node.tag]
    base = node[0]
    code = call("math.scripts", _one(base)) if base.tag == "mo" and base.text in _LARGE else _one(base)
    return call("math.attach", code, **{p: _one(node[at]) for at, p in enumerate(places, 1)})


def _over_and_under(node: Any) -> str:
    places = {"munder": "b", "mover": "t", "munderover": "bt"}[node.tag]
    base, mark = node[0], str(node[1].text)
    drawn = _UNDER if places == "b" else _OVER if places == "t" else {}
    if node[1].tag == "mo" and mark in drawn:
        return call(drawn[mark], _one(base))
    if node[1].tag == "mo" and places == "t" and mark in _ACCENTS and "accent" in {*node.keys(), *node[1].keys()}:
        return call("math.accent", _one(base), string(_ACCENTS[mark]))
    code = _one(base)
    if base.tag == "mo" and base.text in _ARROWS:  # as long as what stands at it
        code = call("math.stretch", code)
    if base.get("movablelimits") != "true":
        code = call("math.limits", code)
    return call("math.attach", code, **{p: _one(node[at]) for at, p in enumerate(places, 1)})


def _table(node: Any) -> str:
    if node.get("class") == "ams-align":
        rows = [array([_line(row)]) for row in node]
        return call("math.mat", *rows, delim="none", row_gap="0.65em")
    small = node.get("scriptlevel") == "1"
    style = "math.display" if node.get("displaystyle") == "true" else "math.script" if small else "math.inline"
    rows = [array([_cell(cell, style) for cell in row]) for row in node]
    named = {"align": "left"} if node.get("columnalign") == "left" else {}
    lines = [str(at) for at, cell in enumerate(node[0]) if "cell-ruled" in cell.get("class", "")]
    if lines:
        named["augment"] = f"(vline: {array(lines)}, stroke: 0.05em)"
    if not small:
        named |= {"column_gap": _GAP, "row_gap": "0.35em"}
    return call("math.mat", *rows, delim="none", **named)


def _cell(cell: Any, style: str) -> str:
    """Return a cell; LaTeX writes it as large as the text, where Typst would make it smaller."""
    code = call(style, _inner(cell)) if len(cell) else "[]"
    looks = cell.get("class", "")
    if "cell-left" in looks:
        return _joined(["aligned", code])
    return _joined([code, "aligned"]) if "cell-right" in looks else code


_FORMS = {
    "mi": _identifier, "mo": _operator, "mn": lambda node: string(node.text), "mtext": lambda node: string(node.text),
    "mrow": _row, "mspace": _space, "mfrac": _fraction, "mtable": _table,
    "msqrt": lambda node: call("math.sqrt", _inner(node)),
    "mroot": lambda node: call("math.root", _one(node[1]), _one(node[0])),
    "mphantom": lambda node: call("hide", _inner(node)),
    **dict.fromkeys(("msub", "msup", "msubsup"), _scripts),
    **dict.fromkeys(("munder", "mover", "munderover"), _over_and_under),
}
