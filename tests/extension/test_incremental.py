"""An edit of one fact reads again exactly the pages that show it; removal and parallel reading leave no trace."""

from __future__ import annotations

import pytest
from sphinx.errors import ExtensionError

from handbook.extension.domain import HandbookDomain, Place
from handbook.ledger.load import Ledger

from .conftest import CONF, Project

WATCH = """
from pathlib import Path

def note(app, docname, source):
    with Path(app.confdir, "read.txt").open("a") as log:
        log.write(docname + "\\n")

def setup(app):
    app.connect("source-read", note)
"""
OUR_SEARCH = """
extensions.append("handbook.search")

def setup(app):
    app.connect("builder-inited", lambda app: setattr(app.builder, "search", False))
"""
WRITTEN = """
from pathlib import Path

def note(app, pagename, templatename, context, doctree):
    if doctree is not None:
        with Path(app.confdir, "written.txt").open("a") as log:
            log.write(pagename + "\\n")

def setup(app):
    app.connect("html-page-context", note)
"""
EDITION = "data/edition.yaml"
ONE = "# One\n\n{fact}`cost-living.semester as money`\n"
TWO = "# Two\n\n{fact}`fund-scholarly-amount as money`\n"
INDEX = "# Index\n\n```{toctree}\none\ntwo\n```\n"


def fill(project: Project) -> None:
    project.write("index", INDEX)
    project.write("one", ONE)
    project.write("two", TWO)


def rebuilt(project: Project, file: str, old: str, new: str) -> list[str]:
    """Build, replace ``old`` in ``file`` once, build again; return the pages that the second build has read."""
    (project.folder / "conf.py").write_text(CONF + WATCH, encoding="utf-8")
    project.build()
    log = project.folder / "read.txt"
    log.unlink()
    path = project.folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    project.build()
    return log.read_text().split() if log.exists() else []


def test_one_fact_rebuilds_its_page_alone(project: Project) -> None:
    fill(project)
    old = "listed as $750 in 2026.\n  value: 750\n"
    assert rebuilt(project, "data/facts/costs-and-aid.yaml", old, old.replace("750", "751")) == ["two"]
    assert "$751" in project.text("two")


def test_a_source_rebuilds_the_pages_that_name_it(project: Project, ledger: Ledger) -> None:
    fill(project)
    project.write("two", "# Two\n\nWords. {src}`policy-stellic`\n")
    (named,) = set(ledger.facts["policy-stellic"].sources) - set(ledger.facts["cost-living"].sources)
    title = ledger.sources[named].title
    old = f"- id: {named}\n  title: {title}\n"
    assert rebuilt(project, "data/sources.yaml", old, old.replace(title, "Another title")) == ["two"]
    assert "Another title" in project.text("two")


def test_a_new_day_of_the_check_stands_below_every_list_of_sources(project: Project) -> None:
    fill(project)
    day = "checked: '2026-11-23'"
    assert sorted(rebuilt(project, EDITION, day, "checked: '2026-11-24'")) == ["one", "two"]
    for name in ("one", "two"):
        assert "checked on November 24, 2026" in project.text(name)


@pytest.mark.parametrize(
    ("old", "new", "read"),
    [
        ("  requirements: office-mism-advisor", "  requirements: office-hub", ["whom"]),
        ("  fee-technology: Technology fee", "  fee-technology: Fee", ["prices"]),
        ("  bida: BIDA", "  bida: The track", ["rules", "whom"]),
        ("title: Edition of November 2026", "title: Edition of today", ["one", "prices", "rules", "two", "whom"]),
        ("  normal_load: program-units-per-semester", "  normal_load: policy-unit-increase-60", []),
    ],
)
def test_an_edit_of_the_edition_rebuilds_the_pages_that_show_it(
    project: Project, old: str, new: str, read: list[str]
) -> None:
    fill(project)
    for name, text in (
        ("prices", "```{costs}\n:item: fee-technology\n```"), ("rules", "```{requirements} bida-2025-26\n```"),
        ("whom", "```{editions}\n:kind: degree\n```"), ("words", "None of the ledger."),
    ):
        project.write(name, f"---\norphan: true\n---\n# Page\n\n{text}\n")
    assert sorted(rebuilt(project, EDITION, old, new)) == read


def test_a_fact_that_joins_a_topic_joins_its_list(project: Project) -> None:
    project.write("index", "# Index\n\n```{toctree}\none\nother\n```\n")
    project.write("one", "# One\n\n```{facts}\n:topic: costs-and-aid\n```\n")
    project.write("other", "# Other\n\n```{facts}\n:topic: careers\n```\n")
    last = "- id: cost-tuition-2026-27-review\n"
    new = (
        "- id: cost-of-a-test\n  statement: A test costs nothing.\n  value: 0\n"
        "  sources:\n    - src-gradpilot-news-is-cmu-heinz-mism-a-cash-cow-2026-06-22\n"
        "  status: current\n  as_of: '2026-06-22'\n"
    )
    assert rebuilt(project, "data/facts/costs-and-aid.yaml", last, f"{new}\n{last}") == ["one"]
    assert "A test costs nothing." in project.text("one")


@pytest.mark.parametrize(
    ("directive", "old", "new", "shown"),
    [
        ("{costs}\n:item: fee-technology", "technology: Technology fee", "technology: Fee for it", "Fee for it"),
        ("{requirements} mism-2026-27", "mism: Traditional track", "mism: The track", "The track, entry year 2026-27"),
        ("{editions}", "requirements: office-mism-advisor", "requirements: office-hub", "Ask: The HUB"),
        ("{change-log}", "bida: BIDA", "bida: The track", "The track, 2026-27"),
    ],
)
def test_what_the_edition_names_is_read_again(
    project: Project, directive: str, old: str, new: str, shown: str
) -> None:
    project.write("index", f"# Index\n\n```{directive}\n```\n")
    assert rebuilt(project, EDITION, old, new) == ["index"]
    assert shown in project.text("index")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (EDITION, "full_time: cost-full-time-threshold", "full_time: policy-unit-increase-60"),
        (EDITION, "first_graduate_number: 600", "first_graduate_number: 601"),
        ("data/facts/costs-and-aid.yaml", "- id: cost-full-time-threshold\n", ""),
    ],
)
def test_a_sample_plan_is_read_again_when_a_rule_of_the_edition_changes(
    project: Project, ledger: Ledger, file: str, old: str, new: str
) -> None:
    project.write("index", f"# Index\n\n```{{plan}} {next(iter(ledger.plans))}\n```\n")
    if not new:
        statement = ledger.facts["cost-full-time-threshold"].statement
        old, new = f"{old}  statement: {statement}", f"{old}  statement: So it is. {statement}"
    assert rebuilt(project, file, old, new) == ["index"]


def test_a_removed_page_leaves_nothing(project: Project) -> None:
    fill(project)
    project.build()
    (project.folder / "docs/two.md").unlink()
    project.write("index", "# Index\n\n```{toctree}\none\n```\n")
    app = project.build()
    domain = app.env.get_domain("hb")
    assert "two" not in domain.data["shown"]
    assert "two" not in domain.data["ranges"]


def test_parallel_reading_gives_the_same(project: Project) -> None:
    fill(project)
    for number in range(12):
        project.write(f"more{number}", f"---\norphan: true\n---\n# More {number}\n\n{{fact}}`cost-laptop as money`\n")
    one = project.build(freshenv=True)
    before = {name: dict(table) for name, table in one.env.get_domain("hb").data.items() if isinstance(table, dict)}
    two = project.build(freshenv=True, parallel=3)
    after = {name: dict(table) for name, table in two.env.get_domain("hb").data.items() if isinstance(table, dict)}
    assert before == after


def test_a_broken_ledger_stops_the_build_with_its_lines(project: Project) -> None:
    fill(project)
    path = project.folder / "data/costs.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("currency: USD", "currency: EUR", 1), encoding="utf-8")
    with pytest.raises(ExtensionError, match=r"data/costs.yaml:\d+: cost-row-.*currency: EUR"):
        project.build()


def test_of_two_pages_that_show_a_set_the_first_by_name_is_its_place(project: Project) -> None:
    fill(project)
    for name in ("ztwo", "middle", "aone"):
        project.write(name, "---\norphan: true\n---\n# Rules\n\n```{requirements} mism-2025-26\n```\n")
    for number in range(12):
        project.write(f"n{number}", f"---\norphan: true\n---\n# More {number}\n\nWords.\n")
    for parallel in (1, 3):
        domain = project.build(freshenv=True, parallel=parallel).env.get_domain("hb")
        assert isinstance(domain, HandbookDomain)
        assert domain.places["mism-2025-26"].docname == "aone"


def test_a_page_that_goes_leaves_the_place_to_the_next(project: Project) -> None:
    fill(project)
    domain = project.build().env.get_domain("hb")
    assert isinstance(domain, HandbookDomain)
    first, second = (Place(docname, "a", "course", "A") for docname in ("one", "two"))
    domain.data["placed"] = {"two": {"a": second}, "one": {"a": first, "b": first}}
    domain.clear_doc("none")
    assert domain.places == {"a": first, "b": first}
    domain.clear_doc("one")
    assert domain.places == {"a": second}


def test_a_collection_is_hashed_once_a_build(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    whole = HandbookDomain._fingerprint
    monkeypatch.setattr(HandbookDomain, "_fingerprint", lambda self, key: hashed.append(key) or whole(self, key))
    fill(project)
    for number in range(4):
        text = f"---\norphan: true\n---\n# More {number}\n\n```{{costs}}\n:item: fee-technology\n```\n"
        project.write(f"more{number}", text + "\n{fact}`cost-laptop as money`\n")
    project.build()
    assert project.warnings == ""
    assert {"cost-laptop", "*costs", "*edition:cost_items"} <= set(hashed)
    assert sorted(hashed) == sorted(set(hashed))


def test_a_cut_file_of_search_records_is_made_anew(project: Project) -> None:
    fill(project)
    (project.folder / "conf.py").write_text(CONF + OUR_SEARCH, encoding="utf-8")
    project.build("html")
    index = project.folder / "out/html/search-index.js"
    whole = index.read_bytes()
    cache = project.folder / "doctrees/search-records.json"
    cache.write_bytes(cache.read_bytes()[:60])
    project.build("html")
    assert project.warnings == ""
    assert index.read_bytes() == whole


@pytest.fixture
def folders(project: Project) -> Project:
    """Two folders of pages without facts, built as a website."""
    (project.folder / "conf.py").write_text(CONF + WRITTEN, encoding="utf-8")
    project.write("index", "# Index\n\n```{toctree}\na/index\nb/index\n```\n")
    for part in ("a", "b"):
        project.write(f"{part}/index", f"# Part {part}\n\n```{{toctree}}\none\ntwo\nthree\n```\n")
        for name in ("one", "two", "three"):
            project.write(f"{part}/{name}", f"# Page {name}\n\nWords.\n")
    project.write("alone", "---\norphan: true\n---\n\n# Alone\n\nWords.\n")
    (project.folder / "docs/redirects.yaml").write_text("- from: a/two#old\n  to: b/three\n", encoding="utf-8")
    project.build("html")
    return project


def edit(project: Project, file: str, old: str, new: str) -> None:
    path = project.folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def rewritten(project: Project) -> set[str]:
    """Build the website; return the pages that were written."""
    log = project.folder / "written.txt"
    log.unlink(missing_ok=True)
    project.build("html")
    assert project.warnings == ""
    return set(log.read_text().split()) if log.exists() else set()


A, B = ({f"{part}/{name}" for name in ("index", "one", "two", "three")} for part in ("a", "b"))
ALL = {*A, *B, "alone", "index"}


@pytest.mark.parametrize(
    ("file", "old", "new", "pages"),
    [
        # Sphinx writes the pages with the toctrees of what is written too.
        ("docs/b/one.md", "Words.", "Other words.", {"b/one", "b/index"}),
        ("docs/b/index.md", "# Part b\n", "# Part b\n\nWords.\n\n## Section\n", {"b/index", "index"}),
        # Menu of all pages, menu of a folder, and the list of what has left a page.
        ("docs/a/index.md", "# Part a", "# Part of a", ALL),
        ("docs/b/one.md", "# Page one", "# Page 1", {*B, "index"}),
        ("docs/b/index.md", "one\ntwo", "two\none", {*B, "index"}),
        ("docs/b/three.md", "# Page three", "# Page 3", {*B, "a/two", "a/index", "index"}),
        ("docs/redirects.yaml", "from: a/two#old", "from: a/one#old", {"a/one", "a/two", "a/index"}),
        (EDITION, "title: Edition of November 2026", "title: Edition of today", ALL),
        (EDITION, "checked: '2026-11-23'", "checked: '2026-11-24'", ALL),
        (EDITION, "  bida: BIDA", "  bida: The track", set()),
    ],
)
def test_a_page_is_written_again_when_what_stands_around_it_has_changed(
    folders: Project, file: str, old: str, new: str, pages: set[str]
) -> None:
    edit(folders, file, old, new)
    assert rewritten(folders) == pages
    assert rewritten(folders) == set()


def test_what_a_build_stopped_by_hand_has_not_written_is_written_by_the_next(
    folders: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(toc: str) -> str:
        raise KeyboardInterrupt

    edit(folders, EDITION, "title: Edition of November 2026", "title: Edition of today")
    with monkeypatch.context() as broken:
        broken.setattr("handbook.extension.website.frame.contents", stop)
        with pytest.raises(KeyboardInterrupt):
            rewritten(folders)
    assert rewritten(folders) == ALL


def test_the_question_of_a_conflict_is_read_again_where_it_is_linked(project: Project) -> None:
    project.write("index", "# Index\n\n```{toctree}\nbox\nlinked\n```\n")
    project.write("linked", "# Linked\n\nWords {src}`admission-round-3-day-conflict`.\n")
    project.write("box", "# Box\n\n```{conflicts}\n```\n")
    read = rebuilt(project, "data/conflicts.yaml", "question: On which day is round 3?", "question: Which day?")
    assert read == ["box", "linked"]


LINKS = """---
orphan: true
---

# Links

{office}`office-hub`, [](a/one.md), [](a/two.md#part), [words](b/one.md), [words](b/two.md#part), {doc}`b/three`,
{ref}`place`, [](b/one.md#place), [](b/three.md#far-place)
"""


@pytest.fixture
def linked(folders: Project) -> Project:
    """The same with a page of links: to titles and sections, with words of their own and without, and to an office."""
    for page, text in (
        ("a/one", "```{offices}\n```"), ("a/two", "## Part"), ("b/two", "## Part"),
        ("b/one", "(place)=\n## Place"), ("b/three", "## High\n\n### Low\n\n(far_place)=\n#### Deep"),
    ):
        edit(folders, f"docs/{page}.md", "Words.", f"Words.\n\n{text}")
    folders.write("links", LINKS)
    (folders.folder / "conf.py").write_text(CONF + WRITTEN + "myst_heading_anchors = 3\n", encoding="utf-8")
    folders.build("html")
    assert folders.warnings == ""
    return folders


@pytest.mark.parametrize(
    ("file", "old", "new", "shown"),
    [
        ("a/one", "# Page one", "# Page 1", 'href="a/one.html"><span class="std std-doc">Page 1<'),
        ("a/two", "## Part", "## Section\n\n## Part", None),
        ("a/two", "## Part", "(part)=\n## Section", ">Section<"),
        ("b/three", "# Page three", "# Page 3", ">Page 3<"),
        ("b/one", "## Place", "## Spot", 'href="b/one.html#place"><span class="std std-ref">Spot<'),
        ("b/three", "#### Deep", "#### Deeper", ">Deeper<"),
        # These links have words of their own.
        ("b/one", "# Page one", "# Page 1", None),
        ("a/three", "# Page three", "# Page 3", None),
    ],
)
def test_a_page_is_written_again_when_what_it_links_to_has_other_words(
    linked: Project, file: str, old: str, new: str, shown: str | None
) -> None:
    edit(linked, f"docs/{file}.md", old, new)
    assert ("links" in rewritten(linked)) == (shown is not None)
    if shown:
        assert shown in (linked.folder / "out/html/links.html").read_text(encoding="utf-8")
    assert rewritten(linked) == set()


def test_a_page_is_written_again_when_what_it_links_to_has_another_place(linked: Project) -> None:
    box = "```{offices}\n```"
    edit(linked, "docs/a/one.md", box, "Words.")
    edit(linked, "docs/a/three.md", "Words.", box)
    assert "links" in rewritten(linked)
    page = (linked.folder / "out/html/links.html").read_text(encoding="utf-8")
    assert 'href="a/three.html#office-hub"' in page
    assert 'href="a/one.html#office-hub"' not in page


def test_a_section_that_goes_is_reported_where_it_is_linked(linked: Project) -> None:
    edit(linked, "docs/b/two.md", "## Part", "## Section")
    linked.build("html")
    assert "links.md:7: WARNING: local id not found in doc 'b/two': 'part'" in linked.warnings
