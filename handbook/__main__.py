"""The command line: ``python -m handbook``."""

from __future__ import annotations

import sys


def start() -> int:
    """Run the command that is typed; return the exit code. Say in one line where this Python cannot."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python gets here, and no further
        print(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}", file=sys.stderr)
        return 1
    try:
        from handbook.desk import main
    except ModuleNotFoundError as missing:
        if str(missing.name).startswith("handbook"):
            raise
        print(
            f"this Python has no package {missing.name}: type 'source .venv/bin/activate' first "
            "('make check' makes that folder)", file=sys.stderr,
        )
        return 1
    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(start())
