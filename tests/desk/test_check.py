"""What an editor does by a slip of the hand: ``check`` says it in one line, with the place and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.desk.check import problems_of


@pytest.mark.parametrize(
    ("files", "line"),
    [
        (["Reference.md"], "docs/reference.md: differs from docs/Reference.md only in capitals; "),
        (["Study/fees.md", "Study/more.md"], "docs/study: differs from docs/Study only in capitals; "),
        (["Reference/more.md"], "docs/reference.md: differs from docs/Reference only in capitals; "),
        (["reference/more.md"], ""),
    ],
)
def test_names_that_differ_only_in_capitals(small: Path, files: list[str], line: str) -> None:
    for file in files:
        path = small / "docs" / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes((small / "docs/reference.md").read_bytes())
    found = [str(problem) for problem in problems_of(small)[0]]
    assert [line in said and said.endswith("rename one of them [P002]") for said in found] == [True] * bool(line)
