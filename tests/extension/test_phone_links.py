"""Phone numbers of offices: links on the website, words elsewhere."""

from __future__ import annotations

import re

from .conftest import Project

PAGES = "# Page\n\n```{office} office-heinz-admissions\n```\n\n```{unknown} open-deposit\n```\n"


def test_a_phone_number_is_a_link_with_its_country(project: Project) -> None:
    project.write("index", PAGES)
    project.build("html")
    page = (project.folder / "out/html/index.html").read_text(encoding="utf-8")
    number = project.app.env.get_domain("hb").ledger.offices["office-heinz-admissions"].phone
    assert page.count(number) == 4
    assert page.count(f'href="tel:+1-{number}">{number}</a>') == 2
    assert project.warnings == ""
    project.build("text")
    assert "tel:" not in project.text() and project.text().count(number) == 2


def test_a_number_of_another_form_stays_words(project: Project) -> None:
    offices = project.folder / "data/offices.yaml"
    text = offices.read_text(encoding="utf-8")
    offices.write_text(re.sub(r"(?m)^  phone: .*", "  phone: +44 20 7946 0000", text), encoding="utf-8")
    project.write("index", PAGES)
    project.build("html")
    page = (project.folder / "out/html/index.html").read_text(encoding="utf-8")
    assert "+44 20 7946 0000" in page and "tel:" not in page
