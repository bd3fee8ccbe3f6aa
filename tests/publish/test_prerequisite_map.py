"""The map of prerequisites: every arrow of the data, no box on another, text that is escaped."""

from __future__ import annotations

import dataclasses
import itertools
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from handbook.ledger.load import Ledger, load
from handbook.publish.prerequisite_map import BOX_WIDTH, PrerequisiteMap, prerequisite_map, svg

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn(ledger: Ledger) -> PrerequisiteMap:
    found = prerequisite_map(ledger)
    assert found is not None
    return found


def test_arrows_are_the_prerequisites_of_the_data(drawn: PrerequisiteMap, ledger: Ledger) -> None:
    by_course: dict[str, list[str]] = {}
    for arrow in drawn.arrows:
        by_course.setdefault(arrow.course, []).append(arrow.needed)
    named = {
        number for entry in ledger.requirements.values() for group in entry.groups for course in group.courses
        for number in (course.number, *course.alternatives) if number
    }
    for course in ledger.courses.values():
        if course.number in by_course:
            assert by_course[course.number] == list(course.prerequisites)
        elif course.prerequisites:  # left out: no requirement set names it, and nothing drawn builds on it
            assert course.number not in named
            assert all(arrow.needed != course.number for arrow in drawn.arrows)


def test_needed_courses_stand_to_the_left_and_no_box_on_another(drawn: PrerequisiteMap) -> None:
    for arrow in drawn.arrows:
        assert drawn.boxes[arrow.needed].x + BOX_WIDTH < drawn.boxes[arrow.course].x
    boxes = sorted(drawn.boxes.values(), key=lambda box: (box.x, box.y))
    for above, below in itertools.pairwise(boxes):
        assert above.x != below.x or above.y + above.height / 2 < below.y - below.height / 2
    width, height = drawn.size
    for box in boxes:
        assert box.x >= 0 and box.x + BOX_WIDTH <= width
        assert box.y - box.height / 2 >= 0 and box.y + box.height / 2 <= height


def test_arrows_that_skip_a_layer_pass_no_box(drawn: PrerequisiteMap) -> None:
    passing = [(arrow, bend) for arrow, bends in drawn.arrows.items() for bend in bends]
    assert passing
    for _, (x, y) in passing:
        assert all(box.x != x or abs(box.y - y) > box.height / 2 for box in drawn.boxes.values())


def test_text_is_text_and_links_lead_to_courses(drawn: PrerequisiteMap) -> None:
    tree = ElementTree.fromstring(svg(drawn, "A <map>", lambda number: f"c.html?a=1&b=2#{number}"))
    assert tree.get("aria-label") == "A <map>"
    links = {link.get("href"): " ".join("".join(link.itertext()).split()) for link in tree.iter(f"{SVG}a")}
    assert links["c.html?a=1&b=2#95-702"] == "95-702 Distributed Systems for ISM"
    assert len(links) == len(drawn.boxes)
    assert len([path for path in tree.iter(f"{SVG}path") if path.get("marker-end")]) == len(drawn.arrows)
    assert all(item.get("style") is None for item in tree.iter())


def test_one_of_several_is_a_broken_line(drawn: PrerequisiteMap) -> None:
    always = {(arrow.needed, arrow.course): arrow.always for arrow in drawn.arrows}
    assert always["95-712", "95-702"]
    assert not always["95-796", "95-760"]
    lines = svg(drawn, "Map", lambda number: None)
    assert lines.count('class="one-of"') == lines.count("stroke-dasharray") == list(always.values()).count(False)


def test_hostile_titles_stay_text(broken: Callable[[str, str, str], Path]) -> None:
    folder = broken("courses.yaml", "title: Distributed Systems for ISM", "title: <script>alert(1)</script> & \"x\"")
    ledger, problems = load(folder, "data")
    assert ledger is not None, problems
    found = prerequisite_map(ledger)
    assert found is not None
    assert "<script" not in svg(found, "Map", lambda number: None)


def test_another_process_draws_the_same(drawn: PrerequisiteMap, root: Path) -> None:
    code = (
        "from pathlib import Path\nfrom handbook.ledger.load import load\n"
        "from handbook.publish.prerequisite_map import prerequisite_map, svg\n"
        "print(svg(prerequisite_map(load(Path('data'), 'data')[0]), 'Map', lambda number: None))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env={"PYTHONPATH": str(root), "PYTHONHASHSEED": "7"},
        capture_output=True, text=True, check=True,
    )
    assert done.stdout.strip() == svg(drawn, "Map", lambda number: None)


def test_no_requirement_set_no_map(ledger: Ledger) -> None:
    assert prerequisite_map(dataclasses.replace(ledger, requirements={})) is None


def test_groups_are_the_map_in_pieces(drawn: PrerequisiteMap) -> None:
    groups = drawn.groups()
    assert len(groups) > 1
    assert sorted(number for group in groups for number in group.boxes) == sorted(drawn.boxes)
    assert sum(len(group.arrows) for group in groups) == len(drawn.arrows)
    for group in groups:
        width, height = group.size
        assert all(arrow.needed in group.boxes and arrow.course in group.boxes for arrow in group.arrows)
        assert all(box.y - box.height / 2 >= 0 and box.y + box.height / 2 <= height for box in group.boxes.values())
        assert all(box.x + BOX_WIDTH <= width for box in group.boxes.values())
        assert all(0 <= y <= height for bends in group.arrows.values() for _, y in bends)
        # Nothing moves against its neighbors.
        moved = {drawn.boxes[number].y - box.y for number, box in group.boxes.items()}
        moved |= {
            whole[1] - bend[1] for arrow, bends in group.arrows.items()
            for whole, bend in zip(drawn.arrows[arrow], bends, strict=True)
        }
        assert len(moved) == 1
