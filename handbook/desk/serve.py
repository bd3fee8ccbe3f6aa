"""``serve``: shows the built website on this machine alone."""

from __future__ import annotations

import argparse
import functools
import http.server
import io
import socket
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, BinaryIO

from handbook.desk.arguments import port
from handbook.desk.manual import RefusalError, command
from handbook.desk.pages_of import website
from handbook.ledger.problems import Code

if TYPE_CHECKING:
    from argparse import _SubParsersAction


class FileHandler(http.server.SimpleHTTPRequestHandler):
    """Gives the files of a folder; an address that no file can have is not found, like one that no file has."""

    def handle(self) -> None:
        """Answer what is asked; a reader who has gone before the end, as from a long download, is no fault."""
        with suppress(ConnectionError):
            super().handle()

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Send the head of the answer and return the file to follow it, if there is one."""
        try:
            return super().send_head()
        except ValueError:  # NUL, or half of a letter
            self.send_error(HTTPStatus.NOT_FOUND)
            return None


def port_refused(number: int, error: OSError) -> RefusalError:
    """Return the refusal of the port ``number``, which cannot be had for ``error``, with one that is free."""
    # First those above it; those below 1024 are the system's own.
    for other in (*range(max(number + 1, 1024), 65536), *range(8000, number)):
        with suppress(OSError), socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, http.server.HTTPServer.allow_reuse_address)
            probe.bind(("127.0.0.1", other))
            return RefusalError(Code.TAKEN, f"port {number}: {error.strerror}; try --port {other}")
    return RefusalError(Code.TAKEN, f"port {number}: {error.strerror}; no other is free")


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = command(
        commands, "serve", "show the built website at http://127.0.0.1:8000",
        "Shows build/html on this machine alone, until Ctrl+C.",
        [("serve", "Show it:"), ("serve --port 8001", "At another port:")],
    )
    parser.add_argument("--port", type=port, default=8000, help="port to use (default: 8000)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve ``build/html`` until interrupted; refuse when there is no website or the port is taken."""
    folder = website(options.root)
    handler = functools.partial(FileHandler, directory=folder)
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", options.port), handler)
    except OSError as error:
        raise port_refused(options.port, error) from None
    with server:
        print(f"The handbook is at http://127.0.0.1:{options.port} (stop with Ctrl+C).", flush=True)
        server.serve_forever()
    return 0
