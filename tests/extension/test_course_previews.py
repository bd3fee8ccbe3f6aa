"""The data of the previews says what the catalog says."""

from __future__ import annotations

import dataclasses
import json

from docutils import nodes

from handbook.extension.website.course_previews import previews, script

from .conftest import Project


def test_previews_say_what_the_catalog_says(project: Project) -> None:
    project.page("```{course-catalog}\n```")
    domain = project.app.env.get_domain("hb")
    found = previews(domain.ledger)  # type: ignore[attr-defined]
    assert set(found) == set(domain.ledger.courses)  # type: ignore[attr-defined]
    document = project.app.env.get_doctree("index")
    for section in document.findall(nodes.section):
        if "course" not in section["classes"]:
            continue
        entry = {item[0].astext(): item[1] for item in section.findall(nodes.definition_list_item)}
        title, size, needs = found[section["ids"][0]]
        assert title == section[0].astext()
        assert needs == f"Prerequisites: {entry['Prerequisites'].astext()}"
        assert entry["Length"].astext().partition(",")[0].lower() in size


def test_the_script_is_data_alone(project: Project) -> None:
    project.page("Text.")
    ledger = project.app.env.get_domain("hb").ledger  # type: ignore[attr-defined]
    course = next(iter(ledger.courses.values()))
    courses = {course.id: course.model_copy(update={"title": "</script><b>\u2028"})}
    text = script(dataclasses.replace(ledger, courses=courses))
    assert "</" not in text
    assert text.isascii()
    data = json.loads(text.removeprefix("window.HandbookCourses=").rstrip(";\n"))
    assert data[course.id][0].endswith("</script><b>\u2028")
