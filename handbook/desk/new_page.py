"""``new-page``: a page from a template that builds."""

from __future__ import annotations

import argparse
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from handbook.desk.check import by_name
from handbook.desk.manual import RefusalError, command
from handbook.desk.page_names import page_name
from handbook.desk.whole_writes import write
from handbook.ledger.problems import Code, nearest
from handbook.prose.literals import literals
from handbook.prose.redirects import FILE, load_redirects
from handbook.prose.shape import TYPES, shape
from handbook.prose.template import new_text
from handbook.prose.wording import certain

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = command(
        commands, "new-page", "make a page from a template",
        "Writes a page with front matter, a title and sections, ready to be filled in. It builds as it is; 'check'\n"
        "names what is not filled in. Add it to the toctree of its folder's index.md, as the command says.",
        [("new-page how-to careers/networking", "A page that says how to do something:"),
         ("new-page policy curriculum/rules/attendance", "A page with a rule:")],
    )
    parser.add_argument("type", choices=TYPES, metavar="TYPE", help="one of " + ", ".join(TYPES))
    parser.add_argument("path", help="such as careers/networking")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the page and say what to do next; refuse one that exists, and a path that is no place for a page."""
    docs: Path = options.root / "docs"
    pages = by_name(options.root)
    name = page_name(options.path, pages)
    path = docs / f"{name}.md"
    if not path.parent.is_dir():
        folders = {p.parent.relative_to(docs).as_posix() for p in docs.rglob("*.md")} - {"."}
        wanted = PurePosixPath(name).parent.as_posix()
        near = nearest(wanted, folders) or "; there is: " + ", ".join(sorted(f for f in folders if "/" not in f))
        raise RefusalError(Code.NO_SUCH, f"{options.path}: no such folder in docs/{near}")
    if path.exists():
        raise RefusalError(Code.EXISTS, f"docs/{name}.md: this page exists already")
    for redirect in load_redirects(docs, f"docs/{FILE}", pages)[0]:
        if redirect.page == name and not redirect.anchor:
            message = f"docs/{FILE}:{redirect.line} leads from this address to {redirect.destination}"
            raise RefusalError(Code.EXISTS, f"{options.path}: {message}; choose another name")
    title = path.stem.replace("-", " ").capitalize()
    text = new_text(options.type, title)
    page = f"docs/{name}.md"
    if problem := next(iter([*shape(page, text), *literals(page, text), *certain(page, text)]), None):
        line = text.split("\n")[problem.line - 1]
        message = f"{options.path}: the page would begin with '{line}': {problem.message}; choose another name"
        raise RefusalError(Code.NOT_A_VALUE, message)
    write(path, text)
    folder = path.parent.relative_to(options.root).as_posix()
    print(f"Made docs/{name}.md. Add {path.stem} to the toctree of {folder}/index.md.")
    return 0
