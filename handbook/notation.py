"""Formulas: LaTeX's notation as a tree of MathML, the one reading that the website and the PDF guide share.

Docutils reads the notation. It guesses where LaTeX is strict, so the source is put in order before: arguments of one
digit get their braces (``\\frac12`` is a half, and Docutils would take twelve), and what is left open is a fault. What
Docutils has no notation for is held by a place in the source, and put there when the tree stands
(:mod:`handbook.notation_tree`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from docutils.utils.math import MathError, latex2mathml, mathml_elements, tex2unichar

from handbook.notation_tree import Mend, bold, classed, columns, finish, place, put

_XML = "http://www.w3.org/1998/Math/MathML"
# The end of a line takes with it what space is asked for behind it, which has no form.
_TOKEN = re.compile(
    r"\\\\(?:\*?\s*\[-?[\d.]+\s*[a-z]{2}\]|\*)?|\\(?:operatorname|hspace)\*|\\[A-Za-z]+|\\.|\s+|.", re.DOTALL
)
# Arguments that a command takes.
_TAKES = {
    "^": 1, "_": 1, "\\sqrt": 1, "\\phantom": 1, "\\boxed": 1, "\\xleftarrow": 1, "\\xrightarrow": 1,
    **{f"\\{name}": 1 for names in (latex2mathml.accents, latex2mathml.over, latex2mathml.under) for name in names},
    **{f"\\{name}": 2 for name in (*latex2mathml.fractions, "overset", "underset")},
}
# Commands that Docutils knows by another name.
_ALIASES = {"\\stackrel": "\\overset", "\\iff": "\\Longleftrightarrow", "\\hspace*": "\\hspace"}
_ALIGNED = frozenset({"{align}", "{align*}", "{split}"})
_CENTERED = frozenset({"{gather}", "{gather*}", "{gathered}"})
_COLUMNS = re.compile(r"[lcr](\|?[lcr])*")
# How high LaTeX makes the delimiters that are sized by hand, and the space that each kind of them keeps.
_SIZES = {"big": "1.2em", "Big": "1.8em", "bigg": "2.4em", "Bigg": "3em"}
_KINDS = {
    "": {"lspace": "0", "rspace": "0"}, "l": {"form": "prefix"}, "r": {"form": "postfix"},
    "m": {"form": "infix", "lspace": "0.2778em", "rspace": "0.2778em"},
}
_PRIMES = ("\u2032", "\u2033", "\u2034", "\u2057")
# In words: signs that LaTeX escapes, its spaces, its braces, and commands, which have no form there.
_IN_WORDS = re.compile(r"\\([%&#_{}$ ,])|[{}~]|\\(?:[A-Za-z]+|.?)")
_SILENT = {"{": "", "}": "", "~": "\u00a0"}
# More is a mistake, and would exhaust Python.
_DEEPEST, _LONGEST = 40, 5000
_SHOWN = 60


class FormulaError(ValueError):
    """A formula cannot be read; the message says why."""


def quoted(source: str) -> str:
    """Return the beginning of a formula for a message about it."""
    return f"'{source if len(source) <= _SHOWN else source[:_SHOWN - 1] + '…'}'"


def mathml(source: str, *, block: bool) -> Any:
    """Return ``source`` (LaTeX notation) as an element of Docutils' MathML tree.

    ``block``: it stands between paragraphs, and may have several lines, parted by ``\\\\`` and aligned at ``&``. Raises
    :class:`FormulaError` for what is open or unknown.
    """
    if not source.strip():
        raise FormulaError("it is empty")
    if len(source) > _LONGEST:
        raise FormulaError(f"it has {len(source)} characters, and at most {_LONGEST} are read")
    reading = _Reading(source, [])
    source = "".join(reading.parts())
    tree = mathml_elements.math(xmlns=_XML, **({"display": "block"} if block else {}))
    node: Any = tree
    if reading.lines:
        if not block:
            raise FormulaError("lines and columns need a formula between paragraphs, or an environment around them")
        node = mathml_elements.mtd()
        tree.append(mathml_elements.mtable(mathml_elements.mtr(node), CLASS="ams-align", displaystyle=True))
    try:
        latex2mathml.parse_latex_math(node, source)
        finish(tree, reading.mends)
    except (MathError, SyntaxError) as error:
        raise FormulaError(str(error).rstrip(".!")) from None
    except (AttributeError, IndexError, TypeError, UnboundLocalError, ValueError) as error:
        raise FormulaError("it cannot be read") from error
    return tree


class _Reading:
    """Puts a source in order, sign by sign.

    ``groups`` are those that are open: what began each, the arguments owed after it, and in how many it stands.
    ``mends`` fill the places that stand for what Docutils has no notation for. ``lines``: it has lines or columns
    outside of all groups; ``rows`` says that it may, though it stands in another source.
    """

    def __init__(self, source: str, mends: list[Mend], *, level: int = 0, rows: bool = False) -> None:
        self.tokens = [match[0] for match in _TOKEN.finditer(source)]
        self.at = 0
        self.before = ""  # the last sign that is no space
        self.owed = 0  # arguments that the last command still takes
        self.inside = 0
        self.groups: list[tuple[str, int, int]] = []
        self.mends = mends
        self.level = level
        self.rows = rows or level == 0
        self.lines = False

    def parts(self) -> Iterator[str]:
        """Yield the parts of the source, single digits that are arguments in braces; raises for what is open."""
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            token = "\\\\" if token.startswith("\\\\") else _ALIASES.get(token, token)
            self.at += 1
            yield from _READERS.get(token, _Reading._sign)(self, token)
            if not token.isspace():
                self.before = token
            if self.level + len(self.groups) + self.inside > _DEEPEST:
                raise FormulaError(f"more than {_DEEPEST} groups stand in one another")
        if self.groups:
            raise FormulaError(f"{_named(self.groups[-1][0])} is not closed")

    def nested(self, source: str, *, rows: bool = False) -> str:
        """Return ``source``, which stands in this one, in order."""
        level = self.level + len(self.groups) + self.inside + 1
        if level > _DEEPEST:
            raise FormulaError(f"more than {_DEEPEST} groups stand in one another")
        return "".join(_Reading(source, self.mends, level=level, rows=rows).parts())

    def place(self, mend: Mend) -> str:
        """Return the source of a place that ``mend`` fills."""
        self.mends.append(mend)
        return place(len(self.mends) - 1)

    def argument(self) -> str:
        """Return the argument that comes next, as it is written, and go on behind it."""
        end = _end_of_group(self.tokens, self.at)
        words = "".join(self.tokens[self.at:end]).strip()
        self.at = end
        if words == "}":
            raise FormulaError("it ends too early")
        return words

    def next(self) -> int:
        """Return where the next sign stands that is no space."""
        at = self.at
        while at < len(self.tokens) and self.tokens[at].isspace():
            at += 1
        return at

    def paid(self) -> None:
        self.owed = max(0, self.owed - 1)

    def open(self, name: str) -> None:
        self.groups.append((name, max(0, self.owed - 1), self.inside))
        self.owed = 0

    def close(self, name: str) -> None:
        if not self.groups:
            raise FormulaError(f"the end of {_named(name)} has no beginning")
        opened, self.owed, _ = self.groups.pop()
        if opened != name:
            raise FormulaError(f"{_named(opened)} is not closed before the end of {_named(name)}")

    def _sign(self, token: str) -> Iterator[str]:
        if token in _TAKES:
            # An argument that is a command with arguments counts as a group, so that nothing nests without end.
            self.inside = self.inside + 1 if self.owed else self.groups[-1][2] if self.groups else 0
            self.owed = max(0, self.owed - 1) + _TAKES[token]
            yield token
        elif token.isspace():
            yield token
        else:
            yield f"{{{token}}}" if self.owed and token.isdigit() else token
            self.paid()

    def _opening(self, token: str) -> Iterator[str]:
        self.open(token)
        yield token

    def _closing(self, token: str) -> Iterator[str]:
        self.close("{" if token == "}" else "\\left")
        yield token

    def _bracket(self, token: str) -> Iterator[str]:
        if self.before != "\\sqrt":
            yield from self._sign(token)
            return
        if "]" not in self.tokens[self.at:]:
            raise FormulaError("'[' is not closed")
        end = self.tokens.index("]", self.at)
        yield f"[{self.nested(''.join(self.tokens[self.at:end]))}]"
        self.at = end + 1

    def _space(self, token: str) -> Iterator[str]:
        width = self.argument()
        if "@" in width:
            raise FormulaError(f"{width} is no length")
        self.paid()
        yield token + width

    def _begin(self, token: str) -> Iterator[str]:
        name = self.argument()
        self.open(name)
        if name == "{array}":
            spec = re.sub(r"\s", "", self.argument().removeprefix("{").removesuffix("}"))
            if not _COLUMNS.fullmatch(spec):
                raise FormulaError("the columns of an array are letters l, c and r, with a '|' for a line between two")
            yield f"{{{self.place(columns(spec))}\\begin{{matrix}}"
        elif name in _CENTERED:
            yield f"{{{self.place(classed(displaystyle='true'))}\\begin{{matrix}}"
        else:
            yield token + ("{aligned}" if name in _ALIGNED else name)

    def _end(self, token: str) -> Iterator[str]:
        name = self.argument()
        self.close(name)
        if name == "{array}" or name in _CENTERED:
            yield f"{token}{{matrix}}}}"
        else:
            yield token + ("{aligned}" if name in _ALIGNED else name)

    def _cell(self, token: str) -> Iterator[str]:
        group = self.groups[-1][0] if self.groups else ""
        if group in {"{", "\\left"} or not (group or self.rows):
            raise FormulaError(f"{token} stands in a group, where there are no lines and columns")
        self.lines = self.lines or not group
        yield token

    def _text(self, token: str) -> Iterator[str]:
        words = self.argument()
        parts = re.split(r"(?<!\\)\$", words[1:-1] if words.startswith("{") else words)
        if len(parts) % 2 == 0:
            raise FormulaError("'$' is not closed")
        pieces = []
        for number, part in enumerate(parts):
            if number % 2:
                pieces.append(f"{{{self.nested(part)}}}")
            elif part or len(parts) == 1:
                # MathML shows no space at the edge of a text.
                text = re.sub(r"^[ \n]|[ \n]$", "\u00a0", _plain(part))
                look = {"\\textbf": {"CLASS": "boldsymbol"}, "\\textit": {"CLASS": "italic"}}.get(token, {})
                pieces.append(self.place(put(mathml_elements.mtext(text, **look))))
        self.paid()
        yield pieces[0] if len(pieces) == 1 else f"{{{''.join(pieces)}}}"

    def _operator(self, token: str) -> Iterator[str]:
        words = self.argument()
        name = _plain(words[1:-1] if words.startswith("{") else words)
        if not name or set(name) & set("{}\\"):
            raise FormulaError(f"{token} takes a name")
        self.paid()
        if token == "\\operatorname":
            yield f"{token}{{{name}}}"
        else:
            named = {"movablelimits": "true", "lspace": "0.1667em", "rspace": "0.1667em"}
            yield self.place(put(mathml_elements.mo(name, **named)))

    def _bold(self, token: str) -> Iterator[str]:
        words = self.argument()
        if words in _READERS or words in _TAKES:
            raise FormulaError(f"what {token} makes bold needs braces")
        inner = self.nested(words[1:-1] if words.startswith("{") else words)
        self.paid()
        yield f"{{{self.place(bold)}{{{inner}}}}}"

    def _substack(self, token: str) -> Iterator[str]:
        words = self.argument()
        if not words.startswith("{"):
            raise FormulaError(f"{token} needs braces")
        inner = self.nested(words[1:-1], rows=True)
        self.paid()
        mend = classed(**{"class": "substack", "scriptlevel": "1"})
        yield f"{{{self.place(mend)}\\begin{{matrix}}{inner}\\end{{matrix}}}}"

    def _sized(self, token: str) -> Iterator[str]:
        name, kind = (token[1:], "") if token[1:] in _SIZES else (token[1:-1], token[-1])
        size = {"minsize": _SIZES[name], "maxsize": _SIZES[name], "symmetric": "true", "stretchy": "true"}
        sign = self._delimiter(token)
        self.paid()
        yield self.place(put(mathml_elements.mo(sign, **size, **_KINDS[kind]))) if sign else "{}"

    def _middle(self, token: str) -> Iterator[str]:
        if not self.groups or self.groups[-1][0] != "\\left":
            raise FormulaError(f"{token} needs a \\left before and a \\right behind it")
        sign = self._delimiter(token)
        look = {"stretchy": "true", "symmetric": "true", "lspace": "0", "rspace": "0"}
        yield self.place(put(mathml_elements.mo(sign, **look))) if sign else "{}"

    def _delimiter(self, command: str) -> str:
        """Return the delimiter that comes next, empty for a dot, and go on behind it."""
        at = self.next()
        token = self.tokens[at] if at < len(self.tokens) else ""
        if token not in {*"()[]/|."} and not (token.startswith("\\") and token[1:] in latex2mathml.stretchables):
            raise FormulaError(f"{token or 'nothing'} is no delimiter for {command}")
        self.at = at + 1
        return "" if token == "." else str(latex2mathml.stretchables.get(token[1:], token))

    def _dots(self, token: str) -> Iterator[str]:
        """Between operators they stand at the height of these."""
        at = self.next()
        after = self.tokens[at] if at < len(self.tokens) else ""
        between = after in {*"+-*=<>"} or after[1:] in {**tex2unichar.mathbin, **tex2unichar.mathrel}
        yield from self._sign("\\cdots" if between else "\\ldots")

    def _primes(self, token: str) -> Iterator[str]:
        """They stand behind their letter as one sign, which fonts raise; as scripts, browsers would raise it twice."""
        count = 1
        while self.tokens[self.at : self.at + 1] == [token]:
            count += 1
            self.at += 1
        sign = _PRIMES[count - 1] if count <= len(_PRIMES) else _PRIMES[0] * count
        self.paid()
        yield self.place(put(mathml_elements.mo(sign, lspace="0", rspace="0")))


_READERS: dict[str, Callable[[_Reading, str], Iterator[str]]] = {
    "{": _Reading._opening, "\\left": _Reading._opening, "}": _Reading._closing, "\\right": _Reading._closing,
    "[": _Reading._bracket, "\\hspace": _Reading._space, "\\mspace": _Reading._space, "'": _Reading._primes,
    "\\begin": _Reading._begin, "\\end": _Reading._end, "&": _Reading._cell, "\\\\": _Reading._cell,
    **dict.fromkeys(("\\text", "\\mbox", "\\textrm", "\\textbf", "\\textit"), _Reading._text),
    **dict.fromkeys(("\\operatorname", "\\operatorname*"), _Reading._operator),
    **dict.fromkeys(("\\boldsymbol", "\\pmb"), _Reading._bold), "\\substack": _Reading._substack,
    **{f"\\{size}{kind}": _Reading._sized for size in _SIZES for kind in _KINDS},
    "\\middle": _Reading._middle, "\\dots": _Reading._dots,
}


def _end_of_group(tokens: list[str], start: int) -> int:
    """Return where the group that begins at ``start`` ends: behind its brace, or behind one sign."""
    while start < len(tokens) and tokens[start].isspace():
        start += 1
    depth = 0
    for at in range(start, len(tokens)):
        depth += {"{": 1, "}": -1}.get(tokens[at], 0)
        if depth <= 0:
            return at + 1
    raise FormulaError("'{' is not closed" if depth else "it ends too early")


def _plain(words: str) -> str:
    """Return what words of a formula say."""
    def said(match: re.Match[str]) -> str:
        if match[1]:
            return "\u2009" if match[1] == "," else match[1]
        if match[0] in _SILENT:
            return _SILENT[match[0]]
        raise FormulaError(f"{match[0]} has no form in words")

    return _IN_WORDS.sub(said, words)


def _named(group: str) -> str:
    return f"'{group}'" if group in {"{", "\\left"} else f"\\begin{group}"
