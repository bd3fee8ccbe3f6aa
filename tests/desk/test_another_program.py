"""The engine makes the handbook of another program: website, PDF and copies, from its own ledger and pages alone."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from handbook.desk.check import problems_of
from tests.search.conftest import unpacked

from .test_commands import run

REAL = re.compile(r"\b(mism|bida|heinz|carnegie|cmu|pittsburgh)\b", re.I)


def test_its_ledger_and_pages_are_clean(small: Path) -> None:
    assert problems_of(small)[0] == []


def test_website_pdf_and_copies(small: Path) -> None:
    result = run("build", root=small)
    assert result.returncode == 0, result.stderr
    site = small / "build/html"
    page = (site / "study/fees.html").read_text(encoding="utf-8")
    assert "$40" in page and "$900" in page
    assert "What does the boat cost?" in page
    front = (site / "index.html").read_text(encoding="utf-8")
    foot = front[front.index('<footer class="site-footer">'):]
    assert re.findall(r'<li><a href="(.*?)">(.*?)</a>', foot) == [
        ("#top", "Back to top"), ("study/catalog.html", "Courses &amp; signals"), ("site-map.html", "Site map"),
    ]
    assert "Fog and Signals" in (site / "study/catalog.html").read_text(encoding="utf-8")
    records = unpacked((site / "search-index.js").read_text(encoding="utf-8"))
    assert any("Lamps and Lenses" in section[3] for section in records["sections"])
    assert json.loads((site / "_static/manifest.webmanifest").read_text())["name"] == "Lighthouse Handbook"
    assert {fact["id"] for fact in json.loads((site / "data/facts.json").read_text())["facts"]} == {
        "fee-lamp", "fee-boat", "fee-oil",
    }
    assert "20311201" in (site / "downloads/applicant.ics").read_text(encoding="utf-8")
    guides = json.loads((small / "build/pdf/guides.json").read_text())
    assert set(guides) == {"lighthouse-handbook"}
    said = subprocess.run(
        ["pdftotext", str(small / "build/pdf/lighthouse-handbook.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert "Lighthouse Handbook" in said and "Fog and Signals" in said
    assert not REAL.search(said)
    for path in site.rglob("*"):
        if path.suffix in {".html", ".js", ".css", ".json", ".txt", ".md", ".ics", ".csv", ".xml", ".webmanifest"}:
            assert not REAL.search(path.read_text(encoding="utf-8")), path


def test_check_and_build_need_no_synonyms(small: Path) -> None:
    (small / "data/synonyms.yaml").unlink()
    assert problems_of(small)[0] == []
    result = run("build", "--only", "html", root=small)
    assert result.returncode == 0, result.stderr
    assert unpacked((small / "build/html/search-index.js").read_text(encoding="utf-8"))["synonyms"] == []


def test_the_commands_serve_it_too(small: Path) -> None:
    assert "docs/study/fees.md:8" in run("show", "fee-lamp", root=small).stdout
    assert "ask office-quay" in run("review", "--today", "2035-01-01", root=small).stdout
    result = run("set", "fee-lamp", "45", "--source", "src-leaflet-2031", root=small)
    assert result.returncode == 0, result.stderr
    assert run("rename", "study/fees", "study/prices", root=small).returncode == 0
    assert problems_of(small)[0] == []
    refused = run("set", "fee-lamp", "much", "--source", "src-leaflet-2031", root=small)
    assert refused.returncode == 1
    assert "docs/study/prices.md:8: {fact}: fee-lamp as money:" in refused.stderr
