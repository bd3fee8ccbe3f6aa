"""The server of the website and of its preview: what it does with addresses that no file can have."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from http.client import HTTPConnection
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from handbook.desk.live import Preview, handler
from handbook.desk.serve import FileHandler


def served(root: Path) -> Callable[..., FileHandler]:
    return functools.partial(FileHandler, directory=str(root / "build/live/html"))


def previewed(root: Path) -> Callable[..., FileHandler]:
    return handler(Preview(root))


@pytest.mark.parametrize("server", [served, previewed])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", ["/%00.html", "/%00", "/" + "a" * 5000, "/" + "a" * 5000 + ".html", "/%ed%a0%80.html"])
def test_an_address_that_no_file_can_have_is_not_found(
    path: str, method: str, server: Callable[[Path], Callable[..., FileHandler]], tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "build/live/html").mkdir(parents=True)
    (tmp_path / "build/live/html/page.html").write_text("<body>A page.</body>", encoding="utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), server(tmp_path)) as host:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        try:
            for asked, status in ((path, 404), ("/page.html", 200)):
                connection = HTTPConnection("127.0.0.1", host.server_port, timeout=10)
                connection.request(method, asked)
                assert connection.getresponse().status == status
                connection.close()
        finally:
            host.shutdown()
    assert "Traceback" not in capfd.readouterr().err
