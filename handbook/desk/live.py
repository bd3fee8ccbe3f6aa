"""``live``: edit a page or a fact and see it in the browser; errors show in the terminal and in the page."""

from __future__ import annotations

import argparse
import http.server
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.build import BuildError, alone, readable_pages
from handbook.build_step import readable
from handbook.desk import watched
from handbook.desk.arguments import port
from handbook.desk.check import PageCheck, problems_of
from handbook.desk.faults import Fault, faults_in, placed
from handbook.desk.left_over import forget_deleted
from handbook.desk.manual import RefusalError, command
from handbook.desk.printing import say
from handbook.desk.serve import FileHandler, port_refused
from handbook.desk.warm import WarmSphinx
from handbook.ledger.problems import Code, shown

if TYPE_CHECKING:
    from argparse import _SubParsersAction

# Asks for a build after the one that the page is of; the answer waits until there is one.
SCRIPT = """(function () {
  var from = document.currentScript.src.split("?")[1];
  function ask() {
    fetch("/__live?" + from).then(function (answer) { return answer.json(); }).then(function (state) {
      if (from !== "build=" + state.build) location.reload();
      else ask();
    }).catch(function () { setTimeout(ask, 1000); });
  }
  ask();
})();
"""
# Seconds after which a browser gets an answer anyway, so that no connection is left over for long.
PATIENCE = 20

NOT_BUILT = "<!doctype html><title>Not built</title><body><p>This page is not built yet.</p></body>"


class Preview:
    """Builds into a folder of its own and remembers what the last build said."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "build" / "live"
        self.build_number = 0
        self.news = threading.Condition()
        self.faults: list[Fault] = []
        self.checked: dict[str, PageCheck] = {}
        self.seen: dict[str, float] = {}  # the state of the files that the last build began with
        self.sphinx = WarmSphinx(root, [
            "-q", "-n", "-b", "html", "-c", str(root), "-d", str(self.folder / "doctrees"), str(root / "docs"),
            str(self.folder / "html"),
        ])

    def build(self) -> None:
        """Build what has changed; a failed build leaves the last pages and keeps its words."""
        started = time.monotonic()
        now = self.state()  # what is saved while a build runs is built by the next one
        before, self.seen = self.seen, now
        try:
            if _code(now) != _code(before):
                self.sphinx.drop()
            faults = self._faults()
        except OSError as error:  # a full disk, say: the preview must outlive it
            faults = [Fault("", 0, f"{error.filename or 'a file'}: {error.strerror} [{Code.NOT_WRITTEN.value}]")]
        except Exception as error:  # nothing an editor did; the program's own fault, in full for those who mend it
            traceback.print_exc()
            said = f"{shown(str(error) or 'no words', 300)} ({type(error).__name__})"
            words = "a fault of the program, in full in the terminal; the preview goes on"
            faults = [Fault("", 0, f"live: {said}: {words} [{Code.FAULT.value}]")]
        with self.news:
            self.faults = faults
            self.build_number += 1
            self.news.notify_all()
        say("\n".join(map(str, faults)) or f"Built in {time.monotonic() - started:.1f} s.")

    def _faults(self) -> list[Fault]:
        """Run Sphinx and the checks; return what they find. Raises OSError where a file cannot be written."""
        try:  # Sphinx would wait without end for what a pipe in the place of a page says
            readable_pages(self.root)
        except BuildError as error:
            return faults_in(str(error), str(self.root))
        forget_deleted(self.root, self.folder)
        for fault in self.faults:  # Sphinx speaks of a page only when it reads it, and reads it when this file is gone
            page = Path(fault.file)
            if page.parts[:1] == ("docs",):
                (self.folder / "doctrees" / page.relative_to("docs").with_suffix(".doctree")).unlink(missing_ok=True)
        with ThreadPoolExecutor(max_workers=1) as beside:
            building = beside.submit(self.sphinx.run)
            # A fact without a page is no fault while somebody is moving it from one page to another.
            problems = [p for p in problems_of(self.root, self.checked)[0] if p.code is not Code.ORPHAN_FACT]
        said = "\n".join(readable(building.result().splitlines(), f"{self.root}/"))
        wrong = [p for p in problems if p.file.startswith("data/")]
        # Sphinx stops at the first fault of the ledger; the pages stay as they are until it is mended.
        faults = [] if wrong else faults_in(said, str(self.root))
        named = {(fault.file, fault.line) for fault in faults}
        for problem in sorted(wrong or problems):
            if problem.code is not Code.ROLE or (problem.file, problem.line) not in named:
                faults += faults_in(str(problem), str(self.root))
        return faults

    def wait_for_another(self, build: str, patience: float = PATIENCE) -> int:
        """Return the number of the last build: at once where it is not ``build``, else when there is another one."""
        with self.news:
            self.news.wait_for(lambda: str(self.build_number) != build, patience)
            return self.build_number

    def state(self) -> dict[str, float]:
        """Return the time of change of every watched file."""
        return watched.state(self.root)

    def watch(self, stop: threading.Event, pause: float = 0.1) -> None:
        """Build again whenever a watched file is not as the last build saw it, until ``stop`` is set."""
        self._prepare()
        while not stop.wait(pause):
            if self.state() != self.seen:
                self.build()
                self._prepare()
        self.sphinx.drop()

    def _prepare(self) -> None:
        with suppress(OSError):  # the build starts one itself, and shows why it cannot
            self.sphinx.prepare()


def _code(state: dict[str, float]) -> dict[str, float]:
    """Return the part of ``state`` that is Python, which a process loads once."""
    return {path: time for path, time in state.items() if path.endswith(".py")}


def handler(preview: Preview) -> type[FileHandler]:
    """Return a handler that serves the preview with a script and a box of faults in each page."""

    class Handler(FileHandler):
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, directory=str(preview.folder / "html"), **kwargs)  # type: ignore[arg-type]

        def log_message(self, *args: object) -> None:
            pass

        def do_GET(self) -> None:  # noqa: N802 - the name is that of the class above
            try:
                self.give()
            except ConnectionError:  # the reader has gone to another page
                self.close_connection = True
            except OSError:  # a name that is too long for a file, or a page that goes while it is read
                self.send_error(HTTPStatus.NOT_FOUND)

        def give(self) -> None:
            asked, _, query = self.path.partition("?")
            if asked == "/__live":
                number = preview.wait_for_another(query.removeprefix("build="))
                self.answer(f'{{"build": {number}}}', "application/json")
            elif asked == "/__live.js":
                self.answer(SCRIPT, "text/javascript")
            else:
                path = Path(self.translate_path(self.path))
                # Without its slash, the class above sends the browser to the folder: links of its page begin there.
                path = path / "index.html" if path.is_dir() and asked.endswith("/") else path
                if path.suffix == ".html" and (path.exists() or preview.faults):
                    # Before the page is read: where a build ends meanwhile, the browser asks once more.
                    number = preview.build_number
                    text = path.read_text(encoding="utf-8") if path.exists() else NOT_BUILT
                    self.answer(self.with_faults(text, path, number), "text/html")
                else:
                    super().do_GET()

        def with_faults(self, page: str, path: Path, number: int) -> str:
            name = path.relative_to(self.directory).with_suffix(".md").as_posix()
            source = preview.root / "docs" / name
            text = source.read_text(encoding="utf-8", errors="replace") if source.is_file() else ""
            page = placed(page, f"docs/{name}", text, preview.faults)
            return page.replace("</body>", f'<script src="/__live.js?build={number}"></script></body>')

        def answer(self, text: str, kind: str) -> None:
            body = text.encode()
            self.send_response(200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

    return Handler


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = command(
        commands, "live", "preview at http://127.0.0.1:8000 while you edit",
        "Builds again at every change of a page or a fact, and the browser follows. Problems stand in the terminal\n"
        "and in the section of the page where they are. Ctrl+C stops it.",
        [("live", "Edit with a preview:"), ("live --port 8001", "At another port:")],
    )
    parser.add_argument("--port", type=port, default=8000, help="port to use (default: 8000)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build, serve and watch until interrupted; refuse a port that is taken, and a second preview of one handbook.

    Raises OSError where it may not write.
    """
    preview = Preview(options.root)
    with alone(preview.folder) as is_alone:
        if not is_alone:
            raise RefusalError(Code.TAKEN, "a preview of this handbook runs already; use it, or stop it first")
        return serve(preview, options.port)


def serve(preview: Preview, port_number: int) -> int:
    """Build, serve and watch until interrupted; refuse a port that is taken."""
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port_number), handler(preview))
    except OSError as error:
        raise port_refused(port_number, error) from None
    say("Building the preview ...")
    preview.build()
    stop = threading.Event()
    watcher = threading.Thread(target=preview.watch, args=(stop,), daemon=True)
    watcher.start()
    with server:
        say(f"The preview is at http://127.0.0.1:{port_number} (stop with Ctrl+C).")
        try:
            server.serve_forever()
        finally:
            stop.set()
    return 0
