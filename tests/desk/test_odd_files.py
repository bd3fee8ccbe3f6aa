"""Where a file should be, there is something else: each command names it in one line, and waits for nothing."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .test_commands import ROOT

ODD: dict[str, Callable[[Path], object]] = {
    "folder": Path.mkdir,
    "pipe": os.mkfifo,
    "endless device": lambda path: path.symlink_to("/dev/zero"),
    "empty device": lambda path: path.symlink_to("/dev/null"),
    "link to itself": lambda path: path.symlink_to(path.name),
    "link to nothing": lambda path: path.symlink_to("nowhere"),
    "link to the folder above": lambda path: path.symlink_to(".."),
    "large file": lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 3_000_000_000),
}
COMMANDS = (
    ["check"], ["prose"], ["show", "fee-lamp"], ["set", "fee-lamp", "45", "--source", "src-leaflet-2031"],
    ["rename", "study/catalog", "study/courses"],
)
ALL = """
import sys
from handbook.desk import main
for command in {commands!r}:
    print("\\n=", command[0], main(["--root", sys.argv[1], *command]), flush=True)
"""


def within_limits() -> None:
    """Let a command that reads or writes without end fail soon."""
    resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000_000, 20_000_000))


FILES = [(file, kind) for file in ("data/costs.yaml", "docs/study/fees.md") for kind in ODD]


@pytest.mark.parametrize(("file", "kind"), [*FILES, ("data/words.txt", "endless device")])
def test_what_is_no_file_is_named(small: Path, file: str, kind: str) -> None:
    path = small / file
    path.unlink(missing_ok=True)
    ODD[kind](path)
    done = subprocess.run(
        [sys.executable, "-c", ALL.format(commands=COMMANDS), str(small)], cwd=ROOT, check=True, capture_output=True,
        text=True, encoding="utf-8", timeout=120, preexec_fn=within_limits,
    )
    said = done.stdout + done.stderr
    codes = dict(re.findall(r"^= (\w+) (\d+)$", done.stdout, re.M))
    assert list(codes) == [command[0] for command in COMMANDS]
    assert set(codes.values()) <= {"0", "1"}, said  # 3 is a fault of the program
    assert "Traceback" not in said
    if file != "data/words.txt":
        assert codes["check"] == "1"
        assert re.search(rf"^{file}: .+ \[[LD]\d{{3}}\]$", said, re.M), said


@pytest.mark.parametrize("folder", ["data", "data/facts", "docs"])
@pytest.mark.parametrize("kind", ["pipe", "link to itself", "link to the folder above"])
def test_what_is_no_folder_is_named(small: Path, kind: str, folder: str) -> None:
    path = small / folder
    path.rename(small / "away")
    ODD[kind](path)
    done = subprocess.run(
        [sys.executable, "-m", "handbook", "--root", str(small), "check"], cwd=ROOT, check=False,
        capture_output=True, text=True, encoding="utf-8", timeout=120, preexec_fn=within_limits,
    )
    assert done.returncode == 1
    assert re.search(r" \[[LPD]\d{3}\]$", done.stdout + done.stderr, re.M), done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("kind", ["folder", "pipe", "endless device", "link to itself"])
def test_a_picture_that_is_no_file_is_named(small: Path, kind: str, command: str) -> None:
    ODD[kind](small / "docs/study/map.png")
    page = small / "docs/study/fees.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n![A map](map.png)\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "handbook", "--root", str(small), command], cwd=ROOT, check=False,
        capture_output=True, text=True, encoding="utf-8", timeout=120, preexec_fn=within_limits,
    )
    assert done.returncode == 1
    assert "docs/study/map.png: cannot be read: no plain file [L001]\n" in done.stderr + done.stdout


@pytest.mark.parametrize("root", ["a-file", "loop", "nowhere", "x" * 300])
def test_a_root_that_is_none_is_named(tmp_path: Path, root: str) -> None:
    (tmp_path / "a-file").touch()
    (tmp_path / "loop").symlink_to("loop")
    done = subprocess.run(
        [sys.executable, "-m", "handbook", "--root", str(tmp_path / root), "check"], cwd=ROOT, check=False,
        capture_output=True, text=True, encoding="utf-8",
    )
    said = done.stdout + done.stderr
    assert (done.returncode, "Traceback" in said) == (1, False), said
    assert re.search(r" \[[LD]\d{3}\]$", said, re.M), said
