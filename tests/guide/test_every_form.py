"""One small book with every form: complete, in order, accessible, and the same bytes each time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest

from handbook.guide.formulas import to_typst
from handbook.guide.sources import runs

ROOT = Path(__file__).resolve().parents[2]
FORMS = ROOT / "tests" / "roots" / "guide-forms"
FAULTS = ROOT / "tests" / "roots" / "guide-faults"

# Words of every form, in the order in which they must be read.
READ = [
    "All forms", "Checked between May 1 and May 3, 2026.", "How to use this guide", "Contents", "Part 1", "Text",
    "Inlines", "Strong", "emphatic", "literal", "struck", "QPA", "link out", "www.example.org/a/page", "place",
    "A fact.", "Another.", "mean of all", "Ελληνικά", "Кириллица", "a bullet below", "two paragraphs", "four one",
    "☐ to do", "☑ done", "Short", "A label in a column", "Field", "its value", "unit", "A measure of work.",
    "A line of a verse", "A quotation.", "Somebody", "Part 2", "Boxes", "First card", "Words of the first card.",
    "Its foot.", "The tables page", "Header of the second", "Second card", "A card alone", "First tab",
    "Words of the first tab.", "Second tab", "Words of the second tab.", "A closed box", "Words of the closed box.",
    "a badge", "A button", "A table with heads of rows", "Cells over rows and columns", "over two", "A wide table",
    "Electroencephalography", "A long table", "Row number 90", "The caption of the drawing.",
    "The legend of the drawing.", "sum ::= term",
    "term ::= a number", "A listing", "return 42", "Note", "A note.", "Warning", "of one",
    "A title of its own", "Not published", "A topic", "A sidebar", "A rubric", "Words of the version.", "Index",
    "mini", "one entry", "two, words", "unit", "words, two",
]


def build(source: Path, out: Path, *options: str, fails: bool = False) -> str:
    """Build ``source`` and return what was said."""
    run = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-b", "guide", "-E", *options, str(source), str(out)],
        capture_output=True, text=True, cwd=ROOT, check=False,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795392000", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
    )
    assert bool(run.returncode) == fails, run.stderr
    return re.sub(r"\x1b\[[0-9;]*m", "", run.stderr)


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the small book."""
    folder = tmp_path_factory.mktemp("forms")
    assert build(FORMS, folder, "-W") == ""
    return folder


def plain(text: str) -> str:
    """Return a text without spaces and marks that differ between line ends."""
    return re.sub(r"[\s\u00ad\u2011-]+", "", unicodedata.normalize("NFKC", text))


def read(path: Path) -> str:
    """Return what a PDF says."""
    run = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True)
    return plain(run.stdout)


def elements(pdf: pikepdf.Pdf, kind: str) -> Iterator[Any]:
    """Yield the elements of the structure that are of ``kind``."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == kind and "/P" in item:
            yield item


def test_nothing_is_lost_and_all_is_in_order(forms: Path) -> None:
    text = read(forms / "whole.pdf")
    at = 0
    for words in READ:
        found = text.find(plain(words), at)
        assert found >= 0, f"{words!r} is missing, or stands too early"
        at = found + len(plain(words))
    assert "rawwordsofanotherformat" not in text


def test_validator(forms: Path) -> None:
    for name in ("whole", "part"):
        report = page.validate_pdf(str(forms / f"{name}.pdf"), profile=page.ValidationProfile.PDF_UA_1)
        assert report.is_compliant, [str(failure) for failure in report.failures]


def test_structure(forms: Path) -> None:
    with pikepdf.open(forms / "whole.pdf") as pdf:
        pictures = [str(item.get("/Alt", "")) for item in elements(pdf, "/Figure")]
        assert "A circle in a square" in pictures
        assert "A dot in a line" in pictures
        assert all(pictures)
        heads = [dict(item).get("/A", {}) for item in elements(pdf, "/TH")]
        scopes = re.findall(r"/(Row|Column)\b", " ".join(map(repr, heads)))
        assert scopes.count("Row") >= 3
        assert scopes.count("Column") >= 10
        formulas = [str(item.get("/Alt", "")) for item in elements(pdf, "/Formula")]
        assert any("\\frac" in formula for formula in formulas)
        assert any("where not negative" in formula for formula in formulas)
        assert len(list(elements(pdf, "/L"))) >= 6
        assert len(list(elements(pdf, "/Note"))) >= 2


def test_links_say_where_they_go(forms: Path) -> None:
    with pikepdf.open(forms / "whole.pdf") as pdf:
        said = {
            str(link.get("/Contents")) for leaf in pdf.pages for link in leaf.get("/Annots", [])
        }
    assert "link out, https://www.example.org/a/page" in said
    assert any("Tables" in words for words in said)


def test_a_part_links_to_the_website_for_the_rest(forms: Path) -> None:
    with pikepdf.open(forms / "part.pdf") as pdf:
        addresses = {
            str(link.A.URI) for leaf in pdf.pages for link in leaf.get("/Annots", [])
            if "/A" in link and "/URI" in link.A
        }
    assert "https://forms.example/boxes/tables.html" in addresses
    assert "Electroencephalography" not in read(forms / "part.pdf")


def test_same_bytes(forms: Path, tmp_path: Path) -> None:
    build(FORMS, tmp_path)
    for name in ("whole.pdf", "part.pdf", "guides.json"):
        assert (tmp_path / name).read_bytes() == (forms / name).read_bytes(), name


def test_nothing_is_left_beside_the_guides(forms: Path) -> None:
    assert {path.name for path in forms.iterdir()} == {".doctrees", "guides.json", "part.pdf", "whole.pdf"}


@pytest.mark.parametrize(("text", "message"), [
    ("```{strange}\n```", r"page\.md:3: the node Strange has no form in the PDF guide"),
    ("![](dot.svg)", r"page\.md:3: the picture dot\.svg has no alternative text"),
    ("$\\strange{x}$", r"page\.md:3: the formula .*: Unknown LaTeX command .*strange"),
    ("![words](bad.svg)", r"page\.md:3: bad\.svg: .*SVG"),
    ("![words](bad.png)", r"page\.md:3: bad\.png: .*PNG"),
    ("![words](dot.svg)\n\nIn a line ![words](bad.png).", r"page\.md:5: bad\.png: .*PNG"),
])
def test_faults_stop_the_build_with_page_and_line(text: str, message: str, tmp_path: Path) -> None:
    for path in FAULTS.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "bad.svg").write_text("<svg", encoding="utf-8")
    (tmp_path / "bad.png").write_bytes(b"no picture")
    (tmp_path / "dot.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>', "utf-8"
    )
    (tmp_path / "page.md").write_text(f"# Page\n\n{text}\n", encoding="utf-8")
    said = build(tmp_path, tmp_path / "out", fails=True)
    assert re.search(message, said), said
    assert len(said.strip().splitlines()) == 1, said


@pytest.mark.parametrize("text", [
    "The name 陳 in a line.", "```{glossary}\n陳\n  A name, which the index holds before all pages.\n```",
])
def test_a_sign_that_no_font_has_is_named(text: str, tmp_path: Path) -> None:
    for path in FAULTS.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "page.md").write_text(f"# Page\n\n{text}\n", encoding="utf-8")
    said = build(tmp_path, tmp_path / "out")
    assert "page.md: no font has the sign U+9673" in said
    assert "[U+9673]" in read(tmp_path / "out" / "guide.pdf")


@pytest.mark.parametrize(("numbers", "expected"), [
    ([], []), ([3], [(3, 3)]), ([5, 1, 2, 3, 3], [(1, 3), (5, 5)]), ([1, 2], [(1, 2)]),
])
def test_runs(numbers: list[int], expected: list[tuple[int, int]]) -> None:
    assert runs(numbers) == expected


@pytest.mark.parametrize(("source", "code"), [
    (r"\frac12", 'math.frac("1", "2")'), (r"\sqrt[3]{x}", 'math.root("3", sign("x"))'),
    (r"x_1^{2}", 'math.attach(sign("x"), b: "1", t: "2")'), (r"\sum_i", 'math.attach(sign("\u2211"), b: sign("i"))'),
    (r"\sum\limits_i", 'math.attach(math.limits(sign("\u2211")), b: sign("i"))'),
    (r"\lim_x", 'math.attach(math.op("lim", limits: true), b: sign("x"))'),
    (r"\sin", 'math.op("sin")'), (r"\mathrm{QPA}", 'math.upright("QPA")'),
    ("f'", '(sign("f"), math.primes(1)).join()'),
    (r"\overline{x}", 'math.overline(sign("x"))'), (r"\hat{x}", 'math.accent(sign("x"), "\u0302")'),
    (r"\overset{!}{=}", 'math.attach(math.limits(sign("=")), t: sign("!"))'),
    (r"\underbrace{x}_n", 'math.attach(math.limits(math.underbrace(sign("x"))), b: sign("n"))'),
    (r"\left(x\right)", 'math.lr((sign("("), sign("x"), sign(")")).join())'),
    (r"\dfrac12", 'math.display(math.frac("1", "2"))'),
    (r"\begin{matrix}a&b\end{matrix}",
     'math.mat((math.inline(sign("a")), math.inline(sign("b"))), delim: none, column-gap: 1em, row-gap: 0.35em)'),
    (r"\binom{n}{k}", 'math.binom(sign("n"), sign("k"))'), (r"\,", "h(0.1667em)"),
    (r"\dbinom{n}{k}", 'math.display(math.binom(sign("n"), sign("k")))'), ("f''", '(sign("f"), math.primes(2)).join()'),
    (r"\boldsymbol{x}", 'sign("\U0001d499")'), (r"\thicksim", 'text(sign("\u223c"), weight: "bold")'),
    (r"\boldsymbol{\infty}", 'math.bold(sign("\u221e"))'), (r"\textbf{a}", 'math.bold("a")'),
    (r"\textit{a}", 'math.italic("a")'), (r"\boxed{x}", 'boxed(sign("x"))'),
    (r"\Big(", 'math.class("normal", math.lr(math.class("fence", sign("(")), size: 1.8em))'),
    (r"\bigl|", 'math.class("opening", math.lr(math.class("fence", sign("|")), size: 1.2em))'),
    (r"\biggr]", 'math.class("closing", math.lr(math.class("fence", sign("]")), size: 2.4em))'),
    (r"\Biggm/", 'math.class("relation", math.lr(math.class("fence", sign("/")), size: 3em))'),
    (r"\left(\middle|\right)", 'math.lr((sign("("), math.mid(sign("|")), sign(")")).join())'),
    (r"\begin{array}{lr}a&b\end{array}",
     'math.mat(((aligned, math.inline(sign("a"))).join(), (math.inline(sign("b")), aligned).join()), delim: none, '
     "column-gap: 1em, row-gap: 0.35em)"),
    (r"\begin{array}{c|c}a&\end{array}", 'math.mat((math.inline(sign("a")), []), delim: none, augment: (vline: (1,), '
     "stroke: 0.05em), column-gap: 1em, row-gap: 0.35em)"),
    (r"\substack{a}", 'math.mat((math.script(sign("a")),), delim: none)'),
    (r"\begin{gather}a\end{gather}",
     'math.mat((math.display(sign("a")),), delim: none, column-gap: 1em, row-gap: 0.35em)'),
    (r"\hat{x}_i", 'math.attach(math.accent(sign("x"), "\u0302"), b: sign("i"))'),
    (r"\overbrace{x}_n", 'math.attach(math.limits(math.overbrace(sign("x"))), b: sign("n"))'),
    (r"\sum\nolimits_i", 'math.attach(math.scripts(sign("\u2211")), b: sign("i"))'),
    (r"\operatorname*{argmax}_x", 'math.attach(math.op("argmax", limits: true), b: sign("x"))'),
    (r"\operatorname{rank}", 'math.op("rank")'),
    (r"\xrightarrow{f}", 'math.attach(math.limits(math.stretch(sign("\u2192"))), t: (h(0.4em), sign("f"), '
     "h(0.4em)).join())"),
])
def test_the_form_of_a_formula(source: str, code: str) -> None:
    assert to_typst(source) == code


def test_lines_of_a_formula() -> None:
    code = to_typst(r"a &= 1 \\ &= 2", block=True)
    assert code.count("aligned") == 2
    assert code.count("linebreak()") == 1


def test_pairs_of_columns_stand_apart() -> None:
    assert to_typst("a &= 1 & b &= 2", block=True).count("h(2em)") == 1


HOSTILE = '");pagebreak();("#panic()'
FORMULAS = (
    r"\boldsymbol{\alpha + \nabla x_1} + \pmb{2}", r"\big( \Bigl[ \biggm| \Biggr\} \big/ \Big\uparrow",
    r"f = \left\{\begin{array}{lr} a & \text{if } b \\ c & d \end{array}\right.",
    r"\left[\begin{array}{cc|c} 1 & 0 & 2 \\ 0 & 1 & 3 \end{array}\right]", r"\left( a \middle| b \right)",
    r"\begin{align} a &= 1 & b &= 2 \\[2pt] &= 3 \end{align}", r"\begin{gather} a \\ b \end{gather}",
    r"\sum_{\substack{i < n \\ j < m}} a_{ij}", r"\operatorname*{arg\,max}_x \limsup_n \max\nolimits_x",
    r"\hat{x}_i + \vec{v}_1^2 + \underbrace{x}_{\text{so}} + \overbrace{x}_n^m", r"f'' + x'^2 + {}" + "'" * 5,
    r"A \xrightarrow[\text{below}]{f} B \stackrel{!}{=} C \iff D", r"\boxed{\dbinom{n}{k}} + 1 + \dots + n",
    r"\text{100\% of \$5 where $\frac12$} + \textbf{b} + \textit{i}",
    r"\thicksim \begin{smallmatrix} 1 & 2 \end{smallmatrix}",
)


def test_every_notation_is_printed(tmp_path: Path) -> None:
    for path in FAULTS.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    written = "\n\n".join(f"$$\n{source}\n$$" for source in FORMULAS)
    hostile = (rf"$\textbf{{{HOSTILE}}}$ and $\operatorname*{{{HOSTILE.replace('#', '')}}}_x$")
    (tmp_path / "page.md").write_text(f"# Page\n\n{written}\n\n{hostile}\n", encoding="utf-8")
    assert build(tmp_path, tmp_path / "out") == ""


def test_what_a_formula_says_is_never_code(tmp_path: Path) -> None:
    for path in FAULTS.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "page.md").write_text("# Page\n\n$\\text{\");pagebreak();(\"#panic()} \\# x$\n", encoding="utf-8")
    assert build(tmp_path, tmp_path / "out") == ""
    assert '");pagebreak();("#panic()' in read(tmp_path / "out" / "guide.pdf").replace("\u201d", '"')


def test_the_readme_names_every_setting() -> None:
    source = (ROOT / "handbook/guide/__init__.py").read_text(encoding="utf-8")
    settings = set(re.findall(r'"(guide_\w+)"', source))
    named = set(re.findall(r"`(guide_\w+)`", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert settings == named
    assert len(settings) > 10
