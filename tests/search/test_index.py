"""What is in the index of the real website, and how much of it there is."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.errors import ConfigError
from sphinx.util.docutils import docutils_namespace

from handbook.search.index import FILES, files_script

from .conftest import unpacked

# The budget is 150 KB for a hundred pages; the website has more, and stays well below what it would allow.
LIMIT = 196_000


@pytest.mark.parametrize(("name", "given", "words"), [
    ("search_ask", "x", "x: must be [words, address of a page]"),
    ("search_ask", ["Who to ask"], "['Who to ask']: must be [words, address of a page]"),
    ("search_ask", ["Who to ask", 5], "['Who to ask', 5]: must be"),
    ("search_offices", ["a", "b", "c"], "['a', 'b', 'c']: must be [page, anchor]"),
    ("search_suggestions", [1, None], "[1, None]: must be a list of queries"),
    ("search_suggestions", ["tuition", " "], "['tuition', ' ']: must be a list of queries"),
])
def test_a_setting_that_the_dialog_could_not_print_is_refused(
    name: str, given: object, words: str, tmp_path: Path
) -> None:
    def start(value: object) -> None:
        settings = f"extensions = ['handbook.search']\n{name} = {value!r}\n"
        (tmp_path / "conf.py").write_text(settings, encoding="utf-8")
        with docutils_namespace():
            Sphinx(tmp_path, tmp_path, tmp_path / "out", tmp_path / "out", "html", status=None, warning=None)

    with pytest.raises(ConfigError, match=f"^{name}: {re.escape(words)}"):
        start(given)
    start([])


def test_pages_that_want_no_search_are_left_out(site: Path, root: Path) -> None:
    text = (site / "search-index.js").read_text(encoding="utf-8")
    pages = {
        path.relative_to(root / "docs").with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in (root / "docs").rglob("*.md")
    }
    off = {name for name, words in pages.items() if re.search(r"^search: off$", words.split("\n---")[0], re.M)}
    assert len(off) > 10
    assert [name for name in sorted(off) if f'"{name}.html"' in text] == []
    assert [name for name in sorted(pages.keys() - off) if f'"{name}.html"' not in text] == []


def test_the_first_search_is_light(site: Path) -> None:
    parts = [site / FILES, site / "search-index.js", *(site / "_static/search").glob("*.js")]
    assert sum(len(gzip.compress(part.read_bytes(), 9)) for part in parts) < LIMIT


def test_the_parts_have_addresses_that_change_with_what_is_in_them(site: Path, tmp_path: Path) -> None:
    text = (site / FILES).read_text(encoding="utf-8")
    parts = json.loads(text.removeprefix("self.HandbookSearchFiles=").removesuffix(";\n"))
    assert set(parts) == {"dialog", "engine", "index"}
    copy = tmp_path / "site"
    for address in parts.values():
        path, _, checksum = address.partition("?v=")
        assert checksum
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(site / path, copy / path)
    assert files_script(copy) == text
    with (copy / "search-index.js").open("a", encoding="utf-8") as index:
        index.write("// another page\n")
    other = json.loads(files_script(copy).removeprefix("self.HandbookSearchFiles=").removesuffix(";\n"))
    assert [part for part in parts if parts[part] != other[part]] == ["index"]


def test_no_page_names_what_changes_with_other_pages(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert "search-index.js" not in page.read_text(encoding="utf-8"), page


def test_questions_of_an_entry_stand_with_it(site: Path, root: Path) -> None:
    records = unpacked((site / "search-index.js").read_text(encoding="utf-8"))
    asked = {
        (records["docs"][section[0]][0].removesuffix(".html"), section[1]): len(section[5])
        for section in records["sections"]
    }
    found = {
        (path.relative_to(root / "docs").with_suffix("").as_posix(), entry)
        for path in (root / "docs").rglob("*.md")
        for entry in re.findall(r"^```\{asks\} (\S+)$", path.read_text(encoding="utf-8"), re.M)
    }
    assert len(found) > 50
    assert [place for place in sorted(found) if not asked.get(place)] == []


def test_what_stands_elsewhere_in_the_same_words_is_left_out(site: Path) -> None:
    records = unpacked((site / "search-index.js").read_text(encoding="utf-8"))
    text = "\n".join(section[4] for section in records["sections"])
    assert "No term stands in the sources" in text
    assert "All questions without a public answer" not in text
    assert " , " not in text


def test_the_way_to_a_page_has_the_names_of_the_menu(site: Path) -> None:
    records = unpacked((site / "search-index.js").read_text(encoding="utf-8"))
    housing = next(doc for doc in records["docs"] if doc[0] == "overview/living/housing.html")
    assert housing[2].split(" › ")[0] == "Overview", "the page itself has a longer title"
