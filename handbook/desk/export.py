"""``export``: the ledger as files for other programs, and the schemas that editors use."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.desk.manual import RefusalError, command
from handbook.desk.pages_of import readable
from handbook.desk.whole_writes import write_all
from handbook.ledger.problems import Code
from handbook.ledger.schemas import FOLDER, schemas
from handbook.publish.exports import as_files

if TYPE_CHECKING:
    from argparse import _SubParsersAction

# Where files of the export would lie among sources.
SOURCES = ("docs", "data", "handbook", "tests")


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = command(
        commands, "export", "write the ledger as JSON or CSV files",
        "Writes one file for each list of the ledger (facts, courses, costs, dates ...), for spreadsheets and other\n"
        f"programs. With --schemas it writes the JSON Schemas of the data files instead (to {FOLDER}/), by which\n"
        "editors such as VS Code complete fields and mark mistakes.",
        [("export", "JSON files in build/export/:"),
         ("export --format csv --to tables", "CSV tables in the folder tables/:"),
         ("export --schemas", "After a change of the models: the schemas anew:")], as_json=True,
    )
    parser.add_argument("--format", choices=("json", "csv"), default="json", help="form of the files (default: json)")
    parser.add_argument("--to", type=Path, help="folder to write to; it is made where it does not exist")
    parser.add_argument("--schemas", action="store_true", help="write the schemas of the data files instead")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the files and name them; refuse an unreadable ledger, a file in the way, and the handbook's own folders."""
    if options.schemas:
        files = {f"{name}.json": text for name, (_, text) in schemas().items()}
        folder = options.root / (options.to or FOLDER)
    else:
        files = as_files(readable(options.root), options.format)
        folder = options.root / (options.to or "build/export")
    place = _real(folder)
    if place == options.root:  # which is where it really lies
        raise RefusalError(Code.EXISTS, "--to: the folder of the handbook itself; name one of your own, such as tables")
    for name in SOURCES:
        among = place.is_relative_to(_real(options.root / name))
        if among and not (options.schemas and place == _real(options.root / FOLDER)):
            raise RefusalError(Code.EXISTS, f"{options.to}: in {name}/, a folder of the handbook; name one of your own")
    if folder.exists() and not folder.is_dir():
        raise RefusalError(Code.EXISTS, f"{folder}: a file, not a folder")
    if folder.is_symlink() and not folder.is_dir():
        raise RefusalError(Code.EXISTS, f"{folder}: a link that leads to no folder; take it away, or name another")
    folder.mkdir(parents=True, exist_ok=True)
    write_all({folder / name: text for name, text in files.items()})
    shown = folder.relative_to(options.root) if folder.is_relative_to(options.root) else folder
    if options.json:
        print(json.dumps({"folder": shown.as_posix(), "files": sorted(files)}, indent=2))
    else:
        print(f"Wrote {len(files)} files to {shown}/: {', '.join(sorted(files))}")
    return 0


def _real(path: Path) -> Path:
    """Return where ``path`` leads; a link that leads to itself stays as it is, where Path.resolve would fail."""
    return Path(os.path.realpath(path))
