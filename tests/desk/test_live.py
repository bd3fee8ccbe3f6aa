"""The live preview: faults stand in the page where they are and in the terminal, and go when they are mended."""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from handbook.build import alone
from handbook.desk.faults import Fault, box, faults_in, placed
from handbook.desk.live import Preview, handler, run
from handbook.desk.manual import RefusalError
from handbook.desk.warm import WarmSphinx

ROOT = Path(__file__).resolve().parents[2]
CONF = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
extensions = ["myst_parser", "sphinx_design", "handbook.extension"]
html_theme = "basic"
suppress_warnings = ["hb.place"]
"""
PAGE = """---
type: overview
audience: applicant
---

# Page

A lead.

## Books

They cost {fact}`cost-books as money`.

## Second

Text.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A handbook of one page on the real ledger."""
    folder = tmp_path / "space and ö"
    shutil.copytree(ROOT / "data", folder / "data")
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text(PAGE, encoding="utf-8")
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    return folder


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    """A page of a real browser."""
    page = browser.new_page()
    yield page
    page.close()


def test_faults_are_read_from_what_a_build_says() -> None:
    said = (
        "\x1b[31m/h/docs/a b/x.md:3: WARNING: bad [myst]\x1b[39;49;00m\n  more\n/h/docs/y.md: WARNING: whole page\n"
        "data/costs.yaml:7: cost-a: wrong [L009]\n\nSomething else\n/h/docs/y.md: WARNING: whole page\n"
    )
    assert faults_in(said, "/h") == [
        Fault("docs/a b/x.md", 3, "bad [myst]\n  more"), Fault("docs/y.md", 0, "whole page"),
        Fault("data/costs.yaml", 7, "cost-a: wrong [L009]"), Fault("", 0, "Something else"),
    ]


@pytest.mark.parametrize("level", ["WARNING: ", "ERROR: ", "CRITICAL: ", "SEVERE: ", "DEBUG: ", ""])
def test_the_level_of_a_fault_is_none_of_its_words(level: str) -> None:
    assert faults_in(f"docs/x.md:123: {level}bad", "/h") == [Fault("docs/x.md", 123, "bad")]


@pytest.mark.parametrize(("root", "said"), [("/h", "/h/"), ("/h/", "/h/"), ("", "")])
def test_a_root_leaves_the_other_slashes(root: str, said: str) -> None:
    assert faults_in(f"{said}docs/a/x.md:3: a/b", root) == [Fault("docs/a/x.md", 3, "a/b")]


def test_only_what_is_set_in_below_a_fault_of_a_file_belongs_to_it() -> None:
    said = "Stopped: \n  at once\ndocs/x.md: bad\n   \n  more \n  again\nThe end \n  of it\n"
    assert faults_in(said, "/h") == [
        Fault("", 0, "Stopped:"), Fault("", 0, "  at once"), Fault("docs/x.md", 0, "bad\n  more\n  again"),
        Fault("", 0, "The end"), Fault("", 0, "  of it"),
    ]


def test_a_fault_is_told_with_the_place_that_is_known() -> None:
    faults = [Fault("docs/x.md", 3, "bad"), Fault("docs/x.md", 0, "bad"), Fault("", 0, "bad")]
    assert [str(fault) for fault in faults] == ["docs/x.md:3: bad", "docs/x.md: bad", "bad"]


def test_a_fault_stands_in_its_section_and_is_escaped() -> None:
    page = '<body><article role="main"><section id="t"><h1>T</h1><section id="a-b"><h2>A b</h2></section></section>'
    faults = [Fault("docs/x.md", 4, "<b>"), Fault("docs/x.md", 0, "whole"), Fault("docs/y.md", 4, "<other>")]
    shown = placed(page, "docs/x.md", "# T\n\n## A b\n<i>\n", faults)
    inside = shown[shown.index("</h2>"):]
    assert "line 4: &lt;b&gt;" in inside
    assert "&lt;i&gt;" in inside
    top = shown[:shown.index("<h1>")]
    assert "docs/x.md: whole" in top
    assert "docs/y.md:4: &lt;other&gt;" in top
    # Of a line without words nothing is quoted.
    assert "<code" not in placed(page, "docs/x.md", "# T\n\n## A b\n", [Fault("docs/x.md", 2, "blank")])


def test_a_box_quotes_the_lines_of_its_faults() -> None:
    faults = [Fault("docs/x.md", 1, "one\n  two"), Fault("docs/x.md", 3, "last"), Fault("docs/x.md", 4, "beyond")]
    assert box("3 problems", faults, ["# T", "", "  A & b"]) == (
        '<div class="admonition error" role="alert"><p class="admonition-title">3 problems</p><ul>'
        '<li>line 1: one<br>  two<br><code class="docutils literal"># T</code></li>'
        '<li>line 3: last<br><code class="docutils literal">A &amp; b</code></li>'
        "<li>line 4: beyond</li></ul></div>"
    )


@pytest.mark.parametrize("before", [
    '<body><main><article role="main">', "<body><main>", '<body class="x">', "",
])
def test_what_stands_elsewhere_is_at_the_top_of_what_is_read(before: str) -> None:
    faults = [Fault("docs/y.md", 4, "bad")]
    top = box("1 problem of the last build", faults)
    assert placed(f"{before}<p>Text.</p>", "docs/x.md", "Text.\n", faults) == f"{before}{top}<p>Text.</p>"


def test_of_many_faults_elsewhere_the_first_are_listed_and_all_are_counted() -> None:
    faults = [Fault("docs/y.md", line, "bad") for line in range(1, 42)]
    assert placed("<body>", "docs/x.md", "", faults) == f"<body>{box('41 problems of the last build', faults[:40])}"


SECTIONS = (
    '<article><section id="t"><h1>T</h1>'
    '<section id="a-b"><span id="other"></span><h2>A b</h2><p>One</p></section>'
    '<section id="own">\n<span id="id1"></span><span id="c"></span>\n<h2>C</h2><p>Two</p></section>'
    '<section id="id2"><span id="a-b-1"></span><h2>A b</h2><p>Three</p></section>'
    '<section id="a"><h6>A\n!</h6><p>Four</p></section></section></article>'
)


@pytest.mark.parametrize(("source", "line", "place"), [
    ("# T\n\n## A b\n\n```sh\n# comment\nmake\n```\n", 7, "A b</h2>|<p>One"),
    ("# T\n\n## A b\n\n~~~\n## C\n~~~\n", 6, "A b</h2>|<p>One"),
    ("---\n# C\ntype: x\n---\n\n# T\n", 3, "<article>|<section"),
    ("# T\n\n## A b\n\n:::{note}\n<i>\n:::\n", 6, "A b</h2>|<p>One"),
    ("# T\n\n## A b\n\n(own)=\n## C\n\nBad.\n", 8, "C</h2>|<p>Two"),
    ("# T\n\n## A b\n\n## C\n\n## A b\n\nBad.\n", 9, "A b</h2>|<p>Three"),
    ("# T\n\n## A b\n\n## C\n", 3, "A b</h2>|<p>One"),
    ("# T\n\n## A b\n\n(mark)=\nBad.\n", 6, "A b</h2>|<p>One"),
    ("# T\n\n## A b\n\n###### A !\n\nBad.\n", 7, "!</h6>|<p>Four"),
])
def test_a_fault_stands_below_the_heading_that_is_above_it(source: str, line: int, place: str) -> None:
    shown = placed(SECTIONS, "docs/x.md", source, [Fault("docs/x.md", line, "bad")])
    start = shown.index('<div class="admonition')
    end = shown.index("</div>", start) + len("</div>")
    assert shown[:start] + shown[end:] == SECTIONS
    assert place in f"{shown[:start]}|{shown[end:]}"


def test_faults_of_two_sections_stand_each_in_its_own() -> None:
    source = "# T\n\n## A b\n\nOne\u2028more\n\n## C\n\nTwo\n"
    faults = [Fault("docs/x.md", 5, "a"), Fault("docs/x.md", 9, "c"), Fault("docs/x.md", 7, "d")]
    lines = source.split("\n")
    one, two = box("1 problem in this section", faults[:1], lines), box("2 problems in this section", faults[1:], lines)
    assert placed(SECTIONS, "docs/x.md", source, faults) == (
        SECTIONS.replace("A b</h2>", f"A b</h2>{one}", 1).replace("C</h2>", f"C</h2>{two}")
    )
    assert placed(SECTIONS, "docs/x.md", source, faults[::-1]).index(one) < SECTIONS.index("<p>One") + len(one)


def test_break_and_mend_a_page_and_a_fact(
    root: Path, browser_page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    preview = Preview(root)
    preview.build()
    with ThreadingHTTPServer(("127.0.0.1", 0), handler(preview)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with browser_page.expect_request("**/__live?build=1"):
            browser_page.goto(f"http://127.0.0.1:{server.server_port}/")
        alerts = browser_page.get_by_role("alert")
        books = browser_page.locator("#books").get_by_role("alert")
        expect(browser_page.locator("#books")).to_contain_text("$625")

        path = root / "docs/index.md"
        path.write_text(PAGE.replace("cost-books", "cost-bookz"), encoding="utf-8")
        preview.build()
        expect(books).to_contain_text("line 12: {fact}: cost-bookz: no such fact; did you mean cost-books?")
        assert "docs/index.md:12: {fact}: cost-bookz" in capsys.readouterr().out
        preview.build()  # Sphinx reads the page again, though it has not changed, and says so again
        expect(books).to_have_count(1)
        path.write_text(PAGE, encoding="utf-8")
        preview.build()
        expect(alerts).to_have_count(0)

        costs = root / "data/facts/costs-and-aid.yaml"
        good = costs.read_text(encoding="utf-8")
        costs.write_text(good.replace("status: current", "status: curent", 1), encoding="utf-8")
        preview.build()
        expect(alerts).to_contain_text("did you mean current? [L009]")
        expect(browser_page.locator("#books")).to_contain_text("$625")
        assert "data/facts/costs-and-aid.yaml:" in capsys.readouterr().out
        costs.write_text(good.replace("625", "626"), encoding="utf-8")
        preview.build()
        expect(alerts).to_contain_text("amount: cost-books says 626, not 625 [L023]")
        rows = root / "data/costs.yaml"
        rows.write_text(rows.read_text(encoding="utf-8").replace("625", "626"), encoding="utf-8")
        preview.build()
        expect(alerts).to_have_count(0)
        expect(browser_page.locator("#books")).to_contain_text("$626")
        path.write_text(PAGE.replace("$", "") + "\nIt costs $5.\n", encoding="utf-8")
        preview.build()
        expect(browser_page.locator("#second").get_by_role("alert")).to_contain_text("[P001]")
        server.shutdown()


@contextlib.contextmanager
def watched(preview: Preview) -> Iterator[None]:
    """Let the preview watch its files in a thread."""
    stop = threading.Event()
    watcher = threading.Thread(target=preview.watch, args=(stop,), daemon=True)
    watcher.start()
    yield
    stop.set()
    watcher.join()


def test_what_is_saved_during_a_build_is_built(root: Path) -> None:
    late = f"""
def setup(app):
    from pathlib import Path
    page = Path({str(root / "docs/index.md")!r})
    once = page.with_name("once")
    def save(app, error):
        if not once.exists():
            once.touch()
            page.write_text(page.read_text().replace("A lead.", "Saved late."))
    app.connect("build-finished", save)
"""
    (root / "conf.py").write_text(CONF + late, encoding="utf-8")
    preview = Preview(root)
    preview.build()
    with watched(preview):
        assert preview.wait_for_another("1", 60) == 2
    assert "Saved late." in (preview.folder / "html/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("again", [False, True], ids=["same preview", "next preview"])
def test_a_page_that_is_deleted_leaves_the_preview(again: bool, root: Path) -> None:
    (root / "conf.py").write_text(CONF.replace("basic", "furo"), encoding="utf-8")
    pages = {"gone", "part/v1.2", "old"}
    toctree = "```{toctree}\n:hidden:\n\nstays\nnew\n```\n"
    (root / "docs/index.md").write_text(PAGE + toctree, encoding="utf-8")
    (root / "docs/part").mkdir()
    for name in (*pages, "stays", "new"):
        (root / f"docs/{name}.md").write_text(PAGE.replace("# Page", f"# {name}"), encoding="utf-8")
    preview = Preview(root)
    preview.build()
    html = preview.folder / "html"
    assert {name for name in (*pages, "stays") if (html / f"{name}.html").is_file()} == {*pages, "stays"}
    for name in pages:
        (root / f"docs/{name}.md").unlink()
    (root / "docs/redirects.yaml").write_text("- from: old\n  to: new\n", encoding="utf-8")
    preview = Preview(root) if again else preview
    preview.build()
    left = {path.relative_to(html).as_posix() for path in html.rglob("*") if path.suffix in {".html", ".md"}}
    assert left & {f"{name}.{kind}" for name in (*pages, "stays") for kind in ("html", "md")} == {
        "old.html", "old.md", "stays.html", "stays.md",
    }
    # At the address of a page that has moved stands where it is now.
    assert "new.html" in (html / "old.html").read_text(encoding="utf-8")
    (root / "docs/gone.md").write_text(PAGE, encoding="utf-8")
    preview.build()
    assert (html / "gone.html").is_file()


def test_a_file_that_cannot_be_written_is_a_fault_and_the_preview_goes_on(root: Path) -> None:
    preview = Preview(root)
    in_the_way = preview.folder / "doctrees/index.doctree"
    in_the_way.mkdir(parents=True)
    preview.faults = [Fault("docs/index.md", 1, "of the build before")]
    with watched(preview):
        assert preview.wait_for_another("0", 60) == 1
        assert [str(fault) for fault in preview.faults] == [f"{in_the_way}: {os.strerror(errno.EISDIR)} [D003]"]
        in_the_way.rmdir()
        (root / "docs/index.md").write_text(PAGE + "\nMore.\n", encoding="utf-8")
        assert preview.wait_for_another("1", 60) == 2
        assert preview.faults == []
    assert "More." in (preview.folder / "html/index.html").read_text(encoding="utf-8")


def test_a_pipe_in_the_place_of_a_page_is_a_fault_and_the_preview_goes_on(root: Path) -> None:
    preview = Preview(root)
    os.mkfifo(root / "docs/later.md")
    with watched(preview):
        assert preview.wait_for_another("0", 60) == 1
        assert [str(fault) for fault in preview.faults] == ["docs/later.md: cannot be read: no plain file [L001]"]
        (root / "docs/later.md").unlink()
        assert preview.wait_for_another("1", 60) == 2
        assert preview.faults == []
    assert (preview.folder / "html/index.html").is_file()


def test_a_second_preview_of_one_handbook_is_refused_and_the_first_goes_on(root: Path) -> None:
    with alone(Preview(root).folder) as is_first:
        assert is_first
        with pytest.raises(RefusalError, match="a preview of this handbook runs already"):
            run(argparse.Namespace(root=root, port=0))
    with alone(Preview(root).folder) as is_first:
        assert is_first


def test_a_build_that_is_stopped_is_a_fault_and_the_preview_goes_on(root: Path) -> None:
    preview = Preview(root)
    end = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n"
    (root / "conf.py").write_text(CONF + end, encoding="utf-8")
    with watched(preview):
        assert preview.wait_for_another("0", 60) == 1
        assert [str(fault) for fault in preview.faults] == ["a step of the build was stopped by signal 9 [D009]"]
        (root / "conf.py").write_text(CONF, encoding="utf-8")
        assert preview.wait_for_another("1", 60) == 2
        assert preview.faults == []
    assert (preview.folder / "html/index.html").is_file()


class Broken(WarmSphinx):
    """In it somebody has made a mistake."""

    def prepare(self) -> None:
        pass

    def run(self) -> str:
        raise ZeroDivisionError("division by zero")


def test_a_fault_of_the_program_is_told_in_full_and_the_preview_goes_on(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    preview = Preview(root)
    good, preview.sphinx = preview.sphinx, Broken(root, [])
    with watched(preview):
        assert preview.wait_for_another("0", 60) == 1
        said = capsys.readouterr()
        line = "live: division by zero (ZeroDivisionError): a fault of the program, in full in the terminal; "
        assert said.out == f"{line}the preview goes on [D008]\n"
        assert said.err.startswith("Traceback") and "in run" in said.err
        assert [str(fault) for fault in preview.faults] == [said.out.strip()]
        preview.sphinx = good
        (root / "docs/index.md").write_text(PAGE + "\nMore.\n", encoding="utf-8")
        assert preview.wait_for_another("1", 60) == 2
        assert preview.faults == []
    assert "More." in (preview.folder / "html/index.html").read_text(encoding="utf-8")


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"></svg>'


def test_a_picture_that_comes_and_one_that_changes_rebuild_their_page(small: Path) -> None:
    page = small / "docs/study/fees.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}\n![A lamp](lamp.SVG)\n", encoding="utf-8")
    preview = Preview(small)
    html = preview.folder / "html/study/fees.html"
    with watched(preview):
        assert preview.wait_for_another("0", 60) == 1
        assert any("lamp.SVG" in str(fault) for fault in preview.faults)
        for build, side in ((1, 10), (2, 230)):
            (small / "docs/study/lamp.SVG").write_text(DRAWING.format(side), encoding="utf-8")
            assert preview.wait_for_another(str(build), 60) == build + 1
            assert preview.faults == []
            assert f'width="{side}"' in html.read_text(encoding="utf-8")
        (shown,) = preview.folder.glob("html/_images/lamp*")
        assert 'width="230"' in shown.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["facts/more.yml", "More.YAML", "link.yaml"])
def test_a_data_file_that_nothing_reads_is_a_fault_until_it_is_gone(name: str, small: Path) -> None:
    preview = Preview(small)
    path = small / "data" / name
    with watched(preview):
        assert preview.wait_for_another("0", 60) == 1
        assert preview.faults == []
        if name.startswith("link"):
            path.symlink_to("nowhere")
        else:
            path.write_text("[]\n", encoding="utf-8")
        assert preview.wait_for_another("1", 60) == 2
        assert [fault.file for fault in preview.faults] == [f"data/{name}"]
        path.unlink()
        assert preview.wait_for_another("2", 60) == 3
        assert preview.faults == []


def test_a_redirect_that_is_taken_out_leaves_the_preview(small: Path) -> None:
    redirects = small / "docs/redirects.yaml"
    redirects.write_text("- from: old\n  to: reference\n- from: study/x\n  to: reference\n", encoding="utf-8")
    preview = Preview(small)
    preview.build()
    html = preview.folder / "html"
    before = {path.relative_to(html).as_posix() for path in html.rglob("*") if path.suffix in {".html", ".md"}}
    assert {"old.html", "old.md", "study/x.html", "study/x.md"} < before
    redirects.write_text("- from: study/x\n  to: refer\n", encoding="utf-8")
    preview.build()
    assert (html / "old.html").is_file()  # as long as the file has a fault, all stays
    redirects.write_text("- from: study/x\n  to: reference\n", encoding="utf-8")
    preview.build()
    assert preview.faults == []
    after = {path.relative_to(html).as_posix() for path in html.rglob("*") if path.suffix in {".html", ".md"}}
    assert before - after == {"old.html", "old.md"}


def test_a_folder_without_its_slash_is_sent_to_it(small: Path) -> None:
    preview = Preview(small)
    preview.build()
    with ThreadingHTTPServer(("127.0.0.1", 0), handler(preview)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for asked, status, place in (
            ("/study", 301, "/study/"), ("/study?a=b", 301, "/study/?a=b"), ("/study/", 200, None), ("/", 200, None),
        ):
            connection = HTTPConnection("127.0.0.1", server.server_port)
            connection.request("GET", asked)
            answer = connection.getresponse()
            assert (answer.status, answer.getheader("Location")) == (status, place), asked
            connection.close()
        server.shutdown()


def test_the_preview_goes_on_where_the_reader_of_its_lines_has_gone(small: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "handbook", "--root", str(small), "live", "--port", port]
    page, html = small / "docs/study/fees.md", small / "build/live/html/study/fees.html"

    def says(words: str) -> bool:
        end = time.monotonic() + 60
        while not (found := html.exists() and words in html.read_text(encoding="utf-8")) and time.monotonic() < end:
            time.sleep(0.1)
        return found

    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.readline() == "Building the preview ...\n"
        process.stdout.close()
        try:
            assert says("</html>")
            for words in ("Said once.", "Said twice."):  # it has no reader for its lines after either
                page.write_text(f"{page.read_text(encoding='utf-8')}\n{words}\n", encoding="utf-8")
                assert says(words)
        finally:
            process.terminate()
        assert "Traceback" not in process.stderr.read()
