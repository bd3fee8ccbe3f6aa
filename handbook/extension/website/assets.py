"""Style sheet and scripts: joined and minified from ``handbook/theme``, in place of those of Furo and Sphinx."""

from __future__ import annotations

import json
import os
import re
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rcssmin
import rjsmin
from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config

THEME = Path(__file__).resolve().parents[2] / "theme"

# In the order of the cascade.
STYLES = (
    "tokens", "fonts", "base", "layout", "navigation", "content", "components", "front", "sphinx-design",
    "search", "planner", "forced-colors", "print",
)
SCRIPTS = (
    "theme-toggle", "menu", "contents", "regions", "deadlines", "anchors", "sources", "courses", "search-open",
)
# What few pages need stands alone: a script is loaded by the pages that have an element of the class.
PAGE_SCRIPTS = {"plan-start": "plan-check", "entry-years": "entry-year-choice"}

FONTS = ("fonts/handbook-sans.woff2", "fonts/handbook-serif.woff2")

# What Sphinx, Furo and sphinx-design would add to each page, and what the templates do without.
LEFT_OUT = frozenset({
    "_static/basic.css", "_static/pygments.css", "_static/styles/furo.css", "_static/styles/furo-extensions.css",
    "_static/sphinx-design.min.css", "_static/design-tabs.js", "_static/doctools.js", "_static/sphinx_highlight.js",
    "_static/documentation_options.js", "_static/scripts/furo.js",
})
# Copied by them all the same; removed when the build is done.
NOT_SHIPPED = (
    *(name.removeprefix("_static/") for name in sorted(LEFT_OUT)), "debug.css", "skeleton.css", "file.png",
    "minus.png", "plus.png", "pygments_dark.css", "searchtools.js", "language_data.js",
    "styles/furo.css.map", "styles/furo-extensions.css.map", "scripts/furo-extensions.js", "scripts/furo.js.map",
    "scripts/furo.js.LICENSE.txt",
)


def style_sheet() -> str:
    """Return the one sheet of the website, minified, with checksums in the addresses of the fonts."""
    text = "\n".join((THEME / "styles" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)
    sheet = re.sub(r"(?<![\w.])0\.(?=\d)", ".", str(rcssmin.cssmin(text)))  # which rcssmin leaves: 0.5em is .5em
    return re.sub(r'url\("?([^")]+)"?\)', _with_checksum, sheet)


def script() -> str:
    """Return the scripts that run after the page is parsed, minified."""
    texts = [(THEME / "scripts" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    return "\n".join(str(rjsmin.jsmin(text)) for text in texts)


@cache
def checksummed(file: str) -> str:
    """Return the name of a file of ``theme/static`` with its checksum: a changed file has a new address."""
    return f"{file}?v={zlib.crc32((THEME / 'static' / file).read_bytes()):08x}"


def _with_checksum(found: re.Match[str]) -> str:
    return f"url({checksummed(found[1])})"


def offer_theme(app: Sphinx, config: Config) -> None:
    """Put our templates before Furo's, and add our static files."""
    if config.html_theme == "furo":
        # New lists: the default one is shared by every build of a process.
        config.templates_path = [*config.templates_path, os.fspath(THEME / "templates")]
        config.html_static_path = [*config.html_static_path, os.fspath(THEME / "static")]


def register(app: Sphinx) -> None:
    """Name the files of every page to the builder."""
    if app.builder.format == "html" and app.config.html_theme == "furo":
        app.add_css_file("handbook.css", priority=300)
        app.add_js_file("theme.js", priority=100)
        app.add_js_file("handbook.js", priority=300, defer="defer")


def write(app: Sphinx, builder: Builder) -> None:
    """Write them before the first page is, because pages carry their checksums."""
    if builder.format != "html" or app.config.html_theme != "furo":
        return
    folder = Path(builder.outdir, "_static")
    folder.mkdir(parents=True, exist_ok=True)
    theme = (THEME / "scripts" / "theme.js").read_text(encoding="utf-8")
    files = {"handbook.css": style_sheet(), "handbook.js": script(), "theme.js": rjsmin.jsmin(theme)}
    for name in PAGE_SCRIPTS:
        files[f"{name}.js"] = rjsmin.jsmin((THEME / "scripts" / f"{name}.js").read_text(encoding="utf-8"))
    for name, text in files.items():
        (folder / name).write_text(str(text) + "\n", encoding="utf-8")
    (folder / "manifest.webmanifest").write_text(manifest(builder.config.project), encoding="utf-8")


def manifest(name: str) -> str:
    """Return the file that tells a browser what the website called ``name`` is, when a reader keeps it."""
    said = {
        "name": name, "short_name": name, "start_url": "../index.html", "scope": "../", "display": "browser",
        "background_color": "#fdfcf8", "theme_color": "#0b4a55",
        "icons": [{"src": "icons/favicon.svg", "sizes": "any", "type": "image/svg+xml"}],
    }
    return json.dumps(said, indent=2, ensure_ascii=False) + "\n"


def leave_out(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Take the files of Sphinx, Furo and sphinx-design off the page; name the fonts that it needs at once."""
    if app.config.html_theme == "furo":
        context["handbook_fonts"] = [f"_static/{checksummed(font)}" for font in FONTS]
        for kind in ("css_files", "script_files"):
            context[kind] = [
                item for item in context[kind] if os.fspath(getattr(item, "filename", "") or "") not in LEFT_OUT
            ]


def add_page_scripts(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Load the scripts of ``PAGE_SCRIPTS`` on the pages that need them."""
    if doctree is None or app.config.html_theme != "furo":
        return
    blocks: list[nodes.Element] = [*doctree.findall(nodes.container), *doctree.findall(nodes.paragraph)]
    classes = {name for block in blocks for name in block["classes"]}
    for name, wanted in PAGE_SCRIPTS.items():
        if wanted in classes:
            app.add_js_file(f"{name}.js", priority=500, defer="defer")


def tidy(app: Sphinx, exception: Exception | None) -> None:
    """Remove what was copied and no page uses."""
    if exception is not None or app.builder.format != "html" or app.config.html_theme != "furo":
        return
    folder = Path(app.builder.outdir, "_static")
    for name in NOT_SHIPPED:
        (folder / name).unlink(missing_ok=True)
    for empty in (folder / "styles", folder / "scripts", Path(app.builder.outdir, "_sources")):
        if empty.is_dir() and not any(empty.iterdir()):
            empty.rmdir()


def setup_assets(app: Sphinx) -> None:
    """Connect the steps."""
    app.connect("config-inited", offer_theme)
    app.connect("builder-inited", register)
    app.connect("write-started", write)
    app.connect("html-page-context", add_page_scripts)
    app.connect("html-page-context", leave_out, priority=900)
    # After Furo has written its pygments.css, and before copies are made.
    app.connect("build-finished", tidy, priority=830)
