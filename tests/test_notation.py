"""LaTeX's notation is read as LaTeX means it, or refused; the website and the guide read it alike."""

from __future__ import annotations

import pytest

from handbook.notation import FormulaError, mathml


def read(source: str, *, block: bool = False) -> str:
    text = str(mathml(source, block=block).toxml())
    return text.partition(">")[2].removesuffix("</math>")


@pytest.mark.parametrize(("source", "same"), [
    (r"\frac12", r"\frac{1}{2}"), (r"\frac1{20}", r"\frac{1}{20}"), (r"\frac{1}23", r"\frac{1}{2} 3"),
    (r"\frac\alpha 23", r"\frac{\alpha}{2} 3"), (r"x^12", r"x^{1} 2"), (r"x_a12", r"x_{a} 12"),
    (r"\sqrt12", r"\sqrt{1} 2"), (r"\sqrt[3]12", r"\sqrt[3]{1} 2"), (r"\hat12", r"\hat{1} 2"),
    (r"\binom12", r"\binom{1}{2}"), (r"\frac{\frac12}3", r"\frac{\frac{1}{2}}{3}"),
    (r"\sqrt[\frac12]{x}", r"\sqrt[{\frac{1}{2}}]{x}"),
])
def test_an_argument_without_braces_is_one_sign(source: str, same: str) -> None:
    assert read(source) == read(same)


def test_numbers_stay_whole() -> None:
    assert read("120 + 3.5") == "<mn>120</mn><mo>+</mo><mn>3.5</mn>"
    assert read(r"x^{12}") == "<msup><mi>x</mi><mn>12</mn></msup>"


def test_text_stays_as_it_is_written() -> None:
    assert read(r"\text{a^12 <b>}") == "<mtext>a^12 &lt;b&gt;</mtext>"


def test_lines_stand_below_one_another() -> None:
    assert read(r"x &= 1 \\ &= 2", block=True).count("<mtr>") == 2
    assert "<mtd></mtd>" in read(r"x &= 1 \\ &= 2", block=True)
    assert read(r"\begin{aligned} x &= 1 \\ &= 2 \end{aligned}").count("<mtr>") == 2


def test_a_sign_for_and_is_no_column() -> None:
    assert read(r"R \& D") == "<mi>R</mi><mi>&amp;</mi><mi>D</mi>"


@pytest.mark.parametrize(("source", "message"), [
    ("{a", "'{' is not closed"), ("a}", "the end of '{' has no beginning"), (r"\text{a", "'{' is not closed"),
    (r"\left( a", r"'\left' is not closed"), (r"a \right)", r"the end of '\left' has no beginning"),
    (r"\begin{cases} a", r"\begin{cases} is not closed"), (r"\sqrt[3{x}", "'[' is not closed"),
    (r"{\left( a} \right)", r"'\left' is not closed before the end of '{'"),
    (r"\begin{cases} a \end{matrix}", r"\begin{cases} is not closed before the end of \begin{matrix}"),
    (r"\begin{picture}a\end{picture}", 'Environment "picture" not supported'),
    (r"\strange{x}", 'Unknown LaTeX command "\\strange"'), (r"\text", "it ends too early"),
    (r"\frac{a}", "Last node missing children. Source incomplete?"), (r"\boldsymbol{x}", r"\boldsymbol has no form"),
    (r"a \\ b", "lines and columns need a formula between paragraphs"), ("a & b", "lines and columns"),
    ("{" * 50 + "}" * 50, "more than 40 groups"),
    (r"\sqrt " * 50 + "x", "more than 40 groups"), ("x" * 5001, "at most 5000"), (r"\hat" * 50 + " x", "more than 40"),
    ((r"\sqrt{" + r"\hat" * 20) * 3 + " x" + "}" * 3, "more than 40"),
    (r"\left < a \right >", "delimiter"), ("^2", "it cannot be read"),
])
def test_what_cannot_be_read_is_refused(source: str, message: str) -> None:
    with pytest.raises(FormulaError) as error:
        mathml(source, block=False)
    assert message in str(error.value)
