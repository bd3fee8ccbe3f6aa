"""The command line: ``python -m handbook``."""

from __future__ import annotations

import sys

from handbook.desk import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
