"""The workflows of the host: every action is fixed to a commit, no job may do more than it needs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")


def jobs(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe", pure=True).load(path)
    assert found["permissions"] == {}
    made: dict[str, Any] = found["jobs"]
    return made


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_fixed_and_rights_are_named(path: Path) -> None:
    for job in jobs(path).values():
        assert set(job["permissions"]) <= {"contents", "pages", "id-token"}
        assert job["permissions"]["contents"] == "read"
        for step in job["steps"]:
            assert "run" in step or PINNED.fullmatch(step["uses"]), step
    # The release that a commit stands for is said beside it.
    for line in path.read_text(encoding="utf-8").split("\n"):
        assert "uses:" not in line or re.search(r" # v\d+\.\d+\.\d+$", line), line


def test_two_pushes_publish_one_after_the_other() -> None:
    publishing = [
        job for path in WORKFLOWS for job in jobs(path).values()
        if any("actions/deploy-pages@" in step.get("uses", "") for step in job["steps"])
    ]
    assert publishing
    # What has begun to be published is not broken off.
    assert all(job["concurrency"] == {"group": "pages", "cancel-in-progress": False} for job in publishing)


def test_verbs_that_workflows_call_exist() -> None:
    verbs = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    runs = [step["run"] for path in WORKFLOWS for job in jobs(path).values() for step in job["steps"] if "run" in step]
    called = {verb for run in runs for verb in re.findall(r"\bmake ([a-z-]+)", run)}
    assert {"test", "handbook", "check", "linkcheck"} <= called <= verbs
    assert any("handbook review" in run for run in runs)


@pytest.mark.parametrize("verb", ["audit", "linkcheck"])
def test_without_a_network_a_verb_that_needs_it_says_so_in_one_line(verb: str) -> None:
    result = subprocess.run(
        ["make", "-s", "-o", ".venv/.ready", "-o", ".venv/.ready-dev", verb, f"PY={sys.executable}"],
        cwd=ROOT, check=False, capture_output=True, text=True,
        # Without what a make around the tests hands down.
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))},
            "https_proxy": "http://127.0.0.1:9", "no_proxy": "",
        },
    )
    assert result.returncode == 2
    assert result.stdout == ""
    said = result.stderr.splitlines()
    assert re.fullmatch(rf"make {verb}: no verdict, since https://\S+ cannot be reached from here", said[0])
    assert len(said) == 2 and said[1].startswith("make: *** [Makefile:")


def test_the_help_lists_every_verb() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    described = set(re.findall(r"^([a-z-]+):.*## ", text, re.M))
    named = set(re.search(r"^\.PHONY: ((?:.*\\\n)*.*)$", text, re.M)[1].replace("\\", " ").split())  # type: ignore[index]
    assert described == named
