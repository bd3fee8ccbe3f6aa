"""The archive of the whole website, where the build asks for it.

Most of it is packed before the PDF guides are waited for, which take longer than the website; the guides come last, and
the pages that name them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from handbook.extension.domain import handbook_domain
from handbook.publish.offline import OFFLINE, add_to_archive, files_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from handbook.extension.website.download_buttons import DownloadButtons


class OfflineCopy:
    """The archive of one build; ``buttons`` know the pages that name the guides."""

    def __init__(self, buttons: DownloadButtons) -> None:
        self._buttons = buttons

    def begin(self, app: Sphinx, exception: Exception | None) -> None:
        """Pack what no longer changes."""
        if exception is None and _is_asked_for(app):
            Path(app.outdir, OFFLINE).unlink(missing_ok=True)
            late = {Path(app.outdir, docname) for docname in self._buttons.pages}
            _pack(app, [path for path in files_of(Path(app.outdir)) if path.with_suffix("") not in late])

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Pack the rest."""
        if exception is None and _is_asked_for(app):
            _pack(app, files_of(Path(app.outdir)))


def _is_asked_for(app: Sphinx) -> bool:
    return app.builder.name == "html" and bool(app.config.offline_copy)


def _pack(app: Sphinx, files: list[Path]) -> None:
    site = Path(app.outdir)
    add_to_archive(site / OFFLINE, site, files, handbook_domain(app.env).ledger.edition.checked)


def setup_offline_copy(app: Sphinx, buttons: DownloadButtons) -> None:
    """Register the setting, and the packing before the guides are waited for and after everything else."""
    app.add_config_value(
        "offline_copy", False, "", types=frozenset({bool}), description=f"pack the website into {OFFLINE}"
    )
    copy = OfflineCopy(buttons)
    app.connect("build-finished", copy.begin, priority=845)
    app.connect("build-finished", copy.finish, priority=945)
