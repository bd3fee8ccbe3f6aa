"""Each ability of the engine on a corpus so small that it alone decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import ask

Corpus = Callable[..., dict[str, Any]]


def first(records: dict[str, Any], query: str, **options: Any) -> str:
    hits = ask([query], records=records, options=options)[0]["hits"]
    return hits[0]["address"] if hits else ""


def test_course_numbers_in_every_spelling(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Other", "nothing"), ("b", 1, "95-702 Distributed Systems", "twelve units"))
    for query in ("95702", "95-702", "95 702", "what is 95-702"):
        assert first(records, query) == "b.html", query


def test_a_course_number_on_the_way(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Form I-9", "for 95 jobs, 70 paid"), ("b", 1, "95-702 Systems", "units"))
    for query in ("957", "95-7", "95-70", "95 70", "course 95-70"):
        assert first(records, query, typing=True) == "b.html", query
    assert first(records, "95 70") == "a.html"


def test_a_typo_is_a_word_of_the_subject_sooner_than_one_of_grammar(corpus: Corpus) -> None:
    records = corpus(
        ("a", 1, "What you have", "you have it, they have it"), ("b", 1, "Who may waive", "to waive a test"),
    )
    assert first(records, "wave") == "b.html"
    assert ask(["wave"], records=records)[0]["repaired"] == [["wave", "waive"]]


def test_stems(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Housing", "rooms"), ("b", 1, "Exempting", "requirements of admission"))
    assert first(records, "required") == "b.html"
    assert first(records, "admissions") == "b.html"


def test_typos_by_length_of_word(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Scholarships", "money"), ("b", 1, "Tuition", "bill"))
    assert first(records, "scholorship") == "a.html"
    assert first(records, "tution") == "b.html"
    assert first(records, "blil") == "b.html"
    answers = ask(["scholorship", "xyzzyq"], records=records)
    assert answers[0]["repaired"] == [["scholorship", "scholarships"]]
    assert answers[1]["hits"] == []
    assert answers[1]["weak"] is True


def test_longer_words_may_have_more_typos(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Deadlines", "a deadline"), ("b", 1, "Forms", "form"))
    for query, found in (("dedlime", ""), ("deedlime", "a.html"), ("frm", ""), ("fomr", "b.html")):
        assert first(records, query) == found, query


def test_a_word_that_begins_otherwise_is_no_typo(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Deferrals", "looking"), ("b", 1, "Visa", "stamp"))
    assert ask(["referrals", "cooking"], records=records)[0]["hits"] == []
    for query in ("eferrals", "edferrals", "ddeferrals", "xdeferrals"):
        assert first(records, query) == "a.html", query


def test_the_last_word_is_a_prefix_while_typing(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Internship", "summer"), ("b", 1, "Interview", "video"))
    assert first(records, "interns", typing=True) == "a.html"
    assert first(records, "interv", typing=True) == "b.html"


def test_or_never_empties_the_list(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Refunds", "tuition back"), ("b", 1, "Library", "books"))
    assert first(records, "do i get a refund when the moon is full") == "a.html"


def test_only_stop_words_still_answer(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Who we are", "about us"), ("b", 1, "Library", "books"))
    assert first(records, "who are we") == "a.html"


def test_synonyms_one_way_and_both_ways(corpus: Corpus) -> None:
    base = [("a", 1, "Housing", "rooms"), ("b", 1, "QPA", "average"), ("c", 1, "Visa", "CPT form")]
    lines = [[["dorm"], ["housing"], False], [["gpa"], ["qpa"], True], [["work visa"], ["cpt"], False]]
    records = corpus(*base, synonyms=lines)
    assert first(records, "dorm") == "a.html"
    assert first(records, "gpa") == "b.html"
    assert first(records, "work visa") == "c.html"
    assert first(corpus(*base), "dorm") != "a.html"


def test_titles_count_more_than_text(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Library", "deadlines deadlines"), ("b", 1, "Deadlines", "days"))
    assert first(records, "deadlines") == "b.html"


def test_a_pinned_question_leads_to_its_section(corpus: Corpus) -> None:
    records = corpus(
        ("a", 1, "Cost of tuition", "how much it costs tuition"),
        ("b", 1, "Page", "x"), ("b", 2, "Answer", "here", ["how much does tuition cost"]),
    )
    assert first(records, "How much does the tuition cost?") == "b.html#answer"


def test_hits_of_one_page_do_not_crowd_out_others(corpus: Corpus) -> None:
    many = [("a", 2, f"Visa {n}", "visa visa") for n in range(8)]
    records = corpus(("a", 1, "Visa", "visa"), *many, ("b", 1, "Other", "visa"))
    addresses = [hit["address"].split("#")[0] for hit in ask(["visa"], records=records)[0]["hits"]]
    assert addresses.count("a.html") == 3
    assert "b.html" in addresses


def test_each_further_hit_of_a_page_counts_less(corpus: Corpus) -> None:
    words = "boat harbor fee"
    parts = [("a", 1, "Boats", words), ("a", 2, "Harbor", words), ("a", 2, "Fee", words)]
    records = corpus(*parts, ("b", 1, "Boat fee talk", f"{words} boat fee"))
    addresses = [hit["address"].split("#")[0] for hit in ask([words], records=records)[0]["hits"]]
    assert addresses == ["a.html", "a.html", "b.html", "a.html"]


def test_older_entry_years_yield_unless_named(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Rules", "core units 2025"), ("b", 1, "Rules", "core units 2026"), newestYear="2026-27")
    records["docs"][0][4], records["docs"][1][4] = "2025-26", "2026-27"
    assert first(records, "core units") == "b.html"
    assert first(records, "core units 2025") == "a.html"
    for section in records["sections"]:
        section[4] = "core units"
    assert [first(records, query) for query in ("core units", "core units 2025")] == ["b.html", "a.html"]


def test_ties_are_stable(corpus: Corpus) -> None:
    records = corpus(*[(f"p{n}", 1, "Same", "word") for n in range(6)])
    orders = {tuple(hit["address"] for hit in ask(["same word"], records=records)[0]["hits"]) for _ in range(2)}
    assert orders == {tuple(f"p{n}.html" for n in range(6))}


def test_a_huge_query_and_markup_are_only_words(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Housing", "rooms"))
    answers = ask(["housing " * 2000, "<img src=x onerror=alert(1)> housing", "(((([[[", ""], records=records)
    assert answers[0]["hits"][0]["address"] == "a.html"
    assert answers[1]["hits"][0]["address"] == "a.html"
    assert answers[2]["hits"] == []
    assert answers[3]["hits"] == []


def test_forty_words_of_a_query_are_read(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Housing", "rooms"))
    assert [first(records, "q " * count + "housing") for count in (39, 40)] == ["a.html", ""]


def test_a_section_that_only_holds_others_comes_after_one_that_answers(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Refunds", ""), ("b", 1, "Refunds", "nothing of it"))
    assert first(records, "refunds") == "b.html"


def test_a_word_on_the_way_that_is_whole_counts_as_whole(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Fee", "fees"), ("b", 1, "Other", "words"))
    whole, typed = (ask(["fee"], records=records, options={"typing": typing})[0] for typing in (False, True))
    assert whole == typed


def test_excerpts_are_parts_around_the_match(corpus: Corpus) -> None:
    text = "filler " * 60 + "the deposit is due in May " + "filler " * 60
    hit = ask(["deposit"], records=corpus(("a", 1, "Page", text)))[0]["hits"][0]
    assert ["deposit", True] in hit["excerpt"]
    whole = "".join(part for part, _ in hit["excerpt"])
    assert len(whole) < 200
    assert whole.startswith("… filler ") and whole.endswith(" filler …")


def test_a_course_comes_first_only_where_a_course_is_asked_for(corpus: Corpus) -> None:
    records = corpus(
        ("a", 2, "Writing and speaking", "writing with tutors"), ("b", 2, "95-717 Writing for Managers", "units"),
    )
    assert first(records, "help with writing").startswith("a.html")
    assert first(records, "writing class").startswith("b.html")


def test_a_word_too_long_for_an_excerpt_is_cut(corpus: Corpus) -> None:
    text = "x" * 40 + " deposit/" + "y" * 400
    hit = ask(["deposit"], records=corpus(("a", 1, "Page", text)))[0]["hits"][0]
    assert hit["excerpt"] == [["… ", False], ["deposit/" + "y" * 157, True], [" …", False]]


@pytest.mark.parametrize(("before", "opening"), [(39, "b"), (40, "…"), (0, "deposit")])
def test_an_excerpt_near_the_start_begins_with_the_start(corpus: Corpus, before: int, opening: str) -> None:
    text = ("b " * 20)[: max(0, before - 1)].ljust(before) + "deposit " + "filler " * 60
    assert text.index("deposit") == before
    hit = ask(["deposit"], records=corpus(("a", 1, "Page", text)))[0]["hits"][0]
    assert "".join(part for part, _ in hit["excerpt"]).split()[0] == opening


def test_the_course_asked_for_comes_before_pages_that_mention_it(corpus: Corpus) -> None:
    records = corpus(
        ("a", 1, "Capstone 94-739", "94-739 94-739 94-739 capstone 94-739"),
        ("b", 2, "94-739 Capstone Project with a long name of many words", "units"),
    )
    assert first(records, "what is 94-739").startswith("b.html")


def test_a_synonym_of_several_words_may_hold_stop_words(corpus: Corpus) -> None:
    records = corpus(
        ("a", 1, "Statement", "purpose"), ("b", 1, "Essay", "words"),
        synonyms=[[["letter of intent"], ["essay"], False]],
    )
    assert first(records, "letter of intent") == "b.html"


def test_words_that_share_a_stem_but_no_meaning_stay_apart(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Programming", "programmers"), ("b", 1, "Length", "of the program"))
    assert first(records, "program") == "b.html"
    assert first(records, "programmer") == "a.html"


def test_irregular_forms_meet(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Fees", "paid"), ("b", 1, "Taught", "lessons"))
    assert first(records, "teach") == "b.html"
    assert first(records, "payment") == "a.html"


def test_words_written_apart_or_together(corpus: Corpus) -> None:
    records = corpus(
        ("a", 1, "Room", "wait"), ("b", 1, "Waitlist", "rules"), ("c", 1, "Course load", "x"), ("d", 1, "Y", "load"),
    )
    assert first(records, "wait list") == "b.html"
    assert first(records, "courseload") == "c.html"


def test_words_of_grammar_and_numbers_are_no_parts_of_a_word(corpus: Corpus) -> None:
    records = corpus(("a", 1, "This and that", "over and over"), ("b", 1, "Form 702", "paper"))
    assert [first(records, query) for query in ("andover", "7 02")] == ["", ""]
    assert first(records, "overthat") == ""


def test_a_synonym_of_two_words_goes_before_one_of_its_words(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Job", "none"), ("b", 1, "Training", "none"))
    records["synonyms"] = [[["work"], ["job"], False], [["work visa"], ["training"], False]]
    hits = ask(["work visa", "work"], records=records)
    assert [[hit["address"] for hit in answer["hits"]] for answer in hits] == [["b.html"], ["a.html"]]


def test_a_target_of_several_words_needs_them_all(corpus: Corpus) -> None:
    records = corpus(
        ("a", 1, "Class", "class times"), ("b", 1, "Profile", "profile of a teacher"),
        ("c", 1, "Numbers", "class profile"),
        synonyms=[[["cohort"], ["class profile"], False]],
    )
    assert first(records, "cohort") == "c.html"


def test_a_phrase_with_stop_words_is_not_its_one_other_word(corpus: Corpus) -> None:
    lines = [[["place out"], ["exemption"], False]]
    records = corpus(("a", 1, "Exemption", "courses"), ("b", 1, "Other", "place"), synonyms=lines)
    assert first(records, "can I place out of it") == "a.html"
    assert first(records, "which place") == "b.html"
    assert first(corpus(("a", 1, "Exemption", "courses"), ("b", 1, "Other", "word"), synonyms=lines), "place") == ""


def test_words_that_fit_any_question_weigh_less_than_the_subject(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Library", "people take help"), ("b", 1, "Laptop", "machines"), ("c", 1, "Bus", "rides"))
    assert first(records, "can people help me with a laptop") == "b.html"


def test_a_question_in_other_words_leads_to_the_section_that_answers_it(corpus: Corpus) -> None:
    page = [("a", 1, "Tuition", "pay late bills and fees of tuition"), ("b", 1, "Money", "pay")]
    asked = ("b", 2, "Answer", "here", ["what happens when I pay too late"])
    assert first(corpus(*page, asked), "I want to pay late, what happens then") == "b.html#answer"
    assert first(corpus(*page, asked[:4]), "I want to pay late, what happens then") == "a.html"


def test_a_question_of_one_word_of_content_is_pinned_to_nothing(corpus: Corpus) -> None:
    leaving = ("b", 2, "Leaving", "moves", ["I want to be out of analytics"])
    records = corpus(("a", 1, "Analytics", "analytics track"), leaving)
    assert first(records, "analytics") == "a.html"


def test_a_question_of_one_word_is_for_a_query_of_one_word(corpus: Corpus) -> None:
    swimming = ("b", 2, "Moving", "swimming", ["gym", "how is the sauna"])
    others = ("c", 1, "Gym hours", "gym hours"), ("d", 1, "Sauna", "sauna")
    records = corpus(("a", 1, "Gym", "gym gym"), swimming, *others)
    assert first(records, "gym") == first(records, " Gym? ") == "b.html#moving"
    assert first(records, "gym hours") == "c.html"
    assert first(records, "sauna") == "d.html"


def test_question_words_tell_two_pinned_questions_apart(corpus: Corpus) -> None:
    records = corpus(
        ("a", 2, "Price", "money", ["how much is the program"]),
        ("b", 2, "Time", "months", ["how long is the program"]),
    )
    assert first(records, "how long is the program?") == "b.html#time"
    assert first(records, "how much is the program?") == "a.html#price"


def test_one_word_leads_to_the_page_and_a_question_to_the_section(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Rules", "permit harbor boat"), ("a", 2, "Harbor", "permit harbor boat"))
    assert first(records, "permit") == "a.html"
    assert first(records, "harbor permit for my boat") == "a.html#harbor"


def test_of_many_words_a_section_near_its_top_comes_first(corpus: Corpus) -> None:
    other = ("b", 1, "Fog", "other words stand here")
    records = corpus(("a", 1, "Rules", "permit harbor boat"), ("a", 2, "Places", "permit harbor boat"), other)
    assert first(records, "permit harbor") == "a.html"
    assert first(records, "permit harbor boat") == "a.html#places"
    far = corpus(("a", 1, "Permit rules", "permit harbor boat"), ("a", 2, "Places", "harbor boat"), other)
    assert first(far, "permit harbor boat") == "a.html"


def test_a_course_is_called_by_its_name_alone(corpus: Corpus) -> None:
    records = corpus(
        ("a", 2, "Lighthouse Keeping at sea", "keeping lighthouse"),
        ("b", 2, "95-123 Lighthouse Keeping", "twelve units"), ("c", 2, "95-124 Fog", "x"),
    )
    assert first(records, "lighthouse keeping") == "b.html#95-123-lighthouse-keeping"


def test_adverbs_meet_their_adjectives(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Unfair treatment", "x"), ("b", 1, "Families", "y"), ("c", 1, "Other", "z"))
    assert first(records, "treated unfairly") == "a.html"
    assert first(records, "family") == "b.html"


def test_a_weak_match_names_an_office(corpus: Corpus) -> None:
    offices = [
        ("o", 1, "Offices", "whom to ask"), ("o", 2, "General line", "questions"), ("o", 2, "Parking office", "cars"),
        ("a", 1, "Library", "books"),
    ]
    records = corpus(*offices, offices=[0, "general-line"])
    known, nearest, unknown = ask(["library books", "helicopter submarine spaceship cars", "zeppelin"], records=records)
    assert known["office"] is None
    assert nearest["office"] == {"name": "Parking office", "address": "o.html#parking-office"}
    assert unknown["office"] == {"name": "General line", "address": "o.html#general-line"}
    assert ask(["zeppelin"], records=corpus(*offices))[0]["office"] is None


def test_who_asks_for_a_phone_gets_the_entry_of_the_office(corpus: Corpus) -> None:
    pages = [("a", 2, "Bill", "phone loans"), ("o", 2, "Desk", "phone loans")]
    assert first(corpus(*pages, offices=[1, ""]), "phone loans") == "o.html#desk"
    assert first(corpus(*pages), "phone loans") == "a.html#bill"


def test_a_title_that_says_the_query_is_no_aside(corpus: Callable[..., dict[str, Any]]) -> None:
    """A page of a kind that counts less still comes first for who names its entry in full."""
    records = corpus(
        ("learn", 1, "Electives by the work you want", "machine learning, vision, machine learning in practice"),
        ("catalog", 1, "Machine Learning", "12 units."),
        ("other", 1, "Something else", "nothing of it"),
    )
    records["docs"][1][6] = 0.45
    assert ask(["machine learning"], records=records)[0]["hits"][0]["address"] == "catalog.html"
    assert ask(["machine learning vision practice"], records=records)[0]["hits"][0]["address"] == "learn.html"


def test_the_class_about_a_subject_is_the_course_and_not_a_page_that_speaks_of_it(corpus: Corpus) -> None:
    records = corpus(
        ("a", 1, "Negotiation of offers", "Negotiation is taught by the career office. Negotiation helps."),
        ("b", 1, "Courses", ""), ("b", 2, "95-800 Negotiation", "twelve units"),
    )
    assert first(records, "negotiation") == "a.html"
    assert first(records, "is there a class about negotiation") == "b.html#95-800-negotiation"


def test_the_whole_name_of_a_course_leads_to_it(corpus: Corpus) -> None:
    asks = ["official statistics for managers of it", "statistics of managers"]
    records = corpus(
        ("a", 1, "Statistics for managers", "Statistics, managers, statistics.", asks),
        ("b", 1, "Courses", ""), ("b", 2, "95-796 Statistics for Test Managers", "twelve units"),
    )
    assert first(records, "statistics for managers") == "a.html"
    assert first(records, "statistics for test managers") == "b.html#95-796-statistics-for-test-managers"


def test_nouns_meet_their_verbs(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Other", "words"), ("b", 1, "Registration", "the decision, a suspension, an extension"))
    for query in ("register", "registered", "decided", "suspended", "extended"):
        assert first(records, query) == "b.html", query


def test_a_word_of_a_synonym_may_be_mistyped(corpus: Corpus) -> None:
    records = corpus(("a", 1, "Second application", "again"), synonyms=[[["reapply"], ["second application"], False]])
    assert first(records, "repaply") == "a.html"
