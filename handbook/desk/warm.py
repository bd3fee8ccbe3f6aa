"""Keeps a Sphinx that has loaded all its parts and waits, so that a preview does not start one at each edit.

Each build has a process of its own, as without the wait: nothing is left over from the build before.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from handbook.build import engine_path
from handbook.build_step import stopped


class WarmSphinx:
    """Runs Sphinx with ``options`` in ``root``; :meth:`prepare` starts the process of the next :meth:`run`."""

    def __init__(self, root: Path, options: list[str]) -> None:
        self.root = root
        self.options = options
        self._waiting: subprocess.Popen[str] | None = None

    def prepare(self) -> None:
        """Start the process of the next build, where none waits."""
        if self._waiting is None:
            self._waiting = self._start()

    def run(self) -> str:
        """Build; return what Sphinx says on its error output, and last, which signal has ended it, if one has."""
        process, self._waiting = self._waiting or self._start(), None
        said = process.communicate("build\n")[1]
        return said if process.returncode >= 0 else f"{said}\n{stopped(process.returncode)}\n"

    def drop(self) -> None:
        """End the process that waits: it knows an older engine, or none is needed any more."""
        if self._waiting is not None:
            self._waiting.communicate()
            self._waiting = None

    def _start(self) -> subprocess.Popen[str]:
        environment = {**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1", "PYTHONPATH": engine_path()}
        return subprocess.Popen(
            [sys.executable, "-m", "handbook.sphinx_step", "--wait", *self.options], cwd=self.root, env=environment,
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8",
            errors="replace",
        )
