"""``page.md`` beside each ``page.html``, the link to it, and ``llms.txt``, which lists them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from handbook.extension.domain import HandbookDomain
from handbook.extension.edition import checked
from handbook.extension.website.descriptions import description, own
from handbook.publish.llms import llms
from handbook.publish.markdown_twins import escaped, twin

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


# Not after an initial, as in "G.I. Bill".
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.)\s")


def to_twin(address: str) -> str:
    """Return the address of the twin for that of a page inside the handbook; others stay."""
    if urlsplit(address).scheme:
        return address
    return re.sub(r"\.html(?=#|$)", ".md", address)


def notice(app: Sphinx) -> str:
    """Return what every copy says of itself: book, edition, day of the check, and which page wins."""
    domain = app.env.domains.get("hb")
    days = f" Checked {checked(domain.ledger.edition)}." if isinstance(domain, HandbookDomain) else ""
    words = app.config.html_context.get("site_notice", "")
    return f"{app.config.project}, {app.config.release}.{days} {words}".strip()


def on_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Write the twin of one page and name it to the template."""
    if doctree is None or app.builder.name != "html":
        return
    path = Path(app.outdir, f"{pagename}.md")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(twin(doctree, to_twin, notice(app)), encoding="utf-8")
    context["handbook_markdown"] = pagename.rpartition("/")[2] + ".md"


def write_list(app: Sphinx, exception: Exception | None) -> None:
    """Write ``llms.txt`` when all twins are there; what a page says of itself, or its first sentence, describes it."""
    if exception is not None or app.builder.name != "html":
        return
    base = app.config.html_baseurl
    base = base.rstrip("/") + "/" if base else ""
    root = app.config.root_doc
    parts: dict[str, list[tuple[str, str, str]]] = {}
    for name in sorted(app.env.found_docs):
        folder = name.partition("/")[0] if "/" in name else root
        head = f"{folder}/index" if folder != root else root
        part = app.env.titles[head].astext() if head in app.env.titles else folder
        path = Path(app.outdir, f"{name}.md")
        if path.is_file():
            about = escaped(own(app.env.metadata[name])) or _first_sentence(path.read_text(encoding="utf-8"))
            parts.setdefault(part, []).append((app.env.titles[name].astext(), f"{base}{name}.md", about))
    summary = own(app.env.metadata[root]) or description(app.env.get_doctree(root)) or str(app.config.project)
    Path(app.outdir, "llms.txt").write_text(llms(app.config.project, summary, notice(app), parts), encoding="utf-8")


def _first_sentence(text: str) -> str:
    for block in text.split("\n\n")[1:]:
        if block[:1].isalpha() or block.startswith("["):
            plain = re.sub(r" \\?\[\d[^\]]*\]", "", block).replace("\n", " ")
            plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", plain)
            return re.sub(r"\s+([.,;:])", r"\1", _SENTENCE_END.split(plain)[0])
    return ""


def setup_markdown(app: Sphinx) -> None:
    """Connect the handlers."""
    app.connect("html-page-context", on_page, priority=410)
    app.connect("build-finished", write_list)
