"""``new-page``: a page from a template that builds."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.prose.shape import TYPES

if TYPE_CHECKING:
    from argparse import _SubParsersAction

BODY = {
    "how-to": "## Before you start\n\nSay what the reader needs.\n\n## Steps\n\n1. One action a step.\n",
    "policy": "## The rule\n\nSay it in short sentences, with its entry year.\n\n## Exceptions\n\nSay whom to ask.\n",
    "requirements": "## What you must take\n\nShow the groups with the requirements directive.\n",
}


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser("new-page", help="make a page from a template")
    command.add_argument("type", choices=TYPES, metavar="TYPE", help="one of " + ", ".join(TYPES))
    command.add_argument("path", help="such as careers/networking")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the page and say what to do next; return 1 when it exists or the path is no place for a page."""
    docs: Path = options.root / "docs"
    path = (docs / f"{options.path.removesuffix('.md')}.md").resolve()
    if not path.is_relative_to(docs.resolve()) or not path.parent.is_dir():
        parts = ", ".join(sorted(p.name for p in docs.iterdir() if p.is_dir()))
        print(f"{options.path}: no such folder in docs/; there is: {parts}", file=sys.stderr)
        return 1
    if path.exists():
        print(f"docs/{options.path}: this page exists already", file=sys.stderr)
        return 1
    title = path.stem.replace("-", " ").capitalize()
    body = BODY.get(options.type, "## First question\n\nAnswer it.\n")
    front = f"---\ntype: {options.type}\naudience: applicant, student\n---\n\n"
    text = f"{front}# {title}\n\nAnswer the page's question here.\n\n{body}"
    path.write_text(text, encoding="utf-8")
    made = path.relative_to(options.root.resolve())
    print(f"Made {made}. Add {path.stem} to the toctree of {path.parent.name}/index.md.")
    return 0
