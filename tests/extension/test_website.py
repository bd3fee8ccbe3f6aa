"""The parts of the website that need no browser and no build."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from docutils import nodes
from sphinx.errors import ConfigError, ExtensionError

from handbook.extension.website.assets import (
    LEFT_OUT,
    PAGE_SCRIPTS,
    SCRIPTS,
    STYLES,
    THEME,
    manifest,
    script,
    style_sheet,
)
from handbook.extension.website.descriptions import description
from handbook.extension.website.frame import contents, report_address
from handbook.extension.website.headers import headers_file
from handbook.extension.website.source_marks import shorten, stands_alone

from .conftest import Project


def test_every_sheet_and_script_is_used() -> None:
    assert {path.stem for path in (THEME / "styles").glob("*.css")} == set(STYLES)
    assert {path.stem for path in (THEME / "scripts").glob("*.js")} == {*SCRIPTS, *PAGE_SCRIPTS, "theme"}


def test_colors_fonts_and_sizes_of_letters_stand_in_the_token_sheet_alone() -> None:
    for name in STYLES:
        text = (THEME / "styles" / f"{name}.css").read_text(encoding="utf-8")
        if name not in ("tokens", "fonts"):
            assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", text), name
            assert not re.search(r"\b(?:rgb|hsl|oklch|color-mix|light-dark)\(", text), name
            assert "font-family: \"" not in text, name
            # "0" hides words, and is no size.
            sizes = [re.sub(r"--[\w-]+", "", size) for size in re.findall(r"(?<![\w-])font(?:-size)?:([^;}]+)", text)]
            assert [size for size in sizes if re.search(r"\d(?:[a-z]|%)|small|large", size)] == [], name


def test_colors_outside_the_sheets_are_those_of_the_tokens() -> None:
    tokens = (THEME / "styles" / "tokens.css").read_text(encoding="utf-8")
    named = set(re.findall(r"#[0-9a-f]{6}\b", manifest("Name")))
    assert len(named) == 2 and [color for color in named if color not in tokens] == []


def test_sheet_and_scripts_are_light() -> None:
    assert len(gzip.compress(style_sheet().encode(), 9)) < 8_750
    assert len(gzip.compress(script().encode(), 9)) < 5_000
    assert "/*" not in style_sheet().replace("/*!", "")


def test_sheet_calls_no_other_host() -> None:
    assert "//" not in style_sheet()
    assert all(name.startswith("_static/") for name in LEFT_OUT)


def test_description_is_the_first_paragraph_without_source_numbers() -> None:
    section = nodes.section()
    section += nodes.title("", "Title")
    box = nodes.container()
    box += nodes.paragraph("", "In a box.")
    section += box
    mark = nodes.superscript("", "1", classes=["source-marker"])
    section += nodes.paragraph("", "", nodes.Text("It costs "), nodes.inline("", "$5"), mark, nodes.Text(" ."))
    document = nodes.document(None, None)  # type: ignore[arg-type]
    document += section
    assert description(document) == "It costs $5."


@pytest.mark.parametrize(
    ("numbers", "rest", "words"),
    [
        ([1], "", "1"), ([1, 2], "", "1, 2"), ([5, 6, 7, 8], "", "5–8"), ([1, 5, 6, 7], ", of 2024", "1, 5–7, of 2024"),
        ([1, 2, 3, 7, 9, 10, 11], "", "1–3, 7, 9–11"), ([1, 3, 5], ", disputed", "1, 3, 5, disputed"),
    ],
)
def test_runs_of_source_numbers_are_short(numbers: list[int], rest: str, words: str) -> None:
    mark = nodes.superscript(classes=["source-marker"])
    for number in numbers:
        if mark.children:
            mark += nodes.Text(", ")
        mark += nodes.reference("", str(number), refid=f"source-{number}")
    if rest:
        mark += nodes.Text(rest)
    shorten(mark)
    assert mark.astext() == words
    assert [link["refid"] for link in mark.findall(nodes.reference)][-1] == f"source-{numbers[-1]}"


def test_numbers_of_sources_stand_in_brackets_close_to_their_words(project: Project) -> None:
    words = "Pay {fact}`cost-per-unit-2025-26 as money` a unit. It is so. {src}`refund-scope`"
    project.write("index", f"# Page\n\n{words}\n")
    app = project.build("html")
    page = (Path(app.outdir) / "index.html").read_text(encoding="utf-8")
    assert "Pay $800[1, 2] a unit. It is so.[3]" in re.sub("<[^>]*>", "", page)


def test_a_number_after_a_link_has_room_where_no_words_stand() -> None:
    for words, alone in (("", True), (" ", True), (" and more", False)):
        mark = nodes.superscript("", "", nodes.reference("", "1"), classes=["source-marker"])
        nodes.paragraph("", "", nodes.reference("", "Course"), mark, nodes.Text(words))
        assert stands_alone(mark) is alone


def test_long_description_ends_at_a_word() -> None:
    document = nodes.document(None, None)  # type: ignore[arg-type]
    document += nodes.paragraph("", "word " * 100)
    found = description(document)
    assert len(found) <= 305 and found.endswith("word ...")


def test_contents_leave_the_page_itself_out() -> None:
    two = '<ul>\n<li><a href="#a">A</a></li>\n<li><a href="#b">B</a></li>\n</ul>'
    assert contents(f'<ul>\n<li><a class="x" href="#">Page</a>{two}\n</li>\n</ul>') == two
    assert contents('<ul>\n<li><a href="#">Page</a><ul>\n<li><a href="#a">A</a></li>\n</ul>\n</li>\n</ul>') == ""
    assert contents('<ul>\n<li><a href="#">Page</a></li>\n</ul>') == ""
    assert contents("") == ""


def test_report_names_page_edition_and_facts() -> None:
    address = report_address("https://git.example/h", "A & B", "a/b", "2026-11-23", [f"fact-{i}" for i in range(40)])
    fields = parse_qs(urlsplit(address).query)
    assert fields["title"] == ["Error on A & B"]
    assert "a/b" in fields["body"][0] and "2026-11-23" in fields["body"][0]
    assert "fact-29 and 10 more" in fields["body"][0] and "fact-30" not in fields["body"][0]


@pytest.mark.parametrize(("key", "named", "words"), [
    ("requirements", "mism-2026-72", "linked_data: mism-2026-72: no such requirement set; did you mean mism-2026-27?"),
    ("pages", ["index", "overview/index"], "linked_data: overview/index: no such page"),
])
def test_linked_data_of_another_program_is_refused(project: Project, key: str, named: object, words: str) -> None:
    about = {"program": {"name": "P", "requirements": "mism-2026-27", "pages": ["index"], key: named},
             "provider": {"name": "C"}}
    project.write("index", "# Page\n\nText.\n")
    with pytest.raises(ExtensionError, match=re.escape(words)):
        project.build("html", confoverrides={"linked_data": about})
    for right in ({"name": "P", "requirements": "mism-2026-27", "pages": ["index"]}, {"name": "P"}):
        project.write("index", f"# Page\n\nText of {len(right)}.\n")  # settings are held against pages that are read
        project.build("html", confoverrides={"linked_data": {**about, "program": right}})
        page = (project.folder / "out/html/index.html").read_text(encoding="utf-8")
        assert project.warnings == "" and "Page" in page


@pytest.mark.parametrize(("about", "words"), [
    ({"programm": {"name": "P"}, "provider": {"name": "C"}}, "no such key: programm; there are program, provider"),
    ({"program": {"name": "P"}}, "the key provider is missing"),
    ({"program": {"name": "P"}, "provider": {"url": "https://c.example/"}}, "provider: the key name is missing"),
    ({"program": {"requirements": "mism-2026-27"}, "provider": {"name": "C"}}, "program: the key name is missing"),
    ({"program": {"name": "P", "page": []}, "provider": {"name": "C"}}, "program: no such key: page; there are name,"),
    ({"program": "P", "provider": {"name": "C"}}, "program: P: must have the keys name, requirements,"),
    ({"program": {"name": "P"}, "provider": {"name": 5}}, "provider: name: 5: must be words"),
    ({"program": {"name": "P", "pages": "index"}, "provider": {"name": "C"}}, "pages: index: must be a list of pages"),
    ({"program": {"name": "P", "pages": [1]}, "provider": {"name": "C"}}, "pages: [1]: must be a list of pages"),
    ({5: 5}, "no such key: 5; there are program, provider"),
    ("P", "P: must have the keys program, provider"),
])
def test_linked_data_of_another_form_is_refused(project: Project, about: object, words: str) -> None:
    project.write("index", "# Page\n\nText.\n")
    with (project.folder / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write(f"linked_data = {about!r}\n")
    with pytest.raises(ConfigError, match=f"^linked_data: .*{re.escape(words)}"):
        project.build("html")


@pytest.mark.parametrize(("links", "words"), [
    ([("index", "Home"), ("indx", "About")], "footer_pages: indx: no such page; did you mean index?"),
    ([("index", "Home", "more")], "footer_pages: ('index', 'Home', 'more'): must be a page and the words of its link"),
    (["in"], "footer_pages: in: must be a page and the words of its link"),
    ([("index", 5)], "footer_pages: ('index', 5): must be a page"),
    ([("index", " ")], "footer_pages: ('index', ' '): must be a page"),
    (5, "footer_pages: 5: must be a page"),
])
def test_a_link_of_the_foot_that_leads_nowhere_is_refused(project: Project, links: object, words: str) -> None:
    project.write("index", "# Page\n\nText.\n")
    with pytest.raises((ConfigError, ExtensionError), match=f"^{re.escape(words)}"):
        project.build("html", confoverrides={"html_context": {"footer_pages": links}})
    with pytest.raises((ConfigError, ExtensionError), match=f"^{re.escape(words.replace('footer', 'search'))}"):
        project.build("html", confoverrides={"html_context": {"search_pages": links}})


def test_the_foot_may_lead_to_pages_that_sphinx_makes(project: Project) -> None:
    project.write("index", "# Page\n\nText.\n")
    links = [("index", "Home"), ["search", "Search"], ("genindex", "Index")]
    project.build("html", confoverrides={"html_context": {"footer_pages": links}})
    assert project.warnings == ""


@pytest.mark.parametrize("name", ["html_baseurl", "repository_url"])
@pytest.mark.parametrize("given", ["handbook.example/guide", "//handbook.example", "https://", "javascript:alert(1)",
    "https://[::1", 'https://x/"><script>', "https://x/a b",
])
def test_an_address_without_its_scheme_is_refused(project: Project, name: str, given: str) -> None:
    project.write("index", "# Page\n\nText.\n")
    with pytest.raises(ExtensionError, match=re.escape(f"{name}: {given}: must be an address that starts with https://")):
        project.build("html", confoverrides={name: given})


@pytest.mark.parametrize("name", ["html_baseurl", "repository_url"])
@pytest.mark.parametrize(("given", "sign"), [
    ("https://handbook.example/?page=", "?"), ("https://a.example/#", "#"), ("https://a.example/#a?b", "?"),
])
def test_an_address_that_goes_on_behind_its_path_is_refused(project: Project, name: str, given: str, sign: str) -> None:
    project.write("index", "# Page\n\nText.\n")
    words = f"{name}: {given}: must be an address without {sign} and what follows it"
    with pytest.raises(ExtensionError, match=f"^{re.escape(words)}$"):
        project.build("html", confoverrides={name: given})


@pytest.mark.parametrize(("name", "given", "words"), [
    ("html_js_files", ["https://example.org/x.js"], "html_js_files: https://example.org/x.js: a file of an"),
    ("html_css_files", [("//example.org/x.css", {})], "html_css_files: //example.org/x.css: a file of another website"),
    ("html_favicon", "https://example.org/x.ico", "html_favicon: https://example.org/x.ico: a file of another website"),
    ("html_logo", "data:image/png;base64,x", "html_logo: data:image/png;base64,x: a file of another website"),
    ("language", '"><script>', 'language: "><script>: must be the code of a language, such as en'),
    ("html_context", 5, "html_context: 5: must be names and values in braces"),
])
def test_settings_that_would_harm_each_page_are_refused(project: Project, name: str, given: object, words: str) -> None:
    project.write("index", "# Page\n\nText.\n")
    with pytest.raises((ConfigError, ExtensionError), match=f"^{re.escape(words)}"):
        project.build("html", confoverrides={name: given})


@pytest.mark.parametrize(("written", "width", "height", "leads_to_itself"), [
    ("![A map](map.svg)", "40", "20", False),
    ("```{image} map.svg\n:alt: A map\n:width: 80\n```", "80", "40", True),
    ("```{image} map.svg\n:alt: A map\n:height: 10px\n```", "20", "10", True),
    ("```{image} map.svg\n:alt: A map\n:width: 10\n:height: 10\n```", "10", "10", True),
    ("```{figure} map.svg\n:alt: A map\n:scale: 50\n\nThe map\n```", "20", "10", True),
    ("```{image} map.svg\n:alt: A map\n:width: 50%\n```", "40", "20", False),
    ("![A map](plain.svg)", None, None, False),
])
def test_a_picture_takes_its_room_before_it_is_there(
    project: Project, written: str, width: str | None, height: str | None, leads_to_itself: bool
) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" {}/>'
    (project.folder / "docs/map.svg").write_text(svg.format('viewBox="0 0 40 20"'), encoding="utf-8")
    (project.folder / "docs/plain.svg").write_text(svg.format(""), encoding="utf-8")
    project.write("index", f"# Page\n\n{written}\n")
    app = project.build("html")
    page = (Path(app.outdir) / "index.html").read_text(encoding="utf-8")
    [picture] = re.findall(r"<img [^>]*>", page)
    assert ('href="_images/map.svg"' in page) is leads_to_itself
    assert [dict(re.findall(r'(\w+)="([^"]*)"', picture)).get(name) for name in ("width", "height")] == [width, height]
    assert "style=" not in picture


@pytest.mark.parametrize(("written", "line"), [
    ("![](map.svg)", 3), ("```{image} map.svg\n```", 3), ("Words ![ ](map.svg) in a line.", 3),
    ("```{image} map.svg\n:class: decorative\n:alt: lost\n```", None),
])
def test_a_picture_has_words_or_only_adorns(project: Project, written: str, line: int | None) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"/>'
    (project.folder / "docs/map.svg").write_text(svg, encoding="utf-8")
    project.write("index", f"# Page\n\n{written}\n")
    app = project.build("html")
    assert project.warnings.count("WARNING") == (line is not None)
    assert line is None or f"index.md:{line}: WARNING: the picture map.svg has no alternative" in project.warnings
    assert 'alt=""' in (Path(app.outdir) / "index.html").read_text(encoding="utf-8")


def test_links_that_leave_keep_no_hold_on_the_page_and_none_runs_a_script(project: Project) -> None:
    away = ["https://example.org/", "HTTP://example.org/a:b"]
    opened = ["TEL:+1-412", "webcal://example.org/a.ics", "#page"]
    refused = ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x?a/b", "javascript:x#/"]
    # In Markdown, the check would leave nothing of the page.
    links = "\n\n".join(f"`word <{address}>`__" for address in [*away, *opened, *refused])
    project.write("index", f"# Page\n\n```{{eval-rst}}\n{links}\n```\n")
    app = project.build("html")
    page = (Path(app.outdir) / "index.html").read_text(encoding="utf-8")
    found = [dict(re.findall(r'(\w+)="([^"]*)"', link)) for link in re.findall("<a ([^>]*)>(?:<[^>]*>)?word", page)]
    assert [link["href"] for link in found] == [*away, *opened]
    assert [link.get("rel") for link in found] == ["noopener noreferrer"] * len(away) + [None] * len(opened)
    assert page.count("word") == len([*away, *opened, *refused])
    named = project.warnings.count("leads to no page and no website")
    assert named == project.warnings.count("WARNING") == len(refused)


@pytest.mark.parametrize("written", [
    "![A map](https://example.org/map.png)", "![A map](../conf.py)", "{download}`A map <../conf.py>`",
])
def test_a_file_that_no_page_may_show_is_not_shown(project: Project, written: str) -> None:
    project.write("index", f"# Page\n\nWords {written} and words.\n")
    app = project.build("html")
    page = (Path(app.outdir) / "index.html").read_text(encoding="utf-8")
    assert project.warnings.count("WARNING") == 1
    assert "A map" not in page and "example.org" not in page and "conf.py" not in page
    assert not list(Path(app.outdir).rglob("conf.py"))


def test_headers_allow_nothing_inline() -> None:
    every, _, rest = headers_file().partition("\n/_static/")
    first, *lines = every.split("\n")
    assert first == "/*"
    headers = dict(line.strip().split(": ", 1) for line in lines)
    assert headers == {
        "Content-Security-Policy": headers["Content-Security-Policy"],
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
    policy = [directive.split() for directive in headers["Content-Security-Policy"].split(";")]
    assert {name: set(allowed) for name, *allowed in policy} == {
        "default-src": {"'none'"}, "script-src": {"'self'"}, "style-src": {"'self'"}, "img-src": {"'self'", "data:"},
        "font-src": {"'self'"}, "connect-src": {"'self'"}, "manifest-src": {"'self'"}, "base-uri": {"'none'"},
        "form-action": {"'self'"}, "frame-ancestors": {"'none'"},
    }
    # Of two directives of one name a browser takes the first.
    assert len(policy) == len({name for name, *_ in policy})
    assert "Content-Security-Policy" not in rest
