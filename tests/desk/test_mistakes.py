"""What an editor gets wrong: a line with the page's name and line, never a traceback, and the last build stays."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from handbook.build_step import readable
from handbook.desk.faults import faults_in
from handbook.desk.page_names import page_name
from handbook.prose.shape import shape

from .test_commands import ROOT, run

FRONT = "---\ntype: how-to\naudience: student\n---\n\n# Title\n\nText.\n\n"
# Each stands on a page of its own; the mistake is on line 10 where the line is not given.
MISTAKES: dict[str, tuple[str, str]] = {
    "directive": ("```{nope}\nx\n```", ":10: WARNING: Unknown directive type: 'nope' [myst.directive_unknown]"),
    "role": ("{nope}`x`", ":10: WARNING: Unknown interpreted text role \"nope\". [myst.role_unknown]"),
    "link": ("[x](nowhere.md)", ":10: WARNING: 'myst' cross-reference target not found: 'nowhere.md'"),
    "anchor": ("[x](study/catalog.md#nowhere)", ":10: WARNING: local id not found in doc 'study/catalog': 'nowhere'"),
    "picture": ("![Alt](nowhere.png)", ":10: WARNING: image file not readable: nowhere.png"),
    "table": ("```{list-table}\n* - a\n  - b\n* - c\n```", ":10: ERROR: Error parsing content block"),
    "number": ("```{code-block} python\n:emphasize-lines: 99\nx\n```", ":10: WARNING: line number spec is out of"),
    "option": ("```{deadlines}\n:nope: x\n```", ":11: WARNING: 'deadlines': Unknown option key: 'nope'"),
    "argument": ("```{conflict}\n```", ":10: ERROR: Directive 'conflict': 1 argument(s) required, 0 supplied"),
    "toctree": ("```{toctree}\nmissing\n```", ":10: WARNING: toctree contains reference to nonexisting document"),
    "heading": ("#### Deep", ":10: WARNING: Non-consecutive header level increase; H1 to H4 [myst.header]"),
    "footnote": ("[^1]", ":10: ERROR: Unknown target name: \"1\"."),
    "fact": ("{fact}`fee-lam`", ":10: WARNING: {fact}: fee-lam: no such fact; did you mean fee-lamp? [P006]"),
    "long": ("x" * 1_000_000, ":10: WARNING: a line of 1,000,000 characters; at most 4,000 [L003]"),
    "huge": ("<!--\n" * 50_000, ":1: WARNING: a page of 250,0"),
    "quote": (">" * 3000 + " x", ":10: WARNING: a quotation nested deeper than 12 levels [L007]"),
    "nest": ("".join(":" * (60 - at) + "{note}\n" for at in range(20)), ":22: WARNING: blocks nested deeper than 12"),
    "remote": ("![Alt](https://example.org/a.png)", ":10: WARNING: https://example.org/a.png: a picture of anoth"),
    "by-name": ("![Alt][p]\n\n[p]: https://example.org/a.png", ":10: WARNING: https://example.org/a.png: a picture"),
    "card": ("```{card} C\n:img-top: //example.org/a.png\n```", ":10: WARNING: //example.org/a.png: a picture of"),
    "given": ("![a [c] b](data:image/gif;base64,R0lGOD)", ":10: WARNING: data:image/gif;base64,R0lGOD: a picture of"),
    "raw": ("```{raw} html\n<script>alert(1)</script>\n```", ":10: WARNING: {raw}: lost in the PDF guides, and seen"),
    "raw-rst": ("```{eval-rst}\n.. raw:: html\n\n   <script>\n```", ':11: WARNING: "raw" directive disabled.'),
    "inserted": ("```{literalinclude} ../../../../etc/hostname\n```", ":10: WARNING: {literalinclude}: no page"),
    "insert-rst": ("```{eval-rst}\n.. include:: ../conf.py\n```", ':11: WARNING: "include" directive disabled.'),
    "included": ("```{include} ../conf.py\n```", ":10: WARNING: {include}: no page takes in a file; write"),
    "download": ("{download}`x </../conf.py>`", ":10: WARNING: /../conf.py: a file outside docs/; keep a copy"),
    "outside": ("![Alt](../tests/a.png)", ":10: WARNING: ../tests/a.png: a file outside docs/; keep a copy in docs/"),
    "fetched": ("```{csv-table} T\n:url: http://127.0.0.1:9/x.csv\n```", ":11: WARNING: {csv-table}: a table from"),
    "search": ("Text.", ":1: WARNING: the website makes a page of this name itself; choose another [P002]"),
    "unplaced": ("![](nowhere.png)", ": WARNING: image file not readable: nowhere.png"),
    "folder": ("![Alt](.)", ":10: WARNING: .: no picture; a name ends in .png, "),
    "figure": ("```{figure} study\nText.\n```", ":10: WARNING: study: no picture; a name ends in .png, "),
    "escape": ("a\x1b[31mb", ":10: WARNING: character U+001B is not allowed; remove it [L019]"),
    "html": ("A <b>word</b>.", ":10: WARNING: <b>: HTML is lost in the PDF guides; write it in Markdown"),
    "lines": ("A <a\nhref='javascript:x'>word</a>.", ":10: WARNING: <a href='javascript:x'>: HTML is lost in the PDF"),
    "comment": ("<!-- never closed\n\n## Lost", ":10: WARNING: <!--: the comment that begins here is never closed"),
    "runs": ("[x](javascript:alert)", ":10: WARNING: javascript:alert: leads to no page and no website; link to one"),
    "runs-by-name": ("[x][r]\n\n[r]: <DATA:text/html>", ":12: WARNING: DATA:text/html: leads to no page and no web"),
    "runs-on-card": (":::{card} C\n:link: javascript:x\n:::", ":11: WARNING: javascript:x: leads to no page and no"),
    "scheme": ("[x](ftp://example.org/)", ":10: WARNING: ftp://example.org/: leads to no page and no website; link"),
    "bare": (":::{card} C\n:link: a/b.html\n:::", ":10: WARNING: a/b.html: no page is looked for at a bare address"),
    "colon": (":::{card} C\n:link: a/b:c.html\n:::", ":10: WARNING: a/b:c.html: no page is looked for at a bare addr"),
    "wordless": ("[](https://example.org/)", ":10: WARNING: https://example.org/: a link without words; say where it"),
    "formula": ("```{math}\n```", ":10: WARNING: the formula '': it is empty [P009]"),
    "long-formula": ("```{math}\n" + "x" * 70 + "\\a\n```", f":10: WARNING: the formula '{'x' * 59}…': Unknown LaTeX"),
    "equations": ("```{math}\n:label: a\n\nx\n```\n" * 2, ":15: WARNING: duplicate label of equation a, other"),
    "tag-signs": ("a \U000e0041", ":10: WARNING: character U+E0041 is not allowed; remove it [L019]"),
    "box": ("```{unknown} open-gull\n```", ":10: WARNING: {unknown}: open-gull: no such open question"),
}


@pytest.fixture
def good(small: Path) -> Path:
    """The small handbook with a last good build."""
    for part, name in (("html", "index.html"), ("pdf", "lighthouse-handbook.pdf")):
        (small / "build" / part).mkdir(parents=True)
        (small / "build" / part / name).write_text("last good", encoding="utf-8")
    return small


def refused(root: Path, *options: str) -> str:
    """Build in vain; return what is said."""
    result = run("build", *options, root=root)
    assert result.returncode == 1
    said = result.stdout + result.stderr
    assert "Traceback" not in said
    assert "what was built before is untouched" in said
    assert str(root) not in said
    assert (root / "build/html/index.html").read_text() == "last good"
    assert (root / "build/pdf/lighthouse-handbook.pdf").read_text() == "last good"
    return said


def test_mistakes_in_pages_name_page_and_line(good: Path) -> None:
    for name, (text, _) in MISTAKES.items():
        (good / f"docs/{name}.md").write_text(f"{FRONT}{text}\n", encoding="utf-8")
    (good / "docs/front.md").write_text(FRONT.replace("how-to", "[how-to"), encoding="utf-8")
    index = good / "docs/index.md"
    entries = "\n".join([*MISTAKES, "front"])
    index.write_text(index.read_text().replace("study/index\n", f"study/index\n{entries}\n"), encoding="utf-8")
    said = refused(good, "--only", "html")
    missing = [name for name, (_, words) in MISTAKES.items() if f"docs/{name}.md{words}" not in said]
    assert missing == [], said
    assert [said.count(f"docs/{name}.md") for name in ("footnote", "equations")] == [1, 1]
    assert not re.search(r"^[* :]", said, re.MULTILINE), said  # the rest of a page that is quoted
    assert "docs/front.md:1: WARNING: Malformed YAML [myst.topmatter]" in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("![](dot.svg)", "docs/reference.md:10: WARNING: the picture dot.svg has no alternative text"),
        ("![Alt](bad.png)", "docs/reference.md:10: bad.png: failed to decode image"),
        ("A sign: \U00013000", "docs/reference.md: no font has the sign U+13000 [G001]"),
    ],
)
def test_what_the_pdf_refuses_names_the_page(good: Path, text: str, words: str) -> None:
    (good / "docs/dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')
    # The size can be read, and nothing else.
    (good / "docs/bad.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0")
    (good / "docs/reference.md").write_text(f"{FRONT}{text}\n", encoding="utf-8")
    assert words in refused(good, "--only", "pdf")


def test_a_page_that_is_no_utf8_is_named(good: Path) -> None:
    (good / "docs/reference.md").write_bytes(FRONT.encode() + b"caf\xe9\n")
    said = refused(good)
    assert "docs/reference.md:10: not UTF-8 text; save the file as UTF-8 [L002]" in said


@pytest.mark.parametrize(
    "name", ["long", "huge", "quote", "nest", "remote", "folder", "figure", "escape", "raw", "fetched", "runs"]
)
def test_check_names_what_no_page_may_hold(small: Path, name: str) -> None:
    text, words = MISTAKES[name]
    (small / "docs/reference.md").write_text(f"{FRONT}{text}\n", encoding="utf-8")
    assert f"docs/reference.md{words.replace('WARNING: ', '')}" in run("check", root=small).stdout


@pytest.mark.parametrize("front", ["- a", "words", "type: [how-to"])
def test_front_matter_without_fields_is_named(small: Path, front: str) -> None:
    (small / "docs/reference.md").write_text(f"---\n{front}\n---\n\n# T\n\nText.\n", encoding="utf-8")
    said = run("check", root=small).stdout
    assert re.search(r"^docs/reference\.md:[23]: .*\[(P003|L004)\]$", said, re.M), said


def test_files_as_windows_programs_save_them(small: Path) -> None:
    """With a mark in front and other ends of lines: no problem, and the commands that write keep all words."""
    for path in [*small.glob("docs/**/*.md"), *small.glob("data/**/*.yaml"), *small.glob("docs/*.yaml")]:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    for command in (
        ("check",), ("show", "fee-lamp"), ("set", "fee-lamp", "45", "--source", "src-leaflet-2031"),
        ("rename", "study/fees", "study/prices"), ("check",), ("build", "--only", "html"),
    ):
        result = run(*command, root=small)
        assert result.returncode == 0, (command, result.stdout + result.stderr)
    assert "45" in (small / "build/html/study/prices.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", ["a b#.md", "é.md", "x y/z.md"])
def test_a_page_whose_name_makes_no_address_is_named(small: Path, file: str) -> None:
    path = small / "docs" / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(FRONT, encoding="utf-8")
    words = "a page's name has letters without accents, digits, hyphens, dots and underscores alone"
    assert f"docs/{file}: {words} [P002]" in run("check", root=small).stdout


@pytest.mark.parametrize("name", ["Aa-1", "a_b", "a.b", "Folder/a"])
def test_check_takes_what_the_commands_take_for_a_name(name: str) -> None:
    assert page_name(name, ()) == name
    assert [problem for problem in shape(f"docs/{name}.md", FRONT) if "name has letters" in problem.message] == []


def test_a_tab_in_a_data_file_is_named(small: Path) -> None:
    (small / "data/costs.yaml").write_text("- id: a\n\tterm: x\n", encoding="utf-8")
    assert "data/costs.yaml:2: not valid YAML: " in (said := run("check", root=small).stdout)
    assert "indent with spaces, not with a tab [L004]" in said


def test_a_fact_kept_back_that_a_page_shows_has_its_line(small: Path) -> None:
    (small / "data/kept-back.yaml").write_text("# None.\n- id: fee-lamp\n  reason: Dull.\n", encoding="utf-8")
    assert "data/kept-back.yaml:2: fee-lamp: a page shows this fact; take it out of data/kept-back.yaml [P005]" in run(
        "check", root=small
    ).stdout


def test_a_bad_ledger_is_named(good: Path) -> None:
    path = good / "data/costs.yaml"
    path.write_text(path.read_text().replace("currency", "curency"))
    assert "data/costs.yaml:" in (said := refused(good))
    assert "did you mean currency? [L010]" in said


@pytest.mark.parametrize(
    "command", [
        ("export",), ("export", "--format", "csv"), ("review", "--today", "2035-01-01"), ("show", "fee-lamp"),
        ("set", "fee-lamp", "5", "--source", "src-leaflet-2031"),
    ],
)
def test_what_names_no_source_is_named_by_every_command(small: Path, command: tuple[str, ...]) -> None:
    path = small / "data/requirements.yaml"
    text = path.read_text(encoding="utf-8")
    assert "src-leaflet-2031" in text
    path.write_text(text.replace("src-leaflet-2031", "src-leaflet-203", 1), encoding="utf-8")
    result = run(*command, root=small)
    assert result.returncode == 1
    assert "src-leaflet-203: no such source; did you mean src-leaflet-2031? [L012]" in result.stdout + result.stderr
    assert "[D008]" not in result.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("```{note}\nnever closed", "docs/x.md:10: the block that begins here is never closed; end it"),
        ("::::{note}\n:::{tip}\n:::\n", "docs/x.md:10: the block that begins here is never closed; end it"),
        ("A <b>word</b>.", "docs/x.md:10: <b>: HTML is lost in the PDF guides"),
        ("A\n<img\nsrc=x>", "docs/x.md:11: <img src=x>: HTML is lost in the PDF guides"),
        ("<?php x ?>", "docs/x.md:10: <?php x ?: HTML is lost in the PDF guides"),
        ("A\n\n<!-- x\n\n## Lost", "docs/x.md:12: <!--: the comment that begins here is never closed; end it with -->"),
        ("##", "docs/x.md:10: a heading without words; write them, or take it out"),
        ("Title\n===", "docs/x.md:10: write the title as # Title"),
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", "docs/x.md:12: a row of 3 cells below a head of 2: the last would be"),
        ("a | b\n--|--\n1 | `2|3`", "docs/x.md:12: a row of 3 cells below a head of 2: the last would be lost"),
    ],
)
def test_what_builds_but_is_lost_is_found_by_check(text: str, words: str) -> None:
    assert words in "\n".join(map(str, shape("docs/x.md", FRONT + text + "\n")))


@pytest.mark.parametrize("text", [
    "`<b>`", "<https://x.org>", "```text\n<b>\n```", "1 < 2 > 1", "<!-- literal: x -->",
    "<!-- x\ny -->", "a <b\n\nc> d", "`<!--`", "| a | b |\n|---|---|\n| 1 | 2 \\| 3 |\n| 1 |", "a | b | c",
    "## {fact}`x`",
])
def test_what_is_no_html(text: str) -> None:
    assert shape("docs/x.md", FRONT + text + "\n") == []


@pytest.mark.parametrize(("text", "line"), [
    ("no Python", "conf.py:38: invalid syntax"), ("1 / 0", "conf.py:38: division by zero"),
    ("def f():\n    return 1 / 0\n\nf()", "conf.py:39: division by zero"),
    ("import nope", "conf.py:38: No module named 'nope'"),
])
def test_settings_that_cannot_be_read_have_their_line(good: Path, text: str, line: str) -> None:
    with (good / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write(f"{text}\n")
    assert f"{line}\n" in refused(good, "--only", "html")


def test_a_fault_of_the_engine_is_one_line_and_a_place_for_details(good: Path) -> None:
    with (good / "conf.py").open("a") as settings:
        settings.write('\n\ndef setup(app):\n    app.connect("doctree-read", lambda app, tree: 1 / 0)\n')
    said = refused(good, "--only", "html")
    assert "division by zero" in said
    assert "(for programmers: " in said


def test_a_report_that_is_cut_off_is_one_line_too() -> None:
    said = ["docs/a.md:: WARNING: x", "Extension error!", "Versions", "Traceback", "  File y", "    ValueError: broken"]
    assert list(readable(said, "/root/")) == ["docs/a.md: WARNING: x", "broken"]


def test_the_preview_tells_a_crash_in_one_line(good: Path) -> None:
    command = [sys.executable, "-c", (
        "from pathlib import Path; from handbook.desk.live import Preview; p = Preview(Path.cwd()); p.build()"
    )]
    (good / "docs/reference.md").write_bytes(FRONT.encode() + b"caf\xe9\n")
    said = subprocess.run(
        command, cwd=good, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, capture_output=True, text=True
    ).stdout
    assert "docs/reference.md:10: not UTF-8 text" in said
    assert "Traceback" not in said
    assert any(fault.line == 10 for fault in faults_in(said, str(good)))
