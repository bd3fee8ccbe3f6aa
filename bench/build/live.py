"""Measures the live preview: from the moment a file is saved until a browser that follows it has loaded the page anew.

    python bench/build/live.py [--sizes 100 800] [--edits 7]

The real handbook first (a page, then a fact), then generated pages. ``python -m handbook live`` runs as it does for an
editor; a browser (Chromium through Playwright) keeps the edited page open and tells when its words have changed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pages import ROOT, write

sys.path.insert(1, str(ROOT))
from playwright.sync_api import sync_playwright

from tests.site.conftest import FLAGS, chromium

PAGE = "docs/careers/roles.md"
FACT = "data/facts/costs-and-aid.yaml"
FACT_PAGE = "reference/facts/costs-and-aid.html"
# Generated pages pass the checks of a handbook, as those of a real one do.
HEAD = "---\ntype: reference\naudience: student\n---\n\n"


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def measure(folder: Path, edits: int, kinds: list[tuple[str, Path, str]]) -> list[dict[str, Any]]:
    """Return the median milliseconds from saving to seeing, for each of ``kinds``: name, file, address of the page.

    A page gets one more line at its end; in a file of the ledger, the first statement gets one more word.
    """
    port = free_port()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "handbook", "--root", str(folder), "live", "--port", str(port)], cwd=ROOT,
        env=environment, stdout=subprocess.PIPE, text=True,
    ) as live:
        assert live.stdout is not None
        while "preview is at" not in (line := live.stdout.readline()):
            assert line, "the preview ended"
        try:
            with sync_playwright() as tools:
                browser = tools.chromium.launch(executable_path=chromium(), args=FLAGS)
                page = browser.new_page()
                found = []
                for kind, path, address in kinds:
                    page.goto(f"http://127.0.0.1:{port}/{address}")
                    took = [_edit(page, path, f"Word{kind.replace(' ', '')}{number}") for number in range(edits)]
                    found.append({
                        "what": kind, "edits": edits, "median_ms": round(statistics.median(took)),
                        "least_ms": round(min(took)), "most_ms": round(max(took)),
                    })
                browser.close()
        finally:
            live.terminate()
    return found


def _edit(page: Any, path: Path, word: str) -> float:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".yaml":
        changed = re.sub(r"(?m)^(  statement: .*?)(?: Word\w+)?$", rf"\1 {word}", text, count=1)
    else:
        changed = re.sub(r"\n\nWord\w+\n$", "", text.rstrip("\n") + "\n").rstrip("\n") + f"\n\n{word}\n"
    assert changed != text
    # What a process does right after a build (start the next one) must not count.
    time.sleep(3)
    started = time.monotonic()
    path.write_text(changed, encoding="utf-8")
    page.get_by_text(word).first.wait_for(state="attached", timeout=60_000)
    return 1000 * (time.monotonic() - started)


def real(edits: int) -> list[dict[str, Any]]:
    """Measure a copy of the real handbook."""
    with tempfile.TemporaryDirectory(prefix="handbook-live-") as name:
        folder = Path(name)
        for part in ("docs", "data"):
            shutil.copytree(ROOT / part, folder / part)
        shutil.copy(ROOT / "conf.py", folder)
        count = len(list((folder / "docs").rglob("*.md")))
        rows = measure(folder, edits, [
            ("a page", folder / PAGE, PAGE.removeprefix("docs/").replace(".md", ".html")),
            ("a fact", folder / FACT, FACT_PAGE),
        ])
        return [{"handbook": "this one", "pages": count, **row} for row in rows]


def generated(count: int, edits: int) -> list[dict[str, Any]]:
    """Measure ``count`` generated pages."""
    with tempfile.TemporaryDirectory(prefix="handbook-live-") as name:
        folder = Path(name)
        write(folder, count, "ours")
        shutil.copytree(ROOT / "tests/roots/kitchen-sink/data", folder / "data")
        for path in (folder / "docs").rglob("*.md"):
            text = path.read_text(encoding="utf-8")
            path.write_text(HEAD + re.sub(r"(?i)\b(\w+)( \1\b)+", r"\1", text), encoding="utf-8")
        rows = measure(folder, edits, [("a page", folder / "docs/s001/p07.md", "s001/p07.html")])
        return [{"handbook": "generated", "pages": count, **row} for row in rows]


def main() -> None:
    """Measure, print a table and write the raw results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 800])
    parser.add_argument("--edits", type=int, default=7)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("live.json"))
    options = parser.parse_args()
    rows = real(options.edits)
    for count in options.sizes:
        rows += generated(count, options.edits)
    print("| handbook | pages | edit | median ms | least | most |\n| --- | --- | --- | --- | --- | --- |")
    for row in rows:
        print(
            f"| {row['handbook']} | {row['pages']} | {row['what']} | {row['median_ms']:,} | {row['least_ms']:,} "
            f"| {row['most_ms']:,} |"
        )
    where = {"machine": platform.machine(), "cores": os.cpu_count(), "python": platform.python_version()}
    text = json.dumps({"measured": time.strftime("%Y-%m-%d"), **where, "results": rows}, indent=1)
    options.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
