"""What each code means, how to mend it, and a line that carries it: the text of the editors' page of messages."""

from __future__ import annotations

from typing import NamedTuple

from handbook.ledger.problems import Code


class Meaning(NamedTuple):
    """What is wrong, what to do about it, and an example of the line that is printed."""

    what: str
    remedy: str
    example: str


GROUPS: dict[str, str] = {
    "L": "The ledger", "P": "Pages", "R": "Prose (remarks, no errors)", "G": "PDF guides", "D": "Commands",
}

# Codes such as [myst.xref_missing]: a word with a full stop in it.
ELSEWHERE = Meaning(
    "A remark of MyST or Sphinx on what a page says; the word behind the full stop says what it found.",
    "Mend the line that is named: xref_missing, a link or anchor that leads nowhere; not_included, a page in no "
    "toctree. The manuals of MyST-Parser (build warnings) and Sphinx (suppress_warnings) list the others.",
    "docs/costs.md:9: 'myst' cross-reference target not found: 'fees.md' [myst.xref_missing]",
)
MEANING: dict[Code, Meaning] = {
    Code.FILE_MISSING: Meaning(
        "A file of the ledger is missing or cannot be read.", "Restore the file, or check its name and its rights.",
        "data/offices.yaml: no such file [L001]",
    ),
    Code.FILE_ENCODING: Meaning(
        "A file is not UTF-8 text.", "Save the file again as UTF-8; every editor can.",
        "data/costs.yaml:7: not UTF-8 text; save the file as UTF-8 [L002]",
    ),
    Code.FILE_SIZE: Meaning(
        "A file, a value or a line of a page is longer than is allowed.", "Split it, or shorten it.",
        "data/kept-back.yaml: larger than 4,000,000 bytes [L003]",
    ),
    Code.YAML_SYNTAX: Meaning(
        "A file, or the front matter of a page, is not valid YAML.",
        "Look at the line named and the one above it: indentation, quotes, brackets, a colon inside a value.",
        "data/costs.yaml:12: not valid YAML: mapping values are not allowed in this context [L004]",
    ),
    Code.DUPLICATE_KEY: Meaning(
        "A field stands twice in one entry.", "Keep one of the two lines.",
        "data/costs.yaml:9: the key amount stands twice in this entry [L005]",
    ),
    Code.ALIAS: Meaning(
        "A file uses a YAML anchor or alias (& or *).", "Write the value out; put a text with & or * in quotes.",
        "data/costs.yaml:3: an alias (*) repeats this value; write it out [L006]",
    ),
    Code.DEPTH: Meaning(
        "Values, or blocks of a page, are nested too deeply.", "Flatten them; five levels are plenty.",
        "data/plans.yaml:40: nested deeper than 12 levels [L007]",
    ),
    Code.NOT_A_LIST: Meaning(
        "A file or an entry does not have the form that is expected.", "Start each entry with '- id: ...'.",
        "data/offices.yaml:1: must be a list of entries that start with '- id: ...' [L008]",
    ),
    Code.FIELD: Meaning(
        "A field is missing or has a value that it cannot have.", "Give the value that the message asks for.",
        "data/costs.yaml:12: cost-books: the field currency is missing [L009]",
    ),
    Code.UNKNOWN_FIELD: Meaning(
        "A field is not known here.", "Correct the spelling, or remove the field.",
        "data/costs.yaml:15: cost-books: unknown field curency; did you mean currency? [L010]",
    ),
    Code.DUPLICATE_ID: Meaning(
        "An id stands twice in the ledger.", "Give one of the two entries another id.",
        "data/unknowns.yaml:8: open-fees: this id stands already at data/unknowns.yaml:1 [L011]",
    ),
    Code.UNKNOWN_REFERENCE: Meaning(
        "An entry names something that does not exist: a source, a course, an office, an entry year.",
        "Use the nearest right id that the message names, or add the entry first.",
        "data/unknowns.yaml:5: open-fees: office-fee: no such office; did you mean office-fees? [L012]",
    ),
    Code.DATE: Meaning(
        "A date is impossible, not in the form used here, or older than its source.",
        "Write YYYY, YYYY-MM or YYYY-MM-DD; 'as_of' is the date of the newest source.",
        "data/deadlines.yaml:6: round-one: date: 2026-02-30: there is no such date in the calendar [L013]",
    ),
    Code.SUM: Meaning(
        "Units do not add up.", "Compare the groups with the table of the source.",
        "data/requirements.yaml:1: degree-2026-27: core 100 and electives 40 make 140, not 144 units [L014]",
    ),
    Code.CYCLE: Meaning(
        "Courses require each other in a circle.", "Check the prerequisites against the catalog.",
        "data/courses.yaml:80: course-10-101: courses need each other in a circle: 10-101 -> 10-102 -> 10-101 [L015]",
    ),
    Code.ORDER: Meaning(
        "Dates stand in the wrong order.", "Check both dates against their sources.",
        "data/deadlines.yaml:9: round-two: the rounds of fall-2027 are not in order: 2027-02-10, 2027-01-31 [L016]",
    ),
    Code.STATUS: Meaning(
        "Status and conflict of an entry do not fit together.",
        "An entry whose sources disagree has 'status: conflicting', and 'conflict' names its entry in conflicts.yaml.",
        "data/facts/fees.yaml:12: fee-late: status is conflicting but no conflict is named [L017]",
    ),
    Code.UNUSED: Meaning(
        "An entry is used nowhere.", "Remove it, or name it where it belongs.",
        "data/sources.yaml:30: src-flyer-2019: no entry rests on this source [L018]",
    ),
    Code.TEXT: Meaning(
        "A text holds what it must not: control characters, or the path of a machine.",
        "Remove it; type the text anew where it came from another program.",
        "data/offices.yaml:4: character U+0007 is not allowed; remove it [L019]",
    ),
    Code.PLAN: Meaning(
        "A sample plan does not meet its requirements.", "Change the plan until every group is met.",
        "data/plans.yaml:1: plan-autumn: Core: 2 of 3 chosen (rule degree-2026-27-core) [L020]",
    ),
    Code.SYNONYM: Meaning(
        "A line of the search's synonyms cannot work.", "Follow the message: split, shorten or remove the line.",
        "data/synonyms.yaml:8: same: needs at least two words [L021]",
    ),
    Code.PUBLISHED: Meaning(
        "A date is new or has changed, and data/published-dates.yaml does not say so yet.",
        "Add the new day to the end of the list that is named; calendars of readers take it over.",
        "data/published-dates.yaml:4: round-one: the date is now 2027-01-10: add '2027-01-10' to the end of published, "
        "so that calendars take it over [L022]",
    ),
    Code.AMOUNT: Meaning(
        "An amount of data/costs.yaml is not what the facts say that keep the same figure.",
        "Change the one that is wrong; a fact with a figure of its own does not stand in cost_facts of edition.yaml.",
        "data/costs.yaml:12: fee-row-lamp-2031: amount: fee-lamp says 45, not 40 [L023]",
    ),
    Code.LITERAL: Meaning(
        "An amount, a date, a percentage, a course number, a phone or a number of units or courses is typed by hand in "
        "a page, in figures or in words.",
        "Put the value into the ledger and name it: {fact}, {cost}, {deadline}, {course} or {office}. What is no fact "
        "of the program, such as an example, is exempted with <!-- literal: reason --> at the end of the line.",
        "docs/costs.md:14: $625: a dollar amount is typed by hand; use {fact} or {cost} [P001]",
    ),
    Code.PAGE_SHAPE: Meaning(
        "A page does not have the shape of a page.",
        "One title with #, then sections with ## and ###, no level left out; split a page that is too long.",
        "docs/costs.md:9: heading level 4 after 2 [P002]",
    ),
    Code.FRONT_MATTER: Meaning(
        "The front matter of a page is missing or wrong.", "Start the page with ---, type:, audience:, ---.",
        "docs/costs.md:2: type: howto: must be one of overview, how-to, policy; did you mean how-to? [P003]",
    ),
    Code.ORPHAN_FACT: Meaning(
        "No page shows a fact, a course, a date, a requirement set or a sample plan.",
        "Correct the word that keeps it from a page, or show it; a fact may be listed in data/kept-back.yaml.",
        "data/facts/fees.yaml:12: fee-late: no page shows this fact; show it, or list it in data/kept-back.yaml "
        "with a reason [P005]",
    ),
    Code.ROLE: Meaning(
        "A role or a directive is used wrongly.", "Follow the message: it names the nearest right value.",
        "docs/costs.md:14: {fact}: fee-lat: no such fact; did you mean fee-late? [P006]",
    ),
    Code.REDIRECT: Meaning(
        "An entry of docs/redirects.yaml cannot work.",
        "Follow the message; an old address leads to a page in one step.",
        "docs/redirects.yaml:4: costs/fees is a page; take out the entry, or the page [P007]",
    ),
    Code.WORDING: Meaning(
        "A word is certainly wrong: British spelling, a word that stands twice, a link that says only 'here'.",
        "Write what the message says.", "docs/costs.md:14: the the: a word stands twice [P008]",
    ),
    Code.FORMULA: Meaning(
        "The website cannot read a formula: a part of it is open, or a command is unknown.",
        "Close what is open; write the rest with commands of LaTeX and its package amsmath.",
        "docs/costs.md:14: the formula '{a': '{' is not closed [P009]",
    ),
    Code.LONG: Meaning(
        "A sentence has more than 32 words.", "Make two of it.",
        "docs/costs.md:14: a sentence of 41 words; split it [R001]",
    ),
    Code.PLAINER: Meaning(
        "There is a plainer word.", "Use it, where it says the same.",
        "docs/costs.md:14: prior to: write before [R002]",
    ),
    Code.ABBREVIATION: Meaning(
        "Neither the page nor the glossary says what an abbreviation stands for.",
        "Write it out once, with the abbreviation in brackets, or add it to the glossary.",
        "docs/costs.md:14: ABC: write it out once, as in 'Words It Stands For (ABC)', or add it to the glossary [R003]",
    ),
    Code.SPELLING: Meaning(
        "The dictionary does not know a word, nor does it stand in a name of the ledger.",
        "Correct it; add it to data/words.txt where it is right.",
        "docs/costs.md:14: recieve: not in the dictionary; did you mean receive? [R004]",
    ),
    Code.NO_FONT: Meaning(
        "No font of the PDF guides has a sign that a page uses.", "Use another sign, or a word.",
        "docs/costs.md: no font has the sign U+1F600 [G001]",
    ),
    Code.NO_FORM: Meaning(
        "Something on a page has no form in the PDF guides, or a picture has no alternative text.",
        "Give the picture its alternative text; write the rest with what CONTRIBUTING.md lists.",
        "docs/costs.md:20: the picture map.png has no alternative text (nor the class decorative) [G002]",
    ),
    Code.TYPST: Meaning(
        "The typesetter of the PDF guides refuses a page, or warns.",
        "Look at what the message names: mostly a picture that is damaged.",
        "docs/costs.md: map.svg: failed to parse SVG [G003]",
    ),
    Code.NO_SUCH: Meaning(
        "A name on the command line does not exist: an id, a page, a folder, a code.",
        "Use the nearest right name that the message gives.",
        "fee-lat: no such entry; did you mean fee-late? [D001]",
    ),
    Code.EXISTS: Meaning(
        "What is to be made exists already.", "Choose another name; nothing was changed.",
        "docs/costs.md: this page exists already [D002]",
    ),
    Code.NOT_WRITTEN: Meaning(
        "A file or a folder could not be read or written.",
        "Read the reason in the message: no room, no right to write, a file in use. Nothing is left half done.",
        "build/.lock: Read-only file system [D003]",
    ),
    Code.BUILD: Meaning(
        "A step of the build failed.", "The lines above it say why; what was built before is untouched.",
        "Sphinx failed; see the lines above [D004]",
    ),
    Code.TAKEN: Meaning(
        "The preview cannot use its port, or another preview of the same handbook runs.",
        "Use the preview that runs, or stop it first; where another program has the port, use the one named.",
        "port 8000: Address already in use; try --port 8001 [D005]",
    ),
    Code.NOT_BUILT: Meaning(
        "There is no website to show yet.", "Run 'make handbook' first.",
        "there is no website yet; run 'make handbook' first [D006]",
    ),
    Code.NOT_A_VALUE: Meaning(
        "The ledger cannot be read, or a change would break a rule of the ledger or of the pages.",
        "Follow the lines above; nothing was changed.",
        "cost-books: the change breaks the rules above; nothing was changed [D007]",
    ),
    Code.FAULT: Meaning(
        "The program itself has a fault; your pages and data may be in order.",
        "Set HANDBOOK_DEBUG=1, type the command again, and send what is printed to those who look after the program.",
        "check: division by zero (ZeroDivisionError): a fault of the program; for its details set HANDBOOK_DEBUG=1 and "
        "type the command again [D008]",
    ),
    Code.STOPPED: Meaning(
        "A step of the build was stopped from outside; signal 9 mostly means that no memory was left.",
        "Close other programs and build again; what was built before is untouched.",
        "a step of the build was stopped by signal 9 [D009]",
    ),
}
