"""The command line as an editor uses it: exit codes, one line per problem, nothing lost."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from handbook.build import publish
from handbook.desk.command_line import main

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str, root: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "handbook", "--root", str(root), *arguments], cwd=ROOT, check=False,
        capture_output=True, text=True,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the ledger and of two pages, with a last good build."""
    folder = tmp_path / "with space and ö"
    shutil.copytree(ROOT / "data", folder / "data")
    (folder / "docs").mkdir()
    for name, text in (("index", "# T\n\nText.\n"), ("kept", "# K\n\nText.\n")):
        front = "---\ntype: overview\naudience: applicant\n---\n"
        (folder / "docs" / f"{name}.md").write_text(front + text, encoding="utf-8")
    for part in ("html", "pdf"):
        (folder / "build" / part).mkdir(parents=True)
    (folder / "build/html/index.html").write_text("last good", encoding="utf-8")
    return folder


def test_check_is_clean_and_counts() -> None:
    result = run("check")
    assert result.returncode == 0, result.stdout
    assert result.stdout.startswith("No problems: ")
    assert re.search(r" [1-9]\d* sample plans proven, ", result.stdout)


def test_check_counts_one_as_one(small: Path) -> None:
    said = run("check", root=small).stdout
    assert "2 courses, 1 requirement set, 1 sample plan proven, 1 date, 1 cost, 2 sources, 5 pages." in said


def test_check_names_file_line_and_remedy(copy: Path) -> None:
    path = copy / "data/courses.yaml"
    path.write_text(path.read_text().replace("number: 95-702\n", "number: 95-70\n", 1))
    result = run("check", root=copy)
    assert result.returncode == 1
    line = result.stdout.strip().split("\n")[0]
    assert line.startswith("data/courses.yaml:")
    assert "95-70" in line
    assert "Traceback" not in result.stdout + result.stderr


def test_check_as_json(copy: Path) -> None:
    (copy / "docs/kept.md").write_bytes(b"\xff\xfe")
    result = run("check", "--json", root=copy)
    assert result.returncode == 1
    assert any(p["file"] == "docs/kept.md" and p["code"] == "L002" for p in json.loads(result.stdout))


def test_orphan_facts_are_named(copy: Path) -> None:
    result = run("check", root=copy)
    assert result.returncode == 1
    assert "no page shows this fact" in result.stdout


def test_a_wrong_command_line_says_how() -> None:
    result = run("chek")
    assert result.returncode == 2
    assert "invalid choice" in result.stderr


def test_a_failed_build_keeps_the_last_good_one(copy: Path) -> None:
    (copy / "conf.py").write_text(
        f'import sys\nsys.path.insert(0, {str(ROOT)!r})\nextensions = ["myst_parser", "handbook.extension"]\n'
        'html_theme = "basic"\n'
    )
    (copy / "docs/kept.md").write_text("# K\n\n{fact}`nothing`\n")
    result = run("build", "--only", "html", root=copy)
    assert result.returncode == 1
    assert "kept.md:3: WARNING: {fact}: nothing: no such fact" in result.stderr + result.stdout
    assert "what was built before is untouched" in result.stderr
    assert (copy / "build/html/index.html").read_text() == "last good"


def test_a_good_build_replaces_it(copy: Path) -> None:
    (copy / "conf.py").write_text(
        f'import sys\nsys.path.insert(0, {str(ROOT)!r})\nextensions = ["myst_parser", "handbook.extension"]\n'
        'html_theme = "basic"\n'
    )
    (copy / "docs/index.md").write_text("# T\n\n{fact}`cost-books as money`\n\n```{toctree}\nkept\n```\n")
    result = run("build", "--only", "html", root=copy)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "$625" in (copy / "build/html/index.html").read_text()
    assert sorted(path.name for path in (copy / "build").iterdir()) == [".lock", "html", "pdf"]
    with zipfile.ZipFile(copy / "build/html/downloads/handbook-offline.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    assert "handbook/index.html" in names
    assert not [name for name in names if name.endswith(".zip")]


def test_publishing_restores_when_a_rename_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, work = tmp_path / "html", tmp_path / "work"
    target.mkdir()
    (target / "old").touch()
    rename = Path.rename

    def fail(self: Path, to: Path) -> Path:
        if self == work:
            raise OSError("disk full")
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", fail)
    monkeypatch.setattr("handbook.build.exchange", lambda one, other: False)
    with pytest.raises(OSError, match="disk full"):
        publish(work, target)
    assert (target / "old").exists()


@pytest.mark.parametrize("error", [AttributeError, OSError, TypeError])
def test_publishing_does_without_a_call_of_linux(
    error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, work = tmp_path / "html", tmp_path / "work"
    for folder, name in ((target, "old"), (work, "new")):
        folder.mkdir()
        (folder / name).touch()

    def no_library(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("handbook.build.ctypes.CDLL", no_library)
    publish(work, target)
    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*"))] == ["html", "html/new"]


def test_make_alone_prints_help() -> None:
    result = subprocess.run(["make", "-s"], cwd=ROOT, check=True, capture_output=True, text=True)
    for verb in ("handbook", "serve", "check", "test"):
        assert f"make {verb}" in result.stdout


def test_addresses_of_a_release_are_kept_and_a_lost_one_is_named(copy: Path) -> None:
    page = copy / "build/html/index.html"
    page.write_text('<section id="first"></section>')
    result = run("keep-addresses", root=copy)
    assert (result.returncode, result.stdout) == (0, "2 addresses are kept, 2 of them new.\n")
    page.write_text('<section id="second"></section>')
    result = run("keep-addresses", root=copy)
    assert result.returncode == 1
    assert "index.html#first leads nowhere; add it to docs/redirects.yaml" in result.stdout
    kept = (copy / "tests/site/released-addresses.txt").read_text()
    assert "index.html#first\n" in kept
    assert "second" not in kept
    (copy / "tests/site/released-addresses.txt").write_bytes(b"caf\xe9.html\n")
    result = run("keep-addresses", root=copy)
    assert result.returncode == 1
    assert "released-addresses.txt:1: not UTF-8 text" in result.stdout + result.stderr


def test_a_folder_that_is_gone_is_said_in_one_line(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert main(["check"]) == 1
    assert capsys.readouterr().err.startswith("this folder is gone; go to that of the handbook [D001]\n")
    assert main(["--root", str(small), "check"]) == 0
    monkeypatch.chdir(tmp_path)  # what is undone after a test asks where it is


def test_addresses_need_a_website(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    result = run("keep-addresses", root=tmp_path)
    assert result.returncode == 1
    assert result.stderr.startswith("there is no website yet; run 'make handbook' first [D006]\n")
