"""The settings of the guides that are no plain words, held against what a guide can do with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

PAPERS = ("us-letter", "a4")


def hold(config: Config, env: BuildEnvironment) -> None:
    """Raise ConfigError, one line, for a paper, a website, a paragraph or an index that no guide can have.

    ``env`` is asked for the domains of the project and the types of their objects.
    """
    if config.guide_paper not in PAPERS:
        raise ConfigError(f"guide_paper: {_shown(config.guide_paper)}: must be {' or '.join(PAPERS)}")
    if config.guide_site_url and not re.fullmatch(r"https?://[^\s/]\S*", config.guide_site_url):
        address = _shown(config.guide_site_url)
        raise ConfigError(f"guide_site_url: {address}: must be an address that starts with https:// or http://")
    for words in config.guide_how_to:
        if not isinstance(words, str) or not words.strip():
            raise ConfigError(f"guide_how_to: {_shown(words)}: must be a list of paragraphs, as words")
    for pair in config.guide_index:
        if not isinstance(pair, tuple | list) or len(pair) != 2 or not all(isinstance(name, str) for name in pair):
            raise ConfigError(f'guide_index: {_shown(pair)}: must be a list of pairs, such as ("std", "term")')
        name, kind = pair
        domain = env.domains.get(name)
        if domain is None:
            known = ", ".join(sorted(env.domains))
            raise ConfigError(f"guide_index: {_shown(name)}: no such domain; there are {known}")
        if kind not in domain.object_types:
            known = ", ".join(domain.object_types)
            raise ConfigError(f"guide_index: {_shown(kind)}: the domain {name} has no such objects; it has {known}")


def _shown(value: object) -> str:
    """Return ``value`` on one line, not too long."""
    return repr(value)[:60]
