"""``build``: makes the website and the PDF guides."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from handbook.build import BuildError, build
from handbook.desk.manual import command
from handbook.desk.printing import complain, say
from handbook.ledger.problems import Code

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = command(
        commands, "build", "build the website and the PDF guides into build/",
        "Builds in a folder of its own and puts the result in place by renaming when all went well. A build that\n"
        "fails or is stopped leaves the last website and the last PDFs as they were.",
        [("build", "Both:"), ("build --only html", "The website alone:")],
    )
    parser.add_argument("--only", choices=("html", "pdf"), help="build one of the two")
    parser.set_defaults(run=run)


def _lines(error: BuildError | OSError) -> list[str]:
    if isinstance(error, BuildError):
        return [line if line.endswith("]") else f"{line} [{Code.BUILD.value}]" for line in str(error).split("\n")]
    where = f"{error.filename}: " if error.filename else ""
    return [f"{where}{error.strerror or error} [{Code.NOT_WRITTEN.value}]"]


def run(options: argparse.Namespace) -> int:
    """Build; return 0, or 1 when a step failed (the last good build stays)."""
    parts = (options.only,) if options.only else ("pdf", "html")
    try:
        build(options.root, parts, say)
    except (BuildError, OSError) as error:
        complain(_lines(error))
        print("The build failed; what was built before is untouched.", file=sys.stderr)
        return 1
    if "html" in parts:
        print("The website is in build/html/. Open build/html/index.html, or run 'make serve' and read it at http://127.0.0.1:8000.")
        print("build/html/downloads/handbook-offline.zip is a copy to take along; it opens from disk.")
    if "pdf" in parts:
        print("The PDF guides are in build/pdf/; build/pdf/guides.json lists them.")
    return 0
