"""Formulas: the part of LaTeX's notation that a handbook needs, as Typst's."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORDS = re.compile(r"\\(?:text|textrm|mbox|operatorname)\{([^{}]*)\}")
_TOKEN = re.compile(
    r"\\(?:text|textrm|mbox|operatorname)\{[^{}]*\}|\\[A-Za-z]+|\\.|[{}^_&]|\d+(?:\.\d+)?|[A-Za-z]|\s+|."
)
_SAME = re.findall(r"\w+", """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega
    Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega sum sin cos tan log ln exp max min lim
""")
_NAMES: dict[str, str] = {
    **{name: name for name in _SAME},
    "prod": "product", "int": "integral", "le": "<=", "leq": "<=", "ge": ">=", "geq": ">=", "ne": "!=", "neq": "!=",
    "times": "times", "cdot": "dot.op", "div": "div", "pm": "plus.minus", "approx": "approx", "equiv": "equiv",
    "to": "->", "rightarrow": "->", "leftarrow": "<-", "infty": "infinity", "in": "in", "notin": "in.not",
    "cup": "union", "cap": "inter", "subset": "subset", "subseteq": "subset.eq", "forall": "forall",
    "exists": "exists", "partial": "partial", "nabla": "nabla", "ldots": "dots.h", "dots": "dots.h", "cdots": "dots.c",
    "quad": "quad", "qquad": "wide", "left": "", "right": "", "%": "%", "$": "\\$", ",": "thin", ";": "med",
    " ": "space",
    "\\": "\\ ", "{": "{", "}": "}", "#": "\\#", "_": "\\_",
}
_WITH_ONE = {
    "sqrt": "sqrt({})", "overline": "overline({})", "bar": "macron({})", "hat": "hat({})", "vec": "arrow({})",
    "mathbf": "bold({})", "mathrm": "upright({})", "mathbb": "bb({})", "mathcal": "cal({})",
}
_ESCAPED = {"#": "\\#", "$": "\\$", '"': '\\"', "/": "\\/", ",": "\\,", ";": "\\;", "\\": "\\\\"}


class FormulaError(ValueError):
    """A formula uses a notation that the guide has no form for."""


def to_typst(source: str) -> str:
    """Return ``source`` (LaTeX notation) as Typst's; raises :class:`FormulaError` for a command without a form."""
    return " ".join(_sequence(_Tokens(_TOKEN.findall(source)), until=None)).strip()


class _Tokens:
    """Tokens with a look at the next one."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = [token for token in tokens if not token.isspace()]

    def __bool__(self) -> bool:
        return bool(self._tokens)

    def take(self) -> str:
        """Return the next token and step over it."""
        if not self._tokens:
            raise FormulaError("it ends too early")
        return self._tokens.pop(0)

    def peek(self) -> str:
        """Return the next token, or nothing at the end."""
        return self._tokens[0] if self._tokens else ""


def _sequence(tokens: _Tokens, until: str | None) -> Iterator[str]:
    while tokens:
        if tokens.peek() == until:
            tokens.take()
            return
        yield _one(tokens)
    if until is not None:
        raise FormulaError(f"{until!r} is missing")


def _argument(tokens: _Tokens) -> str:
    if tokens.peek() == "{":
        tokens.take()
        return " ".join(_sequence(tokens, "}"))
    return _one(tokens)


def _one(tokens: _Tokens) -> str:
    token = tokens.take()
    words = _WORDS.fullmatch(token)
    if words:
        return '"' + words[1].replace('"', "") + '"'
    if token in "^_":
        return f"{token}({_argument(tokens)})"
    if token == "{":
        return " ".join(_sequence(tokens, "}"))
    if token.startswith("\\"):
        name = token[1:]
        if name in {"frac", "dfrac", "tfrac"}:
            return f"frac({_argument(tokens)}, {_argument(tokens)})"
        if name in _WITH_ONE:
            return _WITH_ONE[name].format(_argument(tokens))
        if name in _NAMES:
            return _NAMES[name]
        raise FormulaError(f"{token} has no form in the PDF guide")
    return _ESCAPED.get(token, token)
