"""Measures what a reader's browser gets: Lighthouse on each type of page, bytes and requests, beside other engines.

    python bench/pages/measure.py [--peers furo material] [--runs 1] [--out FILE]

The built website (``make handbook`` first) is served by nginx as ``deploy/nginx.conf`` says; of each type of page the
heaviest is measured. Peers build the same 200 generated pages as ours, served in the same way, and one page of each is
measured. Lighthouse is fetched by npm, in its mobile setting: a slow phone on slow 4G, simulated. It needs Chromium
($CHROMIUM or a system one), nginx and npm.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bench.build.measure import command_of, peers  # noqa: E402
from bench.build.pages import write  # noqa: E402
from handbook.publish.compressed import compress  # noqa: E402
from handbook.publish.offline import files_of  # noqa: E402
from tests.site.conftest import chromium  # noqa: E402
from tests.site.nginx import serving  # noqa: E402

SITE = ROOT / "build" / "html"
LIGHTHOUSE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FIGURES = {
    "first-contentful-paint": "first_paint_ms", "largest-contentful-paint": "largest_paint_ms",
    "total-blocking-time": "blocked_ms", "cumulative-layout-shift": "layout_shift",
}
BESIDES = ("index", "search", "404")
PEERS = ("furo", "material", "zensical")
GENERATED = 200


# Peers have no compressed copies: nginx packs on the way, so that they are served no worse.
PACKED = """gzip on; gzip_vary on;
gzip_types text/css application/javascript text/javascript image/svg+xml;"""


def lighthouse() -> Path:
    """Fetch Lighthouse, once; return its program."""
    folder = Path(tempfile.gettempdir()) / "handbook-bench-lighthouse"
    program = folder / "node_modules/.bin/lighthouse"
    if not program.exists():
        subprocess.run(["npm", "install", "--silent", "--prefix", str(folder), LIGHTHOUSE], check=True)
    return program


def run(program: Path, address: str, runs: int) -> dict[str, Any]:
    """Return scores (0 to 100), milliseconds, bytes and requests of the page; of several runs, the middle one."""
    found = []
    for _ in range(runs):
        said = subprocess.run(
            [str(program), address, "--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}",
             "--chrome-flags=--headless=new --no-sandbox"],
            env={**os.environ, "CHROME_PATH": chromium() or ""}, stdout=subprocess.PIPE, check=True,
        )
        report = json.loads(said.stdout)
        audits = report["audits"]
        requests = audits["network-requests"]["details"]["items"]
        short = [
            audits[part["id"]]["id"] for name in CATEGORIES for part in report["categories"][name]["auditRefs"]
            if part["weight"] and audits[part["id"]]["score"] not in (None, 1) and part["id"] not in FIGURES
        ]
        found.append({
            **{name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES},
            **{words: round(audits[name]["numericValue"], 4) for name, words in FIGURES.items()},
            "requests": len(requests), "bytes": sum(item.get("transferSize", 0) for item in requests),
            "not_perfect": short,
        })
    found.sort(key=lambda one: (one["performance"], -one["largest_paint_ms"]))
    return found[len(found) // 2]


def heaviest_of_each_type() -> dict[str, str]:
    """Return for each type of page the name of the heaviest one, and the pages that have no type."""
    chosen: dict[str, tuple[int, str]] = {}
    for source in sorted((ROOT / "docs").rglob("*.md")):
        kind = re.search(r"^type: (\S+)$", source.read_text(encoding="utf-8"), re.MULTILINE)
        name = source.relative_to(ROOT / "docs").with_suffix("").as_posix()
        page = SITE / f"{name}.html"
        if kind and page.exists():
            chosen[kind[1]] = max(chosen.get(kind[1], (0, "")), (len(gzip.compress(page.read_bytes(), 9)), name))
    return {**{name: name for name in BESIDES}, **{kind: name for kind, (_, name) in sorted(chosen.items())}}


def of_ours(program: Path, runs: int) -> list[dict[str, Any]]:
    """Measure a page of each type of the built handbook."""
    if not (SITE / "index.html").exists():
        raise SystemExit("there is no website yet; run 'make handbook' first")
    with serving(SITE, PACKED) as port:
        return [
            {"type": kind, "page": name, **run(program, f"http://127.0.0.1:{port}/{name}.html", runs)}
            for kind, name in heaviest_of_each_type().items()
        ]


def of_peers(program: Path, engines: list[str], runs: int) -> list[dict[str, Any]]:
    """Build the generated pages with each engine and measure the same page of each."""
    programs = peers([engine for engine in engines if engine != "ours"])
    found = []
    for engine in engines:
        with tempfile.TemporaryDirectory(prefix="handbook-bench-") as name:
            folder = Path(name)
            write(folder, GENERATED, engine)
            subprocess.run(
                command_of(engine, programs), cwd=folder, check=True, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            )
            site = folder / ("site" if engine == "zensical" else "out/html")
            if engine == "ours":
                compress(files_of(site))
            page = "s003/p07.html" if (site / "s003/p07.html").exists() else "s003/p07/"
            with serving(site, PACKED) as port:
                figures = run(program, f"http://127.0.0.1:{port}/{page}", runs)
            found.append({"engine": engine, "page": page, **figures})
    return found


def table(rows: list[dict[str, Any]], first: str) -> str:
    """Return ``rows`` as a Markdown table, named by their field ``first``."""
    columns = (*CATEGORIES, *FIGURES.values(), "requests", "bytes")
    ours = next((row["bytes"] for row in rows if row.get("engine") == "ours"), None)
    lines = [
        f"| {first} | page | {' | '.join(name.replace('_', ' ') for name in columns)} |{' of ours |' if ours else ''}",
        f"| --- | --- |{' --- |' * (len(columns) + bool(ours))}",
    ]
    for row in rows:
        cells = " | ".join(f"{row[name]:,.3g}" if name == "layout_shift" else f"{row[name]:,.0f}" for name in columns)
        ratio = f" {row['bytes'] / ours:.1f} |" if ours else ""
        lines.append(f"| {row[first]} | {row['page']} | {cells} |{ratio}")
    return "\n".join(lines)


def main() -> None:
    """Measure, print tables and write the raw results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=list(PEERS))
    parser.add_argument("--runs", type=int, default=1, help="runs of Lighthouse a page; the middle one counts")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("results.json"))
    options = parser.parse_args()
    program = lighthouse()
    pages = of_ours(program, options.runs)
    print(table(pages, "type"), flush=True)
    for row in pages:
        if row["not_perfect"]:
            print(f"{row['page']}: {', '.join(row['not_perfect'])}", flush=True)
    beside = of_peers(program, ["ours", *options.peers], options.runs) if options.peers else []
    if beside:
        print(f"\n{table(beside, 'engine')}")
    where = {"machine": platform.machine(), "cores": os.cpu_count(), "python": platform.python_version()}
    text = json.dumps({"measured": time.strftime("%Y-%m-%d"), **where, "pages": pages, "peers": beside}, indent=1)
    options.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
