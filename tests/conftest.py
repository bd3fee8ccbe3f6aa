"""Fixtures that all tests share."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from handbook.ledger.load import Ledger, load

ROOT = Path(__file__).resolve().parent.parent

# The same examples in every run: a red test is red for everybody. `--hypothesis-profile=explore` draws new ones.
settings.register_profile("repeatable", derandomize=True)
settings.register_profile("explore", derandomize=False)
settings.load_profile("repeatable")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests counted with ``record_property``, summed over all of them."""
    totals: dict[str, int] = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, value in report.user_properties:
                totals[name] = totals.get(name, 0) + int(value)
    if totals:
        terminalreporter.section("pages of the website, counted")
        for name, total in totals.items():
            terminalreporter.line(f"{total:>8,}  {name}")


def copy_ledger(folder: Path) -> None:
    """Copy the real ledger to ``folder``, as if it had been checked on November 23, 2026: that day moves each time."""
    shutil.copytree(ROOT / "data", folder)
    edition = folder / "edition.yaml"
    days = r"(?m)^checked: .*\n(checked_from: .*\n)?"
    text, found = re.subn(days, "checked: '2026-11-23'\n", edition.read_text(encoding="utf-8"))
    assert found == 1
    edition.write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    """The real ledger."""
    found, problems = load(ROOT / "data", "data")
    assert found is not None, problems
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser a process: as long as Playwright runs in it, no test can start another."""
    from tests.site.conftest import FLAGS, chromium

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def broken(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Copies the real ledger and replaces one text in one file: ``broken(file, old, new)`` gives the folder."""

    def make(file: str, old: str, new: str) -> Path:
        folder = tmp_path / "data"
        if not folder.exists():
            copy_ledger(folder)
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} does not stand in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return make
