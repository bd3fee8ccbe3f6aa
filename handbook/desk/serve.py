"""``serve``: shows the built website on this machine alone."""

from __future__ import annotations

import argparse
import functools
import http.server
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser("serve", help="show the built website at http://127.0.0.1:8000")
    command.add_argument("--port", type=int, default=8000)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve ``build/html`` until interrupted; return 1 when there is no website or the port is taken."""
    folder = options.root / "build" / "html"
    if not (folder / "index.html").exists():
        print("There is no website yet; run 'make handbook' first.", file=sys.stderr)
        return 1
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", options.port), handler)
    except OSError as error:
        print(f"Port {options.port} cannot be used: {error.strerror}. Try --port 8001.", file=sys.stderr)
        return 1
    with server:
        print(f"The handbook is at http://127.0.0.1:{options.port} (stop with Ctrl+C).", flush=True)
        server.serve_forever()
    return 0
