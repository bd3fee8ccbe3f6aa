"""The real guides: tagged, complete, linked, and the same bytes for the same pages."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest

FILES = ("mism-handbook", "applicant-guide", "student-guide")


@pytest.fixture(params=FILES)
def path(request: pytest.FixtureRequest, guides: Path) -> Path:
    """Each guide in turn."""
    return guides / f"{request.param}.pdf"


def test_pdf_ua_by_a_validator(path: Path) -> None:
    result = page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1)
    assert result.is_compliant, [str(failure) for failure in result.failures][:5]


def test_the_validator_can_say_no(guides: Path, tmp_path: Path) -> None:
    with pikepdf.open(guides / "student-guide.pdf") as pdf:
        del pdf.Root.MarkInfo
        pdf.save(tmp_path / "broken.pdf")
    result = page.validate_pdf(str(tmp_path / "broken.pdf"), profile=page.ValidationProfile.PDF_UA_1)
    assert not result.is_compliant


def test_structure(path: Path) -> None:
    with pikepdf.open(path) as pdf:
        root: Any = pdf.Root
        assert "/StructTreeRoot" in root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang).startswith("en")
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"]
        for number, leaf in enumerate(pdf.pages, 1):
            for annotation in leaf.get("/Annots", []):
                assert annotation.get("/Subtype") == "/Link"
                assert "/StructParent" in annotation, number
                assert str(annotation.get("/Contents", "")), number


def test_every_inner_link_has_a_target(path: Path) -> None:
    with pikepdf.open(path) as pdf:
        pages = {leaf.objgen for leaf in pdf.pages}
        names = pdf.Root.get("/Names", {}).get("/Dests")
        known = set()

        def walk(node: Any) -> None:
            found = node.get("/Names", [])
            known.update(str(found[at]) for at in range(0, len(found), 2))
            for kid in node.get("/Kids", []):
                walk(kid)

        if names is not None:
            walk(names)
        for leaf in pdf.pages:
            for annotation in leaf.get("/Annots", []):
                target = annotation.get("/Dest")
                if target is None and "/A" in annotation and annotation.A.get("/S") == "/GoTo":
                    target = annotation.A.D
                if target is None:
                    continue
                if isinstance(target, pikepdf.Array):
                    assert target[0].objgen in pages
                else:
                    assert str(target) in known


def test_a_source_number_leads_to_the_page_that_it_names(path: Path) -> None:
    with pikepdf.open(path) as pdf:
        numbers = {leaf.objgen: number for number, leaf in enumerate(pdf.pages, 1)}
        texts: dict[int, int] = {}
        for leaf in pdf.pages:
            for annotation in leaf.get("/Annots", []):
                assert not str(annotation.get("/A", {}).get("/URI", "")).startswith("guide:")
                said = re.fullmatch(r"Source \d+, page (\d+)", str(annotation.Contents))
                if said:
                    assert numbers[annotation.Dest[0].objgen] == int(said[1])
                    texts[int(said[1])] = texts.get(int(said[1]), 0) + 1
    assert sum(texts.values()) > 1000
    assert len(texts) > 5


def test_the_manifest_states_pages_and_size(guides: Path) -> None:
    manifest = json.loads((guides / "guides.json").read_text(encoding="utf-8"))
    for name in FILES:
        with pikepdf.open(guides / f"{name}.pdf") as pdf:
            assert manifest[name]["pages"] == len(pdf.pages)
        assert manifest[name]["bytes"] == (guides / f"{name}.pdf").stat().st_size


def elements(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    """Return the elements of the structure that are of ``kind``."""
    return [
        item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == kind and "/P" in item
    ]


def test_every_page_is_read_in_the_order_of_its_structure(path: Path) -> None:
    with pikepdf.open(path) as pdf:
        assert [number for number, leaf in enumerate(pdf.pages, 1) if leaf.get("/Tabs") != "/S"] == []


def test_every_figure_has_a_description(path: Path) -> None:
    with pikepdf.open(path) as pdf:
        figures = elements(pdf, "/Figure")
        assert [index for index, item in enumerate(figures) if not str(item.get("/Alt", "")).strip()] == []


def test_the_whole_guide_has_figures(guides: Path) -> None:
    with pikepdf.open(guides / "mism-handbook.pdf") as pdf:
        assert elements(pdf, "/Figure")


def test_every_header_cell_says_what_it_heads(path: Path) -> None:
    with pikepdf.open(path) as pdf:
        scopes = []
        for cell in elements(pdf, "/TH"):
            attributes = cell.get("/A", {})
            sets = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
            scopes.append(next((str(one.Scope) for one in sets if "/Scope" in one), ""))
    assert scopes.count("/Column") > 20
    assert scopes.count("/Row") > 20
    assert set(scopes) == {"/Column", "/Row"}


def test_headings_skip_no_level(path: Path) -> None:
    with pikepdf.open(path) as pdf:
        levels: list[int] = []

        def walk(node: Any) -> None:
            kind = str(node.get("/S", ""))
            if re.fullmatch(r"/H[1-6]", kind):
                levels.append(int(kind[2:]))
            kids = node.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                    walk(kid)

        walk(pdf.Root.StructTreeRoot)
    assert len(levels) > 100
    assert levels[0] == 1
    assert [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_fonts_are_embedded_and_give_their_letters(path: Path) -> None:
    with pikepdf.open(path) as pdf:
        fonts = [font for leaf in pdf.pages for font in leaf.get("/Resources", {}).get("/Font", {}).values()]
        assert fonts
        for font in fonts:
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            files = {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys())
            assert files, font.BaseFont
            assert "/ToUnicode" in font, font.BaseFont


def test_conflicts_are_told_in_tagged_notes(path: Path) -> None:
    with pikepdf.open(path) as pdf:
        notes = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Note"]
        assert len(notes) > 10
        # PDF/UA-1 asks for a name of its own for each.
        assert len({str(note.ID) for note in notes}) == len(notes)


def test_marks_of_sources_stand_on_one_line_and_count_once(path: Path) -> None:
    text = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True).stdout
    words = [(float(top), word) for top, word in re.findall(r'yMin="([\d.]+)"[^>]*>([^<]*)</word', text)]
    tails = 0
    for (above, numbers), (below, tail) in itertools.pairwise(words):
        assert not (numbers.endswith(",") and tail.startswith(",") and abs(above - below) < 4), (numbers, tail)
        if re.fullmatch(r"\[?[\d,–]*,", numbers) and re.fullmatch(r"of|disputed\]?", tail):
            tails += 1
            assert abs(above - below) < 4, (numbers, tail)
    assert tails > 20
