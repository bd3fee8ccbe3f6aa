"""What a build had to say, sorted by page and line, and put into the page where the line stands."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handbook.desk.printing import counted
from handbook.prose.headings import anchored

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_PLACED = re.compile(r"^((?:docs|data)/[^:]+?)(?::(\d+))?: (?:(?:WARNING|ERROR|CRITICAL|SEVERE|DEBUG): )?(\S.*)$")
# A section with the other ids that it has, up to the end of its heading.
_SECTION = re.compile(r'(<section\b[^>]*>(?:\s*<span id="[^"]*"></span>)*)\s*<h[1-6].*?</h[1-6]>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the file it is in (empty when none is known), the line (0 when none is known), and the words."""

    file: str
    line: int
    words: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.line else f"{self.file}: " if self.file else ""
        return place + self.words


def faults_in(said: str, root: str) -> list[Fault]:
    """Return the faults that a build ``said`` (its error output), with files named from ``root``, in its order."""
    found: list[Fault] = []
    folder = root.rstrip("/")
    said = _COLOUR.sub("", said)
    for line in (said.replace(f"{folder}/", "") if folder else said).split("\n"):
        if not line.strip():
            continue
        placed = _PLACED.match(line)
        if placed:
            fault = Fault(placed[1], int(placed[2] or 0), placed[3])
        elif found and found[-1].file and line[:1].isspace():  # the rest of a message of several lines
            last = found.pop()
            fault = Fault(last.file, last.line, f"{last.words}\n{line.rstrip()}")
        else:
            fault = Fault("", 0, line.rstrip())
        if fault not in found:
            found.append(fault)
    return found


def box(title: str, faults: Iterable[Fault], source: Sequence[str] = ()) -> str:
    """Return a box with one entry a fault; the line of the page is quoted where ``source`` (its lines) has it."""
    items = []
    for fault in faults:
        quoted = source[fault.line - 1].strip() if 0 < fault.line <= len(source) else ""
        code = f'<br><code class="docutils literal">{html.escape(quoted)}</code>' if quoted else ""
        where = f"line {fault.line}: " if source and fault.line else ""
        words = html.escape(f"{where}{fault.words}" if source else str(fault)).replace("\n", "<br>")
        items.append(f"<li>{words}{code}</li>")
    return (
        f'<div class="admonition error" role="alert"><p class="admonition-title">{html.escape(title)}</p>'
        f"<ul>{''.join(items)}</ul></div>"
    )


def placed(page: str, file: str, source: str, faults: Sequence[Fault]) -> str:
    """Return the HTML ``page`` of the Markdown file ``file`` with boxes of faults.

    A fault of this page with a line stands under the heading of its section; what stands elsewhere is listed at the
    top, so that it is seen on every page.
    """
    lines = source.split("\n")
    by_place: dict[int, list[Fault]] = {}
    elsewhere = []
    for fault in faults:
        place = _place(page, _anchor(source, fault.line)) if fault.file == file and fault.line else 0
        if place:
            by_place.setdefault(place, []).append(fault)
        else:
            elsewhere.append(fault)
    for place, group in sorted(by_place.items(), reverse=True):  # from the end, so that the other places stay
        inside = box(f"{counted(len(group), 'problem')} in this section", group, lines)
        page = page[:place] + inside + page[place:]
    if elsewhere:
        top = box(f"{counted(len(elsewhere), 'problem')} of the last build", elsewhere[:40])
        outside = (re.search(rf"<{tag}\b[^>]*>", page) for tag in ("article", "main", "body"))
        at = next((found.end() for found in outside if found), 0)
        page = page[:at] + top + page[at:]
    return page


def _place(page: str, anchor: str) -> int:
    """Return where the heading of the section with this ``anchor`` ends in the HTML ``page``, or 0."""
    found = _SECTION.finditer(page) if anchor else ()
    return next((section.end() for section in found if f' id="{anchor}"' in section[1]), 0)


def _anchor(source: str, line: int) -> str:
    """Return the anchor of the last heading of ``source`` at or above ``line`` (from 1), or an empty string."""
    above = [found.anchor for found in anchored(source) if found.kind == "heading" and found.line <= line]
    if not above:
        return ""
    # Of headings in the same words, each after the first has its number.
    before = above.count(above[-1]) - 1
    return f"{above[-1]}-{before}" if above[-1] and before else above[-1]
