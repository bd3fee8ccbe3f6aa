"""The head of the front page stands around its elements, whatever they hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from .conftest import Project

LISTS = "- A list of (`</p>`) no guides\n\n```{downloads}\n```\n\nBelow.\n"


def opening(project: Project, text: str) -> list[str]:
    """Return the elements of the head, and of the page below it after ``|``."""
    project.write("index", text)
    app = project.build("html", confoverrides={"html_theme": "furo", "guide_documents": [], "exclude_patterns": []})
    tree = html.fromstring(Path(app.outdir, "index.html").read_text(encoding="utf-8"))
    (article,) = tree.xpath("//main/article")
    (section,) = article.xpath("./section")
    heads = section.xpath("./div[@class='front-hero']")
    inside = [node for head in heads for node in head.xpath("./div[@class='front-opening']/*")]
    below = [node for node in section if node not in heads and "page-sources" not in node.get("class", "")]
    return [*(node.tag for node in inside), "|", *(node.tag for node in below)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lead.\n\nBelow.", ["h1", "p", "form", "|", "p"]),
        (f"Lead.\n\n{LISTS}", ["h1", "p", "form", "ul", "ul", "|", "p"]),
        (f":::{{note}}\nA note.\n:::\n\nLead.\n\n{LISTS}", ["h1", "div", "p", "form", "ul", "ul", "|", "p"]),
        ("- No\n- paragraph", ["h1", "form", "|", "ul"]),
    ],
)
def test_the_head_holds_whole_elements(project: Project, text: str, found: list[str]) -> None:
    assert opening(project, f"# Title\n\n{text}\n") == found


def test_other_pages_have_no_head(project: Project) -> None:
    project.write("other", "# Other\n\nLead.\n")
    opening(project, "# Title\n\nLead.\n\n```{toctree}\nother\n```\n")
    other = (project.folder / "out/html/other.html").read_text(encoding="utf-8")
    assert "front-hero" not in other
    assert "front-search" not in other
