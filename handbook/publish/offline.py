"""The website as one archive to take along: it opens from disk, without a server and without a network."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from handbook.publish.compressed import ENDINGS as COMPRESSED

OFFLINE = "downloads/handbook-offline.zip"
_LINK = re.compile(rb'<a [^>]*href="[^"]*handbook-offline\.zip"[^>]*>(.*?)</a>')
# What only a host can use: a browser refuses early fonts and a manifest from disk, and says so on each page.
_HOST_LINK = re.compile(rb'<link rel="(?:preload|manifest)"[^>]*>\n?')
_HOST_FILES = frozenset({"404.html", "_headers", ".nojekyll", ".buildinfo"})
_LEFT_OUT = frozenset({".zip", *COMPRESSED})
# What is packed in itself.
_PACKED = frozenset({".pdf", ".png", ".woff2"})


def files_of(folder: Path) -> list[Path]:
    """Return all files below ``folder``, sorted."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def add_to_archive(target: Path, site: Path, files: Sequence[Path], day: str) -> None:
    """Add those ``files`` of the website ``site`` that it lacks to the zip archive ``target``, which may be new.

    ``day`` (YYYY-MM-DD) dates them. Archives, compressed copies and what only a host can use are left out; a link to
    the archive itself becomes plain words. The same files in the same order give the same bytes.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    year, month, date = (int(part) for part in day.split("-"))
    with zipfile.ZipFile(target, "a") as archive:
        held = frozenset(archive.namelist())
        for path in files:
            inside = path.relative_to(site).as_posix()
            name = f"handbook/{inside}"
            if name in held or path.suffix in _LEFT_OUT or inside in _HOST_FILES:
                continue
            info = zipfile.ZipInfo(name, (year, month, date, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if path.suffix in _PACKED else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            content = path.read_bytes()
            if path.suffix == ".html":
                content = _HOST_LINK.sub(b"", _LINK.sub(rb"\1", content))
            archive.writestr(info, content)
