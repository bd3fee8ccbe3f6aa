"""The command line explains itself, ends with the exit codes that it names, and colors only a terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from handbook.desk.command_line import COMMANDS, main, parser

from .test_commands import ROOT, run

NAMES = sorted(parser()._subparsers._group_actions[0].choices)  # type: ignore[union-attr, arg-type]


def test_every_command_is_listed() -> None:
    said = run("--help").stdout
    assert len(NAMES) == len(COMMANDS)
    assert all(re.search(rf"^    {name}\s", said, re.M) for name in NAMES)


def test_the_command_line_starts_without_sphinx() -> None:
    program = "import sys, handbook.desk; print([name for name in sys.modules if name in {'sphinx', 'docutils'}])"
    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert said == "[]\n"


@pytest.mark.parametrize("name", NAMES)
def test_help_has_words_examples_and_exit_codes(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        parser().parse_args([name, "--help"])
    assert stopped.value.code == 0
    said = capsys.readouterr().out
    assert "Exit codes: 0 all is well; 1 problems" in said
    examples = re.findall(r"^ {6}python -m handbook (.+)$", said, re.M)
    assert examples
    for example in examples:
        typed = shlex.split(example.partition(" > ")[0])
        assert typed[0] == name
        parser().parse_args(typed)  # a wrong example would leave with code 2
    assert max(map(len, said.split("\n"))) <= 120


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["changes", "data"], 0), (["changes"], 2), (["changes", "nothing"], 1),
        (["check"], 0), (["explain", "L001"], 0), (["show", "cost-books"], 0), (["show", "nothing"], 1),
        (["explain", "Z"], 1), (["review", "--today", "2026-12-01", "--office", "x"], 1), (["review"], 2), ([], 2),
        (["export", "--format", "xml"], 2), (["set", "a"], 2), (["live", "--port", "x"], 2), (["check", "x"], 2),
    ],
)
def test_exit_codes(arguments: list[str], code: int) -> None:
    result = run(*arguments)
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(("unbuffered", "good", "bad"), [("", 0, 1), ("1", 141, 141)])
def test_the_exit_code_does_not_turn_good_where_nobody_reads(
    unbuffered: str, good: int, bad: int, small: Path
) -> None:
    for expected in (good, bad):
        for words in (subprocess.PIPE, subprocess.STDOUT):
            read, write = os.pipe()
            os.close(read)
            result = subprocess.run(
                [sys.executable, "-m", "handbook", "--root", str(small), "check"], cwd=ROOT, check=False,
                stdout=write, stderr=words, text=True, env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            )
            os.close(write)
            # Words on problems that nobody reads either end the command before its code is known.
            assert result.returncode == (141 if expected == 1 and words == subprocess.STDOUT else expected)
            assert "Broken" not in (result.stderr or "")
        (small / "docs/study/fees.md").write_text("# No front matter\n", encoding="utf-8")


def test_an_output_that_cannot_be_written_is_told(small: Path) -> None:
    for unbuffered in ("", "1"):
        with Path("/dev/full").open("w") as full:
            result = subprocess.run(
                [sys.executable, "-m", "handbook", "--root", str(small), "check"], cwd=ROOT, check=False, stdout=full,
                stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            )
        assert result.returncode == 1
        assert "No space left on device [D003]" in result.stderr.splitlines()[0]
        assert "Exception" not in result.stderr


@pytest.mark.parametrize("arguments", [
    ["check"], ["build"], ["show", "x"], ["set", "x", "1", "--source", "y"], ["review", "--today", "2027-01-15"],
    ["prose"], ["new-page", "how-to", "x"], ["rename", "a", "b"], ["serve"], ["live"], ["export"], ["keep-addresses"],
])
def test_elsewhere_than_in_a_handbook_one_line_says_where_to_go(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for place in (tmp_path, tmp_path / "nothing", Path(sys.executable)):
        assert main(["--root", str(place), *arguments]) == 1
        said = capsys.readouterr()
        assert "no folder of a handbook" in said.err and "name it with --root [D001]\n" in said.err
        assert said.out == "" and len(said.err.splitlines()) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("typed", ["x\ny", "\x1b[31mred", "\u202eabc", "w" * 5000])
@pytest.mark.parametrize("command", [
    ["show"], ["set", "--source", "x", "--", "1"], ["explain"], ["new-page", "how-to"], ["rename", "x"], ["changes"],
])
def test_what_was_typed_makes_no_second_line(
    command: list[str], typed: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [*command[:-1], typed, command[-1]] if command[0] == "set" else [*command, typed]
    assert main(["--root", str(small), *arguments]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert said[0].isprintable() and len(said[0]) < 1100


@pytest.mark.parametrize("number", ["-3", "x", "1.5", "", "²"])
def test_what_is_no_number_of_lines_is_refused(
    number: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--root", str(small), "prose", f"--worst={number}"])
    assert f"{number}: no number of lines; give 0 or more" in capsys.readouterr().err
    assert main(["--root", str(small), "prose", "--worst=0000000001"]) == 0
    assert len(capsys.readouterr().out.partition("(grade, page):\n")[2].splitlines()) == 1


@pytest.mark.parametrize("command", ["serve", "live"])
@pytest.mark.parametrize("number", ["99999", "0", "x", "9" * 5000, "00000199999"])
def test_what_is_no_port_is_refused(command: str, number: str) -> None:
    result = run(command, "--port", number)
    assert result.returncode == 2
    assert "no port; give a number from 1 to 65535" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"], ["show", "cost-books"], ["review", "--today", "2027-06-01"], ["explain"], ["show", "nothing"],
        ["changes", "data"], ["changes", "nothing"],
        ["rename", "nothing/here", "careers/x"], ["set", "nothing", "1", "--source", "x"],
    ],
)
def test_json_is_json_also_when_refused(arguments: list[str]) -> None:
    result = run(arguments[0], "--json", *arguments[1:])
    found = json.loads(result.stdout)
    assert result.stderr == ""
    if result.returncode:
        assert set(found) == {"error", "code"}


def test_review_names_the_office_that_can_confirm() -> None:
    found = json.loads(run("review", "--json", "--today", "2028-01-01", "--office", "office-registrar").stdout)
    assert found
    assert {item["office"] for item in found} == {"office-registrar"}
    assert "ask office-registrar" in run("review", "--today", "2028-01-01").stdout


def on_a_terminal(root: Path, *command: str, **environment: str) -> str:
    """Return what a command (``check`` where none is given) prints on a terminal."""
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "handbook", "--root", str(root), *(command or ("check",))], cwd=ROOT,
        stdout=follower, stderr=follower,
        env={**{k: v for k, v in os.environ.items() if k != "NO_COLOR"}, "TERM": "xterm", **environment},
    ):
        os.close(follower)
        said = b""
        while True:
            try:
                part = os.read(leader, 65536)
            except OSError:
                break
            if not part:
                break
            said += part
    os.close(leader)
    return said.decode()


def test_colors_only_on_a_terminal_and_where_wanted(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "data/offices.yaml").write_text("- id: [\n", encoding="utf-8")
    assert "\x1b[1mdata/offices.yaml" in on_a_terminal(tmp_path)
    assert "\x1b" not in on_a_terminal(tmp_path, NO_COLOR="1")
    assert "\x1b" not in on_a_terminal(tmp_path, TERM="dumb")
    assert "\x1b" not in run("check", root=tmp_path).stdout


# Where CI is set, Sphinx writes for a terminal that can erase a line, even into a pipe.
@pytest.mark.parametrize("setting", ["", "true"])
def test_a_build_says_how_far_it_is_on_a_terminal_alone(small: Path, setting: str) -> None:
    said = on_a_terminal(small, "build", "--only", "html", CI=setting)
    assert re.search(r"\r +reading the pages 100%", said)
    assert re.search(r"\r +writing 100%", said)
    assert "Done in " in said
    assert "\r" not in run("build", "--only", "html", root=small).stdout
