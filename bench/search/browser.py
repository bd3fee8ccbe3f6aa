"""A Chromium and hosts on this machine, for what can only be measured there."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from sets import ROOT

from tests.site.conftest import FLAGS, chromium

__all__ = ["ROOT", "Host", "host", "started"]
# What a host need not compress: it is so already.
_PACKED = frozenset({".pagefind", ".pf_meta", ".pf_index", ".pf_fragment", ".woff2", ".webp", ".png"})


class Host:
    """A folder served over HTTP, and what was asked of it."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder = folder
        self.address = address
        self.asked: list[str] = []

    def wire(self) -> int:
        """Return the bytes that a host with gzip sends for what was asked, and forget them.

        Counted here and not in the browser, which does not tell of what a worker asks for.
        """
        paths = [self.folder / name for name in dict.fromkeys(self.asked)]
        self.asked.clear()
        return sum(weight(path) for path in paths if path.is_file())


def weight(path: Path) -> int:
    """Return the bytes of a file as a host with gzip sends it."""
    content = path.read_bytes()
    return len(content) if path.suffix in _PACKED else len(gzip.compress(content, 9))


@contextlib.contextmanager
def host(folder: Path) -> Iterator[Host]:
    """Serve ``folder``, without a policy: Pagefind's WebAssembly would be refused by ours."""
    found = Host(folder, "")

    class Handler(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            found.asked.append(self.path.partition("?")[0].lstrip("/"))
            # A browser that is closed no longer listens.
            with contextlib.suppress(ConnectionError):
                super().do_GET()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found.address = f"http://127.0.0.1:{server.server_port}/"
    yield found
    server.shutdown()
    server.server_close()


@contextlib.contextmanager
def started() -> Iterator[Browser]:
    """One browser; a context of it is a profile without cache or storage."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()
