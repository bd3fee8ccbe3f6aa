"""``deploy/nginx.conf`` on a real nginx of this machine: headers, caching, compressed copies, types."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook.extension.website.headers import ALWAYS
from handbook.publish.compressed import compress
from handbook.publish.offline import files_of

from .nginx import MISSING, nginx, serving


@pytest.fixture(scope="module")
def port(kitchen_sink: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of an nginx that serves the kitchen sink with the configuration of the repository."""
    if nginx() is None:
        pytest.skip(MISSING)
    site = tmp_path_factory.mktemp("nginx") / "site"
    shutil.copytree(kitchen_sink, site)
    compress(files_of(site))
    with serving(site) as found:
        yield found


def get(port: int, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


@pytest.mark.parametrize("path", ["/", "/elements.html", "/no-such-page", "/elements.md", "/_static/icons/favicon.svg"])
def test_the_headers_are_those_of_every_host(port: int, path: str) -> None:
    response, _ = get(port, path)
    for name, value in ALWAYS.items():
        assert response.headers.get_all(name) == [value], name


@pytest.mark.parametrize("path", ["/_static/handbook.css", "/_static/handbook.js", "/_static/manifest.webmanifest"])
def test_what_is_no_document_gets_no_policy_and_keeps_its_type(port: int, path: str) -> None:
    headers = get(port, path)[0].headers
    kept = {"Referrer-Policy", "X-Content-Type-Options"}
    assert {name for name in ALWAYS if headers.get_all(name) == [ALWAYS[name]]} == kept
    assert {name for name in ALWAYS if name in headers} == kept


def test_a_missing_page_has_its_page(port: int, kitchen_sink: Path) -> None:
    response, body = get(port, "/no-such-page")
    assert response.status == 404
    assert body == (kitchen_sink / "404.html").read_bytes()


def test_checksummed_files_are_kept_and_pages_are_not(port: int, kitchen_sink: Path) -> None:
    page = (kitchen_sink / "index.html").read_text(encoding="utf-8")
    sheet = re.search(r'href="(_static/handbook\.css\?v=\w+)"', page)
    assert sheet is not None
    assert "immutable" in str(get(port, f"/{sheet[1]}")[0].headers["Cache-Control"])
    assert "immutable" not in str(get(port, "/_static/handbook.css")[0].headers["Cache-Control"])
    assert "immutable" not in str(get(port, "/search-files.js")[0].headers["Cache-Control"])
    named = json.loads(re.search(r"{.*}", (kitchen_sink / "search-files.js").read_text(encoding="utf-8"))[0])
    assert len(named) == 3
    for address in named.values():
        assert "immutable" in str(get(port, f"/{address}")[0].headers["Cache-Control"])
    assert "immutable" not in str(get(port, "/index.html?v=1")[0].headers["Cache-Control"])


def test_compressed_copies_are_sent_to_those_who_take_them(port: int, kitchen_sink: Path) -> None:
    plain = (kitchen_sink / "elements.html").read_bytes()
    response, body = get(port, "/elements.html", **{"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == plain
    response, body = get(port, "/elements.html")
    assert response.headers["Content-Encoding"] is None
    assert body == plain


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/elements.html", "text/html; charset=utf-8"), ("/elements.md", "text/markdown; charset=utf-8"),
        ("/downloads/applicant.ics", "text/calendar; charset=utf-8"), ("/data/courses.csv", "text/csv; charset=utf-8"),
        ("/llms.txt", "text/plain; charset=utf-8"), ("/_static/handbook.css", "text/css; charset=utf-8"),
        # Newer lists of types say text/javascript.
        ("/_static/handbook.js", "(?:text|application)/javascript; charset=utf-8"),
        # What is UTF-8 by its own rules needs no word of it.
        ("/data/facts.json", "application/json"), ("/_static/manifest.webmanifest", r"application/manifest\+json"),
        ("/_static/icons/favicon.svg", r"image/svg\+xml"), ("/downloads/changes.atom", r"application/atom\+xml"),
    ],
)
def test_types_and_how_letters_are_written(port: int, path: str, kind: str) -> None:
    response, _ = get(port, path)
    assert response.status == 200
    assert re.fullmatch(kind, response.headers["Content-Type"]), response.headers["Content-Type"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_the_file_for_other_hosts_is_no_page(port: int) -> None:
    assert get(port, "/_headers")[0].status == 404
