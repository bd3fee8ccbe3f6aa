"""The budgets of the page on the cost of attendance: every term of a track, and sums that are those of its rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from handbook.ledger.load import Ledger
from tests.site.conftest import common, site

__all__ = ["common", "site"]

# What the sums leave out, as their notes say.
LEFT_OUT = frozenset({"loan-fees", "laptop"})
SUMS = {
    "mism-16": "cost-total-16", "bida-16": "cost-total-16", "bida-12": "cost-total-bida-12",
    "mism-12": "cost-total-mism-12",
}


@pytest.mark.parametrize("track", SUMS)
def test_a_sum_is_that_of_the_rows_of_its_term(ledger: Ledger, track: str) -> None:
    sums = ledger.facts[SUMS[track]].value
    assert isinstance(sums, dict)
    rows = [cost for cost in ledger.costs.values() if cost.track == track and cost.item not in LEFT_OUT]
    terms = {cost.term for cost in rows}
    assert terms
    for term in terms:
        said = sums[term.replace("-", " ").capitalize()]
        assert said == sum(cost.amount for cost in rows if cost.term == term), (track, term)


def test_the_page_shows_every_row_of_every_budget(site: Path, ledger: Ledger) -> None:
    page = (site / "admissions/costs/cost-of-attendance.html").read_text(encoding="utf-8")
    tables = BeautifulSoup(page, "html.parser").select("table.costs")
    of_track = dict(zip(("mism-16", "bida-12", "mism-12"), tables, strict=True))
    of_track["bida-16"] = of_track["mism-16"]
    for track, table in of_track.items():
        rows = [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in table.select("tr")]
        costs = [cost for cost in ledger.costs.values() if cost.track == track]
        assert set(rows[0][1:]) == {cost.term.replace("-", " ").capitalize() for cost in costs}, track
        for cost in costs:
            at = rows[0].index(cost.term.replace("-", " ").capitalize())
            assert any(row[at].startswith(f"${cost.amount:,}") for row in rows[1:]), cost.id
