"""Each page's JSON-LD, as a block of data in its head.

The Content-Security-Policy refuses scripts that run inline; a block of data does not run, and is let through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import ConfigError, ExtensionError

from handbook.extension.domain import HandbookDomain
from handbook.ledger.problems import nearest, shown
from handbook.prose.shape import page_type
from handbook.publish.linked_data import Item, as_block, breadcrumbs, courses, organization, page, program, questions

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

# The parts of the setting with their keys; a name is needed, and of the others what there is.
_KEYS = {
    "program": ("name", "requirements", "credential", "mode", "url", "pages"),
    "provider": ("name", "url", "parent"),
}


def on_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the page ``handbook_linked_data``; runs after the navigation has found the way to it."""
    if doctree is None or app.builder.name != "html":
        return
    base = str(app.config.html_baseurl)
    base = base.rstrip("/") + "/" if base else ""

    def address(name: str) -> str | None:
        return base + app.builder.get_target_uri(name) if base else None

    items: list[Item] = []
    root = str(app.config.root_doc)
    if pagename != root:
        trail = [root, *context.get("handbook_trail", ()), pagename]
        items.append(breadcrumbs([(app.env.titles[name].astext(), address(name)) for name in trail]))
    about = app.config.linked_data
    domain = app.env.domains.get("hb")
    if about and isinstance(domain, HandbookDomain):
        provider = organization(about["provider"])
        if pagename in about["program"].get("pages", ()):
            items.append(program(domain.ledger, about["program"], provider))
        items += courses(doctree, domain.ledger, provider, address(pagename))
    if pagename == root:
        items.append({"@type": "Organization", "name": str(app.config.author)})
    faq = None
    if page_type(context.get("meta") or {}) == "faq":
        faq = questions(doctree, domain.ledger.sources if isinstance(domain, HandbookDomain) else {})
    if isinstance(domain, HandbookDomain) and domain.checked_range(pagename):
        title = app.env.titles[pagename].astext()
        items.append(page(title, address(pagename), domain.ledger.edition.checked) | (faq or {}))
    elif faq:
        items.append(faq)
    if items:
        context["handbook_linked_data"] = as_block(items)


def keys_are_known(app: Sphinx, config: Config) -> None:
    """Refuse the setting where a key is missing or not known, or a value is not words; raises ConfigError."""
    about = config.linked_data
    if about == {}:
        return
    _hold("linked_data", about, tuple(_KEYS), tuple(_KEYS))
    for part, keys in _KEYS.items():
        _hold(f"linked_data: {part}", about[part], keys, keys[:1])
        for key, value in about[part].items():
            form, what = (list, "a list of pages") if key == "pages" else (str, "words")
            if not isinstance(value, form) or not all(isinstance(one, str) and one for one in value):
                raise ConfigError(f"linked_data: {part}: {key}: {shown(value)}: must be {what}")


def _hold(what: str, given: object, keys: tuple[str, ...], needed: tuple[str, ...]) -> None:
    """Raise ConfigError unless ``given`` has keys of ``keys`` alone, and all of ``needed``."""
    if not isinstance(given, dict):
        raise ConfigError(f"{what}: {shown(given)}: must have the keys {', '.join(keys)}")
    if wrong := [str(key) for key in given if key not in keys]:
        raise ConfigError(f"{what}: no such key: {shown(wrong[0])}; there are {', '.join(keys)}")
    if missing := [key for key in needed if key not in given]:
        raise ConfigError(f"{what}: the key {missing[0]} is missing")


def on_checked(app: Sphinx, env: BuildEnvironment) -> None:
    """Refuse the setting where it names a requirement set or a page that there is not, such as another program's."""
    about = app.config.linked_data
    domain = env.domains.get("hb")
    if not about or not isinstance(domain, HandbookDomain):
        return
    wanted = about["program"].get("requirements")
    if wanted is not None and wanted not in domain.ledger.requirements:
        raise ExtensionError(
            f"linked_data: {wanted}: no such requirement set{nearest(wanted, domain.ledger.requirements)}"
        )
    for name in about["program"].get("pages", ()):
        if name not in env.found_docs:
            raise ExtensionError(f"linked_data: {name}: no such page{nearest(name, env.found_docs)}")


def setup_linked_data(app: Sphinx) -> None:
    """Register the setting and connect the handler."""
    app.add_config_value(
        "linked_data", {}, "html", types=frozenset({dict}),
        description="the program and its provider, in the words of publish/linked_data.py",
    )
    app.connect("config-inited", keys_are_known)
    app.connect("env-check-consistency", on_checked)
    app.connect("html-page-context", on_page, priority=600)
