"""Runs Sphinx as a step of the build: shows how far it is, and passes on what it says in lines an editor can use."""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from handbook.ledger.problems import Code

# Between the options of two runs of Sphinx in one step.
THEN = "--then"
_COLOUR = re.compile(r"\x1b\[[0-9;]*[mK]")
_PROGRESS = re.compile(r"^(reading sources|writing output)\.\.\. \[ *(\d+)%\]")
_REPORT = re.compile(r"^[A-Z][\w ]*(?:error|occurred|exception)!$|^Versions$")
# A message that begins with its page says in its words how bad it is.
_LEVEL = re.compile(r"^((?:\x1b\[[0-9;]*m)*)(?:WARNING|ERROR|CRITICAL): (?=[^\s:]+\.(?:md|yaml):)")
_LONG = 400
# Where the settings are at fault, in the words of Python and of Sphinx.
_IN_SETTINGS = re.compile(r'File "(?:[^"]*/)?(conf\.py)", line (\d+)')
_SETTINGS_FAIL = re.compile(r"There is a programmable error in your configuration file|called sys\.exit\(\)")
_SETTINGS_SYNTAX = re.compile(r"^There is a syntax error in your configuration file: (.*) \((conf\.py), line (\d+)\)$")
_RAISED = re.compile(r"^(?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*(?:Error|Exception|Warning|Interrupt): ")


def run_step(
    command: Sequence[str], root: Path, environment: Mapping[str, str], held: Sequence[int], word: Callable[[], bytes]
) -> int:
    """Run ``command`` (Sphinx) in ``root``; return its exit code.

    While it loads its parts, ``word`` finds out for what it waits on its input. Where that raises, the step ends
    without a word, and the exception goes on. What the step complains about goes to the error output, with files
    named from ``root`` and without tracebacks; on a terminal, a line says how far it is. ``held`` are descriptors of
    locks that stay held as long as the step runs, whatever becomes of this process.
    """
    terminal = sys.stdout.isatty()
    with subprocess.Popen(
        command, cwd=root, env=dict(environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        pass_fds=held,
    ) as step:
        assert step.stdin is not None and step.stdout is not None and step.stderr is not None
        said, complained = (io.TextIOWrapper(pipe, "utf-8", "replace") for pipe in (step.stdout, step.stderr))
        # A step that ended early says why on its error output.
        with contextlib.suppress(BrokenPipeError), step.stdin:
            step.stdin.write(word())
        progress = threading.Thread(target=_show_progress, args=(said, terminal), daemon=True)
        progress.start()
        for line in readable(complained, f"{root}/"):
            print(line, file=sys.stderr, flush=True)
        progress.join()
        code = step.wait()
    if code < 0:
        print(stopped(code), file=sys.stderr, flush=True)
    return code


def stopped(code: int) -> str:
    """Return the line that says which signal ended a step; ``code`` is its exit code, below zero."""
    return f"a step of the build was stopped by signal {-code} [{Code.STOPPED.value}]"


def _show_progress(said: Iterable[str], terminal: bool) -> None:
    shown = False
    for line in said:
        found = _PROGRESS.match(_COLOUR.sub("", line.rpartition("\r")[2]))
        if found and terminal:
            words = {"reading sources": "reading the pages", "writing output": "writing"}[found[1]]
            print(f"\r     {words} {found[2]:>3}%", end="", flush=True)
            shown = True
    if shown:
        print("\r\x1b[K", end="", flush=True)


def readable(said: Iterable[str], root: str) -> Iterator[str]:
    """Yield the lines of Sphinx's error output, files named from ``root``; a report of a crash becomes one line."""
    report: list[str] | None = None
    for raw in said:
        # Where Sphinx knows no line, it leaves its colon.
        line = _LEVEL.sub(r"\1", raw.rstrip("\n").replace(root, "").replace(".md:: ", ".md: ", 1))
        if report is None and _REPORT.match(_COLOUR.sub("", line)):
            report = []
        elif report is not None:
            report.append(_COLOUR.sub("", line))
        elif line.strip():
            yield line
        if report and report[-1].startswith("Please also report"):
            yield from _summary(report)
            report = None
    if report is not None:
        yield from _summary(report)


def _settings_place(report: Sequence[str]) -> str:
    """Return the file of the settings, with the last of its lines that the ``report`` of a crash in it names."""
    found = [place for line in report for place in _IN_SETTINGS.findall(line)]
    return ":".join(found[-1]) if found else "conf.py"


def _summary(report: Sequence[str]) -> Iterator[str]:
    """Yield what a crash report says in the end, and where its details are."""
    start = next((at for at, line in enumerate(report) if line == "Traceback"), -1)
    end = next((at for at, line in enumerate(report) if line.startswith("The full traceback")), len(report))
    raised = [line.strip() for line in report[start + 1:end] if line.strip() and not line.startswith("      ")]
    cause = [at for at, line in enumerate(raised) if _RAISED.match(line)]
    words = raised[cause[-1]:] if cause else raised[-1:]
    of_settings = any(_SETTINGS_FAIL.search(line) for line in report)
    for number, line in enumerate(words):
        words_only = line if number else _SETTINGS_SYNTAX.sub(r"\2:\3: \1", _RAISED.sub("", line))
        if of_settings and not number:
            words_only = f"{_settings_place(report)}: {words_only}"
        yield words_only if len(words_only) <= _LONG else f"{words_only[:_LONG]} ..."
    if end + 1 < len(report):
        yield f"(for programmers: {report[end + 1].strip()})"
