"""Words: what is certainly wrong, what has a plainer word, and abbreviations that nobody explains."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from handbook.ledger.problems import Code, Problem
from handbook.prose.code import without_code_or_comments
from handbook.prose.fences import glossary_terms
from handbook.prose.reading import Sentence, sentences

MAX_WORDS = 32
"""A sentence with more words is reported."""

# Certain: refused by `check`. British spelling, and links that say nothing.
WRONG = {
    "behaviour": "behavior", "cancelled": "canceled", "catalogue": "catalog", "centre": "center", "colour": "color",
    "counselling": "counseling", "enrol": "enroll", "enrolment": "enrollment", "favour": "favor", "fulfil": "fulfill",
    "honour": "honor", "labelled": "labeled", "learnt": "learned", "licence": "license", "modelling": "modeling",
    "organisation": "organization", "organise": "organize", "programme": "program", "recognise": "recognize",
    "specialisation": "specialization", "specialise": "specialize", "travelling": "traveling", "whilst": "while",
}
# Plainer words: reported by `prose`.
PLAINER = {
    "additionally": "also", "aforementioned": "this", "approximately": "about", "assist": "help",
    "commence": "begin", "consequently": "so", "demonstrate": "show", "due to the fact that": "because",
    "endeavor": "try", "facilitate": "help", "in order to": "to", "in the event that": "if", "leverage": "use",
    "numerous": "many", "obtain": "get", "prior to": "before", "regarding": "about",
    "subsequently": "later", "sufficient": "enough", "terminate": "end", "thus": "so", "utilize": "use",
    "with regard to": "about", "e.g.": "for example", "i.e.": "that is", "please note that": "(nothing)",
}
# Known to every reader.
_KNOWN = {
    "AM", "CD", "CEO", "CIO", "CTO", "DVD", "FAQ", "GPS", "HTML", "ID", "IT", "JSON", "OK", "PC", "PDF", "PM", "TV",
    "UK", "URL", "US", "USA", "USB", "X", "XML", "CSV", "YAML", "VS", "ISO", "ZIP", "AI", "API", "SQL", "CPU", "HTTP",
    "HTTPS",
}
_ABBREVIATION = re.compile(r"(?<![\w/.-])[A-Z]{2,6}(?![\w-])")
_ROMAN = re.compile(r"[IVX]+")
_TWICE = re.compile(r"\b([a-z]+) \1\b(?!-)", re.I)
_MAY_REPEAT = {"that", "had", "bye", "x"}
_WRONG = re.compile(rf"\b({'|'.join(WRONG)})\b", re.I)
_PLAINER = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, PLAINER))})(?!\w)", re.I)
_EMPTY_LINK = re.compile(r"\[(click here|here|this page|this link|link|more)\]\(", re.I)


def certain(name: str, text: str) -> list[Problem]:
    """Return one problem for each word of the page ``text`` that is certainly wrong."""
    found = []
    for sentence in sentences(text):
        for match in _WRONG.finditer(sentence.text):
            if match[0][0].islower():  # a name keeps its spelling
                message = f"{match[0]}: write {WRONG[match[0].lower()]}, as US spelling has it"
                found.append(Problem(name, sentence.line, "", Code.WORDING, message))
        for match in _TWICE.finditer(sentence.text):
            if match[1].lower() not in _MAY_REPEAT:
                found.append(Problem(name, sentence.line, "", Code.WORDING, f"{match[0]}: a word stands twice"))
    for number, line in without_code_or_comments(text):
        for match in _EMPTY_LINK.finditer(line):
            message = f"[{match[1]}]: a link says where it leads; use the title of the page"
            found.append(Problem(name, number, "", Code.WORDING, message))
    return sorted(set(found))


def report(name: str, text: str, explained: Collection[str]) -> Iterator[Problem]:
    """Yield what could be written more plainly; ``explained`` are abbreviations that the glossary explains."""
    seen: set[str] = set()
    found: list[Sentence] = list(sentences(text))
    whole = " ".join(sentence.text for sentence in found)
    for sentence in found:
        count = len(sentence.words)
        if count > MAX_WORDS:
            yield Problem(name, sentence.line, "", Code.LONG, f"a sentence of {count} words; split it")
        for match in _PLAINER.finditer(sentence.text):
            message = f"{match[0]}: write {PLAINER[match[0].lower()]}"
            yield Problem(name, sentence.line, "", Code.PLAINER, message)
        for match in _ABBREVIATION.finditer(sentence.text):
            short = match[0]
            known = short in explained or short in _KNOWN or _ROMAN.fullmatch(short)
            if short in seen or known or f"({short})" in whole or f"{short} (" in whole:
                continue
            seen.add(short)
            message = f"{short}: write it out once, as in 'Words It Stands For ({short})', or add it to the glossary"
            yield Problem(name, sentence.line, "", Code.ABBREVIATION, message)


def glossary(text: str) -> set[str]:
    """Return the terms of a glossary page: lines inside ``{glossary}`` that begin at the margin."""
    return {line.text.strip() for line in glossary_terms(text)}
