"""Runs Sphinx with the options that follow: ``python -m handbook.sphinx_step -b html ...``.

The same as ``python -m sphinx``, but Python looks for circular garbage seldom: a page as a tree of nodes is nothing but
circles, all of them in use until the page is written, so that the search finds little and takes a sixth of the time.
"""

from __future__ import annotations

import gc
import sys

from sphinx.cmd.build import main

# New objects between two searches; Python's own setting is 700. About 200 megabytes of nodes.
_SELDOM = 400_000


def run(options: list[str]) -> int:
    """Run Sphinx with ``options``; return its exit code."""
    gc.freeze()
    gc.set_threshold(_SELDOM, 10, 100)
    return main(options)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
