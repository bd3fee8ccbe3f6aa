"""The tree of pages: an entry that leads nowhere, twice or back, and a page in no toctree, each in one line."""

from __future__ import annotations

import pytest

from handbook.prose.toctrees import wrong_toctrees


def tree(*entries: str) -> str:
    return "\n".join(["# Page", "", "```{toctree}", ":hidden:", *entries, "```", ""])


GOOD = {"index": tree("a/index", "Words <b>"), "a/index": tree("one", "/a/two.md"), "a/one": "", "a/two": "", "b": ""}


@pytest.mark.parametrize(
    ("page", "text", "found"),
    [
        ("b", "", []),
        ("b", tree("https://example.org", "Words <mailto:a@b.example>", "self", ""), []),
        ("b", tree("onw"), ["docs/b.md:5: {toctree}: onw: no such page"]),
        ("a/two", tree("onw"), ["docs/a/two.md:5: {toctree}: onw: no such page; did you mean a/one?"]),
        ("index", tree("a/index", "b", "b.md"),
         ["docs/index.md:7: {toctree}: b.md: stands twice in the toctrees of this page"]),
        ("b", tree("b"), ["docs/b.md:5: {toctree}: b: leads back to this page; a page cannot stand below itself"]),
        ("a/two", tree("/index"),
         ["docs/a/two.md:5: {toctree}: /index: leads back to this page; a page cannot stand below itself"]),
        ("b", tree("a/one"),
         ["docs/b.md:5: {toctree}: a/one: stands in a toctree of docs/a/index.md too; name it in one"]),
        ("b", tree("a/o*"), []),
        ("a/index", tree("one"),
         ["docs/a/two.md: no toctree names this page; add it to that of its folder's index.md"]),
        ("a/index", tree("*"), []),
        ("index", tree("*", "a/index"), []),
        ("index", tree("*"),
         ["docs/a/index.md: no toctree names this page; add it to that of its folder's index.md"]),
        ("c", "---\norphan: true\n---\n", []),
        ("c", '---\ntype: faq\norphan: "true"\n---\n', []),
        ("c", "---\ntype: faq\n---\n\n```yaml\n---\norphan: true\n---\n```\n",
         ["docs/c.md: no toctree names this page; add it to that of its folder's index.md"]),
    ],
)
def test_each_fault_of_a_toctree_has_its_line(page: str, text: str, found: list[str]) -> None:
    texts = {**GOOD, page: text}
    assert [str(one).removesuffix(" [P002]") for one in wrong_toctrees(texts, texts)] == found


def test_pages_that_only_lead_to_one_another_are_a_ring() -> None:
    texts = {"index": "", "a": tree("b"), "b": tree("a")}
    assert [one.line for one in wrong_toctrees(texts, texts)] == [5]


def test_a_deep_tree_is_no_ring() -> None:
    texts = {"index": tree("p0"), **{f"p{n}": tree(f"p{n + 1}") for n in range(3000)}, "p3000": ""}
    assert wrong_toctrees(texts, texts) == []
