"""What changed between two ledgers, entry by entry and field by field."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.ledger.load import LISTS, Ledger, load
from handbook.publish.changes import TOPICS, changes

Broken = Callable[[str, str, str], Path]


def test_every_list_has_a_topic() -> None:
    assert set(TOPICS) == {*LISTS, "facts", "edition"}


def test_a_course_that_leaves_a_set_leaves_the_set(broken: Broken) -> None:
    before, _ = load(broken("requirements.yaml", "number: 95-874\n", "number: 95-874\n"), "data")
    after, _ = load(broken("requirements.yaml", "number: 95-874\n", "number: 95-875\n"), "data")
    assert before is not None and after is not None
    found = {(change.what, change.entry, change.field) for change in changes(before, after)}
    assert found == {("changed", "mism-2025-26", "Design choice")}


def test_nothing_differs_from_itself(ledger: Ledger) -> None:
    assert changes(ledger, ledger) == []


@pytest.mark.parametrize(("file", "was", "now", "topic", "words"), [
    ("courses.yaml", "title: Heinz Journal", "title: A Journal", "courses",
     "90-700 A Journal: title was Heinz Journal, now A Journal."),
    ("edition.yaml", "'2026-11-23'", "'2026-12-01'", "edition",
     "Edition of November 2026: checked was November 23, 2026, now December 1, 2026."),
    ("requirements.yaml", "core_units: 114", "core_units: 108", "requirements",
     "Traditional track, 2025-26: no longer Core: 114 units."),
    ("requirements.yaml", "hours_min: 300", "hours_min: 320", "requirements",
     "Traditional track, 2025-26: now Hours of the internship: 320 at least."),
    ("requirements.yaml", "number: 95-874\n", "number: 95-875\n", "requirements",
     "Traditional track, 2025-26: now under Design choice: 95-875 Agile Methods, 6 units."),
    ("plans.yaml", "95-843, 95-874, 94-800", "95-843, 95-706, 94-800", "plans",
     "Traditional track, entry year 2026-27: First fall was 95-896, 95-703, 94-700, 95-796, 95-710, 95-843, 95-874, "
     "94-800, now 95-896, 95-703, 94-700, 95-796, 95-710, 95-843, 95-706, 94-800."),
    ("facts/costs-and-aid.yaml", "semester: 12079", "semester: 12500", "facts", "”: semester was 12079, now 12500."),
    ("requirements.yaml", "why: whether the rule holds for BIDA", "why: whether it holds for BIDA", "requirements",
     "BIDA, 2025-26: now under Analytic elective: Whether it holds for BIDA is not published."),
])
def test_one_edit_is_one_topic_in_plain_words(
    broken: Broken, file: str, was: str, now: str, topic: str, words: str
) -> None:
    before, _ = load(broken(file, was, was), "data")
    other, problems = load(broken(file, was, now), "data")
    assert before is not None and other is not None, problems
    found = changes(before, other)
    assert {change.topic for change in found} == {topic}
    assert any(words in change.sentence for change in found), found


def test_new_and_gone_entries_are_each_other_backwards(ledger: Ledger) -> None:
    for topic in (*LISTS, "facts"):
        entries = dict(getattr(ledger, topic))
        gone = next(iter(entries))
        del entries[gone]
        other = dataclasses.replace(ledger, **{topic: entries})
        assert [(c.topic, c.what, c.entry) for c in changes(ledger, other)] == [(topic, "gone", gone)]
        assert [(c.topic, c.what, c.entry) for c in changes(other, ledger)] == [(topic, "new", gone)]


def test_a_new_source_alone_is_named(ledger: Ledger) -> None:
    entry = ledger.courses["course-95-702"]
    source = next(s for s in ledger.sources.values() if s.id not in entry.sources)
    courses = {**ledger.courses, entry.id: entry.model_copy(update={"sources": (*entry.sources, source.id)})}
    found = changes(ledger, dataclasses.replace(ledger, courses=courses))
    assert [change.sentence for change in found] == [f"95-702 {entry.title}: sources added: {source.title}."]


@pytest.mark.parametrize(("was", "now", "words"), [
    ({"amount": "half tuition"}, {"amount": "half of tuition"}, "amount was half tuition, now half of tuition."),
    ({"date": "soon", "checked": 1}, {"date": "never", "checked": 2}, "date was soon, now never; checked was 1, now 2"),
    ({"to": {"amount": "all"}}, {"to": {"amount": 3, "date": ""}}, "to was amount all, now amount 3, date not given."),
    ([{"name": "A", "amount": "x"}], [{"name": "A", "amount": "y"}], "A was x, now y."),
    ({"amount": 40}, {"amount": 41}, "amount was 40, now 41."),
    ({"kinds": ["a, b", "c"]}, {"kinds": ["a", "b, c"]}, "kinds was a, b; c, now a; b, c."),
    ({"says": "One."}, {"says": "Two."}, "says was One., now Two."),
])
def test_a_value_of_a_fact_may_call_anything_an_amount_or_a_date(
    ledger: Ledger, was: object, now: object, words: str
) -> None:
    fact = next(iter(ledger.facts.values()))
    one, two = (
        dataclasses.replace(ledger, facts={**ledger.facts, fact.id: fact.model_copy(update={"value": value})})
        for value in (was, now)
    )
    (change,) = changes(one, two)
    assert words in change.sentence
    assert not change.sentence.endswith("..")


def test_what_the_models_take_as_money_or_a_date_is_printed_so(ledger: Ledger) -> None:
    deadline = next(entry for entry in ledger.deadlines.values() if entry.when())
    deadlines = {**ledger.deadlines, deadline.id: deadline.model_copy(update={"date": None, "end_date": "2031-01-09"})}
    edition = ledger.edition.model_copy(update={"checked_from": "2026-01-02"})
    found = changes(ledger, dataclasses.replace(ledger, deadlines=deadlines, edition=edition))
    assert [change.sentence.rpartition(", now ")[2] for change in found] == [
        "January 2, 2026.", "not given.", "January 9, 2031.",
    ]


def test_what_stands_in_another_order_alone_is_said(ledger: Ledger) -> None:
    entry = next(fact for fact in ledger.facts.values() if len(fact.sources) > 1 and isinstance(fact.value, dict))
    assert isinstance(entry.value, dict) and len(entry.value) > 1
    for field, turned in (
        ("sources", entry.sources[::-1]), ("value", dict(reversed(entry.value.items()))),
    ):
        other = {**ledger.facts, entry.id: entry.model_copy(update={field: turned})}
        found = changes(ledger, dataclasses.replace(ledger, facts=other))
        assert [(change.field, change.sentence.endswith(f": {field} in another order.")) for change in found] == (
            [(field, True)] if field == "sources" else []  # the order of values says nothing
        )
    plan = next(plan for plan in ledger.plans.values() if len(plan.terms) > 1)
    plans = {**ledger.plans, plan.id: plan.model_copy(update={"terms": plan.terms[::-1]})}
    found = changes(ledger, dataclasses.replace(ledger, plans=plans))
    assert [change.sentence for change in found] == [f"{plan.title}: terms in another order."]
