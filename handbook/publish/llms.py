"""``llms.txt``: one line a page, with the address of its Markdown twin, under the headings of the parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from handbook.publish.markdown_twins import begun, escaped, link_address


def llms(title: str, summary: str, notice: str, parts: Mapping[str, Iterable[tuple[str, str, str]]]) -> str:
    """Return the file: ``notice`` says of what day it is and which page wins.

    ``parts`` maps the name of a part to its pages as (title, address, description). All are plain text but the
    descriptions, which are Markdown.
    """
    lines = [f"# {escaped(title)}", "", f"> {begun(escaped(summary))}", "", begun(escaped(notice)), ""]
    for part, pages in parts.items():
        lines += [f"## {escaped(part)}", ""]
        for name, address, about in pages:
            lines.append(f"- [{escaped(name)}]({link_address(address)})" + (f": {about}" if about else ""))
        lines.append("")
    return "\n".join(lines)
