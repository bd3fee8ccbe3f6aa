"""Small pieces of Typst code: strings, calls, labels."""

from __future__ import annotations


def string(text: str) -> str:
    """Return ``text`` as a Typst string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\r", " ").replace("\n", " ") + '"'


def block(*parts: str) -> str:
    """Return a Typst code block that joins ``parts`` into one content."""
    inner = "; ".join(part for part in parts if part)
    return "{" + (inner or "[]") + "}"


def call(name: str, *positional: str, **named: str) -> str:
    """Return a call of the Typst function ``name``; underscores in names become hyphens."""
    arguments = [*positional, *(f"{key.replace('_', '-')}: {value}" for key, value in named.items())]
    return f"{name}({', '.join(arguments)})"


def array(parts: list[str]) -> str:
    """Return a Typst array of ``parts``."""
    return "(" + ", ".join(parts) + ("," if len(parts) == 1 else "") + ")"
