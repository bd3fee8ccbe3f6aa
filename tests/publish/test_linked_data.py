"""JSON-LD: types and properties of schema.org, values of the ledger, no tag that ends the block."""

from __future__ import annotations

import json
from typing import Any

import pytest
from docutils import nodes

from handbook.ledger.load import Ledger
from handbook.publish.linked_data import as_block, breadcrumbs, course, organization, page, program, questions

from .schema_org import read


def test_course_and_program(ledger: Ledger) -> None:
    provider = organization({"name": "College", "url": "https://college.example/", "parent": "University"})
    kept = ledger.courses["course-95-702"]
    entry = course(ledger, kept, provider, "https://handbook.example/a.html#course-95-702")
    assert entry["courseCode"] == "95-702"
    assert entry["numberOfCredits"] == {"@type": "QuantitativeValue", "value": 12, "unitText": "units"}
    about = {"name": "Program", "credential": "Degree", "mode": "full-time", "requirements": "mism-2026-27"}
    degree = program(ledger, about, provider)
    assert degree["numberOfCredits"]["value"] == 162
    for item, key, sources in (
        (entry, "isBasedOn", kept.sources), (degree, "subjectOf", ledger.requirements["mism-2026-27"].sources),
    ):
        read(item)
        said = [(work["name"], work["version"], work.get("url")) for work in item[key]]
        assert said == [(one.title, one.as_of, one.url) for one in map(ledger.sources.__getitem__, sources)]


def test_units_and_topics_are_said_where_they_are_known(ledger: Ledger) -> None:
    provider = organization({"name": "College"})
    for kept in ledger.courses.values():
        entry = course(ledger, kept, provider, None)
        assert entry.get("numberOfCredits", {}).get("value") == kept.units
        assert entry.get("description") == ("; ".join(kept.topics) or None)
        assert "url" not in entry
    for name, rules in ledger.requirements.items():
        degree = program(ledger, {"name": "Program", "requirements": name}, provider)
        assert degree.get("numberOfCredits", {}).get("value") == rules.total_units
    assert "numberOfCredits" not in program(ledger, {"name": "Program"}, provider)


def test_a_course_of_another_college_is_given_by_the_university(ledger: Ledger) -> None:
    provider = organization({"name": "College", "parent": "University"})
    for number, name in (("95-702", "College"), ("17-619", "University")):
        entry = course(ledger, ledger.courses[f"course-{number}"], provider, None)
        assert entry["provider"]["name"] == name
    assert "provider" not in course(ledger, ledger.courses["course-17-619"], organization({"name": "College"}), None)


def test_the_way_has_addresses_only_where_they_are_known() -> None:
    way = breadcrumbs([("Home", "https://handbook.example/index.html"), ("Page", None)])
    assert [item.get("item") for item in way["itemListElement"]] == ["https://handbook.example/index.html", None]
    read(way)


def number(count: int) -> nodes.reference:
    return nodes.reference("", str(count), refid=f"source-{count}")


def test_an_answer_without_a_source_cites_none() -> None:
    document = nodes.document(None, None)  # type: ignore[arg-type]
    document += nodes.section("", nodes.title("", "How?"), nodes.paragraph("", "Slowly."))
    found = questions(document, {})
    assert found is not None
    assert found["mainEntity"][0]["acceptedAnswer"] == {"@type": "Answer", "text": "Slowly."}


def test_questions_without_source_numbers(ledger: Ledger) -> None:
    document = nodes.document(None, None)  # type: ignore[arg-type]
    for title in ("How much?", "A heading"):
        section = nodes.section()
        section += nodes.title("", title)
        mark = nodes.superscript("", "", nodes.Text("["), number(1), nodes.Text(", "), number(3), nodes.Text("–"),
                                 number(5), nodes.Text("]"), classes=["source-marker"])
        section += nodes.paragraph("", "", nodes.Text("It is $5."), mark)
        section += nodes.paragraph("", "", nodes.reference("", "More", refuri="more.html"), nodes.Text(". "))
        document += section
    ids = list(ledger.sources)[:6]
    document += nodes.enumerated_list("", *(
        nodes.list_item("", nodes.paragraph("", one), ids=[f"source-{count}"], source=one)
        for count, one in enumerate(ids, 1)
    ))
    found = questions(document, ledger.sources)
    assert found is not None
    pairs = [(item["name"], item["acceptedAnswer"]["text"]) for item in found["mainEntity"]]
    assert pairs == [("How much?", "It is $5.")]
    cited = [ledger.sources[ids[count - 1]] for count in (1, 3, 4, 5)]
    works = found["mainEntity"][0]["acceptedAnswer"]["citation"]
    assert [(work["name"], work["version"], work.get("url")) for work in works] == [
        (source.title, source.as_of, source.url) for source in cited
    ]
    read(page("Questions", None, ledger.edition.checked) | found)


@pytest.mark.parametrize("item", [
    {"@type": "Cours", "name": "No such type"},
    {"@type": "Course", "units": 12},
    {"@type": "Course", "provider": {"@type": "QuantitativeValue", "value": 12}},
    {"@type": "Course", "numberOfCredits": {"@type": "Answer", "text": "twelve"}},
    {"@type": "FAQPage", "mainEntity": {"@type": "Question", "acceptedAnswer": {"@type": "Answer", "words": "Yes."}}},
])
def test_the_models_refuse_what_schema_org_does_not_have(item: dict[str, Any]) -> None:
    with pytest.raises((ImportError, ValueError)):
        read(item)


def test_a_page_says_when_it_was_checked() -> None:
    item = page("Fees", "https://handbook.example/fees.html", "2026-11-23")
    assert json.loads(read(item).json()) == item


def test_no_tag_ends_the_block() -> None:
    text = as_block([{"@type": "Answer", "text": "</script><b>&"}])
    assert not set("<>&") & set(text)
    assert json.loads(text)["@graph"][0]["text"] == "</script><b>&"
