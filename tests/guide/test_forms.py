"""Each kind of node has a form in the PDF; what has none, or is not accessible, stops the build with a line."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pikepdf
import pytest
from sphinx.errors import ConfigError

from .conftest import Book

EVERYTHING = """# Everything

First *emphasis*, **strong**, `code`, a [link](https://example.org/page) and [a page](chapter.md).

- one
- two
  - three

1. first
2. second

Term
: Definition of it

> A quote.

:::{note}
A note with words.
:::

:::{warning}
Careful.
:::

```{list-table} A table with a caption
:header-rows: 1
:stub-columns: 1

* - Name
  - Value
* - Row head
  - 1
```

::::{grid} 2
:::{grid-item-card} Card title
Card body
:::
:::{grid-item-card} Other card
Other body
:::
::::

::::{tab-set}
:::{tab-item} First tab
First panel
:::
:::{tab-item} Second tab
Second panel
:::
::::

:::{dropdown} Folded title
Folded body
:::

- [x] done
- [ ] open

{bdg-primary}`badge` and a footnote[^1].

[^1]: The note at the foot.

```python
print("code block")
```

$x = 1$

## Deeper

### Deepest
"""
INDEX = "# Root\n\n```{toctree}\npart\n```\n"
PART = "# Part one\n\nLead of the part.\n\n```{toctree}\neverything\nchapter\n```\n"
CHAPTER = "# A chapter\n\n```{glossary}\nWord\n  Its meaning.\n```\n\nSee {term}`Word`.\n"


def text_of(pdf: Path) -> str:
    run = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=False)
    if run.returncode == 0:
        return " ".join(run.stdout.split())
    raise AssertionError(run.stderr)


def outline(pdf: pikepdf.Pdf) -> list[str]:
    found: list[str] = []

    def walk(items: list[pikepdf.OutlineItem]) -> None:
        for item in items:
            found.append(item.title)
            walk(list(item.children))

    with pdf.open_outline() as tree:
        walk(list(tree.root))
    return found


@pytest.fixture
def everything(book: Book) -> Path:
    book.write("index.md", INDEX)
    book.write("part.md", PART)
    book.write("everything.md", EVERYTHING)
    book.write("chapter.md", CHAPTER)
    return book.build()


def test_every_form_is_accepted_and_bookmarked(everything: Path) -> None:
    with pikepdf.open(everything) as pdf:
        titles = [title for title in outline(pdf) if title != "Contents"]
    assert titles == ["Part one", "Everything", "Deeper", "Deepest", "A chapter", "Index"]


def test_described_objects(book: Book) -> None:
    book.write("index.md", INDEX)
    book.write("part.md", PART)
    book.write("everything.md", "# Everything\n\nSee {py:func}`add` and {confval}`speed`.\n")
    book.write("chapter.md", (
        "# Objects\n\n```{py:function} add(first: int, second: int = 2, *rest) -> int\nAdds numbers.\n\n"
        ":param first: one number\n```\n\n```{confval} speed\n:type: float\nHow fast.\n```\n"
    ))
    said = subprocess.run(["pdftotext", "-raw", str(book.build()), "-"], capture_output=True, text=True, check=True)
    words = " ".join(said.stdout.split())
    assert book.warnings == ""
    assert "add(first: int, second: int = 2, *rest) → int Adds numbers." in words
    assert "one number" in words and "speed" in words and "How fast." in words


def test_an_unknown_node_stops_the_build(book: Book) -> None:
    book.write(
        "odd_extension.py",
        "from docutils import nodes\nfrom docutils.parsers.rst import Directive\n\n\n"
        "class odd(nodes.General, nodes.Element):\n    pass\n\n\n"
        "class Odd(Directive):\n    def run(self):\n        return [odd()]\n\n\n"
        "def setup(app):\n    app.add_node(odd)\n    app.add_directive('odd', Odd)\n",
    )
    book.configure(f"sys.path.insert(0, {str(book.folder)!r})\nextensions.append('odd_extension')\n")
    book.write("index.md", INDEX)
    book.write("part.md", PART)
    book.write("everything.md", "# E\n\nText.\n\n```{odd}\n```\n")
    book.write("chapter.md", CHAPTER)
    book.build()
    assert "everything.md:5: the node odd has no form in the PDF guide" in book.warnings


def test_a_picture_without_words_stops_the_build(book: Book) -> None:
    book.write("index.md", INDEX)
    book.write("part.md", PART)
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    book.write("dot.svg", svg)
    book.write("everything.md", "# E\n\n```{image} dot.svg\n```\n")
    book.write("chapter.md", CHAPTER)
    book.build()
    assert "everything.md:3: the picture dot.svg has no alternative text" in book.warnings


def test_links_out_of_a_partial_guide(book: Book) -> None:
    book.configure(
        'guide_documents = [{"file": "book", "title": "B", "audience": "applicant"}]\n'
        'guide_site_url = "https://handbook.example"\n'
    )
    book.write("index.md", INDEX)
    book.write("part.md", PART)
    book.write("everything.md", "---\naudience: applicant\n---\n# Inside\n\nSee [outside](chapter.md#deep).\n")
    book.write("chapter.md", "---\naudience: student\n---\n# Outside\n\n## Deep\n\nText.\n")
    with pikepdf.open(book.build()) as pdf:
        addresses = [
            str(annotation.A.URI) for page in pdf.pages for annotation in page.get("/Annots", [])
            if annotation.get("/A") is not None and "/URI" in annotation.A
        ]
    assert addresses == ["https://handbook.example/chapter.html#deep"]


@pytest.mark.parametrize(
    ("documents", "words"),
    [
        ('["book"]', "guide 1: must be keys with words: file, title, subtitle, audience"),
        ('[{"file": "a", "title": 5}]', "guide 1: must be keys with words"),
        ('[{"file": "a", "title": "A", "tittle": "B"}]', "guide 1: no such key: tittle; there are file, title,"),
        ('[{"file": "a"}]', "guide 1: the key title is missing"),
        ('[{"file": "../a", "title": "A"}]', "guide 1: '../a' is no name of a file"),
        ('[{"file": "a", "title": "A"}, {"file": "a", "title": "B"}]', "guide 2: another guide is called a too"),
        ('[{"file": "a", "title": "A", "audience": "nobody"}]', "a: no page names the audience nobody, so"),
    ],
)
def test_a_guide_that_cannot_be_made_is_named(book: Book, documents: str, words: str) -> None:
    book.configure(f"guide_documents = {documents}\n")
    book.write("index.md", "# Book\n\n```{toctree}\none\n```\n")
    book.write("one.md", "# One\n\nWords.\n")
    with pytest.raises(ConfigError, match=re.escape(words)):
        book.build()


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ('guide_paper = "letter"', "guide_paper: 'letter': must be us-letter or a4"),
        ('guide_site_url = "javascript:alert(1)"',
         "guide_site_url: 'javascript:alert(1)': must be an address that starts with https:// or http://"),
        ("guide_how_to = [1]", "guide_how_to: 1: must be a list of paragraphs, as words"),
        ('guide_index = ["hb"]', "guide_index: 'hb': must be a list of pairs, such as (\"std\", \"term\")"),
        ('guide_index = [("sdt", "term")]', "guide_index: 'sdt': no such domain; there are "),
        ('guide_index = [("std", "trem")]', "guide_index: 'trem': the domain std has no such objects; it has term, "),
    ],
)
def test_a_setting_that_no_guide_can_follow_is_named(book: Book, setting: str, words: str) -> None:
    book.configure(setting)
    book.write("index.md", "# Book\n\n```{toctree}\none\n```\n")
    book.write("one.md", "# One\n\nWords.\n")
    with pytest.raises(ConfigError, match=re.escape(words)):
        book.build()


@pytest.mark.parametrize("words", ["a </s> b", "a <s> b", "a *b </s>* <s> c", "<s> a </s> </s>"])
def test_half_of_what_strikes_words_out_is_named(book: Book, words: str) -> None:
    book.write("index.md", "# Book\n\n```{toctree}\none\n```\n")
    book.write("one.md", f"# One\n\nWords.\n\nWords {words}.\n")
    book.build()
    assert re.search(r"one\.md:5: </?s> without its other half in the same words; write ~~words~~", book.warnings)


def test_words_struck_out_may_hold_others(book: Book) -> None:
    book.configure('myst_enable_extensions = ["strikethrough"]\nsuppress_warnings = ["myst.strikethrough"]')
    book.write("index.md", "# Book\n\n```{toctree}\none\n```\n")
    book.write("one.md", "# One\n\nWords ~~a *b* <del>c</del> d~~ e.\n")
    text = subprocess.run(["pdftotext", str(book.build()), "-"], capture_output=True, text=True, check=True).stdout
    assert "Words a b c d e." in text


def test_a_page_that_opens_a_part_may_be_left_out(book: Book) -> None:
    book.write("index.md", INDEX)
    book.write("part.md", f"---\nguide: off\n---\n\n{PART}\nNot in the book.\n")
    book.write("everything.md", "# E\n\nIn the book.\n")
    book.write("chapter.md", CHAPTER)
    path = book.build()
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert "In the book." in text
    assert "Not in the book." not in text
    # The part keeps its title, in the contents and at its start.
    assert text.count(re.findall(r"^# (.*)$", PART, re.M)[0]) >= 2


@pytest.mark.parametrize(("chapters", "columns", "pages"), [(90, 2, 1), (140, 3, 1), (175, 2, 2)])
def test_contents_have_a_third_column_where_it_saves_a_page(
    book: Book, chapters: int, columns: int, pages: int
) -> None:
    names = [f"c{number:03}" for number in range(chapters)]
    book.write("index.md", "# Book\n\n```{toctree}\n" + "\n".join(names) + "\n```\n")
    for name in names:
        book.write(f"{name}.md", f"# Chapter {name}\n\nWords.\n")
    # One title goes on in a second line of a narrow column.
    book.write(f"{names[5]}.md", f"# Chapter {names[5]} with words and words and words and words\n\nWords.\n")
    command = ["pdftotext", "-layout", str(book.build()), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    listing = [page for page in text.split("\f") if len(re.findall(r"Chapter c\d{3}", page)) > 20]
    assert len(listing) == pages
    lines = [len(re.findall(r"Chapter c\d{3}", line)) for line in listing[0].split("\n")]
    assert max(lines) == columns
    listed = [name for page in listing for name in re.findall(r"Chapter (c\d{3})", page)]
    assert sorted(listed) == names


def test_a_page_that_several_toctrees_name_stands_once(book: Book) -> None:
    tree = "```{toctree}\n%s\n```\n"
    book.write("index.md", "# Book\n\n" + tree % "one\ntwo\nlast")
    book.write("one.md", "# One\n\n" + tree % "shared\nindex\ntwo")
    book.write("two.md", "# Two\n\n" + tree % "shared")
    book.write("shared.md", "# Shared\n\nSaid once.\n")
    book.write("last.md", "# Last\n\nStands loose.\n")
    text = subprocess.run(["pdftotext", str(book.build()), "-"], capture_output=True, text=True, check=True).stdout
    assert text.count("Said once.") == 1
    # Its second part stays a part, and comes after it.
    assert text.index("Stands loose.") < text.index("Said once.") < text.rindex("Two")


def test_hostile_text_stays_text(book: Book) -> None:
    book.write("index.md", INDEX)
    book.write("part.md", PART)
    code = 'a\\"; pagebreak(); "b\\'
    words = 'Quote " backslash \\\\ hash #pagebreak() and $math$ and {code}.'
    book.write("everything.md", f"# E\n\n{words}\n\n`{code}`\n")
    book.write("chapter.md", CHAPTER)
    path = book.build()
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) < 12
    assert code in subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout


def test_words_that_others_print_leave_one_space(book: Book) -> None:
    book.write("index.md", INDEX)
    book.write("part.md", PART)
    book.write("chapter.md", CHAPTER)
    book.write("everything.md", "# E\n\nOne. <!-- kept out --> Two, {abbr}`X (y)` and `a  b`.\n")
    book.configure("guide_keep_source = True")
    path = book.build()
    source = (path.parent / "pages" / "everything.typ").read_text(encoding="utf-8")
    assert re.search(r'"One\. "; "Two, "', source)
    assert 'raw("a  b")' in source


def test_explanations_are_printed_and_addresses_of_any_kind_are_links(book: Book) -> None:
    book.write("index.md", INDEX)
    book.write("part.md", PART)
    book.write("chapter.md", CHAPTER)
    addresses = ["webcal://example.org/days.ics", "tel:+1-555-0100", "HTTPS://example.org/"]
    listed = " ".join(f"<{address}>" for address in addresses)
    book.write("everything.md", f"# E\n\nThe {{abbr}}`QPA (quality point average)` counts; {listed}\n")
    path = book.build()
    said = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert "The QPA (quality point average) counts" in " ".join(said.split())
    with pikepdf.open(path) as pdf:
        found = [str(link.A.URI) for leaf in pdf.pages for link in leaf.get("/Annots", []) if "/A" in link]
    assert [address for address in found if address in addresses] == addresses
