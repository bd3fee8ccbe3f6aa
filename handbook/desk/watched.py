"""Which files a preview watches: the pages and their pictures, the ledger, and the program itself."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from handbook.ledger.yaml_tree import YAML_ENDINGS
from handbook.prose.pictures import ENDINGS as PICTURES

WATCHED = ("docs", "data", "handbook", "conf.py")
_KINDS = frozenset({".md", ".py", ".css", ".js", ".html", *YAML_ENDINGS, *PICTURES})


def state(root: Path) -> dict[str, float]:
    """Return the time of change of every watched file of the handbook in ``root``; 0 of a link that leads nowhere."""
    found = {}
    for name in WATCHED:
        top = root / name
        with suppress(OSError):  # a folder or a file that goes while it is looked at; the next look is soon
            for path in [top] if top.is_file() else top.rglob("*"):
                if path.suffix.lower() in _KINDS and "__pycache__" not in path.parts:
                    found[str(path)] = 0.0
                    with suppress(OSError):
                        found[str(path)] = path.stat().st_mtime
    return found
