"""What a page may be called: its path below ``docs/``, as the commands take it."""

from __future__ import annotations

import re

from handbook.desk.manual import RefusalError
from handbook.ledger.problems import Code
from handbook.prose.limits import MADE

_NAME = re.compile(r"[a-z0-9][\w.-]*(?:/[a-z0-9][\w.-]*)*", re.ASCII | re.IGNORECASE)


def page_name(typed: str) -> str:
    """Return the name of a page without ``docs/`` and ``.md``; raises RefusalError for what can be no address.

    Letters, digits, hyphens, dots and underscores may stand in it: a space or an accent reads badly in an address.
    A name that begins with an underscore would be no page: such files are only included by others.
    """
    name = typed.strip("/").removeprefix("docs/").removesuffix(".md")
    if not _NAME.fullmatch(name):
        raise RefusalError(Code.NO_SUCH, f"{typed}: no name for a page; write it as careers/cpt")
    if name in MADE:
        raise RefusalError(Code.EXISTS, f"{typed}: the website makes a page of this name itself; choose another")
    return name
