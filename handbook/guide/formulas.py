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
_LENGTH = re.compile(r"-?\d*\.?\d+(?:em|pt|mm|cm|in)")
_SIZE = re.compile(r"\d+\.\d+em")


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
    return _joined([part for cell in row for part in ("aligned", _inner(cell))][1:])


def _one(node: Any) -> str:
    form = _FORMS.get(node.tag)
    if form is None:
        raise FormulaError(f"{node.tag} has no form in the PDF guide")
    return str(form(node))


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
    if text in _FUNCTIONS:
        return call("math.op", string(text))
    if len(text) > 1:
        return call("math.upright", string(text))
    return call("math.upright", call("sign", string(text))) if node.get("mathvariant") else call("sign", string(text))


def _operator(node: Any) -> str:
    text = str(node.text)
    if text == "'":
        return call("math.primes", "1")
    if text in _WITH_LIMITS:
        return call("math.op", string(text), limits="true")
    if len(text) > 1 and text.isalpha():
        return call("math.op", string(text))
    return call("sign", string(text)) if len(text) == 1 else string(text)


def _row(node: Any) -> str:
    if node.get("class") == "binom":
        return call("math.binom", _one(node[1][0]), _one(node[1][1]))
    code = _inner(node)
    ends = (node[0], node[-1]) if len(node) else ()
    fences = [end for end in ends if end.tag == "mo" and end.get("stretchy") != "false"]
    sizes = [end.get("minsize") for end in fences if _SIZE.fullmatch(end.get("minsize", ""))]
    return call("math.lr", code, **({"size": sizes[0]} if sizes else {})) if fences else code


def _space(node: Any) -> str:
    width = node.get("width", "")
    if not _LENGTH.fullmatch(width):
        raise FormulaError(f"a space of {width!r} has no form in the PDF guide")
    return call("h", width)


def _fraction(node: Any) -> str:
    return _styled(node, call("math.frac", _one(node[0]), _one(node[1])))


def _base(node: Any) -> str:
    """Return what scripts stand at; where they stand over and under it, it says so."""
    code = _one(node)
    if node.get("movablelimits") == "false":
        return call("math.limits", code)
    over_or_under = node.tag in {"munder", "mover"} and node[1].text in {*_OVER, *_UNDER}
    return call("math.limits", code) if over_or_under else code


def _scripts(node: Any) -> str:
    places = {"msub": "b", "msup": "t", "msubsup": "bt"}[node.tag]
    return call("math.attach", _base(node[0]), **{p: _one(node[at]) for at, p in enumerate(places, 1)})


def _over_and_under(node: Any) -> str:
    places = {"munder": "b", "mover": "t", "munderover": "bt"}[node.tag]
    base, mark = node[0], str(node[1].text)
    drawn = _UNDER if places == "b" else _OVER if places == "t" else {}
    if node[1].tag == "mo" and mark in drawn:
        return call(drawn[mark], _one(base))
    if node[1].tag == "mo" and places == "t" and mark in _ACCENTS and "accent" in {*node.keys(), *node[1].keys()}:
        return call("math.accent", _one(base), string(_ACCENTS[mark]))
    code = _one(base)
    if base.get("movablelimits") != "true":
        code = call("math.limits", code)
    return call("math.attach", code, **{p: _one(node[at]) for at, p in enumerate(places, 1)})


def _table(node: Any) -> str:
    if node.get("class") == "ams-align":
        rows = [array([_line(row)]) for row in node]
        return call("math.mat", *rows, delim="none")
    rows = [array([_inner(cell) for cell in row]) for row in node]
    named = {"align": "left"} if node.get("columnalign") == "left" else {}
    return _styled(node, call("math.mat", *rows, delim="none", **named))


_FORMS = {
    "mi": _identifier, "mo": _operator, "mn": lambda node: string(node.text), "mtext": lambda node: string(node.text),
    "mrow": _row, "mspace": _space, "mfrac": _fraction, "mtable": _table,
    "msqrt": lambda node: call("math.sqrt", _inner(node)),
    "mroot": lambda node: call("math.root", _one(node[1]), _one(node[0])),
    "mphantom": lambda node: call("hide", _inner(node)),
    "menclose": lambda node: call("boxed", _inner(node)),
    **dict.fromkeys(("msub", "msup", "msubsup"), _scripts),
    **dict.fromkeys(("munder", "mover", "munderover"), _over_and_under),
}
