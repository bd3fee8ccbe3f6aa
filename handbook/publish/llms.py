"""``llms.txt``: one line a page, with the address of its Markdown twin, under the headings of the parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def llms(title: str, summary: str, notice: str, parts: Mapping[str, Iterable[tuple[str, str, str]]]) -> str:
    """Return the file: ``notice`` says of what day it is and which page wins.

    ``parts`` maps the name of a part to its pages as (title, address, description).
    """
    lines = [f"# {title}", "", f"> {summary}", "", notice, ""]
    for part, pages in parts.items():
        lines += [f"## {part}", ""]
        lines += [f"- [{name}]({address})" + (f": {about}" if about else "") for name, address, about in pages]
        lines.append("")
    return "\n".join(lines)
