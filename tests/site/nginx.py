"""A real nginx of this machine that serves a website as ``deploy/nginx.conf`` says, for tests and benchmarks."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETTINGS = Path(__file__).resolve().parents[2] / "deploy/nginx.conf"
MISSING = "nginx is not installed; on Debian: apt-get install nginx-light"


def nginx() -> str | None:
    """Return the path of nginx, or None."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


@contextmanager
def serving(site: Path, more: str = "") -> Iterator[int]:
    """Serve ``site`` on loopback; give the port. ``more`` are settings for all that nginx serves.

    Raises RuntimeError where nginx is not installed, or ends at once.
    """
    program = nginx()
    if program is None:
        raise RuntimeError(MISSING)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = SETTINGS.read_text(encoding="utf-8")
    server = server.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("/var/www/handbook", str(site))
    user = "user root;" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    with tempfile.TemporaryDirectory(prefix="handbook-nginx-") as name:
        folders = " ".join(f"{kind}_temp_path {name};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        settings = Path(name, "nginx.conf")
        settings.write_text(
            f"{user} daemon off; pid {name}/nginx.pid; error_log {name}/error.log;\nevents {{}}\n"
            f"http {{ include /etc/nginx/mime.types; default_type application/octet-stream; access_log off; {folders}\n"
            f"{more}\n{server}\n}}\n", encoding="utf-8",
        )
        with subprocess.Popen([program, "-p", name, "-c", str(settings)]) as process:
            try:
                while True:  # ends with the first answer, or with nginx
                    if process.poll() is not None:
                        raise RuntimeError(Path(name, "error.log").read_text(encoding="utf-8"))
                    try:
                        socket.create_connection(("127.0.0.1", port), timeout=5).close()
                        break
                    except ConnectionRefusedError:
                        continue
                yield port
            finally:
                process.terminate()
