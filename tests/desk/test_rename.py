"""Moving a page: every reference follows, the old address keeps working, and nothing is half done."""

from __future__ import annotations

import json
import os
import posixpath
import re
import shutil
import stat
from pathlib import Path

import pytest

from handbook.desk.check import pages, problems_of
from handbook.desk.whole_writes import write_all
from handbook.prose.moves import moved

from .test_commands import ROOT, run

PAGE = "careers/cpt"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of all pages, the ledger, and the topics and queries of the search."""
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for folder in ("tests/search", "bench/search"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(ROOT / "tests/search/topics.yaml", tmp_path / "tests/search/topics.yaml")
    for path in (ROOT / "bench/search").glob("*.txt"):
        shutil.copy(path, tmp_path / "bench/search")
    return tmp_path


def everything(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def links(root: Path) -> list[tuple[str, str]]:
    """Return (page, resolved target) of every relative Markdown link."""
    found = []
    for path in pages(root):
        here = path.parent.relative_to(root / "docs").as_posix()
        for address in re.findall(r"\]\(([^)\s#:]+\.md)", path.read_text(encoding="utf-8")):
            found.append((path.stem, posixpath.normpath(posixpath.join(here, address))))
    return found


def dangling(root: Path) -> list[tuple[str, str]]:
    return [link for link in links(root) if not (root / "docs" / link[1]).exists()]


@pytest.mark.parametrize("new", ["careers/work-permission", "admissions/costs/work-permission"])
def test_all_references_follow(copy: Path, new: str) -> None:
    before = sum(target == f"{PAGE}.md" for _, target in links(copy))
    assert before > 3
    result = run("rename", PAGE, new, root=copy)
    assert result.returncode == 0, result.stderr
    assert not (copy / f"docs/{PAGE}.md").exists()
    assert dangling(copy) == []
    assert sum(target == f"{new}.md" for _, target in links(copy)) == before
    assert f"- from: {PAGE}\n  to: {new}\n" in (copy / "docs/redirects.yaml").read_text()
    topics = (copy / "tests/search/topics.yaml").read_text()
    assert new in topics
    assert not re.search(rf"\b{PAGE}\b[#,\]]", topics)
    assert problems_of(copy)[0] == []
    toctree = (copy / "docs/careers/index.md").read_text()
    entry = "work-permission" if new.startswith("careers") else f"../{new}"
    assert f"\n{entry}\n" in toctree


def mentions(root: Path, page: str) -> dict[str, int]:
    """Return for each list of queries how often it names a place on ``page``."""
    lists = sorted((root / "bench/search").glob("*.txt"))
    found = {path.name: len(re.findall(rf"(?<![\w/-]){page}#", path.read_text(encoding="utf-8"))) for path in lists}
    return {name: count for name, count in found.items() if count}


def test_every_list_of_queries_follows(copy: Path) -> None:
    before = mentions(copy, PAGE)
    assert len(before) > 3
    said = json.loads(run("rename", "--json", PAGE, "careers/work-permission", root=copy).stdout)
    assert mentions(copy, PAGE) == {}
    assert mentions(copy, "careers/work-permission") == before
    assert {f"bench/search/{name}" for name in before} <= set(said["rewritten"])


def test_a_topic_that_is_called_like_the_page_stays(small: Path) -> None:
    for file in ("bench/search/needs.txt", "bench/notes.txt", "tests/search/topics.yaml"):
        (small / file).parent.mkdir(parents=True, exist_ok=True)
    queries = "natural | study/fees + study/fees#, study/index#fees, study/fees#a | fees\nacronym | study/fees | x\n"
    (small / "bench/search/needs.txt").write_text(queries, encoding="utf-8")
    (small / "bench/notes.txt").write_text("See study/fees#a\n", encoding="utf-8")
    (small / "tests/search/topics.yaml").write_text("study/fees: [study/fees, study/fees#a]\n", encoding="utf-8")
    said = json.loads(run("rename", "--json", "study/fees", "study/prices", root=small).stdout)
    after = queries.replace("study/fees#", "study/prices#")
    assert (small / "bench/search/needs.txt").read_text(encoding="utf-8") == after
    topics = (small / "tests/search/topics.yaml").read_text(encoding="utf-8")
    assert topics == "study/fees: [study/prices, study/prices#a]\n"
    assert said["also_named_in"] == ["bench/notes.txt:1"]


def test_moved_back_it_is_as_before(copy: Path) -> None:
    before = everything(copy)
    assert run("rename", PAGE, "admissions/costs/x", root=copy).returncode == 0
    assert run("rename", "admissions/costs/x", PAGE, root=copy).returncode == 0
    after = everything(copy)
    assert {n: t for n, t in after.items() if n != "docs/redirects.yaml"} == {
        n: t for n, t in before.items() if n != "docs/redirects.yaml"
    }
    assert problems_of(copy)[0] == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("careers/ctp", "careers/x", "careers/ctp: no such page; did you mean careers/cpt? [D001]"),
        (PAGE, "careers/roles", "docs/careers/roles.md: this page exists already [D002]"),
        (PAGE, "carers/x", "no such folder in docs/; did you mean careers? [D001]"),
        (PAGE, "../x", "no name for a page"),
        ("index", "front", "index: the front page keeps its name"),
        ("careers/index", "careers/start", "careers/index: the front page of its folder keeps its name"),
    ],
)
def test_what_would_break_is_refused(copy: Path, old: str, new: str, words: str) -> None:
    before = everything(copy)
    result = run("rename", old, new, root=copy)
    assert result.returncode == 1
    assert words in result.stderr
    assert everything(copy) == before


@pytest.mark.parametrize(
    ("entry", "new", "words"),
    [
        (
            "- {from: study/old, to: study/fees}\n", "study/prices",
            "docs/redirects.yaml: after the move, study/fees has moved on to study/prices; name that; ",
        ),
        (
            "- to: study/fees\n  from: study/old\n", "study/old",
            "docs/redirects.yaml: after the move, study/old leads to itself; ",
        ),
    ],
)
def test_a_list_of_moves_that_would_break_is_refused(small: Path, entry: str, new: str, words: str) -> None:
    with (small / "docs/redirects.yaml").open("a", encoding="utf-8") as file:
        file.write(entry)
    assert problems_of(small)[0] == []
    before = everything(small)
    result = run("rename", "study/fees", new, root=small)
    assert (result.returncode, everything(small)) == (1, before)
    assert words in result.stderr
    assert "; nothing was changed [P007]" in result.stderr


def test_json_lists_what_changed(copy: Path) -> None:
    shutil.copy(ROOT / "conf.py", copy / "conf.py")
    said = json.loads(run("rename", "--json", "overview/at-a-glance", "overview/in-short", root=copy).stdout)
    assert "docs/overview/index.md" in said["rewritten"]
    assert any(place.startswith("conf.py:") for place in said["also_named_in"])


@pytest.mark.parametrize(("new", "told"), [("study/prices", False), ("prices", True)])
def test_the_toctree_of_the_old_folder_is_named_where_the_folder_changes(small: Path, new: str, told: bool) -> None:
    result = run("rename", "study/fees", new, root=small)
    assert result.returncode == 0, result.stderr
    assert ("It stands in the toctree of its old folder still" in result.stdout) is told


def test_the_list_of_old_addresses_is_nothing_to_change(small: Path) -> None:
    kept = small / "tests/site/released-addresses.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text("study/fees.html\n", encoding="utf-8")
    (small / "data/note.txt").write_text("study/fees\n", encoding="utf-8")
    (small / "data/note.json").write_text('"study/fees"\n', encoding="utf-8")  # no file of ours
    said = json.loads(run("rename", "--json", "study/fees", "study/prices", root=small).stdout)
    assert said["also_named_in"] == ["data/note.txt:1"]


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("[a](b.md) [b](b.md#x) [c](<b.md>)", "[a](../q/n.md) [b](../q/n.md#x) [c](<../q/n.md>)"),
        ("[a](/p/b.md) [a](project:b.md#y)", "[a](/q/n.md) [a](project:../q/n.md#y)"),
        ("{doc}`b` {doc}`Words </p/b>`", "{doc}`../q/n` {doc}`Words </q/n>`"),
        ("[r]: b.md 'Title'", "[r]: ../q/n.md 'Title'"),
        ("`[a](b.md)` [a](https://x.org/b.md)", "`[a](b.md)` [a](https://x.org/b.md)"),
        ("[a](#b) [a](bb.md)", "[a](#b) [a](bb.md)"),
        ("```\n[a](b.md)\n```\n[a](b.md)", "```\n[a](b.md)\n```\n[a](../q/n.md)"),
        ("```{toctree}\n:hidden:\n\nb\nWords <b>\nc\n```", "```{toctree}\n:hidden:\n\n../q/n\nWords <../q/n>\nc\n```"),
        ("```{code} md\n[a](b.md)\n```\n[a](b.md)", "```{code} md\n[a](b.md)\n```\n[a](../q/n.md)"),
        (":::{code-block} md\n[a](b.md)\n:::\n[a](b.md)", ":::{code-block} md\n[a](b.md)\n:::\n[a](../q/n.md)"),
        ("````{code}\n```{figure} b.md\n```\n````", "````{code}\n```{figure} b.md\n```\n````"),
        ("```{parsed-literal}\n[a](b.md)\n```", "```{parsed-literal}\n[a](../q/n.md)\n```"),  # read as Markdown
        ("::::{note}\n:::{tip}\n[a](b.md)\n:::\n::::", "::::{note}\n:::{tip}\n[a](../q/n.md)\n:::\n::::"),
        ("<project:b.md> (<project:b.md#x>)", "<project:../q/n.md> (<project:../q/n.md#x>)"),
        (":::{card} b\n:link: b\n:link-type: doc\n\nb\n:::", ":::{card} b\n:link: ../q/n\n:link-type: doc\n\nb\n:::"),
        (":::{card} b\n:link-type: ref\n:link: b\n:::", ":::{card} b\n:link-type: ref\n:link: b\n:::"),
        ("```{button-ref} b\n:ref-type: doc\n```", "```{button-ref} ../q/n\n:ref-type: doc\n```"),
        ("```{button-ref} b\n:ref-type: ref\n```", "```{button-ref} b\n:ref-type: ref\n```"),
        ("```{toctree}\nA: b <b>\nC: d < b >\n```", "```{toctree}\nA: b <../q/n>\nC: d < ../q/n >\n```"),
        ("```{toctree}\nA: b <https://x.org/b>\n```", "```{toctree}\nA: b <https://x.org/b>\n```"),
        ("[a]( b.md ) [a](  <b.md>)", "[a]( ../q/n.md ) [a](  <../q/n.md>)"),
        ("[a](\nb.md) b.md\n\n> [a](\n> <b.md#x>)", "[a](\n../q/n.md) b.md\n\n> [a](\n> <../q/n.md#x>)"),
        ("`[a](`\nb.md", "`[a](`\nb.md"),
        ("[a](\n<path:b.md#x>) [a](b.md) {any}`b`", "[a](\n<path:../q/n.md#x>) [a](../q/n.md) {any}`../q/n`"),
        ("> [c]: b.md\n> > [d]:<b.md> 'T'\n- [e]: b.md", "> [c]: ../q/n.md\n> > [d]:<../q/n.md> 'T'\n- [e]: ../q/n.md"),
        ("- [c]: see [a](b.md)\n\n    [c]: b.md", "- [c]: see [a](../q/n.md)\n\n    [c]: b.md"),
        ("{any}`b` {any}`Words <b>` {any}`b.md`", "{any}`../q/n` {any}`Words <../q/n>` {any}`../q/n.md`"),
        (":::{card}\n---\nlink: b\nlink-type: doc\n---\n:::", ":::{card}\n---\nlink: ../q/n\nlink-type: doc\n---\n:::"),
        (":::{card} b\n:link: 'b'\n:link-type: doc\n:::", ":::{card} b\n:link: '../q/n'\n:link-type: doc\n:::"),
        (":::{card} b\n---\nlink: b\nlink-type: ref\n---\n:::", ":::{card} b\n---\nlink: b\nlink-type: ref\n---\n:::"),
        ("[a](path:b.md) <path:b.md>", "[a](path:../q/n.md) <path:../q/n.md>"),
        ("```{include} b.md\n```", "```{include} ../q/n.md\n```"),
    ],
)
def test_each_form_of_reference(line: str, after: str) -> None:
    assert moved(line, "p/other", "p/b", "q/n") == after


def test_the_page_itself_names_things_from_its_new_place() -> None:
    text = "[a](c.md) [me](b.md#x) [up](../i.md)\n\n```{figure} pic/a.svg\n:alt: A\n```\n![p](pic/a.svg) [w](https://x.org)"
    assert moved(text, "p/b", "p/b", "q/r/n") == (
        "[a](../../p/c.md) [me](n.md#x) [up](../../i.md)\n\n```{figure} ../../p/pic/a.svg\n:alt: A\n```\n"
        "![p](../../p/pic/a.svg) [w](https://x.org)"
    )


def test_files_and_names_are_named_from_the_new_place() -> None:
    text = "[x](path:x.csv) <path:x.csv> {any}`c` {any}`fee-lamp` {any}`Words <c>`\n\n[x](\nc.md) [x](\n<path:x.csv>)"
    assert moved(text, "p/b", "p/b", "q/r/n", {"p/b", "p/c"}) == (
        "[x](path:../../p/x.csv) <path:../../p/x.csv> {any}`../../p/c` {any}`fee-lamp` {any}`Words <../../p/c>`\n\n"
        "[x](\n../../p/c.md) [x](\n<path:../../p/x.csv>)"
    )


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("[c]:\nfees.md", 2), ("<a href='fees.html'>x</a>", 1), ("{doc}`Words\n<fees>`", 2), ("[x](./fees.md\\#a)", 1),
        ("```{button-link} fees.html\n```", 1), (":::{card} x\n:link: fees.html\n:::", 2), ("[a](fees.md)", 0),
        ("see fees, fees.md and `[c]: fees.md`", 0), ("```\n[c]:\nfees.md\n```", 0), ("{ref}`Words <fees>`", 0),
        ("[c]:\n> fees-x.md", 0), ("<https://x.org/fees.html>", 0),
    ],
)
def test_a_link_that_would_be_left_behind_keeps_the_page_where_it_is(small: Path, line: str, at: int) -> None:
    page = small / "docs/study/catalog.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text}\n{line}\n", encoding="utf-8")
    before = everything(small)
    result = run("rename", "study/fees", "study/prices", root=small)
    if not at:
        assert result.returncode == 0, result.stderr
        return
    assert (result.returncode, everything(small)) == (1, before)
    place = f"docs/study/catalog.md:{text.count(chr(10)) + 1 + at}: this link would lead nowhere: "
    shown = line.split("\n")[at - 1]
    words = "; write it on one line, as [words](page.md), and move the page then; nothing was changed [D007]"
    assert result.stderr.split("\n")[0] == f"{place}{shown}{words}"


def test_a_page_stays_whose_own_links_would_lead_nowhere(small: Path) -> None:
    page = small / "docs/study/fees.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[c]:\ncatalog.md\n", encoding="utf-8")
    before = everything(small)
    result = run("rename", "study/fees", "fees", root=small)
    assert (result.returncode, everything(small)) == (1, before)
    assert "this link would lead nowhere: catalog.md; " in result.stderr
    assert run("rename", "study/fees", "study/prices", root=small).returncode == 0


def test_words_of_a_footnote_are_no_address() -> None:
    text = "[^1]: b and [a](c.md)\n[^2]: <project:c.md>\n\n:::{card} C\n:img-top: a.svg\n:::"
    assert moved(text, "p/b", "p/b", "q/n") == (
        "[^1]: b and [a](../p/c.md)\n[^2]: <project:../p/c.md>\n\n:::{card} C\n:img-top: ../p/a.svg\n:::"
    )


def test_a_write_that_fails_midway_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, gone = tmp_path / "one", tmp_path / "two", tmp_path / "gone"
    one.write_text("1")
    gone.write_text("g")
    replace = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if target == two:
            raise OSError(28, "No space left on device", str(self), None, str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space") as raised:
        write_all({one: "changed", gone: None, two: "new"})
    assert (raised.value.filename, raised.value.filename2) == (str(two), None)
    assert everything(tmp_path) == {"one": b"1", "gone": b"g"}


@pytest.mark.parametrize("mode", [0o664, 0o600, 0o755])
def test_a_file_keeps_its_rights(mode: int, tmp_path: Path) -> None:
    path = tmp_path / "one"
    path.write_text("1")
    path.chmod(mode)
    before = os.umask(0o077)
    try:
        write_all({path: "changed", tmp_path / "new": "new"})
    finally:
        os.umask(before)
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("changed", mode)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o600


def test_what_a_link_leads_to_is_written_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    target, link, again = tmp_path / "elsewhere/costs", tmp_path / "link", tmp_path / "again"
    target.write_text("1")
    link.symlink_to("elsewhere/costs")
    again.symlink_to("link")
    write_all({link: "2", again: "2"})
    assert (target.read_text(), link.is_symlink(), again.is_symlink()) == ("2", True, True)
    write_all({link: None})
    assert everything(tmp_path) == {"elsewhere/costs": b"2"}
