"""What a page may be called: its path below ``docs/``, as the commands take it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from handbook.desk.manual import RefusalError
from handbook.ledger.problems import Code
from handbook.prose.alike import alike, cannot_hold
from handbook.prose.limits import MADE

# What follows the name in the address of a page, and in its file.
_SUFFIXES = (".html", ".md")
_NAME = re.compile(r"[a-z0-9][\w.-]*(?:/[a-z0-9][\w.-]*)*", re.ASCII | re.IGNORECASE)


def page_name(typed: str, pages: Iterable[str]) -> str:
    """Return the name of a page without ``docs/`` and ``.md``; raises RefusalError for what can be no address.

    ``pages`` are those that there are: neither it nor its folder may differ from one of them only in capitals.
    Letters, digits, hyphens, dots and underscores may stand in it: a space or an accent reads badly in an address.
    A name that begins with an underscore would be no page: nobody reads such files.
    """
    name = typed.lstrip("/").removeprefix("docs/").removesuffix(".md")
    if name.endswith("/"):
        raise RefusalError(Code.NO_SUCH, f"{typed}: a folder; name the page too, as in careers/cpt")
    if not _NAME.fullmatch(name) or name.lower().endswith(_SUFFIXES):
        raise RefusalError(Code.NO_SUCH, f"{typed}: no name for a page; write it as careers/cpt")
    if name.lower() in MADE:
        raise RefusalError(Code.EXISTS, f"{typed}: the website makes a page of this name itself; choose another")
    if part := cannot_hold(name):
        raise RefusalError(Code.NO_SUCH, f"{typed}: Windows can hold no file called {part}; choose another name")
    for two in alike([*pages, name]):
        for other, path in (two, two[::-1]):
            if f"{name}/".startswith(f"{path}/"):
                raise RefusalError(Code.EXISTS, f"{typed}: {other} is one file with it on some systems; choose another")
    return name
