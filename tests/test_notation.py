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
    ("", "it is empty"), (" ", "it is empty"),
    ("{a", "'{' is not closed"), ("a}", "the end of '{' has no beginning"), (r"\text{a", "'{' is not closed"),
    (r"\left( a", r"'\left' is not closed"), (r"a \right)", r"the end of '\left' has no beginning"),
    (r"\begin{cases} a", r"\begin{cases} is not closed"), (r"\sqrt[3{x}", "'[' is not closed"),
    (r"{\left( a} \right)", r"'\left' is not closed before the end of '{'"),
    (r"\begin{cases} a \end{matrix}", r"\begin{cases} is not closed before the end of \begin{matrix}"),
    (r"\begin{picture}a\end{picture}", 'Environment "picture" not supported'),
    (r"\strange{x}", 'Unknown LaTeX command "\\strange"'), (r"\text", "it ends too early"),
    (r"\frac{a}", "Last node missing children. Source incomplete?"),
    (r"a \\ b", "lines and columns need a formula between paragraphs"), ("a & b", "lines and columns"),
    ("{" * 50 + "}" * 50, "more than 40 groups"),
    (r"\sqrt " * 50 + "x", "more than 40 groups"), ("x" * 5001, "at most 5000"), (r"\hat" * 50 + " x", "more than 40"),
    ((r"\sqrt{" + r"\hat" * 20) * 3 + " x" + "}" * 3, "more than 40"),
    (r"\left < a \right >", "delimiter"), ("^2", "it cannot be read"),
    (r"\sum\limits", "it cannot be read"), ("x_", "Last node missing children"), (r"\frac{a}&", "lines and columns"),
    (r"{a & b}", "& stands in a group"), (r"\left( a \\ b \right)", "stands in a group"),
    (r"\boldsymbol{a & b}", "& stands in a group"), (r"\sqrt[a & b]{c}", "& stands in a group"),
    (r"\begin{array}{|c|} a \end{array}", "the columns of an array are letters"),
    (r"\begin{array}{p{2cm}} a \end{array}", "the columns of an array are letters"),
    (r"\begin{array}{c} a & b \end{array}", "a line has 2 cells, and its array has columns for 1"),
    (r"\begin{array}{c} a \end{matrix}", r"\begin{array} is not closed"),
    (r"\big x", r"x is no delimiter for \big"), (r"\Bigl", r"nothing is no delimiter for \Bigl"),
    (r"\middle| x", r"\middle needs a \left"), (r"\hspace{@0}", "{@0} is no length"),
    (r"\text{an \alpha}", r"\alpha has no form in words"), (r"\text{of 5$}", "'$' is not closed"),
    (r"\operatorname{\{}", "takes a name"), (r"\boldsymbol\hat{x}", r"what \boldsymbol makes bold needs braces"),
    (r"\substack a", "needs braces"), (r"\boldsymbol}", "it ends too early"), ("x" + "_1" * 200, "too many scripts"),
    (r"\boldsymbol{" * 50 + "}" * 50, "more than 40 groups"), (r"\substack{" * 50 + "}" * 50, "more than 40 groups"),
    (r"\mathrm\hspace{1em}", "an argument is missing"), (r"a = b \tag{1}", r'Unknown LaTeX command "\tag"'),
])
def test_what_cannot_be_read_is_refused(source: str, message: str) -> None:
    with pytest.raises(FormulaError) as error:
        mathml(source, block=False)
    assert message in str(error.value)


def test_marks_of_an_argument_in_a_block_are_refused() -> None:
    for source in (r"\frac{a} & b", r"\sqrt & b", r"\phantom \\ b", r"\mathrm &"):
        with pytest.raises(FormulaError):
            mathml(source, block=True)


@pytest.mark.parametrize(("source", "same"), [
    (r"a \stackrel{f}{=} b", r"a \overset{f}{=} b"), (r"a \iff b", r"a \Longleftrightarrow b"),
    (r"1, \dots, n", r"1, \ldots, n"), (r"1 + \dots + n", r"1 + \cdots + n"), (r"\dots \le n", r"\cdots \le n"),
    (r"\dots", r"\ldots"), (r"\hspace*{1em}", r"\hspace{1em}"), (r"\boxed12", r"\boxed{1} 2"),
    (r"\begin{align*} a &= b \end{align*}", r"\begin{aligned} a &= b \end{aligned}"),
    (r"\begin{split} a &= b \end{split}", r"\begin{aligned} a &= b \end{aligned}"),
    (r"\begin{matrix} a \\[2pt] b \end{matrix}", r"\begin{matrix} a \\ b \end{matrix}"),
    (r"\begin{matrix} a \\ b \\ \end{matrix}", r"\begin{matrix} a \\ b \end{matrix}"),
    (r"\frac\text{a}2", r"\frac{\text{a}}{2}"), (r"x^\boldsymbol{n}", r"x^{\boldsymbol{n}}"),
    (r"\sqrt\bigl(x", r"\sqrt{\bigl(}x"), (r"\mathbf\bigl(x", r"\bigl(x"),
])
def test_other_ways_to_write_the_same(source: str, same: str) -> None:
    assert read(source) == read(same)


@pytest.mark.parametrize(("source", "bold"), [
    (r"\boldsymbol{x}", "<mi>\U0001d499</mi>"), (r"\boldsymbol\alpha", "<mi>\U0001d736</mi>"),
    (r"\pmb{2}", "<mn>\U0001d7d0</mn>"), (r"\boldsymbol{\Gamma}", '<mi class="capital-greek">\U0001d6aa</mi>'),
    (r"\boldsymbol{+}", '<mo class="boldsymbol">+</mo>'), (r"\pmb\infty", '<mi class="boldsymbol">\u221e</mi>'),
    (r"\boldsymbol{\mathrm{x}}", '<mi mathvariant="normal">\U0001d431</mi>'),
])
def test_bold_is_what_stands_in_the_braces(source: str, bold: str) -> None:
    assert read(source + " y") == f"<mrow>{bold}</mrow><mi>y</mi>"


def test_bold_ends_before_its_script() -> None:
    assert read(r"\boldsymbol{x}_i") == "<msub><mrow><mi>\U0001d499</mi></mrow><mi>i</mi></msub>"


def test_columns_of_an_array() -> None:
    html = read(r"\left\{ \begin{array}{l c|r} a & b & c \\ d \end{array} \right.")
    assert html == (
        '<mrow><mo>{</mo><mrow><mtable><mtr><mtd class="cell-left"><mi>a</mi></mtd><mtd><mi>b</mi></mtd>'
        '<mtd class="cell-right cell-ruled"><mi>c</mi></mtd></mtr><mtr><mtd class="cell-left"><mi>d</mi></mtd></mtr>'
        "</mtable></mrow></mrow>"
    )


def test_tables_within_tables_are_no_lines_of_the_formula() -> None:
    source = r"\begin{array}{cc} a & \begin{matrix} b & c \end{matrix} \\ d & e \end{array}"
    assert read(source, block=True) == read(source)


@pytest.mark.parametrize(("source", "size"), [("big", "1.2em"), ("Big", "1.8em"), ("bigg", "2.4em"), ("Bigg", "3em")])
def test_delimiters_have_the_size_that_is_asked_for(source: str, size: str) -> None:
    sized = f'minsize="{size}" maxsize="{size}" symmetric="true" stretchy="true"'
    assert read(rf"\{source}( x") == f'<mo {sized} lspace="0" rspace="0">(</mo><mi>x</mi>'
    assert read(rf"\{source}l\{{ x \{source}r.") == f'<mo {sized} form="prefix">{{</mo><mi>x</mi><mrow></mrow>'
    assert f'<mo {sized} form="postfix">|</mo><mi>i</mi></msub>' in read(rf"x \{source}r|_i")
    assert f'<mo {sized} form="infix" lspace="0.2778em" rspace="0.2778em">\u2016</mo>' in read(rf"\{source}m\| x")


def test_a_delimiter_in_the_middle_grows() -> None:
    middle = '<mo stretchy="true" symmetric="true" lspace="0" rspace="0">|</mo>'
    assert read(r"\left( a \middle| b \right)") == f"<mrow><mo>(</mo><mi>a</mi>{middle}<mi>b</mi><mo>)</mo></mrow>"


OVER = '<mover accent="false" class="line-over"><mi>x</mi><mo accent="true">_</mo></mover>'
UNDER = '<munder class="line-under"><mi>x</mi><mo>_</mo></munder>'
BRACE = '<mo accent="true">\u23de</mo>'


@pytest.mark.parametrize(("source", "html"), [
    (r"\hat{x}_i", '<msub><mover accent="true"><mi>x</mi><mo stretchy="false">\u02c6</mo></mover><mi>i</mi></msub>'),
    (r"\overline{x}_1^2", f"<msubsup>{OVER}<mn>1</mn><mn>2</mn></msubsup>"),
    (r"\overline{x}", OVER), (r"\underline{x}", UNDER),
    (r"\underline{x}^2", f"<msup>{UNDER}<mn>2</mn></msup>"),
    (r"\underline{x}^2_1", f"<msubsup>{UNDER}<mn>1</mn><mn>2</mn></msubsup>"),
    (r"\underbrace{x}_n", "<munder><munder><mi>x</mi><mo>\u23df</mo></munder><mi>n</mi></munder>"),
    (r"\underbrace{x}^n", "<mover><munder><mi>x</mi><mo>\u23df</mo></munder><mi>n</mi></mover>"),
    (r"\overbrace{x}^n", f'<mover><mover accent="false"><mi>x</mi>{BRACE}</mover><mi>n</mi></mover>'),
    (r"\varlimsup_n", '<munder><mover accent="false" class="line-over"><mi>lim</mi><mo>\u00af</mo></mover>'
     "<mi>n</mi></munder>"),
    (r"\varliminf_n", '<munder><munder class="line-under"><mi>lim</mi><mo>_</mo></munder><mi>n</mi></munder>'),
    (r"\overbrace{x}_n", f'<munder><mover accent="false"><mi>x</mi>{BRACE}</mover><mi>n</mi></munder>'),
])
def test_scripts_stand_at_the_side_of_marks_and_above_or_below_braces(source: str, html: str) -> None:
    assert read(source) == html


@pytest.mark.parametrize(("source", "name"), [
    (r"\operatorname*{arg\,max}_x", "arg\u2009max"), (r"\limsup_x", "lim\u202fsup"), (r"\det_x", "det"),
])
def test_functions_with_limits(source: str, name: str) -> None:
    named = f'<mo movablelimits="true" lspace="0.1667em" rspace="0.1667em">{name}</mo>'
    assert read(source) == f"<munder>{named}<mi>x</mi></munder>"


def test_limits_can_be_refused() -> None:
    assert read(r"\max\nolimits_x").startswith("<msub>")
    assert read(r"\sum\nolimits_x").startswith("<msub>")


@pytest.mark.parametrize(("source", "said"), [
    (r"\text{100\% of \$5 \& {more}\_~}", "100% of $5 &amp; more_\u00a0"), (r"\text{ a }", "\u00a0a\u00a0"),
    (r"\textrm{\{x\}}", "{x}"), (r"\text{}", ""), (r"\text x", "x"),
])
def test_words_say_what_latex_would_print(source: str, said: str) -> None:
    assert read(source) == f"<mtext>{said}</mtext>"


def test_formulas_in_words() -> None:
    half = "<mfrac><mn>1</mn><mn>2</mn></mfrac>"
    assert read(r"\text{if $\frac12$ is}") == f"<mrow><mtext>if\u00a0</mtext>{half}<mtext>\u00a0is</mtext></mrow>"


PRIME, TIGHT = '<mo lspace="0" rspace="0">\u2032</mo>', '<mo stretchy="false" lspace="0" rspace="0">|</mo>'
TWO_LINES = "<mtr><mtd><mi>a</mi></mtd></mtr><mtr><mtd><mi>b</mi></mtd></mtr></mtable></mrow>"


@pytest.mark.parametrize(("source", "html"), [
    ("f'", f"<mi>f</mi>{PRIME}"), ("f''''", "<mi>f</mi>" + PRIME.replace("\u2032", "\u2057")),
    ("x'^2", f"<mi>x</mi><msup>{PRIME}<mn>2</mn></msup>"), ("|x|", f"{TIGHT}<mi>x</mi>{TIGHT}"),
    (r"\boxed{x}", '<mrow class="boxed"><mi>x</mi></mrow>'),
    (r"\thicksim", '<mo class="boldsymbol">\u223c</mo>'), (r"\textbf{a}", '<mtext class="boldsymbol">a</mtext>'),
    (r"\textit{a}", '<mtext class="italic">a</mtext>'),
    (r"\Gamma", '<mi class="capital-greek" mathvariant="normal">\u0393</mi>'), (r"\varGamma", "<mi>\U0001d6e4</mi>"),
    (r"\xrightarrow{f}", '<mover><mo>\u2192</mo><mrow><mspace width="0.4em"></mspace><mi>f</mi>'
     '<mspace width="0.4em"></mspace></mrow></mover>'),
    (r"\substack{a \\ b}", f'<mrow><mtable class="substack" scriptlevel="1">{TWO_LINES}'),
    (r"\begin{gather} a \\ b \end{gather}", f'<mrow><mtable displaystyle="true">{TWO_LINES}'),
    (r"\begin{aligned} a \end{aligned}", '<mtable class="ams-align" displaystyle="true"><mtr><mtd><mi>a</mi></mtd>'
     "</mtr></mtable>"),
])
def test_what_browsers_are_given(source: str, html: str) -> None:
    assert read(source) == html
