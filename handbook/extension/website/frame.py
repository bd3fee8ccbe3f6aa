"""What stands around the text of a page: contents, day of the check, tools; in words that templates only print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from docutils import nodes
from sphinx.errors import ConfigError, ExtensionError

from handbook.extension.domain import HandbookDomain
from handbook.extension.edition import checked as days
from handbook.ledger.formats import as_of, date, first_day
from handbook.ledger.problems import nearest, shown
from handbook.prose.limits import remote_picture
from handbook.prose.shape import page_type

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

# An address that names more facts than this is too long for some hosts.
_NAMED_FACTS = 30
_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\/][^\s<>\"'`\\]*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
# The settings of html_context that are lists of links: in the foot of every page, and on the search page.
_LINKS = ("footer_pages", "search_pages")
# The pages among them that Sphinx makes itself.
_MADE = ("search", "genindex")


def contents(toc: str) -> str:
    """Return the list of a page's sections from Sphinx's list, whose only item is the page itself.

    A list of one section is no help, and empty.
    """
    inner = toc.partition("</a>")[2].rpartition("</li>")[0].strip()
    return inner if inner.startswith("<ul") and inner.count("<li") > 1 else ""


def checked(domain: HandbookDomain, docname: str) -> dict[str, str] | None:
    """Return when the ledger was checked and how old the sources of a page are; None where it shows no fact.

    ``from_day`` is empty where the check took one day.
    """
    span = domain.checked_range(docname)
    if span is None:
        return None
    edition = domain.ledger.edition
    oldest, newest = (as_of(part) for part in span)
    first = edition.checked_from or ""
    return {
        "from_iso": first, "from_day": first_day(first, edition.checked) if first else "", "iso": edition.checked,
        "day": date(edition.checked), "oldest": oldest, "newest": newest,
    }


def report_address(repository: str, title: str, docname: str, edition: str, facts: list[str]) -> str:
    """Return the address of a new issue that names the page, the edition and the facts on it."""
    lines = [f"Page: {docname}", f"Checked: {edition}"]
    if facts:
        more = f" and {len(facts) - _NAMED_FACTS} more" if len(facts) > _NAMED_FACTS else ""
        lines.append("Facts on it: " + ", ".join(facts[:_NAMED_FACTS]) + more)
    lines += ["", "What is wrong, and what says so (an address, please):", ""]
    return f"{repository}/issues/new?" + urlencode({"title": f"Error on {title}", "body": "\n".join(lines)})


def on_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the page its parts, all with the prefix ``handbook_``."""
    # Without the name "toc" Furo does not make the list a second time.
    context["handbook_contents"] = contents(str(context.pop("toc", "")))
    context["handbook_type"] = page_type(context.get("meta") or {})
    if doctree is None:
        return
    head, mark, rest = str(context["body"]).partition("</h1>")
    context["handbook_title"], context["handbook_text"] = (head + mark, rest) if mark else ("", head)
    domain = app.env.domains.get("hb")
    repository = str(app.config.repository_url).rstrip("/")
    facts: list[str] = []
    day = ""
    if isinstance(domain, HandbookDomain):
        context["handbook_checked"] = checked(domain, pagename)
        facts = sorted(domain.written.get(pagename, ()))
        edition = domain.ledger.edition
        day = edition.checked
        title = app.env.titles[pagename].astext()
        context["handbook_cite"] = f"{app.config.project}: “{title}”. {edition.title}, facts checked {days(edition)}."
    if repository:
        source = app.env.doc2path(pagename, base=False)
        context["handbook_edit"] = f"{repository}/edit/{app.config.repository_branch}/docs/{source}"
        title = app.env.titles[pagename].astext()
        context["handbook_report"] = report_address(repository, title, pagename, day, facts)


def addresses_are_whole(app: Sphinx, config: Config) -> None:
    """Refuse an address of the website, or of its pages' source, that a browser would take for another one."""
    for name in ("html_baseurl", "repository_url"):
        given = str(config[name] or "")
        if given and not (_ADDRESS.fullmatch(given) and _has_host(given)):
            raise ExtensionError(f"{name}: {shown(given)}: must be an address that starts with https:// or http://")
        if sign := next((sign for sign in "?#" if sign in given), ""):
            # The name of a page would follow it, and be no part of the path.
            raise ExtensionError(f"{name}: {shown(given)}: must be an address without {sign} and what follows it")


def _has_host(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:  # half of an IPv6 address
        return False


def nothing_from_elsewhere(app: Sphinx, config: Config) -> None:
    """Refuse files of other websites, which each page would ask for, and a language that is no code of one."""
    listed = [(name, entry) for name in ("html_js_files", "html_css_files") for entry in config[name]]
    for name, entry in [*listed, ("html_favicon", config.html_favicon), ("html_logo", config.html_logo)]:
        given = str(entry[0] if isinstance(entry, (list, tuple)) and entry else entry or "")
        if remote_picture(given):
            raise ExtensionError(f"{name}: {shown(given)}: a file of another website; keep a copy in docs/")
    if not _LANGUAGE.fullmatch(str(config.language)):
        raise ExtensionError(f"language: {shown(config.language)}: must be the code of a language, such as en")


def links_are_pairs(app: Sphinx, config: Config) -> None:
    """Refuse links of the frame that are not pairs of a page and words; raises ConfigError."""
    if not isinstance(config.html_context, dict):
        raise ConfigError(f"html_context: {shown(config.html_context)}: must be names and values in braces")
    for name in _LINKS:
        given = config.html_context.get(name, [])
        for pair in given if isinstance(given, (list, tuple)) else [given]:
            whole = isinstance(pair, (list, tuple)) and len(pair) == 2
            if not whole or not all(isinstance(part, str) and part.strip() for part in pair):
                raise ConfigError(f"{name}: {shown(pair)}: must be a page and the words of its link")


def links_lead_somewhere(app: Sphinx, env: BuildEnvironment) -> None:
    """Refuse a link of the frame to a page that there is not: it would be missing without a word."""
    for name in _LINKS:
        for docname, _ in app.config.html_context.get(name, []):
            if docname not in env.found_docs and docname not in _MADE:
                raise ExtensionError(f"{name}: {docname}: no such page{nearest(docname, env.found_docs)}")


def setup_frame(app: Sphinx) -> None:
    """Register the settings and connect the handler before Furo's (500)."""
    app.add_config_value("repository_url", "", "html", types=frozenset({str}), description="where the pages are kept")
    app.add_config_value("repository_branch", "main", "html", types=frozenset({str}), description="the branch to edit")
    app.connect("config-inited", addresses_are_whole)
    app.connect("config-inited", nothing_from_elsewhere)
    app.connect("config-inited", links_are_pairs)
    app.connect("env-check-consistency", links_lead_somewhere)
    app.connect("html-page-context", on_page, priority=400)
