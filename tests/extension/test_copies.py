"""The links to calendars and data files on a page of the website."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.extension.conftest import Project


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("https://handbook.example/guide/", ["webcal://handbook.example/guide/downloads/student.ics"]),
        ("http://handbook.example", ["webcal://handbook.example/downloads/student.ics"]),
        ("", []),
    ],
)
def test_a_subscription_needs_the_address_of_the_website(project: Project, base: str, expected: list[str]) -> None:
    project.write("index", "# Page\n\n```{copies}\n:only: student-calendar, courses\n```\n")
    project.build("html", confoverrides={"html_baseurl": base, "project": "The Book"})
    out = project.folder / "out" / "html"
    links = [str(a["href"]) for a in BeautifulSoup((out / "index.html").read_text(), "html.parser").select(".copies a")]
    assert [link for link in links if link.startswith("webcal:")] == expected
    assert [link for link in links if not link.startswith("webcal:")] == ["downloads/student.ics", "data/courses.csv"]
    # The ids do not follow the address, or a reader who subscribes anew has every date twice.
    assert b"@the-book\r\n" in (out / "downloads" / "student.ics").read_bytes()
