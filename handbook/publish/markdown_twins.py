"""The Markdown twin of a page: the resolved doctree in plain Markdown, for readers and programs without HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import quote

from docutils import nodes

# An ampersand that begins the name of a sign would be read as that sign.
_ESCAPED = re.compile(r"([\\`*_\[\]<>|]|&(?=#?\w+;))")
# What makes a line a heading, an item of a list, a rule or a fence: the backslash stands behind what this matches.
_START = re.compile(r"(\d{1,9}(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|[-+](?:\s|$)|-[-\s]*$|~~~))")
# What would end the address of a link, or be no letter of it: a bar ends the cell of a table.
_NO_ADDRESS = re.compile(r"[\s()<>\\|]")
_BULLET = "- "


def twin(doctree: nodes.document, link: Callable[[str], str], notice: str = "") -> str:
    """Return the page as Markdown, ending with ``notice``.

    ``link`` changes the address of a link inside the handbook into the one that the twin has. Source numbers stay
    as ``[3]``; the numbered list of sources stands at the end, as it does on the page.
    """
    text = "\n\n".join(_Writer(link).blocks(doctree, 0))
    return f"{text}\n" + (f"\n---\n\n{begun(escaped(notice))}\n" if notice else "")


class _Writer:
    """Turns nodes into blocks (lists of Markdown paragraphs) and runs of text."""

    def __init__(self, link: Callable[[str], str]) -> None:
        self.link = link
        self.in_cell = False

    def blocks(self, node: nodes.Element, depth: int) -> list[str]:
        """Return the blocks in ``node``; ``depth`` is the number of sections around it."""
        found: list[str] = []
        run: list[nodes.Node] = []
        for child in node.children:
            if _is_inline(child):
                run.append(child)
                continue
            found += self._paragraph(run)
            run = []
            if isinstance(child, nodes.Element):
                found += self._block(child, depth)
        return [block for block in found + self._paragraph(run) if block.strip()]

    def _paragraph(self, run: Iterable[nodes.Node]) -> list[str]:
        text = self.text(run)
        return [begun(text)] if text else []

    def _block(self, node: nodes.Element, depth: int) -> list[str]:
        if isinstance(node, nodes.comment | nodes.substitution_definition | nodes.raw | nodes.target | nodes.colspec):
            return []
        if isinstance(node, nodes.section):
            return self.blocks(node, depth + 1)
        if isinstance(node, nodes.title | nodes.rubric | nodes.caption) and not isinstance(node.parent, nodes.table):
            words = self.text(node.children)
            heading = isinstance(node.parent, nodes.section)
            # Signs at the end would be taken for the end of the heading.
            closed = re.sub(r"(?<!\S)(#+)$", r"\\\1", words)
            return [f"{'#' * min(max(depth, 1), 6)} {closed}" if heading else f"**{words}**"]
        if node.tagname == "productionlist":
            return [f"```\n{node.astext().rstrip()}\n```"]
        if isinstance(node, nodes.math_block):
            return [f"$$\n{self._verbatim(node.astext().strip())}\n$$"]
        if isinstance(node, nodes.paragraph | nodes.TextElement) and not isinstance(node, nodes.literal_block):
            return self._paragraph(node.children)
        if isinstance(node, nodes.literal_block):
            if self.in_cell:
                return [self._code(line) for line in node.astext().split("\n") if line.strip()]
            fence = "`" * max(3, _longest_run(node.astext()) + 1)
            return [f"{fence}\n{node.astext()}\n{fence}"]
        if isinstance(node, nodes.bullet_list | nodes.enumerated_list):
            return [self._list(node, depth)]
        if isinstance(node, nodes.definition_list):
            return ["\n".join(self._definition(item, depth) for item in node.findall(nodes.definition_list_item)
                              if item.parent is node)]
        if isinstance(node, nodes.block_quote | nodes.Admonition):
            return [_quote(self._named(node, depth))]
        if isinstance(node, nodes.table):
            return self._table(node)
        if isinstance(node, nodes.image):
            return [f"![{escaped(node.get('alt', ''))}]({link_address(self.link(node['uri']))})"]
        if isinstance(node, nodes.transition):
            return ["---"]
        return self.blocks(node, depth)

    def _named(self, node: nodes.Element, depth: int) -> list[str]:
        plain = isinstance(node, nodes.block_quote | nodes.admonition)
        return ([] if plain else [f"**{node.tagname.capitalize()}**"]) + self.blocks(node, depth)

    def _list(self, node: nodes.Element, depth: int) -> str:
        lines = []
        items = (child for child in node.children if isinstance(child, nodes.Element))
        for number, item in enumerate(items, int(node.get("start", 1))):
            mark = _BULLET if isinstance(node, nodes.bullet_list) else f"{number}. "
            lines.append(_indent(_joined(self.blocks(item, depth)), mark))
        return "\n".join(lines)

    def _definition(self, item: nodes.Element, depth: int) -> str:
        terms, rest = [], []
        for child in item.children:
            if isinstance(child, nodes.term):
                terms.append(self.text(child.children))
            elif isinstance(child, nodes.Element):
                rest += self.blocks(child, depth)
        head = f"**{', '.join(terms)}**: " if terms else ""
        return _indent(head + _joined(rest), _BULLET)

    def _table(self, table: nodes.table) -> list[str]:
        title = next((child for child in table.children if isinstance(child, nodes.title)), None)
        rows: list[list[str]] = []
        # Column -> how many more rows a cell above reaches into.
        reach: dict[int, int] = {}
        for row in table.findall(nodes.row):
            cells: list[str] = []
            for entry in row.children:
                assert isinstance(entry, nodes.Element)
                _pass_reached(cells, reach)
                start = len(cells)
                cells += [self._cell(entry)] + [""] * int(entry.get("morecols", 0))
                reach |= dict.fromkeys(range(start, len(cells)), int(entry.get("morerows", 0)))
            _pass_reached(cells, reach)
            rows.append(cells)
        if not rows:
            return []
        width = max(len(cells) for cells in rows)
        if next(iter(table.findall(nodes.thead)), None) is None:
            rows.insert(0, [""] * width)
        lines = ["| " + " | ".join(cells + [""] * (width - len(cells))) + " |" for cells in rows]
        lines.insert(1, "|" + " --- |" * width)
        return ([f"**{self.text(title.children)}**"] if title is not None else []) + ["\n".join(lines)]

    def _cell(self, entry: nodes.Element) -> str:
        self.in_cell = True
        blocks = self.blocks(entry, 1)
        self.in_cell = False
        # A line break would end the cell.
        return re.sub(r"\s*\n\s*", "<br>", "\n".join(blocks))

    def _code(self, text: str) -> str:
        """Return ``text`` as code inside a line."""
        mark = "`" * (_longest_run(text) + 1)
        space = " " if text[:1] == "`" or text[-1:] == "`" else ""
        return mark + space + self._verbatim(text) + space + mark

    def _verbatim(self, text: str) -> str:
        """Return what keeps its signs, code or a formula; a bar in it would end the cell of a table."""
        return text.replace("|", "\\|") if self.in_cell else text

    def text(self, run: Iterable[nodes.Node]) -> str:
        """Return inline nodes as one line of Markdown."""
        return re.sub(r"\s+", " ", "".join(self._inline(node) for node in run)).strip()

    def _inline(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.Text):
            return escaped(node.astext())
        if not isinstance(node, nodes.Element) or isinstance(node, nodes.raw | nodes.target | nodes.comment):
            return ""
        if isinstance(node, nodes.literal):
            return self._code(node.astext())
        if isinstance(node, nodes.math):
            return f"${self._verbatim(node.astext())}$"
        if isinstance(node, nodes.image):
            return f"![{escaped(node.get('alt', ''))}]({link_address(self.link(node['uri']))})"
        inner = "".join(self._inline(child) for child in node.children)
        if isinstance(node, nodes.superscript):
            return f" [{_bare(node)}]"
        if isinstance(node, nodes.reference):
            # The source of a reference inside the page is an anchor that a twin does not have.
            address = str(node.get("refuri", ""))
            if not address or not inner.strip():
                return inner
            whole = address if not node.get("internal") else self.link(address)
            return f"[{inner.strip()}]({link_address(whole)})"
        if isinstance(node, nodes.abbreviation) and node.get("explanation"):
            return f"{inner} ({escaped(node['explanation'])})"
        for kind, mark in ((nodes.strong, "**"), (nodes.emphasis, "*")):
            if isinstance(node, kind) and inner.strip():
                return f"{mark}{inner.strip()}{mark}"
        return inner


def _is_inline(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Text | nodes.Inline) and not isinstance(node, nodes.image)


def _bare(node: nodes.Element) -> str:
    return re.sub(r"\s+", " ", escaped(node.astext())).strip().replace("\\[", "").replace("\\]", "")


def escaped(text: str) -> str:
    """Return ``text`` so that Markdown reads it as these very letters, inside a line."""
    return _ESCAPED.sub(r"\\\1", text)


def link_address(address: str) -> str:
    """Return ``address`` so that it stands in the parentheses of a link of Markdown and cannot end them."""
    encoded = _NO_ADDRESS.sub(lambda found: quote(found[0], safe=""), address)
    return re.sub(r"&(?=#?\w+;)", "&amp;", encoded)


def begun(line: str) -> str:
    """Return a ``line`` of Markdown so that it begins a paragraph, and no heading, list, rule or block of code."""
    found = _START.match(line)
    return f"{found[1]}\\{line[found.end():]}" if found else line


def _longest_run(text: str) -> int:
    """Return the length of the longest run of backticks."""
    return max(map(len, re.findall("`+", text)), default=0)


def _pass_reached(cells: list[str], reach: dict[int, int]) -> None:
    """Add an empty cell for each column, from here on, that a cell above fills."""
    while reach.get(len(cells), 0):
        reach[len(cells)] -= 1
        cells.append("")


def _joined(blocks: Iterable[str]) -> str:
    """Return the blocks of an item: a list follows its paragraph at once, all else behind a blank line."""
    text = ""
    for block in blocks:
        text += ("" if not text else "\n" if block.startswith((_BULLET, "1. ")) else "\n\n") + block
    return text


def _quote(blocks: Iterable[str]) -> str:
    return "\n>\n".join("\n".join(f"> {line}".rstrip() for line in block.split("\n")) for block in blocks)


def _indent(text: str, mark: str) -> str:
    return mark + text.replace("\n", "\n" + " " * len(mark))
