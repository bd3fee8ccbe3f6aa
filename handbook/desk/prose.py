"""``prose``: how hard the pages are to read, what could be plainer, and spelling. A report, never a failure."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.desk.arguments import count
from handbook.desk.check import pages
from handbook.desk.manual import RefusalError, command
from handbook.desk.printing import complain, counted
from handbook.ledger.load import load
from handbook.ledger.problems import Code, Problem, nearest
from handbook.ledger.yaml_tree import read_text
from handbook.prose.reading import Sentence, reading_level, sentences
from handbook.prose.spelling import FILE, dictionary, misspelt_entries, misspelt_page
from handbook.prose.wording import glossary, report

if TYPE_CHECKING:
    from argparse import _SubParsersAction

# Raw statements of the ledger are no prose of a page.
RAW = ("docs/reference/facts/", "docs/reference/sources/")


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = command(
        commands, "prose", "report what is hard to read or not spelled right",
        "Lists sentences that are long, words that have a plainer one, abbreviations that neither the page nor the\n"
        "glossary explains, and words that the dictionary does not know, those of the data files too; then the pages\n"
        "that are hardest to read. The reading level is the Flesch-Kincaid grade, the school year in the United\n"
        "States that reads a text with ease: 0.39 x words a sentence + 11.8 x syllables a word - 15.59. A report:\n"
        "what is certainly wrong is refused by 'check'.\n"
        f"A word that is right goes into {FILE}; names in the data files are known. The dictionary is the package\n"
        "pyspellchecker, which 'make lint' installs.",
        [("prose", "All pages:"), ("prose careers/cpt", "One page:"), ("prose --worst 20", "The 20 hardest pages:")],
        as_json=True,
    )
    parser.add_argument("page", nargs="?", help="one page, such as careers/cpt; without it, all")
    parser.add_argument("--worst", type=count, default=10, metavar="N", help="how many pages to list (default: 10)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the report; return 0. Refuse a page that does not exist or cannot be read; of many, such a one is named."""
    root: Path = options.root
    unread: list[Problem] = []
    names = [path.relative_to(root).as_posix() for path in pages(root)]
    read_in = {name: read_text(root / name, name, unread) for name in names}
    texts = {name: text for name, text in read_in.items() if text is not None}
    explained = {term for text in texts.values() for term in glossary(text)}
    chosen = {name: text for name, text in texts.items() if not name.startswith(RAW)}
    if options.page:
        name = f"docs/{options.page.removeprefix('docs/').removesuffix('.md')}.md"
        if name not in read_in:
            near = nearest(options.page, [name[5:-3] for name in names])
            raise RefusalError(Code.NO_SUCH, f"{options.page}: no such page{near}")
        if fault := next((problem for problem in unread if problem.file == name), None):
            raise RefusalError(fault.code, f"{fault.place}: {fault.message}")
        chosen = {name: texts[name]}
    found = [] if options.page else unread
    ledger, _ = load(root / "data", "data")
    right = dictionary(root, ledger, found)
    if right is not None and ledger is not None and not options.page:
        found += misspelt_entries(ledger, right)
    levels: list[tuple[float, str, list[Sentence]]] = []
    for name, text in chosen.items():
        found += report(name, text, explained)
        found += misspelt_page(name, text, right) if right is not None else ()
        read = list(sentences(text))
        levels.append((round(reading_level(read), 1), name, read))
    levels.sort(key=lambda level: (-level[0], level[1]))
    if options.json:
        print(json.dumps({
            "pages": [{"file": name, "grade": grade, "sentences": len(read)} for grade, name, read in levels],
            "spelling": right is not None,
            "found": [
                {"file": p.file, "line": p.line, "code": p.code.value, "message": p.message} for p in sorted(found)
            ],
        }, indent=2))
        return 0
    complain(sorted(found), sys.stdout)
    if right is None:
        print("Spelling is not checked: the package pyspellchecker is not installed; 'make lint' installs it.")
    words = sum(len(sentence.words) for _, _, read in levels for sentence in read)
    count = sum(len(read) for _, _, read in levels)
    print(f"{counted(len(levels), 'page')}, {counted(words, 'word')}, {words / max(1, count):.1f} words a sentence, "
          f"{counted(len(found), 'remark')}.")
    print("Hardest to read (grade, page):")
    for grade, name, _ in levels[: options.worst]:
        print(f"  {grade:4}  {name}")
    return 0
