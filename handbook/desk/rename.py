"""``rename``: moves a page, rewrites what names it, and keeps its old address working."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.desk import keep_addresses
from handbook.desk.check import by_name
from handbook.desk.manual import RefusalError, command
from handbook.desk.one_editor import one_editor
from handbook.desk.page_names import page_name
from handbook.desk.whole_writes import write_all
from handbook.ledger.problems import Code, nearest, shown
from handbook.ledger.yaml_tree import contents, text_of
from handbook.prose.moves import left_behind, moved, named, placed
from handbook.prose.redirects import FILE, read_redirects, with_move

if TYPE_CHECKING:
    from argparse import _SubParsersAction

# Files beside the pages that name pages, rewritten too; in others the name is only pointed out.
TOPICS = "tests/search/topics.yaml"
QUERIES = "bench/search/*.txt"
OTHERS = ("conf.py", "README.md", "CONTRIBUTING.md", "bench", "data", "tests")
# Old addresses stay in it for good.
KEPT = keep_addresses.FILE


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = command(
        commands, "rename", "move a page and everything that names it",
        "Moves a page, rewrites the links, toctrees and roles of all pages that lead to it and the relative links of\n"
        "the page itself, and adds a redirect, so that its old address keeps working. Either everything is changed or\n"
        "nothing. Other files that name the page are listed, for you to decide.",
        [("rename careers/permission careers/cpt", "Give a page another name:"),
         ("rename careers/cpt admissions/cpt", "Move it to another part; move its line in the toctree by hand then:")],
        as_json=True,
    )
    parser.add_argument("page", help="the page, such as careers/cpt")
    parser.add_argument("new", help="its new name, such as careers/work-permission")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Move the page; refuse, and change nothing, what would break."""
    with one_editor(options.root, quiet=options.json):
        return _move(options.root, options)


def _move(root: Path, options: argparse.Namespace) -> int:
    docs = root / "docs"
    old = options.page.strip("/").removeprefix("docs/").removesuffix(".md")
    names = by_name(root)
    if old not in names:
        raise RefusalError(Code.NO_SUCH, f"{options.page}: no such page{nearest(old, names)}")
    if old.rpartition("/")[2] == "index":
        what = "the front page of its folder" if "/" in old else "the front page"
        raise RefusalError(Code.NOT_A_VALUE, f"{old}: {what} keeps its name")
    new = page_name(options.new, names)
    target = docs / f"{new}.md"
    if not target.parent.is_dir():
        folders = {name.rpartition("/")[0] for name in names} - {""}
        near = nearest(new.rpartition("/")[0], folders)
        raise RefusalError(Code.NO_SUCH, f"{options.new}: no such folder in docs/{near}")
    if target.exists():
        raise RefusalError(Code.EXISTS, f"docs/{new}.md: this page exists already")
    changes = _changes(root, names, old, new)
    write_all(changes)
    rewritten = sorted(path.relative_to(root).as_posix() for path in changes if path not in {names[old], target})
    also = _also_named(root, old)
    if options.json:
        print(json.dumps({"from": old, "to": new, "rewritten": rewritten, "also_named_in": also}, indent=2))
        return 0
    print(f"docs/{old}.md is now docs/{new}.md; its old address leads there (docs/{FILE}).")
    print(f"Rewritten: {', '.join(rewritten)}")
    if old.rpartition("/")[0] != new.rpartition("/")[0]:
        print("It stands in the toctree of its old folder still; move that line if it belongs to another part now.")
    for place in also:
        print(f"Also named in {place}; change it there if it means the page.")
    return 0


def _changes(root: Path, names: dict[str, Path], old: str, new: str) -> dict[Path, str | None]:
    """Return the new text of every file that changes; None for the page's old place."""
    changes: dict[Path, str | None] = {root / "docs" / f"{new}.md": "", names[old]: None}
    for name, path in names.items():
        text = _utf8(root, path)
        after = moved(text, name, old, new, names)
        lost = next(left_behind(after, name, old, new, names), 0)
        if lost:
            shape = "write it on one line, as [words](page.md), and move the page then"
            words = f"this link would lead nowhere: {shown(text.split(chr(10))[lost - 1].strip())}; {shape}"
            raise RefusalError(
                Code.NOT_A_VALUE, f"{path.relative_to(root).as_posix()}:{lost}: {words}; nothing was changed"
            )
        if name == old:
            changes[root / "docs" / f"{new}.md"] = after
        elif after != text:
            changes[path] = after
    lists = {**dict.fromkeys(root.glob(TOPICS), named), **dict.fromkeys(root.glob(QUERIES), placed)}
    for path, turned in lists.items():
        text = _utf8(root, path)
        if (after := turned(text, old, new)) != text:
            changes[path] = after
    redirects = root / "docs" / FILE
    text = _utf8(root, redirects) if redirects.exists() else ""
    changes[redirects] = after = with_move(text, old, new)
    _, problems = read_redirects(after, f"docs/{FILE}", {*names, new} - {old})
    if problems:
        message = f"after the move, {problems[0].message}; write each entry as '- from: ...', below it '  to: ...'"
        raise RefusalError(Code.REDIRECT, f"docs/{FILE}: {message}; nothing was changed")
    return changes


def _utf8(root: Path, path: Path) -> str:
    """Return the text of a file that is rewritten, so that no letter of it may be lost."""
    try:
        return contents(path).decode("utf-8")
    except UnicodeDecodeError:
        name = path.relative_to(root).as_posix()
        raise RefusalError(Code.FILE_ENCODING, f"{name}: not UTF-8 text; save it as UTF-8") from None


def _also_named(root: Path, old: str) -> list[str]:
    """Return file and line of every other place that names the page."""
    wanted = re.compile(rf"(?<![\w/-]){re.escape(old)}(?:\.md|\.html)?(?=[#\s\],'\"`)]|$)")
    found = []
    for top in OTHERS:
        base = root / top
        for path in [base] if base.is_file() else sorted(base.rglob("*")):
            if path.suffix in {".py", ".md", ".yaml", ".txt"} and path.is_file():
                try:
                    lines = text_of(path).split("\n")
                except OSError:  # no place that an editor could change
                    continue
                place = path.relative_to(root).as_posix()
                if place == KEPT or Path(place).match(QUERIES):  # what is left in a list of queries is a topic
                    continue
                found += [f"{place}:{number}" for number, line in enumerate(lines, 1) if wanted.search(line)]
    return found
