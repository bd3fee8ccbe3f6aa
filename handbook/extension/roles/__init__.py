"""Roles: what stands inside a sentence. One role a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.extension.roles.course import CourseRole
from handbook.extension.roles.fact import CostRole, DeadlineRole, FactRole
from handbook.extension.roles.office import OfficeRole
from handbook.extension.roles.src import SrcRole

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup_roles(app: Sphinx) -> None:
    """Register all roles."""
    app.add_role("fact", FactRole())
    app.add_role("cost", CostRole())
    app.add_role("deadline", DeadlineRole())
    app.add_role("src", SrcRole())
    app.add_role("course", CourseRole())
    app.add_role("office", OfficeRole())
