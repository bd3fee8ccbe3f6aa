"""JSON-LD: types and properties of schema.org, values of the ledger, no tag that ends the block."""

from __future__ import annotations

import json
from typing import Any

from docutils import nodes

from handbook.ledger.load import Ledger
from handbook.publish.linked_data import as_block, breadcrumbs, course, organization, program, questions

# The properties that schema.org gives to each type in use.
VOCABULARY: dict[str, set[str]] = {
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "CollegeOrUniversity": {"name", "url", "parentOrganization"},
    "Organization": {"name", "url"},
    "EducationalOccupationalProgram": {
        "name", "provider", "url", "educationalCredentialAwarded", "educationalProgramMode", "numberOfCredits",
    },
    "Course": {"courseCode", "name", "provider", "numberOfCredits", "description", "url"},
    "QuantitativeValue": {"value", "unitText"},
    "FAQPage": {"mainEntity"},
    "Question": {"name", "acceptedAnswer"},
    "Answer": {"text"},
}


def faults(value: Any) -> list[str]:
    """Return the types and properties in ``value`` that schema.org does not have."""
    if isinstance(value, list):
        return [fault for item in value for fault in faults(item)]
    if not isinstance(value, dict):
        return []
    kind = value.get("@type", "")
    known = VOCABULARY.get(kind, set())
    own = [f"{kind}.{key}" for key in value if not key.startswith("@") and key not in known]
    return own + [fault for item in value.values() for fault in faults(item)]


def test_course_and_program(ledger: Ledger) -> None:
    provider = organization({"name": "College", "url": "https://college.example/", "parent": "University"})
    entry = course(ledger.courses["course-95-702"], provider, "https://handbook.example/a.html#course-95-702")
    assert entry["courseCode"] == "95-702"
    assert entry["numberOfCredits"] == {"@type": "QuantitativeValue", "value": 12, "unitText": "units"}
    about = {"name": "Program", "credential": "Degree", "mode": "full-time", "requirements": "mism-2026-27"}
    degree = program(ledger, about, provider)
    assert degree["numberOfCredits"]["value"] == 162
    assert faults([entry, degree]) == []


def test_the_way_has_addresses_only_where_they_are_known() -> None:
    way = breadcrumbs([("Home", "https://handbook.example/index.html"), ("Page", None)])
    assert [item.get("item") for item in way["itemListElement"]] == ["https://handbook.example/index.html", None]
    assert faults(way) == []


def test_questions_without_source_numbers() -> None:
    document = nodes.document(None, None)  # type: ignore[arg-type]
    for title in ("How much?", "A heading"):
        section = nodes.section()
        section += nodes.title("", title)
        section += nodes.paragraph("", "", nodes.Text("It is $5."), nodes.superscript("", "3"))
        document += section
    found = questions(document)
    assert found is not None
    pairs = [(item["name"], item["acceptedAnswer"]["text"]) for item in found["mainEntity"]]
    assert pairs == [("How much?", "It is $5.")]
    assert faults(found) == []


def test_no_tag_ends_the_block() -> None:
    text = as_block([{"@type": "Answer", "text": "</script><b>&"}])
    assert "<" not in text
    assert json.loads(text)["@graph"][0]["text"] == "</script><b>&"
