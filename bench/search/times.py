"""Milliseconds and bytes in Chromium: the first result on a cold index, and each key after that.

Cold: a profile without cache; the click and the first letters come at the same moment, before anything is loaded. A
reader's hand gives the index a head start, so this is the worst case. All hosts are on this machine.
"""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sphinx as sphinx_package
from browser import Host, host
from playwright.sync_api import Browser, Page

COLD_RUNS = 15
# One letter finds nothing, two do.
LETTERS = "tu"
_PAINTED = "const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));"
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
_OURS_WARM = "async phrases => {" + _PAINTED + """
  const box = document.querySelector(".search-dialog input[role=combobox]");
  const list = document.querySelector(".search-dialog [role=listbox]");
  const found = [];
  for (const phrase of phrases) {
    for (let length = 1; length <= phrase.length; length++) {
      box.value = phrase.slice(0, length);
      const start = performance.now();
      box.dispatchEvent(new Event("input", { bubbles: true }));
      list.getBoundingClientRect();
      const work = performance.now() - start;
      await painted();
      found.push([work, performance.now() - start]);
    }
  }
  return found;
}"""
_PAGEFIND = "async phrases => {" + _PAINTED + """
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
      list.getBoundingClientRect();
      const work = performance.now() - start;
      await painted();
      found.push([work, performance.now() - start]);
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


def _cold(browser: Browser, found: Host, page: str, measure: Callable[[Page], float]) -> dict[str, Any]:
    """Measure on fresh profiles; also the bytes that came after the page itself."""
    times, wire = [], 0
    for _ in range(COLD_RUNS):
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        opened = context.new_page()
        opened.goto(found.address + page, wait_until="networkidle")
        found.wire()
        times.append(measure(opened))
        opened.wait_for_load_state("networkidle")
        wire = found.wire()
        context.close()
    return {"cold": _summary(times), "first search bytes": wire}


def ours(browser: Browser, site: Path, phrases: list[str]) -> dict[str, Any]:
    """Measure the handbook's dialog on a page of the built website."""
    with host(site) as found:
        page = "careers/outcomes.html"
        times = _cold(browser, found, page, lambda opened: float(opened.evaluate(_OURS_COLD, LETTERS)))
        opened = browser.new_page(viewport={"width": 1280, "height": 800})
        opened.goto(found.address + page)
        opened.evaluate(_OURS_COLD, LETTERS)
        times["key"] = _keys(opened.evaluate(_OURS_WARM, phrases))
        opened.close()
        return times


def pagefind(browser: Browser, folder: Path, phrases: list[str]) -> dict[str, Any]:
    """Measure Pagefind with a plain list of five hits, without the pause that its own interface makes after a key."""
    with host(folder) as found:
        page = "careers/outcomes.html"
        times = _cold(browser, found, page, lambda opened: float(opened.evaluate(_PAGEFIND, [LETTERS])[0][1]))
        opened = browser.new_page(viewport={"width": 1280, "height": 800})
        opened.goto(found.address + page)
        opened.evaluate(_PAGEFIND, [LETTERS])
        times["key"] = _keys(opened.evaluate(_PAGEFIND, phrases))
        opened.close()
        return times


def sphinx(browser: Browser, scripts: Path) -> dict[str, Any]:
    """Measure Sphinx's search page from its address to the first title; every further query is such a load again."""
    static = Path(sphinx_package.__file__).parent / "themes" / "basic" / "static"
    for name in ("doctools.js", "sphinx_highlight.js"):
        shutil.copy(static / name, scripts / name)
    (scripts / "search.html").write_text(_SPHINX_PAGE, encoding="utf-8")
    (scripts / "empty.html").write_text("<!doctype html><title>Start</title>", encoding="utf-8")
    with host(scripts) as found:

        def measure(opened: Page) -> float:
            opened.goto(f"{found.address}search.html?q=tuition")
            opened.wait_for_function("window.first !== undefined")
            return float(opened.evaluate("window.first"))

        times = _cold(browser, found, "empty.html", measure)
        opened = browser.new_page()
        measure(opened)
        times["load again"] = _summary([measure(opened) for _ in range(COLD_RUNS)])
        opened.close()
        return times
