"""Measures the PDF guide beside Sphinx's LaTeX builder, on the same pages: seconds, memory, size, growth.

    python bench/pdf/measure.py [--sizes 1 5 10] [--no-latex] [--out build/bench/pdf.json]

Ten times the handbook takes 7 GB of memory, 20 times 16.

CPU seconds (user and system, of all child processes) are what to compare: they do not change with what else runs.
LaTeX needs, from Debian: texlive-xetex texlive-latex-recommended texlive-latex-extra texlive-fonts-recommended
latexmk tex-gyre librsvg2-bin.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONF = """
from pathlib import Path
__file__ = {conf!r}
exec(Path(__file__).read_text(encoding="utf-8"))
handbook_data = {data!r}
search_synonyms = {synonyms!r}
guide_documents = guide_documents[:1]
nitpicky = False
linked_data = {{}}
html_context = {{**html_context, "footer_pages": [], "search_pages": []}}
latex_engine = "xelatex"
latex_use_xindy = False
latex_elements = {{"fontpkg": "", "papersize": "letterpaper"}}
latex_documents = [("index", "book.tex", project, author, "manual")]
"""


def pages(folder: Path, times: int) -> Path:
    """Write the handbook's pages ``times`` over into ``folder`` and return where they stand."""
    folder.mkdir(parents=True)
    (folder / "conf.py").write_text(CONF.format(
        conf=str(ROOT / "conf.py"), data=str(ROOT / "data"), synonyms=str(ROOT / "data" / "synonyms.yaml"),
    ), encoding="utf-8")
    if times == 1:
        shutil.copytree(ROOT / "docs", folder, dirs_exist_ok=True)
        return folder
    volumes = [f"volume-{number:02}" for number in range(times)]
    for volume in volumes:
        shutil.copytree(ROOT / "docs", folder / volume)
    listed = "\n".join(f"{volume}/index" for volume in volumes)
    (folder / "index.md").write_text(f"# Volumes\n\n```{{toctree}}\n{listed}\n```\n", encoding="utf-8")
    return folder


def run(*commands: list[str], cwd: Path) -> dict[str, float]:
    """Run commands one after the other; return CPU and wall seconds and the highest memory of a process in MB."""
    probe = (
        "import json,resource,subprocess,sys,time\n"
        "start=time.monotonic()\n"
        "code=max(subprocess.run(c,stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL).returncode"
        " for c in json.loads(sys.argv[1]))\n"
        "used=resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps({'cpu_seconds':round(used.ru_utime+used.ru_stime,2),"
        "'wall_seconds':round(time.monotonic()-start,2),'peak_mb':used.ru_maxrss//1024,'exit':code}))"
    )
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795392000", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", probe, json.dumps(commands)], cwd=cwd, env=environment, capture_output=True, text=True,
        check=True,
    )
    result: dict[str, float] = json.loads(done.stdout)
    return result


def guide(source: Path, work: Path) -> dict[str, float]:
    """Measure reading, and reading with the guide."""
    sphinx = [sys.executable, "-m", "sphinx", "-q", "-d", str(work / "trees")]
    reading = run([*sphinx, "-b", "dummy", str(source), str(work / "dummy")], cwd=ROOT)
    writing = run([*sphinx, "-b", "guide", str(source), str(work / "pdf")], cwd=ROOT)
    if writing["exit"]:
        sys.exit(f"{source}: the guide of these pages could not be built; Sphinx's builder `guide` says why")
    made = next(iter(json.loads((work / "pdf" / "guides.json").read_text(encoding="utf-8")).values()))
    return {
        **writing, "reading_cpu_seconds": reading["cpu_seconds"],
        "cpu_seconds_with_reading": round(reading["cpu_seconds"] + writing["cpu_seconds"], 2),
        "bytes": made["bytes"], "pages": made["pages"],
    }


def latex(source: Path, work: Path, reading: float) -> dict[str, float]:
    """Measure Sphinx's LaTeX builder and XeLaTeX, from doctrees that are read already."""
    sphinx = [sys.executable, "-m", "sphinx", "-q", "-d", str(work / "trees")]
    writing = run(
        [*sphinx, "-b", "latex", str(source), str(work / "latex")],
        ["make", "-C", str(work / "latex"), "LATEXMKOPTS=-interaction=nonstopmode -f", "book.pdf"], cwd=ROOT,
    )
    pdf = work / "latex" / "book.pdf"
    writing["cpu_seconds_with_reading"] = round(writing["cpu_seconds"] + reading, 2)
    writing["bytes"] = pdf.stat().st_size if pdf.exists() else 0
    return writing


def main() -> int:
    """Measure and write the result; return 1 when a build failed."""
    options = argparse.ArgumentParser(description="Measure the PDF guide beside Sphinx's LaTeX builder.")
    options.add_argument("--sizes", type=int, nargs="+", default=[1, 5, 10])
    options.add_argument("--no-latex", action="store_true")
    options.add_argument("--out", type=Path, default=ROOT / "build" / "bench" / "pdf.json")
    chosen = options.parse_args()
    result: dict[str, object] = {
        "machine": {"cpus": os.cpu_count(), "python": platform.python_version(), "load": os.getloadavg()},
        "note": "CPU seconds of all child processes; one run each",
    }
    guides: dict[str, dict[str, float]] = {}
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for size in chosen.sizes:
            source = pages(Path(folder, f"source-{size}"), size)
            work = Path(folder, f"work-{size}")
            guides[str(size)] = measured = guide(source, work)
            print(f"guide, {size} times: {measured}", flush=True)
            if size == 1 and not chosen.no_latex:
                if shutil.which("xelatex") is None or shutil.which("latexmk") is None:
                    print("No LaTeX here; see the top of this file for the packages. Measured without it.")
                    continue
                peer = latex(source, work, measured["reading_cpu_seconds"])
                result["latex"] = peer
                result["latex_to_guide_writing"] = round(peer["cpu_seconds"] / measured["cpu_seconds"], 2)
                result["latex_to_guide_with_reading"] = round(
                    peer["cpu_seconds_with_reading"] / measured["cpu_seconds_with_reading"], 2)
                print(f"latex: {peer}", flush=True)
    result["guide"] = guides
    first = guides[str(chosen.sizes[0])]
    result["cpu_per_page_to_smallest"] = {
        size: round(one["cpu_seconds"] / one["pages"] / (first["cpu_seconds"] / first["pages"]), 2)
        for size, one in guides.items()
    }
    result["seconds_of_this_measurement"] = round(time.monotonic() - started)
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps({key: value for key, value in result.items() if key != "guide"}, indent=2))
    return int(any(one["exit"] for one in guides.values()))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(main())
