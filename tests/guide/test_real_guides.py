"""The real guides: tagged, complete, linked, and the same bytes for the same pages."""

from __future__ import annotations

import json
import re
import unicodedata
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
            if leaf.get("/Annots"):
                assert leaf.get("/Tabs") == "/S", number


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


def test_the_manifest_states_pages_and_size(guides: Path) -> None:
    manifest = json.loads((guides / "guides.json").read_text(encoding="utf-8"))
    for name in FILES:
        with pikepdf.open(guides / f"{name}.pdf") as pdf:
            assert manifest[name]["pages"] == len(pdf.pages)
        assert manifest[name]["bytes"] == (guides / f"{name}.pdf").stat().st_size


def test_fonts_are_embedded(path: Path) -> None:
    with pikepdf.open(path) as pdf:
        fonts = {
            str(font.BaseFont) for leaf in pdf.pages for font in leaf.get("/Resources", {}).get("/Font", {}).values()
            if "/ToUnicode" in font
        }
        bare = [
            font for leaf in pdf.pages for font in leaf.get("/Resources", {}).get("/Font", {}).values()
            if "/ToUnicode" not in font
        ]
    assert fonts
    assert bare == []


def letters(text: str) -> str:
    """Return the letters and digits of a text: line ends, hyphenation and ligatures differ between the media."""
    return re.sub(r"[^a-z0-9$]+", "", unicodedata.normalize("NFKD", text).lower())


def test_every_statement_of_the_ledger_is_in_the_book(guides: Path, ledger: Any) -> None:
    import shutil
    import subprocess

    tool = shutil.which("pdftotext")
    assert tool, "pdftotext is needed: install poppler-utils"
    text = subprocess.run(
        [tool, "-raw", str(guides / "mism-handbook.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    # A page break puts the running head and the number inside a sentence.
    body = letters(re.sub(r"\f[^\n]*\n", "", text))
    missing = [fact.id for fact in ledger.facts.values() if letters(fact.statement) not in body]
    assert len(missing) <= len(ledger.facts) * 0.01, missing[:10]
    amounts = [cost for cost in ledger.costs.values() if f"${cost.amount}" not in body]
    assert amounts == []
