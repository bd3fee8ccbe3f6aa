"""Makes what the tests need beyond Python packages: browsers, Java, nginx, pdftotext. Prints a line on what it did."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """Return the path of a Chromium: ``$CHROMIUM``, one of the system, or Playwright's own; None without any."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def has_nginx() -> bool:
    """Say whether nginx is there; Debian keeps it where only root looks. Without it its tests are skipped."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin") is not None


def has_other_browsers() -> bool:
    """Say whether Firefox and WebKitGTK are there, with a screen for it. Without them their tests are skipped."""
    firefox = shutil.which("firefox-esr") or shutil.which("firefox")
    return firefox is not None and all(map(shutil.which, ("WebKitWebDriver", "Xvfb")))


def install() -> None:
    """Install Debian's browsers and Java where this is Debian and we may, else Playwright's own Chromium."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("Installing Debian's browsers, Java, nginx-light and poppler-utils ...", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)  # type: ignore[call-overload]
        needed = ["chromium", "default-jre-headless", "fonts-liberation", "nginx-light", "poppler-utils"]
        # Apart, so that without them the tests still have what they need.
        for packages in (needed, ["firefox-esr", "webkit2gtk-driver", "xvfb"]):
            command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
            subprocess.run(command, check=False, **quiet)  # type: ignore[call-overload]
    elif chromium() is None:
        print("Fetching Playwright's own Chromium ...", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """Find or install a Chromium; return 1 with one line on what to install when there is none."""
    there = all(map(shutil.which, ("java", "pdftotext"))) and has_nginx() and has_other_browsers()
    if chromium() is None or not there:
        if os.environ.get("CHROMIUM") and chromium() is None:
            print(f"$CHROMIUM names {os.environ['CHROMIUM']}, which does not exist.", file=sys.stderr)
            return 1
        install()
    for program, package in (("pdftotext", "poppler-utils"), ("java", "a Java runtime, version 17 or newer")):
        if shutil.which(program) is None:
            print(f"The tests need {program}: install {package}.", file=sys.stderr)
            return 1
    found = chromium()
    if found is None:
        print("The tests need Chromium: install it, or name one in $CHROMIUM.", file=sys.stderr)
        return 1
    print(f"Tests use {found}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
