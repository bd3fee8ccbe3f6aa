"""A built website, a host for it on this machine with the headers of ``_headers``, and a real browser."""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from handbook.extension.website.headers import ALWAYS

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]
PHONE = (360, 740)
DESK = (1280, 800)

# One page of each type, and every page that no Markdown file makes.
ONE_OF_EACH = (
    "index", "overview/at-a-glance", "tracks/compare", "curriculum/requirements/mism-2025-26",
    "curriculum/catalog/analytics-and-machine-learning", "curriculum/rules/grades", "admissions/deadlines",
    "admissions/costs/index", "capstones/index", "careers/outcomes", "reference/faq", "reference/glossary",
    "reference/known-conflicts", "start/applicants", "search", "site-map", "404", "genindex",
)


def every_page() -> list[Any]:
    """Return the addresses of all pages; those beyond one of each type are marked ``full``."""
    docs = ROOT / "docs"
    written = sorted(path.relative_to(docs).with_suffix("").as_posix() for path in docs.rglob("*.md"))
    pages = [page for page in ONE_OF_EACH if page in written or "/" not in page]
    return [*pages, *(pytest.param(page, marks=pytest.mark.full) for page in written if page not in pages)]


def build(source: Path, settings: Path, folder: Path, *options: str) -> None:
    """Build the website of ``source`` into ``folder``, unless another process has."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        try:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        except ImportError:
            pass
        if not (folder / "html" / "index.html").exists():
            subprocess.run(
                [
                    sys.executable, "-m", "sphinx", "-q", "-j", "auto", "-c", str(settings), *options,
                    "-d", str(folder / "doctrees"), str(source), str(folder / "html"),
                ],
                check=True, cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"},
            )


@pytest.fixture(scope="session")
def common(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run share."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder


@pytest.fixture(scope="session")
def kitchen_sink(common: Path) -> Path:
    """The folder of the website of ``tests/roots/kitchen-sink``."""
    source = ROOT / "tests" / "roots" / "kitchen-sink"
    build(source, source, common / "kitchen-sink", "-W", "--keep-going")
    return common / "kitchen-sink" / "html"


@pytest.fixture(scope="session")
def site(common: Path) -> Path:
    """The folder of the website, built once for all processes; ``HANDBOOK_SITE`` names one that is built already."""
    if built := os.environ.get("HANDBOOK_SITE"):
        return Path(built)
    build(ROOT / "docs", ROOT, common / "site", "-n")
    return common / "site" / "html"


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass

    def end_headers(self) -> None:
        for name, value in ALWAYS.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            return super().send_error(code, message, explain)
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())
        return None


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A browser that leaves a page no longer takes what it asked for.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve ``folder`` on this machine; gives its address, with a slash at the end."""
    server = _Server(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The website served at the top of a host."""
    with serve(site) as found:
        yield found


def chromium() -> str | None:
    """Return the browser to use: ``$CHROMIUM``, else the system's, else None for Playwright's own."""
    if named := os.environ.get("CHROMIUM"):
        return named
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for name in names if (found := shutil.which(name))), None)


@dataclass
class Watched:
    """A page of the browser and what went wrong on it."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def open(self, name: str) -> Page:
        """Go to the page ``name`` (without suffix, an anchor may follow)."""
        path, mark, anchor = name.partition("#")
        self.page.goto(f"{self.address}{path}.html{mark}{anchor}")
        return self.page


def left_behind(request: Request) -> bool:
    """Return whether a page that was left at once no longer waited for this: its icon, or a font."""
    path = request.url.partition("?")[0]
    return request.failure == "net::ERR_ABORTED" and path.endswith(("/favicon.svg", ".woff2"))


@pytest.fixture
def watch(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Watched]]:
    """Opens browser windows that note refusals of the policy, other origins, script errors and failed requests."""
    contexts: list[BrowserContext] = []
    def make(size: tuple[int, int] = DESK, at: str = "", **options: Any) -> Watched:
        # A test of another site needs no build of the whole one.
        address = at or request.getfixturevalue("address")
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        watched = Watched(page, address)
        page.on("console", lambda m: watched.faults.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: watched.faults.append(str(error)))
        page.on("requestfailed", lambda request: None if left_behind(request) else watched.faults.append(
            f"failed: {request.url}: {request.failure}"
        ))
        page.on(
            "request",
            lambda request: None if request.url.startswith((address, "data:", "file:"))
            else watched.faults.append(f"other origin: {request.url}"),
        )
        return watched

    yield make
    for context in contexts:
        context.close()
