"""Markup in every text of a ledger, in titles, in addresses and in queries is shown as text and never runs."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import Page, expect

from handbook.ledger.load import load

from .conftest import ROOT, Watched, build, serve

PAYLOADS = (
    "<img src=x onerror=window.hit=1>",
    "<script>window.hit=2</script>",
    "\"'><svg/onload=window.hit=3>",
    "<a href=javascript:window.hit=4>click</a>",
    "</script><script>window.hit=5</script>",
    "{{ 7*7 }}<iframe srcdoc='<script>parent.hit=6</script>'></iframe>",
    "<style>*{display:none}</style><base href=//evil.example/>",
)
# Words that people write; the rest are names, numbers and dates, whose form the ledger checks.
FREE = {
    "title", "publisher", "statement", "note", "name", "for", "address", "question", "value", "print", "reason",
    "why", "prerequisites_note", "topics", "rule", "sector", "person",
}


def poisoned(value: Any, key: str, count: list[int]) -> Any:
    """Return ``value`` with a payload after every free text in it, another one each time."""
    if isinstance(value, dict):
        rule = "choose" in str(value.get("rule")) or value.get("rule") == "all"
        return {name: part if name == "rule" and rule else poisoned(part, name, count) for name, part in value.items()}
    if isinstance(value, list):
        return [poisoned(part, key, count) for part in value]
    if isinstance(value, str) and key in FREE:
        count[0] += 1
        return f"{value} {PAYLOADS[count[0] % len(PAYLOADS)]}"
    return value


@pytest.fixture(scope="module")
def hostile(common: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the kitchen sink with a payload in every text of its ledger and in titles of its pages.

    Each process has pages of its own to build from, and one of them builds.
    """
    source = tmp_path_factory.mktemp("hostile") / "source"
    shutil.copytree(ROOT / "tests" / "roots" / "kitchen-sink", source)
    conf = (source / "conf.py").read_text(encoding="utf-8")
    (source / "conf.py").write_text(
        conf.replace("Path(__file__).resolve().parents[3]", f"Path({str(ROOT)!r})"), encoding="utf-8"
    )
    count = [0]
    for path in (source / "data").rglob("*.yaml"):
        if path.name not in ("published-dates.yaml", "synonyms.yaml", "kept-back.yaml"):
            data = poisoned(yaml.safe_load(path.read_text(encoding="utf-8")), "", count)
            path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")
    assert count[0] > 50
    catalog = source / "catalog.md"
    title = "".join(f"\\{letter}" if letter in "<>\"'{}*" else letter for letter in " ".join(PAYLOADS))
    text = catalog.read_text(encoding="utf-8").replace("# Courses: systems", f"# Courses: systems {title}", 1)
    catalog.write_text(text, encoding="utf-8")
    refused = "---\norphan: true\n---\n# Refused\n\n[no link](<javascript:window.hit=9>)\n"
    (source / "refused.md").write_text(refused, encoding="utf-8")
    build(source, source, common / "hostile")
    return common / "hostile" / "html"


@pytest.fixture(scope="module")
def evil(hostile: Path) -> Iterator[str]:
    with serve(hostile) as address:
        yield address


def calm(page: Page, watched: Watched) -> None:
    """Check that nothing ran and the policy had nothing to refuse."""
    assert page.evaluate("window.hit") is None
    assert watched.faults == []


@pytest.mark.parametrize("name", [
    "index", "elements", "catalog", "requirements", "refused", "site-map", "genindex", "search",
])
def test_markup_in_the_ledger_is_text(
    name: str, kitchen_sink: Path, evil: str, watch: Callable[..., Watched]
) -> None:
    watched = watch(at=evil)
    page = watched.open(name)
    marks = page.locator("main .source-marker a")
    if marks.count():
        marks.first.focus()
        expect(page.locator(".source-popover")).to_contain_text("window.hit")
    calm(page, watched)
    if name in ("catalog", "requirements"):
        expect(page.locator("main")).to_contain_text("<img src=x onerror=window.hit=1>")
    made = "img[src=x], iframe, base, style, script:not([type]), a[href^=javascript]"
    assert page.locator(f"main :is({made})").count() == 0


def test_markup_in_results_of_the_search_is_text(
    kitchen_sink: Path, evil: str, watch: Callable[..., Watched]
) -> None:
    watched = watch(at=evil)
    page = watched.open("index")
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox")
    for words in ("design studio onerror", *PAYLOADS):
        box.fill(words)
        expect(page.locator(".search-dialog [role=option]").first).to_be_visible()
        calm(page, watched)
    assert page.locator(".search-dialog :is(img, iframe, script, svg[onload])").count() == 0


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_in_addresses_is_text(
    payload: str, kitchen_sink: Path, evil: str, watch: Callable[..., Watched]
) -> None:
    watched = watch(at=evil)
    page = watched.page
    words = quote(payload)
    for address in (f"index.html#{words}", f"search.html?q={words}", f"catalog.html?q={words}"):
        page.goto(evil + address)
        expect(page.locator("h1")).to_be_visible()
        calm(page, watched)
    page.goto(f"{evil}search.html?q={quote(payload)}")
    expect(page.locator("#search-field")).to_have_value(payload)


HOSTILE = ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example/"]


@pytest.mark.parametrize("address", HOSTILE)
def test_the_ledger_refuses_addresses_that_run(address: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "roots" / "kitchen-sink" / "data", tmp_path / "data")
    path = tmp_path / "data" / "sources.yaml"
    text = path.read_text(encoding="utf-8").replace("https://www.example.edu/apply/", address)
    path.write_text(text, encoding="utf-8")
    _, problems = load(tmp_path / "data", "data")
    assert any("url" in str(problem) or "address" in str(problem) for problem in problems), problems


