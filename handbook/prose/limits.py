"""What no page may hold, because a build would crash, take minutes or fetch a file: found before all else."""

from __future__ import annotations

import re

from handbook.ledger.problems import Code, Problem, shown
from handbook.ledger.yaml_tree import CONTROL
from handbook.prose.code import without_code_or_comments
from handbook.prose.fences import deeper_than, read
from handbook.prose.pictures import ENDINGS

MAX_LINE = 4_000
MAX_PAGE = 200_000
MAX_DEPTH = 12
_PICTURE = re.compile(r"!\[[^\]]*\]\(\s*<?([^)\s>]*)|^\s*[`:~]{3,}\{(?:image|figure)\}[ \t]+(\S+)")
# Pages that no file makes: see extension/website/special_pages.py.
MADE = frozenset({"404", "genindex", "search", "site-map"})
# What a browser, or the build, would fetch, or take from the address itself.
_REMOTE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_FETCHES = re.compile(r"^\s*:(?:url|file):")
_OTHER_FILES = frozenset({"{include}", "{literalinclude}"})
# Such a link is none for Markdown: its source would stand on the page.
_RUNS = re.compile(
    r"(?:\]\(\s*<?|^\s{0,3}\[[^\]]+\]:\s*<?|^\s*:link:\s*|\{button-link\}\s*|(?<!\]\()<)"
    r"((?:javascript|vbscript|file|data):[^\s)>]*)", re.IGNORECASE
)
_QUOTES = re.compile(r"(?:[ \t]*>)+")


def remote_picture(address: str) -> str:
    """Return what is wrong with a picture of this ``address``; empty where it is a file of the handbook."""
    return f"{shown(address)}: a picture of another website; keep a copy in docs/" if _REMOTE.match(address) else ""


def beyond_limits(name: str, text: str) -> list[Problem]:
    """Return one problem for each line of the page ``text`` (called ``name``) that is beyond a limit."""
    found: list[Problem] = []

    def report(line: int, code: Code, message: str) -> None:
        found.append(Problem(name, line, "", code, message))

    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > MAX_LINE:
            report(number, Code.FILE_SIZE, f"a line of {len(line):,} characters; at most {MAX_LINE:,}")
        elif bad := CONTROL.search(line):
            report(number, Code.TEXT, f"character U+{ord(bad[0]):04X} is not allowed; remove it")
        elif (quotes := _QUOTES.match(line)) and quotes[0].count(">") > MAX_DEPTH:
            report(number, Code.DEPTH, f"a quotation nested deeper than {MAX_DEPTH} levels")
    if not found and len(text) > MAX_PAGE:
        report(1, Code.FILE_SIZE, f"a page of {len(text):,} characters; at most {MAX_PAGE:,}; split it")
    if not found and (number := deeper_than(text, MAX_DEPTH)):
        report(number, Code.DEPTH, f"blocks nested deeper than {MAX_DEPTH} levels")
    if found:  # the patterns below need lines of a sane length
        return found
    if name.removeprefix("docs/").removesuffix(".md").casefold() in MADE:
        report(1, Code.PAGE_SHAPE, "the website makes a page of this name itself; choose another")
    for one in read(text):
        if one.opens is not None and one.opens.name == "{raw}":
            report(one.number, Code.PAGE_SHAPE, "{raw}: lost in the PDF guides, and seen by no check; write Markdown")
        elif one.opens is not None and one.opens.name in _OTHER_FILES:
            report(one.number, Code.PAGE_SHAPE, f"{one.opens.name}: no page takes in a file; write its words here")
        elif one.block is not None and one.block.name == "{csv-table}" and _FETCHES.match(one.text):
            report(one.number, Code.PAGE_SHAPE, "{csv-table}: a table from elsewhere; write its rows on the page")
    for number, line in without_code_or_comments(text):
        for match in _RUNS.finditer(line) if "![" not in line else ():
            report(number, Code.PAGE_SHAPE, f"{shown(match[1])}: leads to no page and no website; link to one")
        for match in _PICTURE.finditer(line):
            target = match[1] or match[2] or ""
            if remote := remote_picture(target):
                report(number, Code.PAGE_SHAPE, remote)
            elif not target.lower().endswith(ENDINGS):
                report(number, Code.PAGE_SHAPE, f"{shown(target)}: no picture; a name ends in {', '.join(ENDINGS)}")
    return found
