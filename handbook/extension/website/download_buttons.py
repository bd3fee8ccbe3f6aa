"""The PDF guides as buttons with size and pages, and the files themselves under ``downloads/``.

The directive leaves names only, so that the PDF can print them; here, when HTML is written, the names become links
to the files that ``guide_manifest`` lists. A guide that was not built stays a name.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx

Guides = dict[str, dict[str, Any]]


class DownloadButtons(SphinxPostTransform):
    """Turns the items of each ``{downloads}`` list into links."""

    formats = ("html",)
    default_priority = 510

    def run(self, **kwargs: Any) -> None:
        """Change the lists of one page."""
        lists = [node for node in self.document.findall(nodes.bullet_list) if "downloads" in node["classes"]]
        guides = read_manifest(manifest_path(self.app)) if lists else {}
        up = "../" * self.env.current_document.docname.count("/")
        for item in (item for node in lists for item in node.findall(nodes.list_item)):
            guide = guides.get(item.get("file", ""))
            if guide is not None:
                self._link(item, f"{up}downloads/{item['file']}.pdf", guide)

    def _link(self, item: nodes.list_item, address: str, guide: dict[str, Any]) -> None:
        pages = f"{guide['pages']} page" + ("s" if guide["pages"] != 1 else "")
        # The space is for copies of the text; on the page the size has a line of its own.
        link = nodes.reference("", f"{item.astext()} ", refuri=address, internal=True)
        link += nodes.inline("", f"PDF, {pages}, {size(guide['bytes'])}", classes=["size"])
        item.children = []
        item += nodes.paragraph("", "", link)


def manifest_path(app: Sphinx) -> Path:
    """Return where the list of guides is."""
    return Path(app.confdir, app.config.guide_manifest)


def read_manifest(path: Path) -> Guides:
    """Return guide name -> bytes and pages; empty where none was built. Waits while they are being written."""
    wait_for(path.with_name(".lock"))
    if not path.is_file():
        return {}
    found: Guides = json.loads(path.read_text(encoding="utf-8"))
    return found


def wait_for(lock: Path) -> None:
    """Wait until nobody holds the file ``lock``; a writer that ends, however it does, holds it no longer."""
    if lock.is_file():
        try:
            import fcntl
        except ImportError:  # pragma: no cover - not on this system
            return
        with lock.open("rb") as handle:
            fcntl.flock(handle, fcntl.LOCK_SH)


def size(count: int) -> str:
    """Return bytes as readers know them: ``840 KB``, ``1.2 MB``."""
    return f"{count / 1_000_000:.1f} MB" if count >= 995_000 else f"{max(1, round(count / 1000))} KB"


def copy_guides(app: Sphinx, exception: Exception | None) -> None:
    """Copy the guides beside the pages."""
    if exception is not None or app.builder.name != "html":
        return
    path = manifest_path(app)
    for name in read_manifest(path):
        guide = path.with_name(f"{name}.pdf")
        if guide.is_file():
            target = Path(app.builder.outdir, "downloads", guide.name)
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(guide, target)


def setup_download_buttons(app: Sphinx) -> None:
    """Register the setting, the transform and the copying."""
    app.add_config_value(
        "guide_manifest", "build/pdf/guides.json", "html", types=frozenset({str}),
        description="JSON file that lists the PDF guides: name, bytes, pages",
    )
    app.add_post_transform(DownloadButtons)
    app.connect("build-finished", copy_guides)
