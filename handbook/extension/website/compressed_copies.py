"""``.gz`` and ``.br`` copies beside the files of the website, where the build asks for them.

Most are made before the PDF guides are waited for, which take longer than the website.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from handbook.publish.compressed import compress
from handbook.publish.offline import files_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class CompressedCopies:
    """The files of one build that have their copies."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[int, int]] = {}

    def write(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the copies of all files that are new or have changed since the last call."""
        if exception is not None or app.builder.name != "html" or not app.config.compressed_copies:
            return
        now = {
            path: (state.st_mtime_ns, state.st_size) for path in files_of(Path(app.outdir)) for state in [path.stat()]
        }
        compress([path for path, state in now.items() if self._known.get(path) != state])
        self._known = now


def setup_compressed_copies(app: Sphinx) -> None:
    """Register the setting, and the writing before the guides are waited for and after everything else."""
    app.add_config_value(
        "compressed_copies", False, "", types=frozenset({bool}), description="write .gz and .br copies of the website"
    )
    copies = CompressedCopies()
    app.connect("build-finished", copies.write, priority=840)
    app.connect("build-finished", copies.write, priority=950)
