"""Where pages break: short tables whole, no chapter in the last lines, no lines torn apart by an address."""

from __future__ import annotations

import itertools
import re
import subprocess
from pathlib import Path

import pikepdf

from .conftest import Book

INDEX = "# Book\n\n```{toctree}\npage\n```\n"
PARAGRAPH = "Some words that fill a line of the page and then some more of them, so that it takes two lines.\n\n"
# Lines between the things looked at: they come to stand at many heights of a page.
STEPS = range(3, 21)
# Letter is 792 points high; the lower margin is 68 and a chapter asks for 62 below its title.
LOWEST_TITLE = 792 - 68 - 62


def pages_of(path: Path, *options: str) -> list[str]:
    """Return what ``pdftotext`` says of each page."""
    text = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, text=True, check=True).stdout
    return text.split("<page " if "-bbox" in options else "\f")


def body_of(page: str) -> list[str]:
    """Return the words of a page from above, without its running head and its folio."""
    found = re.findall(r'yMin="([\d.]+)"[^>]*>([^<]*)</word', page)
    return [word for height, word in sorted(found, key=lambda one: float(one[0])) if 60 < float(height) < 740]


def test_a_short_table_stands_on_one_page(book: Book) -> None:
    rows = "".join(f"| Row{row}of{{0}}x | {row} |\n" for row in range(8))
    tables = [PARAGRAPH * step + "| Name | Value |\n|---|---|\n" + rows.format(step) + "\n" for step in STEPS]
    book.write("index.md", INDEX)
    book.write("page.md", "# Tables\n\n" + "".join(tables))
    pages = pages_of(book.build())
    for step in STEPS:
        holders = {number for number, page in enumerate(pages) if re.search(rf"Row\dof{step}x", page)}
        assert len(holders) == 1, (step, holders)


def test_no_chapter_starts_in_the_last_lines(book: Book) -> None:
    names = [f"page{step}" for step in STEPS]
    book.write("index.md", "# Book\n\n```{toctree}\n" + "\n".join(names) + "\n```\n")
    for step in STEPS:
        book.write(f"page{step}.md", f"# Chapter{step}x\n\n{PARAGRAPH * step}")
    lowest = [
        float(found[1])
        for page in pages_of(book.build(), "-bbox")
        for found in re.finditer(r'yMin="[\d.]+" xMax="[\d.]+" yMax="([\d.]+)">Chapter\d+x<', page)
        if float(found[1]) > 60  # not a running head
    ]
    assert len(lowest) >= len(STEPS)
    assert max(lowest) <= LOWEST_TITLE


def test_what_starts_a_chapter_stands_near_its_title(book: Book) -> None:
    starts = {
        "par": "Firstword here.\n", "note": "```{note}\nFirstword here.\n```\n", "code": "```text\nFirstword\n```\n",
        "table": "| Firstword | B |\n|---|---|\n| 1 | 2 |\n", "section": "## Firstword\n\nMore.\n",
        "list": "- Firstword\n",
    }
    book.write("index.md", "# Book\n\n```{toctree}\n" + "\n".join(starts) + "\n```\n")
    for name, text in starts.items():
        book.write(f"{name}.md", f"# Chapter{name}\n\n{text}")
    gaps = []
    for page in pages_of(book.build(), "-bbox"):
        words = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(Chapter\w+|Firstword)<', page)
        words = sorted((float(top), float(low), word) for top, low, word in words if float(top) > 60)
        gaps += [(after[0] - one[1], one[2]) for one, after in itertools.pairwise(words) if after[2] == "Firstword"]
    assert len(gaps) == len(starts)
    # Between the boxes of the letters, which reach lower and higher than most letters do.
    assert min(gaps)[0] > -2 and max(gaps)[0] < 40, gaps


def test_lines_with_an_address_are_not_justified(book: Book) -> None:
    book.configure("guide_keep_source = True")
    book.write("index.md", INDEX)
    book.write("page.md", (
        "# Words\n\nFirst words.\n\nPlain words alone.\n\nAsk <someone@example.org> now.\n\n"
        "- Write to <other@example.org>\n- Plain item\n"
    ))
    book.build()
    source = (book.folder / "_out" / "pages" / "page.typ").read_text(encoding="utf-8")
    asked, plain = (next(line for line in source.split("\n") if words in line) for words in ("Ask ", "Plain words"))
    assert re.search(r"par\([^\n]*Ask [^\n]*justify: false\)", asked)
    assert not re.search(r"Plain words alone[^\n]*justify: false", plain)
    assert re.search(r"par\(\{\"Write to [^\n]*justify: false\)\}, \{par\(\{\"Plain item\"\}\)\}", source)


# A directive for a page's list of sources, with so many entries, in the form in which the guide expects it.
SOURCES = '''
from docutils import nodes
from docutils.parsers.rst import Directive

class Sources(Directive):
    required_arguments = 1

    def run(self):
        section = nodes.section(ids=["page-sources"], classes=["page-sources"])
        section += nodes.title("", "Sources")
        listed = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".")
        for number in range(int(self.arguments[0])):
            words = f"Source{number}x of {self.state.document.current_source[-9:]}, "
            words += "by one of the offices of the college" * (1 + number % 2) + " Endx"
            listed += nodes.list_item("", nodes.paragraph("", words), ids=[f"source-{number}"])
        section += listed
        section += nodes.paragraph("", "Checkedline of the page.", classes=["page-checked"])
        return [section]

def setup(app):
    app.add_directive("sources", Sources)
'''


def test_sources_stand_below_one_another_in_their_order(book: Book) -> None:
    counts = {"a": 7, "b": 41, "c": 160}
    book.configure(SOURCES)
    book.write("index.md", "# Book\n\n```{toctree}\n" + "\n".join(f"{name}/index" for name in counts) + "\n```\n")
    for name, count in counts.items():
        book.write(f"{name}/index.md", f"# Part{name}\n\n{PARAGRAPH * 5}\n```{{toctree}}\npage\n```\n")
        book.write(f"{name}/page.md", f"# Page{name}\n\n{PARAGRAPH}\n```{{sources}} {count}\n```\n")
    pages = pages_of(book.build(), "-bbox")
    listed: list[int] = []
    for page in pages:
        entries = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>Source(\d+)x<', page)
        assert sorted(entries, key=lambda entry: float(entry[1])) == entries, "lines on lines"
        listed += [int(number) for _, _, number in entries]
        # No page holds fewer than three entries of a longer list, and all of them hang alike.
        assert not entries or (len(entries) >= 3 and len({left for left, _, _ in entries}) == 1)
    assert listed == [number for count in counts.values() for number in range(count)]
    assert all(body_of(page) for page in pages[2:]), "a page with nothing on it"


def write_parts(book: Book, ending: str, last: str = "Words.\n") -> list[int]:
    """Write parts, each of which starts on a page of its own: ``ending`` stands at every height near the page's end.

    ``last`` is what the last chapter of each part says.
    """
    steps = list(range(12, 34))
    book.write("index.md", "# Book\n\n```{toctree}\n" + "\n".join(f"p{step}/index" for step in steps) + "\n```\n")
    for step in steps:
        text = f"# Part{step}x\n\n" + "One line.\n\n" * step
        book.write(f"p{step}/index.md", text + ending.replace("STEP", str(step)) + "\n```{toctree}\npage\n```\n")
        book.write(f"p{step}/page.md", f"# Next\n\n{last}")
    return steps


def test_the_heading_of_sources_stands_with_some_of_them(book: Book) -> None:
    book.configure(SOURCES)
    steps = write_parts(book, "```{sources} 30\n```\n")
    headed = 0
    for page in pages_of(book.build(), "-bbox"):
        words = body_of(page)
        if "Checkedline" in words:
            headed += 1
            assert words[words.index("Checkedline") - 1] == "Sources"
            assert len([word for word in words if re.fullmatch(r"Source\d+x", word)]) >= 3
    assert headed == len(steps)


def test_the_line_of_a_chapter_without_sources_never_starts_a_page(book: Book) -> None:
    book.configure(SOURCES)
    steps = write_parts(book, "```{sources} 0\n```\n")
    pages = pages_of(book.build(), "-bbox")
    assert sum(page.count(">Checkedline<") for page in pages) == len(steps)
    assert not [number for number, page in enumerate(pages) if "Checkedline" in body_of(page)[:2]]


def test_short_entries_stand_on_one_page(book: Book) -> None:
    steps = write_parts(book, "".join(f"Label{row}ofSTEPx\n: What stands beside it\n\n" for row in range(7)))
    pages = pages_of(book.build())
    for step in steps:
        holders = {number for number, page in enumerate(pages) if re.search(rf"Label\dof{step}x", page)}
        assert len(holders) == 1, (step, holders)


def test_no_rule_stands_below_an_opener(book: Book) -> None:
    book.write("index.md", "# Book\n\n```{toctree}\nloose\nother\nempty/index\nfull/index\n```\n")
    for name in ("loose", "other", "empty/page", "full/page"):
        book.write(f"{name}.md", f"# Chapter {name[0]}\n\nWords.\n")
    book.write("empty/index.md", "# Empty\n\n```{toctree}\npage\n```\n")
    book.write("full/index.md", "# Full\n\nWords of its own.\n\n```{toctree}\npage\n```\n")
    path = book.build()
    with pikepdf.open(path) as pdf:
        rules = [leaf.Contents.read_bytes().count(b" SCN 0.6 w 4 M 0 0 m 481.") for leaf in pdf.pages]
    pages = pages_of(path)
    # Only the second chapter of the loose ones has a rule, and the one that comes after the words of its part.
    ruled = [words for words, count in zip(pages, rules, strict=False) for _ in range(count)]
    assert len(ruled) == 2
    assert "Chapter o" in ruled[0] and "Chapter l" in ruled[0]
    assert "Words of its own" in ruled[1]


def test_a_source_stands_whole_on_one_page(book: Book) -> None:
    counts = (2, 9, 30, 61)
    book.configure(SOURCES)
    book.write("index.md", "# Book\n\n```{toctree}\n" + "\n".join(f"p{count}/index" for count in counts) + "\n```\n")
    for count in counts:
        book.write(f"p{count}/index.md", f"# Part{count}\n\n{PARAGRAPH * 6}\n```{{toctree}}\npage\n```\n")
        book.write(f"p{count}/page.md", f"# Page{count}\n\nWords.\n\n```{{sources}} {count}\n```\n")
    seen = 0
    for page in pages_of(book.build(), "-bbox"):
        words = re.findall(r">(Source\d+x|Endx)<", page)
        starts, ends = len(words) - words.count("Endx"), words.count("Endx")
        assert starts == ends, words
        seen += starts
    assert seen == sum(counts)


def test_a_short_section_around_a_list_stands_on_one_page(book: Book) -> None:
    section = "### Question{0}x\n\nWhat is printed.\n\n- one side\n- other side\n\nAnswer{0}x\n\n"
    sections = [PARAGRAPH * step + section.format(step) for step in STEPS]
    book.write("index.md", INDEX)
    book.write("page.md", "# Questions\n\n## All\n\n" + "".join(sections))
    pages = pages_of(book.build())
    for step in STEPS:
        holders = {number for number, page in enumerate(pages) if re.search(rf"(Question|Answer){step}x", page)}
        assert len(holders) == 1, (step, holders)


def test_a_note_stands_whole_below_its_line_and_the_title_above_it(book: Book) -> None:
    note = "Note{0}x " + "what one side and the other side say of it " * 8 + "end{0}x"
    sections = [f"{PARAGRAPH * step}### Question{step}x\n\nAnswer{step}x.[^n{step}]\n\n" for step in STEPS]
    notes = "\n".join(f"[^n{step}]: {note.format(step)}" for step in STEPS)
    book.write("index.md", INDEX)
    book.write("page.md", "# Questions\n\n## All\n\n" + "".join(sections) + notes + "\n")
    pages = pages_of(book.build())
    for step in STEPS:
        words = [rf"{word}{step}x" for word in ("Question", "Answer", "Note", "end")]
        holders = [{number for number, page in enumerate(pages) if word in page} for word in words]
        assert holders == holders[:1] * 4 and len(holders[0]) == 1, (step, holders)


def test_no_source_stands_beside_an_empty_column(book: Book) -> None:
    book.configure(SOURCES)
    steps = write_parts(book, "```{sources} 30\n```\n")
    begun = 0
    for number, page in enumerate(pages_of(book.build(), "-bbox")):
        places = [float(x) for x in re.findall(r'xMin="([\d.]+)"[^>]*>Source\d+x<', page)]
        begun += len(re.findall(r">Source0x<", page))
        assert not places or min(places) < 306, number
    assert begun == len(steps)


def test_a_page_of_sources_names_their_chapter_in_its_head(book: Book) -> None:
    book.configure(SOURCES)
    write_parts(book, "```{sources} 1\n```\n", "One line.\n\n" * 38 + "```{sources} 60\n```\n")
    alone = 0
    for page in pages_of(book.build(), "-bbox"):
        head = [word for height, word in re.findall(r'yMin="([\d.]+)"[^>]*>([^<]*)</word', page) if float(height) < 60]
        if re.match(r"Source\d+x|Sources", body_of(page)[0] if body_of(page) else ""):
            alone += 1
            assert head[-1] == "Next"
    assert alone
