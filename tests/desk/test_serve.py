"""The server of the website and of its preview: what it does with addresses that no file can have."""

from __future__ import annotations

import argparse
import contextlib
import functools
import re
import socket
import struct
import threading
from collections.abc import Callable
from http.client import HTTPConnection
from http.server import ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import pytest

from handbook.desk import live, serve
from handbook.desk.live import Preview, handler
from handbook.desk.manual import RefusalError
from handbook.desk.serve import FileHandler, port_refused


def listening(number: int) -> ThreadingHTTPServer:
    return ThreadingHTTPServer(("127.0.0.1", number), FileHandler)


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


def test_a_reader_who_goes_before_the_end_is_no_fault(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "build/live/html").mkdir(parents=True)
    (tmp_path / "build/live/html/long.pdf").write_bytes(bytes(20_000_000))
    with ThreadingHTTPServer(("127.0.0.1", 0), served(tmp_path)) as host:
        host.daemon_threads = False  # so that the end waits for them
        threading.Thread(target=host.serve_forever, daemon=True).start()
        with socket.create_connection(("127.0.0.1", host.server_port), timeout=10) as reader:
            reader.sendall(b"GET /long.pdf HTTP/1.0\r\n\r\n")
            assert reader.recv(1000).startswith(b"HTTP/1.0 200")
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # gone at once
        host.shutdown()
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize("command", [serve, live])
def test_a_port_that_is_taken_is_refused_with_one_that_is_free(command: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "build/html").mkdir(parents=True)
    (tmp_path / "build/html/index.html").touch()
    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError):  # another process has it: as good
            held.enter_context(listening(8001))
        number = 8001
        taken = {number}
        for _ in range(3):  # whatever it names is taken too
            with pytest.raises(RefusalError, match=rf"port {number}: .*; try --port \d+ \[D005\]") as refused:
                command.run(argparse.Namespace(root=tmp_path, port=number))
            number = int(re.findall(r"\d+", str(refused.value.args[0]))[-1])
            assert number not in taken
            taken.add(number)
            with contextlib.suppress(OSError):  # another process has taken it meanwhile
                held.enter_context(listening(number))


@pytest.mark.parametrize("number", [80, 65535])
def test_a_port_at_the_ends_leads_to_one_that_anybody_may_take(number: int) -> None:
    words = str(port_refused(number, OSError(13, "Permission denied")))
    found = re.fullmatch(rf"port {number}: Permission denied; try --port (\d+) \[\w+\]", words)
    assert found is not None
    assert 1024 <= int(found[1]) < 65535
