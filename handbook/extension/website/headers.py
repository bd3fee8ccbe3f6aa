"""``_headers``: what hosts that read such a file send with each page. The tests send the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from handbook.extension.website.assets import PAGE_SCRIPTS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
# Their addresses carry a checksum, so a changed file has a new address.
FOREVER = (
    "/_static/handbook.css", "/_static/handbook.js", "/_static/theme.js", "/_static/fonts/*",
    "/_static/search/*", "/search-index.js",
    *(f"/_static/{name}.js" for name in PAGE_SCRIPTS),
)


def headers_file() -> str:
    """Return the text of the file."""
    lines = ["/*", *(f"  {name}: {value}" for name, value in ALWAYS.items())]
    for address in FOREVER:
        lines += [address, "  Cache-Control: public, max-age=31536000, immutable"]
    return "\n".join(lines) + "\n"


def write(app: Sphinx, exception: Exception | None) -> None:
    """Put the file beside the pages."""
    if exception is None and app.builder.name == "html":
        Path(app.builder.outdir, "_headers").write_text(headers_file(), encoding="utf-8")


def setup_headers(app: Sphinx) -> None:
    """Connect the handler."""
    app.connect("build-finished", write)
