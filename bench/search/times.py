"""Milliseconds and bytes in Chromium: the first result on a cold index, and each key after that.

Cold: a profile without cache; the click and the first letters come at the same moment, before anything is loaded. A
reader's hand gives the index a head start, so this is the worst case. All hosts are on this machine.
"""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import sphinx as sphinx_package
from browser import Host, host
from playwright.sync_api import Browser, Page

COLD_RUNS = 15
# One letter finds nothing, two do.
LETTERS = "tu"
_PAGE = "careers/outcomes.html"
# Milliseconds since ``start``: until the list is laid out, and until it is painted.
_TOOK = """
  const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  const took = async (start, list) => {
    list.getBoundingClientRect();
    const work = performance.now() - start;
    await painted();
    return [work, performance.now() - start];
  };"""
_OURS_COLD = """letters => new Promise(done => {
  const start = performance.now();
  new MutationObserver((_, seen) => {
    if (!document.querySelector(".search-dialog [role=option]")) return;
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
  }).observe(document.body, { childList: true, subtree: true });
  [...document.querySelectorAll("[data-search-open]")].find(one => one.checkVisibility()).click();
  const box = document.querySelector(".search-dialog input[role=combobox]");
  box.value = letters;
  box.dispatchEvent(new Event("input", { bubbles: true }));
})"""
_OURS_WARM = "async phrases => {" + _TOOK + """
  const box = document.querySelector(".search-dialog input[role=combobox]");
  const list = document.querySelector(".search-dialog [role=listbox]");
  const found = [];
  for (const phrase of phrases) {
    for (let length = 1; length <= phrase.length; length++) {
      box.value = phrase.slice(0, length);
      const start = performance.now();
      box.dispatchEvent(new Event("input", { bubbles: true }));
      found.push(await took(start, list));
    }
  }
  return found;
}"""
_PAGEFIND = "async phrases => {" + _TOOK + """
  const began = performance.now();
  const pagefind = window.pagefind ??= await import("/pagefind/pagefind.js");
  const list = window.list ??= document.body.appendChild(document.createElement("ol"));
  const found = [];
  for (const phrase of phrases) {
    for (let length = phrases.length > 1 ? 1 : phrase.length; length <= phrase.length; length++) {
      const start = phrases.length > 1 ? performance.now() : began;
      const { results } = await pagefind.search(phrase.slice(0, length));
      const pages = await Promise.all(results.slice(0, 5).map(one => one.data()));
      list.replaceChildren(...pages.map(page => {
        const item = document.createElement("li");
        item.innerHTML = `<a href="${page.url}">${page.meta.title}</a> ${page.excerpt}`;
        return item;
      }));
      found.push(await took(start, list));
    }
  }
  return found;
}"""
# Sphinx's search page as its basic theme has it, with nothing around it.
_SPHINX_PAGE = """<!doctype html><html lang="en" data-content_root="./"><head>
<meta charset="utf-8"><title>Search</title>
<script>const DOCUMENTATION_OPTIONS = {BUILDER: "html", FILE_SUFFIX: ".html", LINK_SUFFIX: ".html", LANGUAGE: "en",
  SHOW_SEARCH_SUMMARY: true, NAVIGATION_WITH_KEYS: false, ENABLE_SEARCH_SHORTCUTS: false};
new MutationObserver((_, seen) => {
  if (!document.querySelector("#search-results li")) return;
  seen.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.first = performance.now(); }));
}).observe(document, { childList: true, subtree: true });</script>
<script src="doctools.js"></script><script src="sphinx_highlight.js"></script>
<script src="searchtools.js"></script><script src="language_data.js"></script>
<script src="searchindex.js" defer></script></head><body><div id="search-results"></div></body></html>"""


def _summary(values: list[float]) -> dict[str, float]:
    return {
        "median": round(statistics.median(values), 1), "95 %": round(sorted(values)[int(0.95 * (len(values) - 1))], 1),
        "n": len(values),
    }


def _keys(found: list[list[float]]) -> dict[str, Any]:
    return {"work": _summary([work for work, _ in found]), "painted": _summary([whole for _, whole in found])}


class Probe(NamedTuple):
    """One engine to measure: its host, the page that a reader is on, and what brings the first result."""

    served: Host
    page: str
    first: Callable[[Page], float]


def _opened(browser: Browser, probe: Probe) -> Page:
    """Open the page of ``probe`` in a profile of its own and wait until it is at rest."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(probe.served.address + probe.page, wait_until="networkidle")
    return page


def _cold(browser: Browser, probes: dict[str, Probe]) -> dict[str, dict[str, Any]]:
    """Measure the first result on fresh profiles, in turns, so that a busy machine is busy for all; and the bytes."""
    times: dict[str, list[float]] = {engine: [] for engine in probes}
    wire: dict[str, int] = {}
    for _ in range(COLD_RUNS):
        for engine, probe in probes.items():
            page = _opened(browser, probe)
            probe.served.wire()
            times[engine].append(probe.first(page))
            page.wait_for_load_state("networkidle")
            wire[engine] = probe.served.wire()
            page.context.close()
    return {engine: {"cold": _summary(times[engine]), "first search bytes": wire[engine]} for engine in probes}


def _sphinx_first(page: Page) -> float:
    """Go to Sphinx's search page with a query; return the milliseconds from its address to the first title."""
    page.goto(page.url.rpartition("/")[0] + "/search.html?q=tuition")
    page.wait_for_function("window.first !== undefined")
    return float(page.evaluate("window.first"))


def _sphinx_pages(scripts: Path) -> None:
    static = Path(sphinx_package.__file__).parent / "themes" / "basic" / "static"
    for name in ("doctools.js", "sphinx_highlight.js"):
        shutil.copy(static / name, scripts / name)
    (scripts / "search.html").write_text(_SPHINX_PAGE, encoding="utf-8")
    (scripts / "empty.html").write_text("<!doctype html><title>Start</title>", encoding="utf-8")


def measure(browser: Browser, site: Path, pagefind: Path, sphinx: Path, phrases: list[str]) -> dict[str, Any]:
    """Measure our dialog on a page of the built website; Pagefind with a plain list of five hits and without the pause
    that its own interface makes after a key; Sphinx's search page, where every further query is such a load again.
    """
    _sphinx_pages(sphinx)
    with host(site) as own, host(pagefind) as theirs, host(sphinx) as other:
        probes = {
            "ours": Probe(own, _PAGE, lambda page: float(page.evaluate(_OURS_COLD, LETTERS))),
            "Pagefind": Probe(theirs, _PAGE, lambda page: float(page.evaluate(_PAGEFIND, [LETTERS])[0][1])),
            "Sphinx": Probe(other, "empty.html", _sphinx_first),
        }
        found = _cold(browser, probes)
        for engine, program in (("ours", _OURS_WARM), ("Pagefind", _PAGEFIND)):
            page = _opened(browser, probes[engine])
            probes[engine].first(page)
            found[engine]["key"] = _keys(page.evaluate(program, phrases))
            page.context.close()
        page = _opened(browser, probes["Sphinx"])
        _sphinx_first(page)
        found["Sphinx"]["load again"] = _summary([_sphinx_first(page) for _ in range(COLD_RUNS)])
        page.context.close()
        return found
