"""The engines on the same built pages: each answers a list of queries with addresses, best first."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page
from sets import HERE

from tests.search.conftest import ENGINE, ask, node

# What Pagefind's own list shows of a page: the page, and below it its best section.
_PAGEFIND = """async ([queries, shown]) => {
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
  const weight = part => part.weighted_locations.reduce((sum, one) => sum + one.balanced_score, 0);
  const answers = [];
  for (const words of queries) {
    const start = performance.now();
    const found = await pagefind.search(words);
    const pages = await Promise.all(found.results.slice(0, shown).map(one => one.data()));
    const hits = pages.map(page => [...page.sub_results].sort((a, b) => weight(b) - weight(a))[0]?.url ?? page.url);
    answers.push({ hits, milliseconds: performance.now() - start });
  }
  return answers;
}"""


def run_node(script: str, *arguments: Path, given: dict[str, Any]) -> Any:
    """Return what a script of this folder prints as JSON; ``given`` is its input."""
    run = subprocess.run(
        [node(), str(HERE / script), *map(str, arguments)], input=json.dumps(given), stdout=subprocess.PIPE, text=True,
        check=True,
    )
    return json.loads(run.stdout)


def ours(words: list[str], index: Path) -> list[list[str]]:
    """Return the answers of the handbook's engine."""
    return [[hit["address"] for hit in answer["hits"]] for answer in ask(words, index=str(index))]


def minisearch(words: list[str], index: Path, package: Path) -> list[list[str]]:
    """Return the answers of MiniSearch with the settings that were tuned."""
    found: list[list[str]] = run_node("minisearch.js", ENGINE, package, given={"queries": words, "index": str(index)})
    return found


def sphinx(words: list[str], scripts: Path) -> list[list[str]]:
    """Return the answers of Sphinx's search; ``scripts`` is the folder of its index and scripts."""
    return [answer["hits"] for answer in run_node("sphinx.js", scripts, given={"queries": words})]


def pagefind(words: list[str], browser: Browser, host: str) -> list[list[str]]:
    """Return the answers of Pagefind in a browser; ``host`` serves its pages and index."""
    page: Page = browser.new_page()
    page.goto(host)
    answers = page.evaluate(_PAGEFIND, [words, 10])
    page.close()
    return [answer["hits"] for answer in answers]
