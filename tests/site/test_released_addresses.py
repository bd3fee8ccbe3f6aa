"""Every address of every release still leads somewhere on the real website."""

from __future__ import annotations

from pathlib import Path

from handbook.desk.keep_addresses import FILE
from handbook.publish.addresses import lost


def test_every_released_address_leads_somewhere(site: Path, root: Path) -> None:
    lines = (root / FILE).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("#")]
    assert len(kept) > 1000
    assert any(line.endswith("#course-95-702") for line in kept)
    assert lost(kept, site) == []
