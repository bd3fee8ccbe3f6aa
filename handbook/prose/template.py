"""What a new page begins as, and which of these words a page still holds."""

from __future__ import annotations

from handbook.ledger.problems import Code, Problem, shown
from handbook.prose.fences import read

_ANSWER = "Answer the page's question here."
_BODY = {
    "how-to": "## Before you start\n\nSay what the reader needs.\n\n## Steps\n\n1. One action a step.\n",
    "policy": "## The rule\n\nSay it in short sentences, with its entry year.\n\n## Exceptions\n\nSay whom to ask.\n",
    "requirements": "## What you must take\n\nShow the groups with the requirements directive.\n",
}
_HEADING = "## First question"
_OTHER = f"{_HEADING}\n\nAnswer it.\n"
# The other headings are right for many a page.
_SENTENCES = tuple(
    line for body in (_ANSWER, _OTHER, *_BODY.values()) for line in body.split("\n")
    if line and not line.startswith("## ")
)


def new_text(kind: str, title: str) -> str:
    """Return the text of a page of the type ``kind`` with the heading ``title``, ready to be filled in."""
    front = f"---\ntype: {kind}\naudience: applicant, student\n---\n\n"
    return f"{front}# {title}\n\n{_ANSWER}\n\n{_BODY.get(kind, _OTHER)}"


def to_fill(name: str, text: str) -> list[Problem]:
    """Return one problem for each line of the page ``name`` with the text ``text`` that begins as the template's.

    More words behind its sentence do not make it the page's own. A block of code may show the template.
    """
    problems = []
    for line in read(text):
        typed = line.text.strip()
        words = typed if typed == _HEADING else next((one for one in _SENTENCES if typed.startswith(one)), "")
        if words and not (line.block and line.block.is_code):
            message = f"{shown(words)}: words of the template; write your own"
            problems.append(Problem(name, line.number, "", Code.WORDING, message))
    return problems
