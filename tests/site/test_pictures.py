"""What pages look like, beside stored pictures: a moved box or a lost color is seen, other smoothing of letters is not.

The pages are those of ``tests/roots/kitchen-sink``, whose ledger never changes. A picture is kept at a quarter of its
size. Two are alike when, at an eighth of the size and blurred, no place differs by much; smoothing of letters is gone
there, and the shapes and colors of boxes, lines of text and gaps are not. Formulas are left out: their font is that of
the system. ``make pictures`` draws them anew; one that differs is left in ``build/pictures`` beside the stored one
and what differs.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Page

from .conftest import DESK, PHONE, ROOT, Watched, serve

STORED = ROOT / "tests" / "site" / "pictures"
UNLIKE = ROOT / "build" / "pictures"
DRAW_ANEW = os.environ.get("HANDBOOK_PICTURES") == "draw"
# The largest difference (of 255, in any color) that a place may have, and how many places may have more.
DIFFERENCE, PLACES = 15, 4
PAPER = (794, 1123)
STATES = {
    "desk-light": (DESK, {"color_scheme": "light"}), "desk-dark": (DESK, {"color_scheme": "dark"}),
    "phone-light": (PHONE, {"color_scheme": "light"}), "phone-dark": (PHONE, {"color_scheme": "dark"}),
    "print": (PAPER, {"media": "print", "color_scheme": "light"}),
}
PAGES = ("index", "elements", "catalog", "requirements", "404")


@pytest.fixture(scope="module")
def sink(kitchen_sink: Path) -> Iterator[str]:
    with serve(kitchen_sink) as address:
        yield address


def small(page: Page) -> Image.Image:
    """Return the whole page as it is now, at a quarter of its size."""
    shot = page.screenshot(full_page=True, animations="disabled", caret="hide")
    return Image.open(io.BytesIO(shot)).convert("RGB").reduce(4)


def difference(stored: Image.Image, new: Image.Image) -> tuple[str, Image.Image | None]:
    """Return what sets two pictures apart, in words ("" where nothing does), and a picture of it."""
    width, height = (abs(a - b) for a, b in zip(stored.size, new.size, strict=True))
    if width or height > 2:
        return f"it is {new.width * 4} x {new.height * 4} px large, was {stored.width * 4} x {stored.height * 4}", None
    both = [image.crop((0, 0, *min(stored.size, new.size))).reduce(2) for image in (stored, new)]
    apart = ImageChops.difference(*(image.filter(ImageFilter.GaussianBlur(1)) for image in both))
    red, green, blue = apart.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    places = most.point(lambda value: 255 if value > DIFFERENCE else 0)
    count = places.histogram()[255]
    if count <= PLACES:
        return "", None
    left, top, right, bottom = (part * 8 for part in places.getbbox() or (0, 0, 0, 0))
    return f"{count} places differ, between {left},{top} and {right},{bottom} px", places.resize(both[0].size)


def check(name: str, new: Image.Image) -> None:
    """Hold the picture ``name`` against the stored one; store it where that is asked for."""
    path = STORED / f"{name}.webp"
    if DRAW_ANEW:
        STORED.mkdir(exist_ok=True)
        if not path.exists() or difference(Image.open(path).convert("RGB"), new)[0]:
            new.save(path, quality=70, method=6)
        return
    assert path.exists(), f"no picture {path.name} is stored: run `make pictures`, look at it and commit it"
    stored = Image.open(path).convert("RGB")
    words, places = difference(stored, new)
    if words:
        UNLIKE.mkdir(parents=True, exist_ok=True)
        stored.save(UNLIKE / f"{name}-stored.png")
        new.save(UNLIKE / f"{name}-new.png")
        if places is not None:
            places.save(UNLIKE / f"{name}-places.png")
    assert not words, f"{name}: {words}; look into build/pictures, then `make pictures` if it is meant so"


def opened(watched: Watched, name: str, media: dict[str, str]) -> Page:
    watched.page.clock.set_fixed_time("2026-11-24T12:00:00")
    watched.page.emulate_media(**media, reduced_motion="reduce")  # type: ignore[arg-type]
    page = watched.open(name)
    page.evaluate("document.fonts.ready")
    # A font that came too late for this page is used by the next one.
    page.reload()
    page.evaluate("document.fonts.ready")
    # Formulas are set in a font of the system, with gaps that are other ones in the next version of the browser.
    styled(page, "math { display: none }")
    return page


def styled(page: Page, rule: str) -> None:
    """Add a rule of style to the page as it is now; the policy of the page allows none in its markup."""
    page.evaluate(
        """(rule) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(rule);
          document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        }""",
        rule,
    )


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", PAGES)
def test_page_looks_as_stored(
    name: str, state: str, kitchen_sink: Path, sink: str, watch: Callable[..., Watched]
) -> None:
    size, media = STATES[state]
    # The links of the 404 page start at the path of html_baseurl.
    watched = watch(size, at=sink)
    if name == "404":
        watched.page.route(f"{sink}guide/**", lambda route: route.fulfill(
            path=kitchen_sink / route.request.url.removeprefix(f"{sink}guide/").partition("?")[0]
        ))
    check(f"{name}-{state}", small(opened(watched, name, media)))


def test_menu_on_a_phone_looks_as_stored(kitchen_sink: Path, sink: str, watch: Callable[..., Watched]) -> None:
    page = opened(watch(PHONE, at=sink), "catalog", STATES["phone-light"][1])
    page.get_by_role("button", name="Menu").click()
    check("menu-phone-light", small(page))


def test_source_on_focus_looks_as_stored(kitchen_sink: Path, sink: str, watch: Callable[..., Watched]) -> None:
    page = opened(watch(at=sink), "requirements", STATES["desk-light"][1])
    page.locator("main .source-marker a").first.focus()
    check("source-desk-light", small(page))


@pytest.mark.skipif(DRAW_ANEW, reason="the pictures are being drawn")
@pytest.mark.parametrize(
    ("rule", "seen"),
    [
        (".admonition.tip { margin-inline-start: 8px }", True),
        (".admonition.tip { --tint: transparent }", True),
        (".admonition.tip { --edge: transparent }", True),
        (".sd-card { visibility: hidden }", True),
        ("h2 { margin-top: 60px }", True),
        ("table { border-top: 0; position: relative; top: 8px }", True),
        ("body { -webkit-text-stroke: 0.15px }", False),
        ("article { transform: translate(1px, 1px) }", False),
    ],
)
def test_moved_boxes_and_lost_colors_are_seen(
    rule: str, seen: bool, kitchen_sink: Path, sink: str, watch: Callable[..., Watched]
) -> None:
    page = opened(watch(at=sink), "elements", STATES["desk-light"][1])
    styled(page, rule)
    stored = Image.open(STORED / "elements-desk-light.webp").convert("RGB")
    assert bool(difference(stored, small(page))[0]) is seen


def test_pictures_are_few_and_small() -> None:
    files = list(STORED.glob("*.webp"))
    assert len(files) == len(PAGES) * len(STATES) + 2
    assert sum(path.stat().st_size for path in files) < 2_000_000
