"""Formulas as MathML, which browsers draw and screen readers speak: no script, and nothing from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from handbook.ledger.problems import Code
from handbook.notation import FormulaError, mathml, quoted

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


def formula(translator: HTML5Translator, node: nodes.Element, *, block: bool) -> str:
    """Return the HTML of a formula in the notation of LaTeX; what cannot be read is a problem, and stands as it is."""
    source = " ".join(node.astext().split())
    try:
        tree = mathml(source, block=block)
    except FormulaError as error:
        logger.warning("the formula %s: %s", quoted(source), error, location=node, type=Code.FORMULA.value)
        return f"<code>{translator.encode(source)}</code>"
    tree.indent_xml()
    return str(tree.toxml())


def _in_line(translator: HTML5Translator, node: nodes.math) -> None:
    translator.body.append(formula(translator, node, block=False))
    raise nodes.SkipNode


def _in_block(translator: HTML5Translator, node: nodes.math_block) -> None:
    html = formula(translator, node, block=True)
    # A wide one is scrolled, by the keyboard too.
    named = {"CLASS": "formula", "tabindex": "0", "role": "group", "aria-label": "Formula"}
    start = translator.starttag(node, "div", "\n", False, **named)
    translator.body.append(f"{start}{html}</div>\n")
    raise nodes.SkipNode


def setup_formulas(app: Sphinx) -> None:
    """Register the form; beside the one that Sphinx brings, it is taken without being named."""
    app.add_html_math_renderer("mathml", (_in_line, None), (_in_block, None))
