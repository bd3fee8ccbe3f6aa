"""What a new page begins as, and which of these words a page still holds."""

from __future__ import annotations

from handbook.ledger.problems import Code, Problem, shown

_ANSWER = "Answer the page's question here."
_BODY = {
    "how-to": "## Before you start\n\nSay what the reader needs.\n\n## Steps\n\n1. One action a step.\n",
    "policy": "## The rule\n\nSay it in short sentences, with its entry year.\n\n## Exceptions\n\nSay whom to ask.\n",
    "requirements": "## What you must take\n\nShow the groups with the requirements directive.\n",
}
_OTHER = "## First question\n\nAnswer it.\n"
# Its headings are right for many a page, but for this one.
_TO_FILL = frozenset(
    line for body in (_ANSWER, _OTHER, *_BODY.values()) for line in body.split("\n")
    if line and (not line.startswith("## ") or line in _OTHER)
)


def new_text(kind: str, title: str) -> str:
    """Return the text of a page of the type ``kind`` with the heading ``title``, ready to be filled in."""
    front = f"---\ntype: {kind}\naudience: applicant, student\n---\n\n"
    return f"{front}# {title}\n\n{_ANSWER}\n\n{_BODY.get(kind, _OTHER)}"


def to_fill(name: str, text: str) -> list[Problem]:
    """Return one problem for each line of the page ``name`` with the text ``text`` that is still the template's."""
    return [
        Problem(name, number, "", Code.WORDING, f"{shown(line.strip())}: words of the template; write your own")
        for number, line in enumerate(text.split("\n"), 1) if line.strip() in _TO_FILL
    ]
