"""Rule tables and plans that hypothesis makes up: groups that overlap as no real ones do."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Table = dict[str, Any]
Plan = dict[str, Any]
COURSES = [f"95-{number}" for number in range(701, 709)]


@st.composite
def groups(draw: st.DrawFn, name: str) -> list[Table]:
    """Groups of all courses, of some and of so many units, whose lines share alternatives."""
    found = []
    for index in range(draw(st.integers(1, 4))):
        rule = draw(st.sampled_from(("all", "courses", "units")))
        options = st.lists(st.sampled_from(COURSES), min_size=1, max_size=3, unique=True)
        found.append({
            "id": f"{name}-{index}", "title": f"Group {index} of {name}", "rule": "all" if rule == "all" else "choose",
            "elective": draw(st.booleans()),
            "courses": [
                {"options": numbers, "title": "", "units": None}
                for numbers in draw(st.lists(options, min_size=1, max_size=4))
            ],
            "chooseCourses": draw(st.integers(1, 3)) if rule == "courses" else None,
            "chooseUnits": draw(st.sampled_from((6, 12, 18, 24))) if rule == "units" else None,
        })
    return found


@st.composite
def invented_plans(draw: st.DrawFn) -> tuple[Table, Plan]:
    """A degree, a specialization, and a plan of their courses."""
    courses: Table = {
        number: {
            "id": f"course-{number}", "title": "", "units": draw(st.sampled_from((6, 12))), "outside": False,
            "undergraduate": False, "needs": [], "needsRule": "all", "note": "",
        } for number in COURSES
    }
    bare = {"complete": True, "total": None, "core": None, "elective": None, "limits": None, "unchecked": []}
    table: Table = {"rules": {}, "fullTime": None, "courses": courses, "sets": {
        "degree": {**bare, "id": "degree", "title": "Degree", "groups": draw(groups("degree"))},
        "special": {**bare, "id": "special", "title": "Special", "total": 24, "groups": draw(groups("special"))},
    }}
    plan = draw(spread(table, "degree", draw(st.lists(st.sampled_from(COURSES), max_size=10))))
    return table, {**plan, "specialization": draw(st.sampled_from((None, "special")))}


@st.composite
def spread(draw: st.DrawFn, table: Table, degree: str, courses: list[str]) -> Plan:
    """A plan of ``courses`` over some terms, with some exemptions."""
    terms: list[list[str]] = [[] for _ in range(draw(st.integers(1, 5)))]
    for number in courses:
        terms[draw(st.integers(0, len(terms) - 1))].append(number)
    return {
        "requirement": degree, "specialization": None,
        "terms": [{"name": f"Term {index}", "courses": numbers} for index, numbers in enumerate(terms)],
        "exemptions": draw(st.lists(st.sampled_from(sorted(table["courses"])), max_size=2)),
    }
