"""What a page names that does not exist: the hint is an id that does, written as the page must write it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handbook.ledger.load import Ledger
from handbook.prose.uses import uses, wrong_uses


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{fact}`program-course-groupsx`", "program-course-groupsx: no such fact; did you mean program-course-groups?"),
        ("{course}`95-70`", "95-70: no such course; did you mean 95-702?"),
        ("```{course-table}\n:numbers: 95-70\n```", "95-70: no such course; did you mean 95-702?"),
        ("{src}`course-95-70`", "course-95-70: no such entry of the ledger; did you mean course-95-702?"),
    ],
)
def test_the_nearest_id_is_one_that_exists(ledger: Ledger, text: str, words: str) -> None:
    (problem,) = wrong_uses("docs/x.md", text, ledger)
    assert problem.message.endswith(f": {words}")


def test_a_fact_on_which_sources_disagree_is_no_plain_fact(ledger: Ledger) -> None:
    fact = next(fact for fact in ledger.facts.values() if fact.status == "conflicting")
    (problem,) = wrong_uses("docs/x.md", f"Words.\n\n{{fact}}`{fact.id}`", ledger)
    assert str(problem) == (
        f"docs/x.md:3: {{fact}}: {fact.id}: sources disagree; show it with the directive {{conflict}} {fact.conflict} "
        "[P006]"
    )


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        (40, "courses", "'as courses' needs course numbers, not 40"),
        ([], "choice", "'as choice' needs course numbers, not "),
        ([{"title": "Lamps"}], "courses", "'as courses' needs course numbers, not "),
        (["95-702", "95-70"], "courses", "'as courses' needs course numbers: 95-70: no such course; did you mean"),
        (["banana"], "choice", "'as choice' needs course numbers: banana: no such course"),
        ("call us at noon", "email", "'as email' needs an e-mail address, such as name@example.org, not call us"),
        (-1, "money", "'as money' needs an amount of 0 or more, not -1"),
        (["95-702", {"number": "90-711"}], "courses", ""),
        ("95-702", "choice", ""), ("desk@a.example", "email", ""),
    ],
)
def test_a_value_fits_its_kind(ledger: Ledger, value: object, kind: str, words: str) -> None:
    one = replace(ledger, edition=ledger.edition.model_copy(update={"outside_catalog": ("90-711",)}))
    fact = next(fact for fact in ledger.facts.values() if fact.status == "current")
    one = replace(one, facts={fact.id: fact.model_copy(update={"value": value})})
    use = f"{fact.id} as {kind}"
    said = [problem.message for problem in wrong_uses("docs/x.md", f"{{fact}}`{use}`", one)]
    assert len(said) == bool(words)
    assert all(message.startswith(f"{{fact}}: {use}: {words}") for message in said)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("{fact}`a`", [1]), ("% {fact}`a`", []), ("   % {fact}`a`", []), ("Words % {fact}`a`", [1]),
        ("    % {fact}`a`", [1]), ("Words.\n% {fact}`a`\n{fact}`a`", [3]),
        ("<!-- {fact}`a` -->", []), ("Words <!-- {fact}`a` --> {fact}`a`.", [1]),
        ("<!-- {fact}`a` --> {fact}`a`", []), ("<!--\n\n{fact}`a`\n-->\n{fact}`a`", [5]),
        ("Words <!-- {fact}`a`\n{fact}`a` --> {fact}`a`", [2]), ("Words <!-- more\n\n{fact}`a`", [3]),
        ("`<!--` {fact}`a`", [1]), ("```\n<!--\n```\n{fact}`a`", [4]), (":::{note}\n% {fact}`a`\n{fact}`a`\n:::", [3]),
        ("% ```{conflict} a\n% ```", []), ("<!-- one --><!-- two --> {fact}`a`", []),
        ("A <!-- one --><!-- {fact}`a` --> {fact}`a`", [1]),
    ],
)
def test_what_stands_in_a_comment_is_no_use(text: str, lines: list[int]) -> None:
    assert [use.line for use in uses(text)] == lines
