"""On Letter and on A4 everything stands inside the margins, in the books that show every form."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pikepdf
import pytest

from .test_every_form import FORMS, ROOT, build

KITCHEN_SINK = ROOT / "tests" / "roots" / "kitchen-sink"
PAPERS = {"us-letter": (612, 792), "a4": (595, 842)}
# Points: text may reach this near to the edges. Running heads and page numbers are the highest and the lowest words.
LEFT, TOP, RIGHT, BOTTOM = 64, 36, 64, 24
WORD = re.compile(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)<')


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("source", [FORMS, KITCHEN_SINK], ids=["forms", "kitchen-sink"])
def test_nothing_runs_over_the_margins(source: Path, paper: str, tmp_path: Path) -> None:
    build(source, tmp_path, "-W", "-D", f"guide_paper={paper}", "-d", str(tmp_path / "trees"))
    width, height = PAPERS[paper]
    for path in sorted(tmp_path.glob("*.pdf")):
        with pikepdf.open(path) as pdf:
            for leaf in pdf.pages:
                assert [round(float(side)) for side in leaf.mediabox] == [0, 0, width, height]
                for link in leaf.get("/Annots", []):
                    left, low, right, high = (float(side) for side in link.Rect)
                    assert left >= 0 and low >= 0 and right <= width and high <= height
        told = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True).stdout
        words = 0
        for number, page in enumerate(told.split("<page ")[1:], 1):
            for found in WORD.finditer(page):
                left, high, right, low = (float(side) for side in found.groups()[:4])
                words += 1
                assert left >= LEFT and right <= width - RIGHT and high >= TOP and low <= height - BOTTOM, (
                    path.name, number, found[5], left, high, right, low)
        assert words > 200
