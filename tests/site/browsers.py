"""Drives Debian's Firefox and WebKitGTK, the engine of Safari, with the commands of the W3C's WebDriver.

Playwright knows only its own builds of the two, which no package of a system has. Firefox takes the commands over a
socket (https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html), WebKitGTK over HTTP.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
# Seconds that a browser may take to start, and between two looks at whether it has.
_START, _LOOK = 60.0, 0.05
# Seconds that something on a page may take to come true.
_LONGEST = 20
# What each command is called: by Firefox, and as the end of an address with its method.
_HTTP = {
    "Navigate": ("POST", "/url"), "ExecuteScript": ("POST", "/execute/sync"),
    "ExecuteAsyncScript": ("POST", "/execute/async"), "FindElement": ("POST", "/element"),
    "PerformActions": ("POST", "/actions"), "SetWindowRect": ("POST", "/window/rect"), "Refresh": ("POST", "/refresh"),
    "SetTimeouts": ("POST", "/timeouts"),
}
KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "ArrowDown": "\ue015"}
# What Firefox says of itself, of a page that was left while something was loading, and of a font that came too late.
_OWN = re.compile(
    r"resource://|chrome://|moz-extension:"
    r"|^\[JavaScript Error: \"(?:NS_|AbortError|downloadable font: font-display timeout, webfont not used)"
)


class BrowserError(Exception):
    """A command failed; the browser's own words."""


class Wire(Protocol):
    """How the commands of WebDriver reach a browser."""

    def send(self, command: str, parameters: Mapping[str, Any]) -> Any:
        """Send one command; return its value. Raises :class:`BrowserError` when the browser refuses."""

    def faults(self) -> list[str]:
        """Return the errors and warnings that pages caused since the last call."""


class OtherBrowser:
    """A window of a browser that is not Chromium."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        wire.send("SetTimeouts", {"script": _LONGEST * 1000, "pageLoad": 60_000, "implicit": 0})

    def open(self, address: str) -> None:
        """Go to ``address`` and wait until it is loaded."""
        self._wire.send("Navigate", {"url": address})

    def reload(self) -> None:
        """Load the page anew."""
        self._wire.send("Refresh", {})

    def size(self, width: int, height: int) -> None:
        """Set the size of the window in pixels; a browser may have a least width."""
        self._wire.send("SetWindowRect", {"width": width, "height": height})

    def value(self, expression: str) -> Any:
        """Return the value of a JavaScript ``expression`` on the page."""
        return self._wire.send("ExecuteScript", {"script": f"return {expression};", "args": []})

    def until(self, expression: str) -> Any:
        """Wait until ``expression`` is true on the page, or on the one that takes its place; return its value."""
        script = (
            "const done = arguments[arguments.length - 1];"
            f"const look = () => {{ const found = {expression}; if (found) done(found); else setTimeout(look, 20); }};"
            "look();"
        )
        end = time.monotonic() + _LONGEST
        while True:
            try:
                return self._wire.send("ExecuteAsyncScript", {"script": script, "args": []})
            except BrowserError as error:  # a page that is left takes its scripts along
                if time.monotonic() > end:
                    raise AssertionError(f"never true: {expression} ({error})") from error

    def click(self, css: str) -> None:
        """Click the first element that the selector ``css`` finds, with the mouse."""
        self.until(f"document.querySelector({json.dumps(css)})")
        found = self._wire.send("FindElement", {"using": "css selector", "value": css})
        self._wire.send("ElementClick", {"id": found[_ELEMENT]})

    def press(self, *keys: str) -> None:
        """Press ``keys`` one by one: a name in :data:`KEYS`, or text to type."""
        strokes = [stroke for key in keys for stroke in ([KEYS[key]] if key in KEYS else key)]
        actions = [{"type": kind, "value": stroke} for stroke in strokes for kind in ("keyDown", "keyUp")]
        self._wire.send("PerformActions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def faults(self) -> list[str]:
        """Return the errors and warnings that pages caused since the last call."""
        return self._wire.faults()


class _Firefox:
    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=_START)
        self._stream = self._socket.makefile("rb")
        self._number = 0
        self._read()
        self._send("WebDriver:NewSession", {"capabilities": {}})

    def send(self, command: str, parameters: Mapping[str, Any]) -> Any:
        return self._send(f"WebDriver:{command}", parameters)

    def faults(self) -> list[str]:
        self._send("Marionette:SetContext", {"value": "chrome"})
        said = self.send("ExecuteScript", {"args": [], "sandbox": "system", "script": (
            "const all = Services.console.getMessageArray().map(one => one.toString());"
            "Services.console.reset(); return all;"
        )})
        self._send("Marionette:SetContext", {"value": "content"})
        return [line for line in said if "127.0.0.1" in line and not _OWN.search(line)]

    def close(self) -> None:
        with contextlib.suppress(BrowserError, OSError):
            self._send("Marionette:Quit", {"flags": ["eForceQuit"]})
        self._stream.close()
        self._socket.close()

    def _send(self, command: str, parameters: Mapping[str, Any]) -> Any:
        self._number += 1
        body = json.dumps([0, self._number, command, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(body), body))
        _, _, error, result = self._read()
        if error:
            raise BrowserError(error["message"])
        return result.get("value", result) if isinstance(result, dict) else result

    def _read(self) -> Any:
        length = b""
        while (byte := self._stream.read(1)) != b":":
            if not byte:
                raise BrowserError("the browser has ended")
            length += byte
        return json.loads(self._stream.read(int(length)))


class _WebKit:
    def __init__(self, port: int, browser: str, said: Path) -> None:
        self._port, self._said, self._read = port, said, 0
        options = {"binary": browser, "args": ["--automation", "--enable-write-console-messages-to-stdout=true"]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self._session = f"/session/{self._ask('POST', '/session', wanted)['sessionId']}"

    def send(self, command: str, parameters: Mapping[str, Any]) -> Any:
        if command == "ElementClick":
            return self._ask("POST", f"{self._session}/element/{parameters['id']}/click", {})
        method, end = _HTTP[command]
        return self._ask(method, self._session + end, parameters)

    def faults(self) -> list[str]:
        lines = self._said.read_text("utf-8", "replace").splitlines()
        new, self._read = lines[self._read:], len(lines)
        return [line for line in new if line.startswith("CONSOLE") and ("ERROR" in line or "WARN" in line)]

    def close(self) -> None:
        with contextlib.suppress(BrowserError, OSError):
            self._ask("DELETE", self._session, None)

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_START)
        text = None if body is None else json.dumps(body)
        connection.request(method, path, text, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        value = json.loads(answer.read())["value"]
        connection.close()
        if answer.status != 200:
            raise BrowserError(value["message"] or value["error"])
        return value


def firefox() -> str | None:
    """Return the path of a Firefox, None without one."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


def webkit() -> tuple[str, str, str] | None:
    """Return the paths of WebKitGTK's driver, of its small browser and of a screen without glass; None without one."""
    folders = [Path("/usr/libexec"), *Path("/usr/lib").glob("*-linux-gnu*")]
    browsers = sorted(found for folder in folders for found in folder.glob("webkit2gtk-4.*/MiniBrowser"))
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    return (driver, str(browsers[-1]), screen) if driver and screen and browsers else None


@contextlib.contextmanager
def open_firefox(program: str) -> Iterator[OtherBrowser]:
    """Start Firefox without a screen and with a profile of its own."""
    with tempfile.TemporaryDirectory() as profile:
        settings = {
            "marionette.port": 0, "app.update.disabledForTesting": True, "browser.aboutwelcome.enabled": False,
            "browser.safebrowsing.malware.enabled": False, "browser.safebrowsing.phishing.enabled": False,
            "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False,
            "datareporting.policy.dataSubmissionEnabled": False, "extensions.getAddons.cache.enabled": False,
        }
        written = "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in settings.items())
        (Path(profile) / "user.js").write_text(written, encoding="utf-8")
        options = ["--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile", profile]
        with _running([program, *options], subprocess.DEVNULL):
            wire = _Firefox(int(_appears(Path(profile) / "MarionetteActivePort")))
            try:
                yield OtherBrowser(wire)
            finally:
                wire.close()


@contextlib.contextmanager
def open_webkit(driver: str, browser: str, screen: str) -> Iterator[OtherBrowser]:
    """Start WebKitGTK's small browser on a screen that nobody sees."""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        said = Path(folder) / "said"
        number, display = os.pipe()
        with os.fdopen(number) as shown:
            command = [screen, "-displayfd", str(display), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
            stack.enter_context(_running(command, subprocess.DEVNULL, keep=(display,)))
            os.close(display)
            environment = {"DISPLAY": f":{shown.readline().strip()}", "HOME": folder}
            environment["WEBKIT_DISABLE_COMPOSITING_MODE"] = "1"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        output = stack.enter_context(said.open("wb"))
        stack.enter_context(_running([driver, f"--port={port}"], output, environment))
        _listens(port)
        wire = _WebKit(port, browser, said)
        try:
            yield OtherBrowser(wire)
        finally:
            wire.close()


@contextlib.contextmanager
def _running(
    command: list[str], output: Any, environment: Mapping[str, str] | None = None, keep: tuple[int, ...] = ()
) -> Iterator[None]:
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.DEVNULL, pass_fds=keep,
        env={**os.environ, **(environment or {})},
    ) as process:
        try:
            yield
        finally:
            process.terminate()


def _appears(file: Path) -> str:
    """Return the text of a file once a browser has written it."""
    end = time.monotonic() + _START
    while time.monotonic() < end:
        with contextlib.suppress(FileNotFoundError):
            if text := file.read_text(encoding="utf-8"):
                return text
        time.sleep(_LOOK)
    raise BrowserError(f"{file.name} was not written within {_START:.0f} seconds")


def _listens(port: int) -> None:
    """Return once something takes connections at ``port``."""
    end = time.monotonic() + _START
    while time.monotonic() < end:
        with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), timeout=_START):
            return
        time.sleep(_LOOK)
    raise BrowserError(f"nothing listens at {port} after {_START:.0f} seconds")
