"""What a directive of the handbook is given and cannot take: one line, with the nearest right word."""

from __future__ import annotations

import pytest

from handbook.desk.check import check_page, check_words, forms
from handbook.extension.directives import DIRECTIVES
from handbook.ledger.load import Ledger, load
from handbook.ledger.problems import Code
from handbook.prose.directives import ARGUMENTS, wrong_directives
from tests.desk.conftest import SMALL

WRONG = [
    ("```{costs}\n:captoin: x\n```", 2, "{costs}: captoin: no such option; did you mean caption?"),
    (":::{costs}\n:nope: x\n:::", 2, "{costs}: nope: no such option; there is: year, track, item, caption"),
    ("~~~{costs}\n:track: a\n:yaer: x\n~~~", 3, "{costs}: yaer: no such option; did you mean year?"),
    ("- a\n\n  ```{costs}\n  :yaer: x\n  ```", 4, "{costs}: yaer: no such option; did you mean year?"),
    ("::::{note}\n:::{costs}\n:yaer: x\n:::\n::::", 3, "{costs}: yaer: no such option; did you mean year?"),
    ("```{costs}\n---\ncaptoin: x\n---\n```", 3, "{costs}: captoin: no such option; did you mean caption?"),
    ("```{costs}\n---\n\n# why\nyear: a\ncaption: x\n  and more\ntrak: x\n---\n```", 8,
     "{costs}: trak: no such option; did you mean track?"),
    ("```{costs}\n:caption: x\n:caption: y\n```", 3, "{costs}: the option caption stands twice"),
    ("```{costs}\n:caption x\n```", 2, "{costs}: :caption x: no option; write it as :caption: x"),
    ("```{costs}\n:caption:x\n```", 2, "{costs}: :caption:x: no option; write it as :caption: x"),
    ("```{deadlines}\n:anchors\n```", 2, "{deadlines}: :anchors: no option; write it as :anchors:"),
    ("```{costs}\n:: x\n```", 2, "{costs}: :: x: no option; write it as :year: words"),
    ("```{costs}\n\n:caption: x\n```", 3, "{costs}: an option below an empty line; take the empty line out"),
    ("```{plan-check}\n:caption: x\n```", 2, "{plan-check}: takes no option"),
    ("```{costs}\n:year: a\n\nWords.\n```", 4, "{costs}: takes no text; end the block above this line"),
    ("```{facts}\n:topic: fees\n:from: 0\n```", 3, "{facts}: from: 0: must be a whole number from 1"),
    ("```{facts}\n:to:\n```", 2, "{facts}: to: nothing: must be a whole number from 1"),
    ("```{organizations}\n:group: sectr\n```", 2, "{organizations}: group: sectr: must be sector"),
    ("```{conflict}\n```", 1, "{conflict}: needs 1 argument behind its name, and has none"),
    ("```{compare-tracks} a\n```", 1, "{compare-tracks}: needs 2 arguments behind its name, and has 1"),
    ("```{unknowns} a b\n```", 1, "{unknowns}: takes at most 1 argument behind its name"),
    ("```{deadlines} a\n```", 1, "{deadlines}: takes no argument behind its name"),
    ("```{cost}\n```", 1, "{cost}: no such directive; did you mean {costs}?"),
    ("```{Unkown} a\n```", 1, "{Unkown}: no such directive; did you mean {unknown}?"),
]


@pytest.mark.parametrize(("text", "line", "words"), WRONG)
def test_each_fault_has_its_line(text: str, line: int, words: str) -> None:
    (problem,) = wrong_directives("docs/x.md", f"{text}\n\nAfter.\n", forms())
    assert str(problem) == f"docs/x.md:{line}: {words} [P006]"


NAMELESS = [
    ("```{costs}\n:year: 2025-62\n```", 2, "{costs}: 2025-62: no such academic year; did you mean 2025-26?"),
    ("```{costs}\n---\nyear: '2025-26, 2025-62'\n---\n```", 3,
     "{costs}: 2025-62: no such academic year; did you mean 2025-26?"),
    ("```{costs}\n:track: bida-16-month\n```", 2, "{costs}: bida-16-month: no such track; did you mean bida-16?"),
    ("```{costs}\n:item: tution\n```", 2, "{costs}: tution: no such item; did you mean tuition?"),
    ("```{deadlines}\n:audience: applicnt\n```", 2, "{deadlines}: applicnt: no such audience; did you mean applicant?"),
    ("```{deadlines}\n:cycle: yerly\n```", 2, "{deadlines}: yerly: no such cycle; did you mean yearly?"),
    ("```{deadlines}\n:status: curent\n```", 2, "{deadlines}: curent: no such status; did you mean current?"),
    ("```{facts}\n:topic: carers\n```", 2, "{facts}: carers: no such topic; did you mean careers?"),
    ("```{organizations}\n:kind: employr\n```", 2,
     "{organizations}: employr: no such kind of organization; did you mean employer?"),
    ("```{sources}\n:kind: sylabus\n```", 2, "{sources}: sylabus: no such kind of source; did you mean syllabus?"),
    ("```{editions}\n:kind: degre\n```", 2, "{editions}: degre: no such kind of requirement set; did you mean degree?"),
    ("```{course-catalog}\n:subject: naught\n```", 2, "{course-catalog}: naught: no such subject"),
    ("```{copies}\n:only: course\n```", 2, "{copies}: course: no such copy; did you mean courses?"),
    ("```{unknowns} visae\n```", 1, "{unknowns}: visae: no such subject of open questions; did you mean visas?"),
    ("```{messages} X\n```", 1, "{messages}: X: no such group of codes"),
    ("```{asks} office-hbu\nA\n```", 1, "{asks}: office-hbu: no such office or course; did you mean office-hub?"),
    # Read as uses of an entry, and named once all the same.
    ("```{deadlines}\n:ids: naught\n```", 2, "{ids}: naught: no such deadline"),
    ("```{course-table}\n:numbers: naught\n```", 2, "{numbers}: naught: no such course"),
]


@pytest.mark.parametrize(("text", "line", "said"), NAMELESS)
def test_a_name_that_the_ledger_has_not_needs_no_build(text: str, line: int, said: str, ledger: Ledger) -> None:
    words = check_words("docs/x.md", f"# Page\n\nWords.\n\n{text}\n")
    found = [problem for problem in check_page("docs/x.md", words, ledger).problems if problem.code is Code.ROLE]
    assert [(problem.line - 4, problem.message.partition("; there is")[0]) for problem in found] == [(line, said)]


def test_every_name_in_the_handbook_is_known_to_the_form_of_its_directive() -> None:
    """What a build would refuse, ``check`` refuses: each option that names something of the ledger says what."""
    for name, directive in DIRECTIVES.items():
        for option in getattr(directive, "names", {}):
            assert option == ARGUMENTS or option in directive.option_spec, name


@pytest.mark.parametrize(
    "text",
    [
        "```{costs}\n```", "```{costs}\n:year: a, b\n:caption: 'A: b'\n\n```", ":::{costs}\n:caption: a\n:  b\n:::",
        "```{deadlines}\n:anchors:\n```", "```{deadlines}\n:anchors: yes\n```", "```{unknowns}\n```",
        "```{at-a-glance}\nWords: more\n```", "```{asks}\n:what is this?\n```", "```{asks} office-quay\nA | b\n```",
        "````{code-block} text\n```{costs}\n:nope: x\n```\n````", "```{note}\n:nope: x\n```", "`{costs}`",
        "::::{at-a-glance}\n:::{costs}\n:year: a\n:::\n::::", "```{csv-table}\n:header: a\n```", "```\n:nope: x\n```",
        "```{facts}\n---\ntopic: fees\nfrom: 2\n---\n```",
    ],
)
def test_what_a_build_takes_passes(text: str) -> None:
    assert wrong_directives("docs/x.md", f"{text}\n\nAfter.\n", forms()) == []


@pytest.mark.parametrize("name", DIRECTIVES)
def test_each_directive_takes_what_its_class_says(name: str) -> None:
    form, directive = forms()[name], DIRECTIVES[name]
    assert set(form.options) == set(directive.option_spec or {})
    given = " a" * directive.required_arguments
    for option in form.options:
        (problem,) = wrong_directives("x.md", f"```{{{name}}}{given}\n:{option}x: a\n```", forms())
        assert f"{option}x: no such option; did you mean {option}?" in problem.message


@pytest.mark.parametrize("text", ["```{conflict} a b\n```", "```{office} office-quay and more\n```"])
def test_what_stands_behind_an_id_is_one_fault(text: str) -> None:
    ledger, _ = load(SMALL / "data", "data")
    assert ledger is not None
    page = f"---\ntype: how-to\naudience: student\n---\n\n# T\n\nText.\n\n{text}\n"
    (problem,) = check_page("docs/x.md", check_words("docs/x.md", page), ledger).problems
    assert (problem.line, "takes at most 1 argument" in problem.message) == (10, True)
