"""The sidebar: own branch alone, whatever the size of the handbook."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from docutils import nodes
from sphinx.addnodes import toctree

from handbook.extension.navigation import Tree, address_of, read_tree, render, site_root


def made(sections: int, pages: int, title: str = "Page") -> Any:
    """Return what ``read_tree`` reads, for a handbook of ``sections`` times ``pages``."""
    includes = {"index": [f"s{i}/index" for i in range(sections)] + ["start/one"]}
    for i in range(sections):
        includes[f"s{i}/index"] = [f"s{i}/p{j}" for j in range(pages)]
    names = {"index", *(child for children in includes.values() for child in children)}
    tocs: dict[str, nodes.bullet_list] = {name: nodes.bullet_list() for name in names}
    tocs["index"] += toctree(entries=[("Renamed & short", "s0/index"), (None, "s1/index")])
    return SimpleNamespace(
        config=SimpleNamespace(root_doc="index"), toctree_includes=includes,
        titles={name: nodes.title("", f"{title} {name}") for name in names},
        metadata={"start/one": {"type": "start"}}, tocs=tocs,
    )


def links(tree: Tree, page: str) -> list[str]:
    """Return the pages that the sidebar of ``page`` links."""
    html = render(tree, tree.children[tree.root], tree.branch(page), page, lambda docname: docname)
    return [part.split('"')[0] for part in html.split('href="')[1:]]


def test_a_page_links_the_parts_and_its_own_branch() -> None:
    tree = read_tree(made(7, 20))
    found = links(tree, "s3/p5")
    assert [name for name in found if name.startswith("s3/")] == ["s3/index", *(f"s3/p{j}" for j in range(20))]
    assert len(found) == 7 + 1 + 20


def test_cost_of_a_page_does_not_grow_with_other_branches() -> None:
    small, large = read_tree(made(7, 20)), read_tree(made(7, 20))
    large.children["s6/index"] = tuple(f"s6/p{j}" for j in range(3000))
    assert links(small, "s3/p5") == links(large, "s3/p5")


def test_only_the_page_itself_is_marked() -> None:
    tree = read_tree(made(2, 2))
    html = render(tree, tree.children["index"], tree.branch("s1/p0"), "s1/p0", lambda docname: docname)
    assert html.count("aria-current") == 1
    assert '<a href="s1/p0" aria-current="page">' in html
    assert html.count("<ul>") == html.count("</ul>") == 2


def test_titles_are_text_and_toctrees_may_rename() -> None:
    tree = read_tree(made(2, 1, title="<b>"))
    assert tree.titles["s1/index"] == "&lt;b&gt; s1/index"
    assert tree.titles["s0/index"] == "Renamed &amp; short"


def test_start_pages_stand_apart_and_trail_leaves_the_root_out() -> None:
    tree = read_tree(made(2, 2))
    assert tree.apart == {"start/one"}
    assert tree.trail("s1/p0") == ["s1/index"]
    assert tree.trail("index") == tree.trail("s1/index") == tree.trail("genindex") == []


def test_a_page_in_two_toctrees_and_a_circle_end() -> None:
    env = made(2, 2)
    env.toctree_includes["s1/index"] += ["s0/p0", "s1/index", "index", "gone"]
    tree = read_tree(env)
    assert tree.parents["s0/p0"] == "s0/index"
    assert tree.children["s1/index"] == ("s1/p0", "s1/p1")


def test_addresses_of_the_error_page_start_at_the_top() -> None:
    app: Any = SimpleNamespace(
        config=SimpleNamespace(html_baseurl="https://a.example/guide/"),
        builder=SimpleNamespace(
            get_target_uri=lambda docname: f"{docname}.html", get_relative_uri=lambda here, there: f"../{there}.html"
        ),
    )
    assert address_of(app, "404")("s0/p0") == "/guide/s0/p0.html"
    assert address_of(app, "s1/p0")("s0/p0") == "../s0/p0.html"
    app.config.html_baseurl = ""
    assert site_root(app) == "/"
