"""The links to calendars and data files on a page of the website."""

from __future__ import annotations

import datetime
import re

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


def test_a_calendar_names_its_last_date(project: Project) -> None:
    project.write("index", "# Page\n\n```{copies}\n:only: student-calendar, applicant-calendar, courses\n```\n")
    project.build("html", confoverrides={"html_baseurl": ""})
    page = BeautifulSoup((project.folder / "out" / "html" / "index.html").read_text(), "html.parser")
    student, _, courses = (item.get_text() for item in page.select(".copies li"))
    file = (project.folder / "out" / "html" / "downloads" / "student.ics").read_text()
    last = max(re.findall(r"^DT(?:START|END);VALUE=DATE:(\d{8})", file, re.MULTILINE))
    # The end of whole days is the day after the last one.
    day = datetime.date.fromisoformat(last) - datetime.timedelta(days=1)
    assert student == f"Calendar for students (iCalendar file); its last date is {day:%B} {day.day}, {day.year}"
    assert courses == "Courses (CSV table)"


def test_a_page_that_links_to_the_feed_names_it_in_its_head(project: Project) -> None:
    project.write("index", "# Page\n\n```{copies}\n:only: changes\n```\n\n```{toctree}\nother\n```\n")
    project.write("other", "# Other\n\n```{copies}\n:only: courses\n```\n")
    project.build("html", confoverrides={"html_baseurl": "", "project": "The Book"})
    out = project.folder / "out" / "html"
    heads = [
        [link["href"] for link in BeautifulSoup((out / f"{name}.html").read_text(), "html.parser").head.select(
            'link[rel="alternate"][type="application/atom+xml"]'
        )] for name in ("index", "other")
    ]
    assert heads == [["downloads/changes.atom"], []]
    assert (out / "downloads/changes.atom").read_text().count("<entry>") > 0
