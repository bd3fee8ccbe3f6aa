"""Whatever goes wrong while a build runs, the last good website and PDF stay whole; odd surroundings change nothing."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from handbook.build import publish, restore

from .conftest import SMALL
from .test_commands import ROOT, run

NO_NETWORK = """
import socket

def refuse(*args, **kwargs):
    raise OSError("no network")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
"""


def fingerprint(root: Path) -> str:
    """Return a hash of everything that a reader gets."""
    digest = hashlib.sha256()
    for part in ("html", "pdf"):
        for path in sorted((root / "build" / part).rglob("*")):
            if path.is_file():
                digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def start(
    root: Path, *command: str, environment: Mapping[str, str] | None = None, limits: Callable[[], None] | None = None
) -> subprocess.Popen[str]:
    """Start a command in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "handbook", "--root", str(root), *(command or ("build",))], cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
        env={**os.environ, **(environment or {})}, preexec_fn=limits, start_new_session=True,
    )


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def edit(root: Path, words: str) -> None:
    path = root / "docs/study/fees.md"
    path.write_text(path.read_text(encoding="utf-8") + f"\n{words}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small handbook, built once for all tests."""
    root = Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("built") / "root"))
    result = run("build", root=root)
    assert result.returncode == 0, result.stderr
    return root


@pytest.fixture
def built(once: Path, tmp_path: Path) -> Path:
    """A copy of it, in a folder with a space and a letter beyond ASCII."""
    return Path(shutil.copytree(once, tmp_path / "space and ö"))


# What lies in the work folder in each step: start, reading, setting the PDF, writing the website, copies.
MOMENTS = ("", "doctrees/*", "pdf/*.typ", "html/index.html", "pdf/*.pdf", "html/downloads/*.zip", "html/index.html.br")


def lives_until(process: subprocess.Popen[str], reached: Callable[[], bool]) -> bool:
    """Wait for what the process makes; False where it ends before."""
    while not reached():
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.002)
            return False
    return process.poll() is None


@pytest.mark.full
def test_killed_at_any_moment(built: Path) -> None:
    states = {fingerprint(built)}
    edit(built, "A sentence more.")
    work = built / "build/.work"
    killed = []
    for number, moment in enumerate(MOMENTS * 2):
        work.mkdir(exist_ok=True)
        (work / "of the build before").touch()
        process = start(built)
        if lives_until(process, lambda made=moment: (  # type: ignore[misc]
            work.exists() and not (work / "of the build before").exists() and (not made or any(work.glob(made)))
        )):
            killed.append(moment)
            if number % 2:  # the whole group, as when a machine goes down
                os.killpg(process.pid, signal.SIGKILL)
            else:  # the command alone, while Sphinx runs on
                process.kill()
        process.communicate()
        assert (built / "build/html/index.html").exists()
        parts = fingerprint(built)
        assert len(states | {parts}) <= 3, "a state that is neither the last good build nor the new one"
        states.add(parts)
    assert set(MOMENTS[:4]) <= set(killed), "a step was not reached, or was over too soon to be seen"
    assert run("build", root=built).returncode == 0
    final = fingerprint(built)
    assert run("build", root=built).returncode == 0
    assert fingerprint(built) == final
    assert "A sentence more." in (built / "build/html/study/fees.html").read_text(encoding="utf-8")
    assert {path.name for path in (built / "build").iterdir()} == {".lock", "html", "pdf"}


def test_the_last_good_build_is_in_its_place_whenever_a_build_ends(tmp_path: Path) -> None:
    target, old = tmp_path / "html", tmp_path / ".html.old"
    old.mkdir()
    (old / "page").write_text("last good", encoding="utf-8")
    restore(target)
    assert (target / "page").read_text(encoding="utf-8") == "last good" and not old.exists()
    with pytest.raises(FileNotFoundError):
        publish(tmp_path / "no-work", target)
    assert (target / "page").read_text(encoding="utf-8") == "last good" and not old.exists()
    # Killed after the second of two renames: the new one stands.
    old.mkdir()
    (old / "page").write_text("older", encoding="utf-8")
    restore(target)
    assert (target / "page").read_text(encoding="utf-8") == "last good"


def test_two_at_once(built: Path) -> None:
    before = fingerprint(built)
    one, two = start(built), start(built)
    said = [process.communicate()[0] for process in (one, two)]
    assert (one.returncode, two.returncode) == (0, 0), said
    assert sum("Another build is running; waiting for it" in words for words in said) == 1
    assert fingerprint(built) == before


@pytest.mark.parametrize("size", [2_000, 60_000])
def test_a_full_disk_midway(built: Path, size: int) -> None:
    before = fingerprint(built)
    edit(built, "A sentence more.")
    process = start(built, limits=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
    said = process.communicate()[0]
    assert process.returncode == 1, said
    assert "File too large" in said
    assert "Traceback" not in said
    assert fingerprint(built) == before


@pytest.mark.parametrize("command", [
    ("new-page", "policy", "study/new"), ("rename", "study/fees", "study/prices"), ("export",),
    ("export", "--format", "csv", "--to", "tables"), ("export", "--schemas"),
    ("set", "fee-lamp", "45", "--source", "src-leaflet-2031"),
])
def test_a_full_disk_leaves_no_half_of_a_file(small: Path, command: tuple[str, ...]) -> None:
    before = files(small)
    process = start(small, *command, limits=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20)))
    said = process.communicate()[0]
    assert (process.returncode, "File too large [D003]" in said, "Traceback" in said) == (1, True, False), said
    assert files(small) == before
    assert run(*command, root=small).returncode == 0


@pytest.mark.parametrize("closed", [(0,), (1,), (0, 1, 2)])
def test_whoever_listens_or_not_it_builds(small: Path, closed: tuple[int, ...]) -> None:
    def close() -> None:
        for number in closed:
            os.close(number)

    command = [sys.executable, "-m", "handbook", "--root", str(small), "build", "--only", "html"]
    assert subprocess.run(command, cwd=ROOT, check=False, preexec_fn=close).returncode == 0
    assert (small / "build/html/index.html").exists()


def test_it_builds_where_the_reader_of_its_lines_has_gone(small: Path) -> None:
    process = start(small, "build", "--only", "html")
    assert process.stdout is not None
    process.stdout.close()
    assert process.wait() == 0
    assert (small / "build/html/index.html").exists()


def test_what_stands_in_the_way_of_a_build_is_named_or_goes(small: Path) -> None:
    (small / "build").symlink_to("nowhere")
    said = start(small).communicate()[0]
    assert f"{small}/build: a link that leads to no folder; take it away [D003]\n" in said
    (small / "build").unlink()
    (small / "build").touch()
    assert f"{small}/build: a file, and no folder; take it away [D003]\n" in start(small).communicate()[0]
    (small / "build").unlink()
    (small / "build").mkdir()
    (small / "away").mkdir()
    (small / "away/kept").touch()
    (small / "build/.work").symlink_to(small / "away")
    process = start(small, "build", "--only", "html")
    assert "Done in" in process.communicate()[0]
    assert (small / "away/kept").exists()


def test_a_link_in_the_place_of_the_website_is_refused_and_stays(small: Path) -> None:
    (small / "build").mkdir()
    (small / "away").mkdir()
    for target in ("away", "nowhere"):
        link = small / "build/html"
        link.symlink_to(small / target)
        process = start(small, "build", "--only", "html")
        said = process.communicate()[0]
        assert process.returncode == 1
        assert said.startswith(f"{link}: a link, which the build would replace; take it away, or let all of build/ be")
        assert said.count("[D003]\n") == 1
        assert link.is_symlink()
        assert list((small / "away").iterdir()) == []
        link.unlink()


def test_a_checkout_that_may_not_be_written(small: Path) -> None:
    folders = [small, *(path for path in small.rglob("*") if path.is_dir())]
    for path in folders:
        path.chmod(0o555)

    def bound_by_rights() -> None:
        """Take from the root user the power to write anywhere (CAP_DAC_OVERRIDE); others never had it."""
        ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)

    for command, code, words in (
        (("check",), 0, "No problems: "),
        (("build",), 1, "build: Permission denied [D003]"),
        (("live",), 1, "build: Permission denied [D003]"),
        (("export",), 1, "build: Permission denied [D003]"),
        (("set", "fee-lamp", "45", "--source", "src-leaflet-2031"), 1, "/fees.yaml: Permission denied [D003]"),
        (("rename", "study/fees", "study/prices"), 1, "/study/prices.md: Permission denied [D003]"),
        (("new-page", "policy", "study/new"), 1, "/study/new.md: Permission denied [D003]"),
    ):
        process = start(small, *command, limits=bound_by_rights)
        said = process.communicate()[0]
        assert (process.returncode, words in said, "Traceback" in said) == (code, True, False), said
    for path in folders:
        path.chmod(0o755)


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""},
        {"LC_ALL": "tr_TR.ISO-8859-9", "LANG": "tr_TR", "TZ": "Pacific/Kiritimati", "PYTHONIOENCODING": "ascii"},
    ],
    ids=["C", "Turkish"],
)
def test_odd_locales_give_the_same_bytes(built: Path, environment: dict[str, str]) -> None:
    before = fingerprint(built)
    process = start(built, environment=environment)
    said = process.communicate()[0]
    assert process.returncode == 0, said
    assert fingerprint(built) == before
    (built / "data/offices.yaml").write_text("- id: ü\n", encoding="utf-8")
    process = start(built, "check", environment=environment)
    said = process.communicate()[0]
    assert process.returncode == 1
    assert "data/offices.yaml:1: " in said
    assert "Traceback" not in said


def test_without_a_network(built: Path, tmp_path: Path) -> None:
    before = fingerprint(built)
    (tmp_path / "off").mkdir()
    (tmp_path / "off/sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    environment = {"PYTHONPATH": str(tmp_path / "off")}
    probe = [sys.executable, "-c", "import socket; socket.create_connection(('127.0.0.1', 9))"]
    refused = subprocess.run(probe, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    assert "no network" in refused.stderr
    process = start(built, environment=environment)
    said = process.communicate()[0]
    assert process.returncode == 0, said
    assert fingerprint(built) == before
