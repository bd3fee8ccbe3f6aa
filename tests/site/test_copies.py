"""The copies that stand beside the pages of the real website."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from tests.publish.schema_org import read
from tests.site.conftest import Watched, serve


def test_each_page_has_a_twin_with_its_words(site: Path, root: Path) -> None:
    def words(text: str) -> set[str]:
        return set(re.findall(r"[A-Za-z]{3,}|\d[\d,.-]*\d", text))

    reader = MarkdownIt("commonmark").enable("table")
    for source in sorted((root / "docs").rglob("*.md")):
        name = source.relative_to(root / "docs").as_posix()
        twin = BeautifulSoup(reader.render((site / name).read_text(encoding="utf-8")), "html.parser")
        page = BeautifulSoup((site / name).with_suffix(".html").read_text(encoding="utf-8"), "html.parser")
        article = page.find("article")
        assert article is not None
        for extra in article.select(".page-meta, .visually-hidden, .moved-parts, .with-script, form, svg, .headerlink"):
            extra.decompose()
        for code in article.select("pre"):
            # Colors part what is one word: "2027" and "-01-15".
            code.string = code.get_text()
        missing = words(article.get_text(" ")) - words(twin.get_text(" "))
        assert len(missing) <= 2, (name, missing)
        for link in twin.select("a[href]"):
            parts = urlsplit(str(link["href"]))
            if not parts.scheme and parts.path:
                target = (site / name).parent / parts.path
                # The guides and the offline copy are put there when the pages are whole.
                assert target.exists() or target.suffix in {".pdf", ".zip"}, (name, parts.path)


def test_the_list_names_every_twin(site: Path, root: Path) -> None:
    listed = set(re.findall(r"\]\(([^)]+\.md)\)", (site / "llms.txt").read_text(encoding="utf-8")))
    assert listed == {path.relative_to(root / "docs").as_posix() for path in (root / "docs").rglob("*.md")}


def test_linked_data_is_read_and_breaks_no_rule(site: Path, watch: Callable[..., Watched]) -> None:
    kinds: dict[str, int] = {}
    for path in sorted(site.rglob("*.html")):
        for block in BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select("script:not([src])"):
            assert block["type"] == "application/ld+json"
            graph = json.loads(block.get_text())["@graph"]
            for item in graph:
                assert json.loads(read(item).json()) == item, path  # nothing was read as something else
                kinds[item["@type"]] = kinds.get(item["@type"], 0) + 1
    assert kinds["EducationalOccupationalProgram"] == 3
    assert kinds["FAQPage"] == 3
    assert kinds["Course"] > 100
    assert kinds["BreadcrumbList"] > 150
    assert kinds["WebPage"] > 100
    watched = watch()
    watched.open("reference/faq")
    watched.open("curriculum/catalog/analytics-and-machine-learning")
    assert watched.faults == []


def test_each_answer_cites_the_sources_that_are_marked_in_it(site: Path) -> None:
    cited = 0
    for name in ("faq", "faq-money", "faq-studying"):
        page = BeautifulSoup((site / f"reference/{name}.html").read_text(encoding="utf-8"), "html.parser")
        graph = json.loads(page.select_one("script:not([src])").get_text())["@graph"]
        answers = next(item for item in graph if item["@type"] == "FAQPage")["mainEntity"]
        for answer in answers:
            heading = next(tag for tag in page.select("h2, h3") if tag.get_text().startswith(answer["name"]))
            marks = heading.parent.select(":scope > p .source-marker a[href^='#source-']")
            links = {link["href"] for mark in marks for link in page.select(f"[id='{mark['href'][1:]}'] > p > a")}
            works = answer["acceptedAnswer"].get("citation", [])
            assert links <= {work.get("url") for work in works}, answer["name"]
            assert bool(works) == bool(marks), answer["name"]
            cited += bool(works)
    assert cited > 50


def test_the_browser_takes_the_web_manifest(kitchen_sink: Path, watch: Callable[..., Watched]) -> None:
    with serve(kitchen_sink) as address:
        page = watch(at=address).open("index")
        found = page.context.new_cdp_session(page).send("Page.getAppManifest")
        assert found["url"] == f"{address}_static/manifest.webmanifest"
        assert found["errors"] == []
        taken = found["manifest"]
        assert (taken["startUrl"], taken["scope"]) == (f"{address}index.html", address)
        assert taken["icons"]
        for icon in taken["icons"]:
            assert page.request.get(icon["url"]).headers["content-type"] == icon["type"]
