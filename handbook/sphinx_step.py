"""Runs Sphinx with the options that follow: ``python -m handbook.sphinx_step [--wait] -b html ...``.

The same as ``python -m sphinx``, but Python looks for circular garbage seldom: a page as a tree of nodes is nothing but
circles, all of them in use until the page is written, so that the search finds little and takes a sixth of the time.
With ``--wait`` it loads its parts and the ledger, and starts at the first line of its input; at the end of the input,
it ends.
"""

from __future__ import annotations

import gc
import importlib
import sys
from pathlib import Path

from sphinx.application import builtin_extensions
from sphinx.cmd.build import main

from handbook.ledger.held import proven

# New objects between two searches; Python's own setting is 700. About 200 megabytes of nodes.
_SELDOM = 400_000
_PARTS = (
    "furo", "myst_parser.parsers.sphinx_", "sphinx_design", "handbook.extension", "handbook.guide", "handbook.search",
)
# What ``handbook_data`` is unless the settings say otherwise.
_LEDGER = "data"


def run(options: list[str]) -> int:
    """Run Sphinx with ``options``, the first of which may be ``--wait``, which needs ``-c``; return its exit code."""
    if options[:1] == ["--wait"]:
        options = options[1:]
        for name in (*builtin_extensions, *_PARTS):
            importlib.import_module(name)
        # Where the settings name another folder, or a file changes before the start, it is loaded then.
        proven(Path(options[options.index("-c") + 1]).resolve() / _LEDGER, _LEDGER)
        if not sys.stdin.readline():
            return 0
    gc.freeze()
    gc.set_threshold(_SELDOM, 10, 100)
    return main(options)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
