"""The PDF guides as buttons with size and pages, and the files themselves under ``downloads/``.

The directive leaves names only, so that the PDF can print them; here, when HTML is written, the names become links
to the files that ``guide_manifest`` lists. A guide that was not built stays a name. The search leaves out pages and
sizes: its index need not wait for the guides.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

Guides = dict[str, dict[str, Any]]


class DownloadButtons:
    """The lists of guides of one build. Pages that come before the guides are there are written twice.

    ``pages`` are all that have such a list.
    """

    def __init__(self) -> None:
        self.pages: set[str] = set()
        self._early: set[str] = set()

    def on_resolved(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Turn the items of each ``{downloads}`` list of a page into links."""
        if app.builder.format != "html":
            return
        lists = [node for node in doctree.findall(nodes.bullet_list) if "downloads" in node["classes"]]
        if not lists:
            return
        self.pages.add(docname)
        path = manifest_path(app)
        if not are_there(path):
            self._early.add(docname)
            return
        guides = read_manifest(path)
        up = "../" * docname.count("/")
        for item in (item for node in lists for item in node.findall(nodes.list_item)):
            guide = guides.get(item.get("file", ""))
            if guide is not None:
                _link(item, f"{up}downloads/{item['file']}.pdf", guide)

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Wait for the guides, write the pages that came before them once more, and copy the guides beside them."""
        if exception is not None or app.builder.name != "html":
            return
        path = manifest_path(app)
        wait_for(path)
        if early := frozenset(self._early):
            self._early.clear()
            app.builder.write_documents(early)
        for name in read_manifest(path):
            guide = path.with_name(f"{name}.pdf")
            if guide.is_file():
                target = Path(app.builder.outdir, "downloads", guide.name)
                target.parent.mkdir(exist_ok=True)
                shutil.copyfile(guide, target)


def _link(item: nodes.list_item, address: str, guide: dict[str, Any]) -> None:
    pages = f"{guide['pages']} page" + ("s" if guide["pages"] != 1 else "")
    # The space is for copies of the text; on the page the size has a line of its own.
    link = nodes.reference("", f"{item.astext()} ", refuri=address, internal=True)
    link += nodes.inline("", f"PDF, {pages}, {size(guide['bytes'])}", classes=["size", "unsearched"])
    item.children = []
    item += nodes.paragraph("", "", link)


def manifest_path(app: Sphinx) -> Path:
    """Return where the list of guides is."""
    return Path(app.confdir, app.config.guide_manifest)


def read_manifest(path: Path) -> Guides:
    """Return guide name -> bytes and pages; empty where none was built."""
    if not path.is_file():
        return {}
    found: Guides = json.loads(path.read_text(encoding="utf-8"))
    return found


def are_there(path: Path) -> bool:
    """Say whether nobody is still writing the guides that the list at ``path`` names."""
    return _locked(path, "LOCK_SH", "LOCK_NB")


def wait_for(path: Path) -> None:
    """Wait until the guides are written; a writer that ends, however it does, holds the lock beside them no longer."""
    _locked(path, "LOCK_SH")


def _locked(path: Path, *ways: str) -> bool:
    """Take the lock beside the list at ``path`` and give it back; say whether it could be had."""
    try:
        import fcntl

        with path.with_name(".lock").open("rb") as handle:
            fcntl.flock(handle, sum(getattr(fcntl, way) for way in ways))
    except (ImportError, FileNotFoundError, NotADirectoryError):
        return True
    except BlockingIOError:
        return False
    return True


def size(count: int) -> str:
    """Return bytes as readers know them: ``840 KB``, ``1.2 MB``."""
    return f"{count / 1_000_000:.1f} MB" if count >= 995_000 else f"{max(1, round(count / 1000))} KB"


def setup_download_buttons(app: Sphinx) -> DownloadButtons:
    """Register the setting and the handlers; return what knows the pages with buttons."""
    app.add_config_value(
        "guide_manifest", "build/pdf/guides.json", "html", types=frozenset({str}),
        description="JSON file that lists the PDF guides: name, bytes, pages",
    )
    buttons = DownloadButtons()
    # Before what reads the text of the finished page, such as its Markdown.
    app.connect("doctree-resolved", buttons.on_resolved, priority=200)
    # After all that does not need the guides.
    app.connect("build-finished", buttons.finish, priority=850)
    return buttons
