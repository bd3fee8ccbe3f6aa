"""Every code has its entry, its example and a way to provoke it; every printed problem ends with its code."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from handbook.guide import frames
from handbook.ledger.degree.model import Plan
from handbook.ledger.load import load
from handbook.ledger.messages import GROUPS, MEANING
from handbook.ledger.problems import Code
from handbook.ledger.rules import check
from handbook.prose.redirects import load_redirects
from handbook.search.synonyms import load_synonyms
from tests.ledger.test_rules import FAULTS

from .test_commands import ROOT, run

LINE = re.compile(r"[^\n]+ \[([A-Z]\d{3})\]")
CONF = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
extensions = ["myst_parser", "handbook.guide"]
guide_documents = [{{"file": "book", "title": "Book"}}]
"""
WEBSITE = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
extensions = ["myst_parser", "handbook.extension"]
myst_enable_extensions = ["dollarmath"]
html_theme = "basic"
exclude_patterns = ["data"]
"""
PAGE = "---\ntype: policy\naudience: student\n---\n\n# T\n\n{}\n"


def broken_program(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a copy of the program whose command ``explain`` divides by zero."""
    shutil.copytree(ROOT / "handbook", folder / "handbook", dirs_exist_ok=True)
    path = folder / "handbook/desk/explain.py"
    mark = '    typed = (options.code or "")'
    text = path.read_text(encoding="utf-8")
    assert mark in text
    path.write_text(text.replace(mark, f"    1 / 0\n{mark}"), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "handbook", "--root", str(ROOT), *arguments], cwd=folder, check=False,
        capture_output=True, text=True, env={**os.environ, **(environment or {})},
    )


class Desk:
    """A copy of the ledger with a page; each method gives what is printed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def ledger(self, file: str, old: str, new: str) -> str:
        """Break one file of the ledger and check it."""
        shutil.copytree(ROOT / "data", self.folder / "data")
        path = self.folder / "data" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        ledger, problems = load(self.folder / "data", "data")
        return "\n".join(map(str, problems if ledger is None else check(ledger)))

    def whole(self, file: str, content: bytes) -> str:
        """Replace one file of the ledger."""
        shutil.copytree(ROOT / "data", self.folder / "data")
        (self.folder / "data" / file).write_bytes(content)
        return "\n".join(map(str, load(self.folder / "data", "data")[1]))

    def fault(self, name: str) -> str:
        """Make one of the faults of the tests of the rules."""
        return self.ledger(*FAULTS[name][1:4])

    def page(self, text: str, form: str = PAGE) -> str:
        """Check a page with ``text``."""
        shutil.copytree(ROOT / "data", self.folder / "data")
        (self.folder / "docs").mkdir()
        (self.folder / "docs/index.md").write_text(form.format(text), encoding="utf-8")
        return run("check", root=self.folder).stdout

    def prose(self, text: str) -> str:
        """Read a page with ``text``."""
        (self.folder / "docs").mkdir()
        (self.folder / "docs/index.md").write_text(PAGE.format(text), encoding="utf-8")
        return run("prose", root=self.folder).stdout

    def guide(self, text: str, **files: str) -> str:
        """Set a page as a PDF."""
        (self.folder / "conf.py").write_text(CONF, encoding="utf-8")
        (self.folder / "index.md").write_text("# Root\n\n```{toctree}\npage\n```\n", encoding="utf-8")
        (self.folder / "page.md").write_text(f"# T\n\n{text}\n", encoding="utf-8")
        for name, content in files.items():
            (self.folder / name.replace("_", ".")).write_text(content, encoding="utf-8")
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "guide", str(self.folder), str(self.folder / "out")]
        return subprocess.run(command, capture_output=True, text=True, check=False).stderr

    def website(self, text: str) -> str:
        """Write a page for the website."""
        shutil.copytree(ROOT / "data", self.folder / "data")
        (self.folder / "conf.py").write_text(WEBSITE, encoding="utf-8")
        (self.folder / "index.md").write_text(f"# T\n\n{text}\n", encoding="utf-8")
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(self.folder), str(self.folder / "out")]
        return subprocess.run(command, capture_output=True, text=True, check=False).stderr

    def a_handbook(self) -> Path:
        """Return a folder that a command takes for one of a handbook."""
        (self.folder / "docs").mkdir()
        return self.folder

    def command(self, *arguments: str, root: Path = ROOT) -> str:
        """Run a command that must be refused."""
        result = run(*arguments, root=root)
        assert result.returncode == 1, result.stdout
        return result.stderr

    def circle(self) -> str:
        """Let a course require itself."""
        text = (ROOT / "data/courses.yaml").read_text(encoding="utf-8")
        entry = next(part for part in text.split("\n- id: ") if "\n  prerequisites: []" in part)
        number = entry.split("\n")[0].removeprefix("course-")
        return self.ledger("courses.yaml", entry, entry.replace("prerequisites: []", f"prerequisites: [{number}]"))

    def plan(self) -> str:
        """Leave only the first course of the first term in every plan."""
        ledger, _ = load(ROOT / "data", "data")
        assert ledger is not None
        plan: Plan = next(iter(ledger.plans.values()))
        return self.ledger("plans.yaml", plan.terms[0].courses[0], plan.terms[1].courses[0])

    def synonyms(self) -> str:
        """One word is no pair."""
        path = self.folder / "s.yaml"
        path.write_text("- same: [a]\n", encoding="utf-8")
        return "\n".join(map(str, load_synonyms(path, "data/synonyms.yaml")[1]))

    def redirect(self) -> str:
        """Lead to a page that does not exist."""
        (self.folder / "redirects.yaml").write_text("- from: a\n  to: b\n", encoding="utf-8")
        return "\n".join(map(str, load_redirects(self.folder, "docs/redirects.yaml", [])[1]))

    def taken_port(self) -> str:
        """Ask for a port that is in use."""
        site = self.a_handbook() / "build/html/index.html"
        site.parent.mkdir(parents=True)
        site.touch()
        with socket.create_server(("127.0.0.1", 0)) as server:
            return self.command("serve", "--port", str(server.getsockname()[1]), root=self.folder)

    def failed_build(self) -> str:
        """Build where there are no settings."""
        shutil.copytree(ROOT / "data", self.folder / "data")
        (self.folder / "docs").mkdir()
        return self.command("build", "--only", "html", root=self.folder)

    def stopped_build(self) -> str:
        """Build with settings that end the process."""
        conf = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n"
        (self.folder / "conf.py").write_text(conf, encoding="utf-8")
        return self.failed_build()

    def broken_program(self) -> str:
        """Run a program in which somebody has made a mistake."""
        return broken_program(self.folder, "explain").stderr

    def unwritable(self) -> str:
        """A file stands where the folder of the build belongs."""
        shutil.copytree(ROOT / "data", self.folder / "data")
        (self.folder / "build").touch()
        return self.command("build", "--only", "html", root=self.folder)


PROVOKED: dict[Code, Callable[[Desk], str]] = {
    Code.FILE_MISSING: lambda desk: "\n".join(map(str, load(desk.folder / "data", "data")[1])),
    Code.FILE_ENCODING: lambda desk: desk.whole("costs.yaml", b"- id: \xff\n"),
    Code.FILE_SIZE: lambda desk: desk.whole("costs.yaml", b"- id: " + b"a" * 30_000),
    Code.YAML_SYNTAX: lambda desk: desk.whole("costs.yaml", b"- id: [\n"),
    Code.DUPLICATE_KEY: lambda desk: desk.whole("costs.yaml", b"- id: a\n  id: b\n"),
    Code.ALIAS: lambda desk: desk.whole("costs.yaml", b"- &a {id: a}\n- *a\n"),
    Code.DEPTH: lambda desk: desk.whole("costs.yaml", b"- " + b"[" * 30 + b"]" * 30),
    Code.NOT_A_LIST: lambda desk: desk.whole("costs.yaml", b"id: a\n"),
    Code.FIELD: lambda desk: desk.whole("costs.yaml", b"- id: a\n"),
    Code.UNKNOWN_FIELD: lambda desk: desk.ledger("costs.yaml", "  currency: USD", "  currency: USD\n  curency: USD"),
    Code.DUPLICATE_ID: lambda desk: desk.fault("two same group ids"),
    Code.UNKNOWN_REFERENCE: lambda desk: desk.fault("unknown office"),
    Code.DATE: lambda desk: desk.fault("as_of older than its source"),
    Code.SUM: lambda desk: desk.fault("core does not add up"),
    Code.CYCLE: Desk.circle,
    Code.ORDER: lambda desk: desk.fault("rounds out of order"),
    Code.STATUS: lambda desk: desk.fault("status without conflict"),
    Code.UNUSED: lambda desk: desk.ledger(
        "sources.yaml", "\n- id: ", "\n- id: src-unused\n  title: T\n  publisher: P\n  url: https://example.org/\n"
        "  kind: other\n  as_of: '2020'\n\n- id: ",
    ),
    Code.TEXT: lambda desk: desk.fault("a machine's path"),
    Code.PLAN: Desk.plan,
    Code.SYNONYM: Desk.synonyms,
    Code.PUBLISHED: lambda desk: desk.fault("rounds out of order"),
    Code.AMOUNT: lambda desk: desk.fault("an amount that is not that of its fact"),
    Code.LITERAL: lambda desk: desk.page("It costs $5."),
    Code.PAGE_SHAPE: lambda desk: desk.page("#### Deep"),
    Code.FRONT_MATTER: lambda desk: desk.page("T", "# T\n\n{}\n"),
    Code.ORPHAN_FACT: lambda desk: desk.page("Text."),
    Code.ROLE: lambda desk: desk.page("{fact}`nothing`"),
    Code.REDIRECT: Desk.redirect,
    Code.WORDING: lambda desk: desk.page("The the colour."),
    Code.FORMULA: lambda desk: desk.website("A sum: ${a$."),
    Code.LONG: lambda desk: desk.prose("One " + "word and another " * 12 + "end."),
    Code.PLAINER: lambda desk: desk.prose("Come prior to noon."),
    Code.ABBREVIATION: lambda desk: desk.prose("Ask the QZX."),
    Code.SPELLING: lambda desk: desk.prose("You recieve it."),
    Code.NO_FONT: lambda desk: desk.guide("A sign: \U00013000"),
    Code.NO_FORM: lambda desk: desk.guide("![](a.svg)", a_svg='<svg xmlns="http://www.w3.org/2000/svg"/>'),
    Code.TYPST: lambda desk: desk.guide("![A map](a.svg)", a_svg="<svg"),
    Code.NO_SUCH: lambda desk: desk.command("show", "nothing"),
    Code.EXISTS: lambda desk: desk.command("new-page", "policy", "index"),
    Code.NOT_WRITTEN: Desk.unwritable,
    Code.BUILD: Desk.failed_build,
    Code.TAKEN: Desk.taken_port,
    Code.NOT_BUILT: lambda desk: desk.command("serve", root=desk.a_handbook()),
    Code.FAULT: Desk.broken_program,
    Code.STOPPED: Desk.stopped_build,
    Code.NOT_A_VALUE: lambda desk: desk.command("show", "x", root=desk.a_handbook()),
}


def test_the_example_of_an_impossible_date_has_the_words_of_the_check(tmp_path: Path) -> None:
    said = Desk(tmp_path).ledger("deadlines.yaml", "date: '2026-12-01'", "date: '2026-02-30'")
    example = MEANING[Code.DATE].example
    assert said.partition(": date: ")[2] == example.partition(": date: ")[2] != ""


@pytest.mark.parametrize("code", list(Code), ids=lambda code: code.value)
def test_each_code_is_explained_and_can_be_provoked(code: Code, tmp_path: Path) -> None:
    meaning = MEANING[code]
    assert meaning.what.endswith(".")
    assert meaning.remedy.endswith(".")
    found = LINE.fullmatch(meaning.example)
    assert found is not None and found[1] == code.value
    assert code.value[0] in GROUPS
    said = re.sub(r"\x1b\[[0-9;]*m", "", PROVOKED[code](Desk(tmp_path)))
    assert any(line.endswith(f"[{code.value}]") for line in said.split("\n")), said
    assert "Traceback" not in said


def test_the_guide_uses_the_same_codes() -> None:
    assert (
        Code.NO_FONT.value, Code.NO_FORM.value, Code.TYPST.value,
    ) == (frames.NO_FONT, frames.NO_FORM, frames.TYPST)


def test_a_command_says_where_codes_are_explained() -> None:
    result = run("show", "nothing")
    assert result.stderr.rstrip().endswith("explain CODE, or docs/reference/about/editing/messages.md")
    assert all("Remedy: " in run("explain", code).stdout for code in ("l009", " [L009] "))
    assert "no such code" in run("explain", "X999").stderr
    assert "no such code" in run("explain", "mist.xref_missing").stderr
    assert "no such code" in run("explain", "myst..").stderr
    for code in ("myst.xref_missing", "[ref.doc]", "MyST.Xref_Missing", "download.not_readable"):
        assert run("explain", code).stdout.startswith(f"{code.strip('[]').lower()}: A remark of MyST or Sphinx")
    assert list(json.loads(run("explain", "--json", "toc.not_included").stdout)) == ["toc.not_included"]
    assert all(code.value in run("explain").stdout for code in (Code.FIELD, Code.BUILD))


def test_a_fault_of_the_program_is_one_line_and_its_details_are_to_be_had(tmp_path: Path) -> None:
    said = broken_program(tmp_path, "explain")
    assert (said.returncode, said.stdout) == (3, "")
    assert said.stderr == (
        "explain: division by zero (ZeroDivisionError): a fault of the program; "
        "for its details set HANDBOOK_DEBUG=1 and type the command again [D008]\n"
    )
    said = broken_program(tmp_path, "explain", "--json")
    assert (said.returncode, said.stderr) == (3, "")
    assert json.loads(said.stdout)["code"] == "D008"
    said = broken_program(tmp_path, "explain", environment={"HANDBOOK_DEBUG": "1"})
    assert said.returncode == 1
    assert "Traceback" in said.stderr and "explain.py" in said.stderr


def test_a_python_without_the_packages_is_told_what_to_type() -> None:
    said = subprocess.run(
        [sys.executable, "-S", "-m", "handbook", "check"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert (said.returncode, said.stdout) == (1, "")
    assert re.fullmatch(r"this Python has no package \w+: type 'source .venv/bin/activate' first \(.*\)\n", said.stderr)
