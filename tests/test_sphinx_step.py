"""Several runs of Sphinx in one step: read once, written side by side, each failure told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from handbook.build_step import THEN
from handbook.ledger.held import handed, proven

ROOT = Path(__file__).resolve().parents[1]
CONF = '''
import os, signal
from pathlib import Path
master_doc = "index"

def note(app, docname, source):
    with Path(app.confdir, "read.txt").open("a") as log:
        log.write(docname + "\\n")

def start(app):
    if app.builder.name == "text":
        text(app)

def text(app):
    {text}

def setup(app):
    app.connect("source-read", note)
    app.connect("builder-inited", start)
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "conf.py").write_text(CONF.format(text="pass"), encoding="utf-8")
    (tmp_path / "index.rst").write_text("Title\n=====\n\nWords.\n", encoding="utf-8")
    return tmp_path


def step(folder: Path, *builders: str) -> subprocess.CompletedProcess[str]:
    """Run the builders in one step, each into a folder of its name."""
    options: list[str] = []
    for builder in builders:
        options += [THEN] if options else []
        options += ["-b", builder, "-W", "-q", "-d", str(folder / "trees"), str(folder), str(folder / builder)]
    return subprocess.run(
        [sys.executable, "-m", "handbook.sphinx_step", *options], cwd=ROOT, capture_output=True, text=True, check=False,
    )


def test_pages_are_read_once_for_all_runs(project: Path) -> None:
    done = step(project, "dummy", "text", "html")
    assert (done.returncode, done.stderr) == (0, "")
    assert (project / "text/index.txt").is_file() and (project / "html/index.html").is_file()
    assert (project / "read.txt").read_text() == "index\n"


def test_nothing_is_written_when_the_pages_cannot_be_read(project: Path) -> None:
    (project / "index.rst").write_text("Title\n=====\n\n:ref:`nowhere`\n\n.. nothing::\n", encoding="utf-8")
    done = step(project, "dummy", "text", "html")
    assert done.returncode == 1
    assert "nothing" in done.stderr
    assert not (project / "text").exists() and not (project / "html").exists()


@pytest.mark.parametrize(("text", "said"), [
    ('raise ValueError("no paper")', "no paper"),
    ("os.kill(os.getpid(), signal.SIGKILL)", "a step of the build was stopped by signal 9 [D009]"),
])
def test_a_run_that_fails_beside_another_is_told(project: Path, text: str, said: str) -> None:
    (project / "conf.py").write_text(CONF.format(text=text), encoding="utf-8")
    done = step(project, "dummy", "text", "html")
    assert done.returncode != 0
    assert said in done.stderr
    assert (project / "html/index.html").is_file()


def test_a_run_beside_another_holds_the_lock_of_its_folder(project: Path) -> None:
    text = (
        'import fcntl; lock = open(Path(app.outdir, ".lock")); '
        "fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)"
    )
    (project / "conf.py").write_text(CONF.format(text=text), encoding="utf-8")
    done = step(project, "dummy", "text", "html")
    assert "BlockingIOError" in done.stderr or "temporarily unavailable" in done.stderr


@pytest.mark.parametrize(("word", "read"), [("TOLD=now\n", "now"), ("go\n", "nothing"), ("", None)])
def test_it_waits_for_a_word_that_may_set_a_variable(project: Path, word: str, read: str | None) -> None:
    told = 'Path(app.confdir, "told.txt").write_text(os.environ.get("TOLD", "nothing"))'
    (project / "conf.py").write_text(CONF.format(text=told), encoding="utf-8")
    options = ["--wait", "-b", "text", "-q", "-c", str(project), str(project), str(project / "text")]
    done = subprocess.run(
        [sys.executable, "-m", "handbook.sphinx_step", *options], cwd=ROOT, input=word, text=True, check=False,
    )
    assert done.returncode == 0
    said = project / "told.txt"
    assert (said.read_text() if said.exists() else None) == read


def test_it_takes_over_a_ledger_behind_the_word(project: Path) -> None:
    data = ROOT / "tests/roots/kitchen-sink/data"
    told = (
        "from handbook.ledger import held; held.load = None; "
        f'Path(app.confdir, "told.txt").write_text(held.proven(Path({str(data)!r}), "data")[0].edition.title)'
    )
    (project / "conf.py").write_text(CONF.format(text=told), encoding="utf-8")
    options = ["--wait", "--handed", "-b", "text", "-q", "-c", str(project), str(project), str(project / "text")]
    done = subprocess.run(
        [sys.executable, "-m", "handbook.sphinx_step", *options], cwd=ROOT, input=b"go\n" + handed(data, "data"),
        check=False,
    )
    assert done.returncode == 0
    ledger, _ = proven(data, "data")
    assert ledger is not None and (project / "told.txt").read_text() == ledger.edition.title
