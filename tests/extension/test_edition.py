"""What the guides and the pages say of the edition comes from the ledger."""

from __future__ import annotations

import pytest

from .conftest import Project


@pytest.mark.parametrize(("more", "words"), [
    ("", "checked on November 23, 2026."),
    ("checked_from: '2026-11-19'\n", "checked between November 19 and November 23, 2026."),
])
def test_the_days_of_the_check(more: str, words: str, project: Project) -> None:
    with (project.folder / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write('extensions.append("handbook.guide")\n')
    with (project.folder / "data" / "edition.yaml").open("a", encoding="utf-8") as edition:
        edition.write(more)
    page = project.page("It has {fact}`program-units-per-semester`.")
    assert project.app.config.guide_checked == f"The facts were last {words}"
    assert f"The facts of this handbook were last {words}" in page.astext()


def test_what_the_settings_say_of_the_edition_is_kept(project: Project) -> None:
    with (project.folder / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write('extensions.append("handbook.guide")\nguide_edition = "Second printing"\n')
    project.page("Text.")
    assert project.app.config.guide_edition == "Second printing"
    assert project.app.config.guide_checked.startswith("The facts were last checked ")
