"""Fetches the peers by their package managers and builds their indexes from the same pages, for the benchmark alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from places import records
from sets import HERE, ROOT

from tests.search.conftest import node

MINISEARCH, PAGEFIND = "7.2.0", "1.5.2"
FOLDER = Path(tempfile.gettempdir()) / "handbook-bench-search"
# Docutils puts the id of a section on the section; Pagefind reads it from the heading alone.
_HEADING = re.compile(r'<section([^>]*) id="([^"]+)"([^>]*)>((?:\s|<span[^>]*></span>)*)<h([1-6])>')
_LEFT_OUT = (".headerlink", ".page-sources", ".source-marker", ".page-meta")


def minisearch() -> Path:
    """Install MiniSearch; return its script for Node."""
    script = FOLDER / "node_modules" / "minisearch" / "dist" / "cjs" / "index.cjs"
    if not script.exists():
        npm = Path(node()).parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        command = [node(), str(npm)] if npm.exists() else ["npm"]
        subprocess.run(
            [*command, "install", "--silent", "--prefix", str(FOLDER), f"minisearch@{MINISEARCH}"], check=True
        )
    return script


def pagefind(site: Path) -> Path:
    """Index the articles of ``site`` with Pagefind; return the folder to serve.

    It gets more than it would find: only the pages and articles that our search has, without the marks and lists of
    sources, and the ids of sections on their headings, where it looks for them.
    """
    programs = FOLDER / "pagefind-venv"
    if not (programs / "bin" / "pip").exists():
        subprocess.run([sys.executable, "-m", "venv", str(programs)], check=True)
    subprocess.run(
        [str(programs / "bin" / "pip"), "install", "--quiet", f"pagefind[bin]=={PAGEFIND}"], check=True
    )
    folder = FOLDER / "pagefind"
    shutil.rmtree(folder, ignore_errors=True)
    for address in (doc[0] for doc in records(site)["docs"]):
        text = (site / address).read_text(encoding="utf-8")
        text = _HEADING.sub(r'<section\1\3>\4<h\5 id="\2">', text).replace("<article>", "<article data-pagefind-body>")
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / address).write_text(text, encoding="utf-8")
    subprocess.run(
        [str(programs / "bin" / "python"), "-m", "pagefind", "--quiet", "--site", str(folder),
         "--exclude-selectors", ", ".join(_LEFT_OUT)],
        check=True,
    )
    return folder


def sphinx() -> Path:
    """Build the handbook with Sphinx's own search; return the folder of its website.

    Its index and scripts are kept beside it, in ``scripts``: the handbook's build removes them from the website.
    """
    folder = FOLDER / "sphinx"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "scripts").mkdir(parents=True)
    (folder / "conf").mkdir()
    shutil.copy(HERE / "sphinx_conf.py", folder / "conf" / "conf.py")
    (folder / "conf" / "data").symlink_to(ROOT / "data")
    subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-j", "auto", "-b", "html", "-c", str(folder / "conf"),
         "-d", str(folder / "trees"), str(ROOT / "docs"), str(folder / "html")],
        check=True,
        env={
            **os.environ, "PYTHONPATH": str(ROOT), "HANDBOOK_ROOT": str(ROOT),
            "SPHINX_SEARCH": str(folder / "scripts"),
        },
    )
    return folder
