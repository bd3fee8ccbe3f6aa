"""What the links of each page lead to, so that a page is written again when that has moved or has other words.

The links are kept when a page is read (table ``links`` of the domain ``hb``), because resolving them needs all pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.addnodes import pending_xref
from sphinx.util import docname_join

from handbook.extension.domain import handbook_domain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment


def note_links(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the links of the page being read."""
    handbook_domain(app.env).note_links(
        (
            str(node.get("refdomain") or ""), str(node.get("reftype", "")), str(node["reftarget"]),
            str(node.get("reftargetid") or ""), bool(node.get("refexplicit")),
        )
        for node in doctree.findall(pending_xref)
    )


def link_ends(env: BuildEnvironment, docname: str) -> list[Any]:
    """Return what each link of a page leads to now: its place, and its words where the link has none of its own."""
    domain = handbook_domain(env)
    labels = env.domains.standard_domain
    found: list[Any] = []
    for owner, kind, target, part, has_words in domain.links.get(docname, ()):
        if owner == domain.name:
            found.append(domain.places.get(target))
        elif owner == "doc" or kind == "doc":
            target = docname_join(docname, target) if kind == "doc" else target  # MyST's own are whole already
            sections = env.metadata.get(target, {}).get("myst_slugs", {}) if part else {}
            title = env.titles.get(target)
            section = sections.get(part) or next(_labels(labels, target, part), None) if part else None
            words = section[2] if section else title.astext() if title and not part else ""
            found.append((title is None, section[1] if section else "", "" if has_words else words))
        else:
            name = target.lower()
            place, words = labels.anonlabels.get(name), labels.labels.get(name, ("", "", ""))[2]
            found.append((place, labels.objects.get((kind, target)), "" if has_words else words))
    return found


def _labels(domain: StandardDomain, docname: str, part: str) -> Iterator[tuple[str, str, str]]:
    """Yield the labels of the page ``docname`` that are called ``part``, by name or by id: page, id and words."""
    for name, (page, label, words) in domain.labels.items():
        if page == docname and part in (name, label):
            yield page, label, words
    for name, (page, label) in domain.anonlabels.items():
        if page == docname and part in (name, label):
            yield page, label, ""


def setup_link_ends(app: Sphinx) -> None:
    """Connect the handler, for every builder: one may read what another writes."""
    app.connect("doctree-read", note_links)
