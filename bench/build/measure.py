"""Measures how a website grows: this project beside other engines, on the same generated pages.

    python bench/build/measure.py [--sizes 50 200 800] [--engines ours basic] [--limit 300] [--out FILE]

A cold build, then one after an edit of one page; CPU seconds (user and system, of all child processes) are what to
compare, wall seconds depend on what else runs. The engines of one size run one after the other, so that a machine that
changes its speed changes it for all. Plain Furo, and whatever else is slower than ``--limit`` seconds, is stopped.
"both", where it is asked for, is the website of this project with its compressed copies and archive, and the book as
PDF, as `make handbook` builds them; such a build writes every page. MkDocs Material and Zensical are installed from
PyPI into a folder of their own; Hugo must be on the PATH (Debian's package hugo) and is left out where it is not.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pages import PER_SECTION, ROOT, write

ENGINES = ("ours", "basic", "furo", "material", "zensical", "hugo", "both")
SIZES = (50, 200, 800, 3200)
PEERS = {"material": "mkdocs-material", "zensical": "zensical"}
_PROBE = """import json,resource,subprocess,sys,time
start=time.monotonic()
code=subprocess.run(json.loads(sys.argv[1]),stdout=subprocess.DEVNULL,stderr=subprocess.PIPE)
used=resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"cpu_seconds":round(used.ru_utime+used.ru_stime,2),"wall_seconds":round(time.monotonic()-start,2),
"peak_mb":used.ru_maxrss//1024,"exit":code.returncode,"said":code.stderr.decode(errors="replace")[-300:]}))"""


def timed(command: list[str], folder: Path, limit: float) -> dict[str, Any]:
    """Run ``command`` in ``folder``; return seconds and the highest memory of a process; or that it was stopped."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": "1795392000"}
    with subprocess.Popen(
        [sys.executable, "-c", _PROBE, json.dumps(command)], cwd=folder, env=environment, text=True,
        stdout=subprocess.PIPE, start_new_session=True,
    ) as probe:
        try:
            said, _ = probe.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(probe.pid, signal.SIGKILL)
            return {"stopped_after_wall_seconds": limit}
    found: dict[str, Any] = json.loads(said)
    if found.pop("exit"):
        raise SystemExit(f"{command[0]}: {found['said']}")
    del found["said"]
    return found


def peers(engines: list[str]) -> Path:
    """Install the peers that come from PyPI, once; return the folder of their programs."""
    folder = Path(tempfile.gettempdir()) / "handbook-bench-peers"
    wanted = [PEERS[engine] for engine in engines if engine in PEERS]
    programs = ["mkdocs" if engine == "material" else engine for engine in engines if engine in PEERS]
    if not all((folder / "bin" / program).exists() for program in programs):
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(folder / "bin" / "pip"), "install", "--quiet", *wanted], check=True)
    return folder / "bin"


def command_of(engine: str, programs: Path) -> list[str]:
    """Return the command that builds the website in the present folder into ``out/html``."""
    if engine == "hugo":
        return ["hugo", "--quiet", "--destination", "out/html"]
    if engine == "material":
        return [str(programs / "mkdocs"), "build", "--quiet", "--site-dir", "out/html"]
    if engine == "zensical":
        return [str(programs / "zensical"), "build"]
    if engine == "both":
        return [sys.executable, "-m", "handbook", "--root", ".", "build"]
    module = "handbook.sphinx_step" if engine == "ours" else "sphinx"
    return [
        sys.executable, "-m", module, "-q", "-j", "auto", "-b", "html", "-c", ".", "-d", "out/trees", "docs",
        "out/html",
    ]


def weight(folder: Path, engine: str) -> dict[str, float]:
    """Return the mean bytes of a page, raw and gzip, over every tenth page."""
    top = folder / {"zensical": "site", "both": "build/html"}.get(engine, "out/html")
    pages = [path for path in sorted(top.rglob("*.html")) if path.relative_to(top).parts[0].startswith("s0")]
    pages = pages[:: max(1, len(pages) // 40)]
    texts = [path.read_bytes() for path in pages]
    return {
        "page_bytes": round(sum(map(len, texts)) / len(texts)),
        "page_bytes_gzip": round(sum(len(gzip.compress(text, 9)) for text in texts) / len(texts)),
    }


def measure(engine: str, count: int, programs: Path, limit: float) -> dict[str, Any]:
    """Build ``count`` pages with ``engine`` cold and after an edit; return what was measured."""
    with tempfile.TemporaryDirectory(prefix="handbook-bench-") as name:
        folder = Path(name)
        write(folder, count, engine)
        command = command_of(engine, programs)
        found: dict[str, Any] = {"engine": engine, "pages": count, "cold": timed(command, folder, limit)}
        if "cpu_seconds" in found["cold"]:
            found["cpu_ms_a_page"] = round(1000 * found["cold"]["cpu_seconds"] / count, 1)
            found |= weight(folder, engine)
            page = folder / ("content" if engine == "hugo" else "docs") / "s000" / f"p{PER_SECTION // 2}.md"
            page.write_text(page.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")
            found["edit"] = timed(command, folder, limit)
        return found


def table(results: list[dict[str, Any]]) -> str:
    """Return the results as a Markdown table; ratios are to the basic theme at the same size."""
    basic = {r["pages"]: r["cold"].get("cpu_seconds") for r in results if r["engine"] == "basic"}
    lines = [
        "| pages | engine | CPU s | wall s | of basic | ms a page | edit wall s | peak MB | page KB | gzip KB |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for r in results:
        cold, edit, peer = r["cold"], r.get("edit", {}), basic.get(r["pages"])
        if "cpu_seconds" not in cold:
            stopped = f"stopped after {cold['stopped_after_wall_seconds']:.0f} s"
            lines.append(f"| {r['pages']} | {r['engine']} | {stopped} | | | | | | | |")
            continue
        ratio = f"{cold['cpu_seconds'] / peer:.2f}" if peer else ""
        lines.append(
            f"| {r['pages']} | {r['engine']} | {cold['cpu_seconds']} | {cold['wall_seconds']} | {ratio} "
            f"| {r['cpu_ms_a_page']} | {edit.get('wall_seconds', '')} | {cold['peak_mb']} "
            f"| {r['page_bytes'] / 1000:.1f} | {r['page_bytes_gzip'] / 1000:.1f} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure what the arguments name, print a table and write the raw results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES[:-1]))
    parser.add_argument("--limit", type=float, default=300, help="wall seconds after which a build is stopped")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("results.json"))
    options = parser.parse_args()
    engines = [engine for engine in options.engines if engine != "hugo" or shutil.which("hugo")]
    programs = peers(engines)
    known: list[dict[str, Any]] = json.loads(options.out.read_text())["results"] if options.out.exists() else []
    for count in options.sizes:
        for engine in engines:
            found = measure(engine, count, programs, options.limit)
            print(engine, count, json.dumps(found["cold"]), flush=True)
            known = [r for r in known if (r["engine"], r["pages"]) != (engine, count)] + [found]
            known.sort(key=lambda r: (r["pages"], ENGINES.index(r["engine"])))
            where = {"machine": platform.machine(), "cores": os.cpu_count(), "python": platform.python_version()}
            text = json.dumps({"measured": time.strftime("%Y-%m-%d"), **where, "results": known}, indent=1) + "\n"
            options.out.parent.mkdir(parents=True, exist_ok=True)
            options.out.write_text(text, encoding="utf-8")
    print(table([r for r in known if r["pages"] in options.sizes and r["engine"] in engines]))


if __name__ == "__main__":
    main()
