"""Directives: what stands as a block of its own. One subject a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.extension.directives.asks import AsksDirective
from handbook.extension.directives.at_a_glance import AtAGlanceDirective
from handbook.extension.directives.catalog import CourseCatalogDirective, CourseTableDirective
from handbook.extension.directives.change_log import ChangeLogDirective
from handbook.extension.directives.compare import CompareDirective
from handbook.extension.directives.conflict import ConflictDirective, ConflictsDirective
from handbook.extension.directives.copies import CopiesDirective
from handbook.extension.directives.costs import CostsDirective
from handbook.extension.directives.deadlines import DeadlinesDirective
from handbook.extension.directives.downloads import DownloadsDirective
from handbook.extension.directives.editions import EditionsDirective
from handbook.extension.directives.entry_years import EntryYearsDirective
from handbook.extension.directives.facts import FactsDirective
from handbook.extension.directives.messages import MessagesDirective
from handbook.extension.directives.office import OfficeDirective, OfficesDirective
from handbook.extension.directives.organizations import OrganizationsDirective
from handbook.extension.directives.plan import PlanDirective
from handbook.extension.directives.plan_check import PlanCheckDirective
from handbook.extension.directives.prerequisite_map import PrerequisiteMapDirective, setup_prerequisite_map
from handbook.extension.directives.requirements import RequirementsDirective
from handbook.extension.directives.sources import SourcesDirective
from handbook.extension.directives.unknown import UnknownDirective, UnknownsDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.docutils import SphinxDirective

DIRECTIVES: dict[str, type[SphinxDirective]] = {
    "asks": AsksDirective,
    "at-a-glance": AtAGlanceDirective,
    "change-log": ChangeLogDirective,
    "compare-tracks": CompareDirective,
    "editions": EditionsDirective,
    "entry-years": EntryYearsDirective,
    "conflict": ConflictDirective,
    "conflicts": ConflictsDirective,
    "copies": CopiesDirective,
    "costs": CostsDirective,
    "course-catalog": CourseCatalogDirective,
    "course-table": CourseTableDirective,
    "deadlines": DeadlinesDirective,
    "downloads": DownloadsDirective,
    "facts": FactsDirective,
    "messages": MessagesDirective,
    "office": OfficeDirective,
    "offices": OfficesDirective,
    "organizations": OrganizationsDirective,
    "plan": PlanDirective,
    "plan-check": PlanCheckDirective,
    "prerequisite-map": PrerequisiteMapDirective,
    "requirements": RequirementsDirective,
    "sources": SourcesDirective,
    "unknown": UnknownDirective,
    "unknowns": UnknownsDirective,
}


def setup_directives(app: Sphinx) -> None:
    """Register all directives, and the node that one of them leaves for the drawing."""
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    setup_prerequisite_map(app)
