"""Settings of the handbook with Sphinx's own search switched on again; for the benchmark of the search alone."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

_root = Path(os.environ["HANDBOOK_ROOT"])
exec(compile((_root / "conf.py").read_text(encoding="utf-8"), str(_root / "conf.py"), "exec"))


def _search_again(app: Any) -> None:
    app.builder.search = True


def _keep(app: Any, exception: Exception | None) -> None:
    """Copy what Sphinx's search needs, before the handbook removes it from its website."""
    static = Path(app.outdir, "_static")
    for path in (Path(app.outdir, "searchindex.js"), static / "searchtools.js", static / "language_data.js"):
        if path.exists():
            shutil.copy(path, Path(os.environ["SPHINX_SEARCH"]) / path.name)
    # Where an object is shown by another name than its own, Sphinx's page links to an anchor that does not exist.
    anchors = {
        f"{docname}.html#{shown}": f"{docname}.html#{anchor}"
        for domain in app.env.domains.sorted() for _, shown, _, docname, anchor, _ in domain.get_objects()
    }
    Path(os.environ["SPHINX_SEARCH"], "anchors.json").write_text(json.dumps(anchors), encoding="utf-8")


def setup(app: Any) -> None:
    """Work after the handbook's own handlers at the start and before them at the end."""
    app.connect("builder-inited", _search_again, priority=900)
    app.connect("build-finished", _keep, priority=100)
