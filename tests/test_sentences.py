"""Sentences end where a reader would say they do, and together hold every character of ink."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Span
from corpus.sentences import MARKER, MAX_CHARACTERS, MAX_WORDS, split_sentences


def parts(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text, Span(0, len(text)))]


#: English cases of the Golden Rules, a published test set of sentence splitters, written out as their parts.
GOLDEN = [
    ["Hello World.", "My name is Jonas."],
    ["What is your name?", "My name is Jonas."],
    ["There it is!", "I found it."],
    ["My name is Jonas E. Smith."],
    ["Please turn to p. 55."],
    ["Were Jane and co. at the party?"],
    ["They closed the deal with Pitt, Briggs & Co. at noon."],
    ["Let's ask Jane and co.", "They should know."],
    ["They closed the deal with Pitt, Briggs & Co.", "It closed yesterday."],
    ["I can see Mt. Fuji from here."],
    ["St. Michael's Church is on 5th st. near the light."],
    ["That is JFK Jr.'s book."],
    ["I visited the U.S.A. last year."],
    ["I live in the E.U.", "How about you?"],
    ["I live in the U.S.", "How about you?"],
    ["I work for the U.S. Government in Virginia."],
    ["I have lived in the U.S. for 20 years."],
    ["She has $100.00 in her bag."],
    ["She has $100.00.", "It is in her bag."],
    ["He teaches science (He previously worked for 5 years as an engineer.) at the local University."],
    ["Her email is Jane.Doe@example.com.", "I sent her an email."],
    ["The site is: https://www.example.50.com/new-site/awesome_content.html.", "Please check it out."],
    ["She turned to him, 'This is great.' she said."],
    ['She turned to him, "This is great." she said.'],
    ['She turned to him, "This is great."', "She held the book out to show him."],
    ["Hello!!", "Long time no see."],
    ["Hello??", "Who is there?"],
    ["Hello!?", "Is that you?"],
    ["Hello?!", "Is that you?"],
    ["1.) The first item.", "2.) The second item."],
    ["1) The first item.", "2) The second item."],
    ["1. The first item.", "2. The second item."],
    ["You can find it at N°. 1026.253.553.", "That is where the treasure is."],
    ["She works at Yahoo! in the accounting department."],
    ["We make a good team, you and I.", "Did you see Albert I. Jones yesterday?"],
    ["Thoreau argues that by simplifying one’s life, “the laws of the universe appear less complex. . . .”"],
    ['"Bohr [...] used the analogy of parallel stairways [...]" (Smith 55).'],
    ["Indicate the end of the sentence with a period . . . .", "Next sentence."],
    ["I never meant that....", "She left the store."],
    ["I wasn’t really ... well, what I mean...see . . . what I'm saying, it is . . . I didn’t mean it."],
]


@pytest.mark.parametrize("sentences", GOLDEN, ids=lambda s: s[0][:30])
def test_the_golden_rules_for_english_hold(sentences: list[str]) -> None:
    assert parts(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["H.E. Mr. Ravi met Dr. K. Sivan of Panjab Univ., and Prof. J. R. R. Tolkien.", "They spoke."],
        ["It is valid for 5 years i.e. till 2012.", "Then it ends."],
        ["Institutes viz. Saha, Indore, etc. are named.", "Cf. Art. 5 and Fig. 3."],
        ["Surveys, cruises, etc.", "Both sides agreed."],
        ["It costs approx. Rs. 3,500 crore (~US$ 450 million/approx. Rs.3,500 crore).", "That is much."],
        [
            "The F.Y. 2020-21 began in Sept. 2020 and No. 7 was last.",
            "He said no.",
            "She left at 6 p.m. on Jan. 3.",
        ],
        ["Version 2.28 of Node.js and example.com v2.Foo are out.", "So is 3.11."],
        ["The tide rose 4.2 m.[12]", "It fell again.³", "Then came [3] more."],
        ["日本は島国です。", "東京は首都です！", "そうですか？"],
    ],
    ids=lambda s: s[0][:30],
)
def test_abbreviations_initials_decimals_and_references_do_not_end_a_sentence(sentences: list[str]) -> None:
    glue = "" if sentences[0].endswith("。") else " "
    assert parts(glue.join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["Among other activities, 23 projects were initiated.", "As a Special Case a new one was added."],
        ["It was extended till 2016.", "The second extension ran for three years."],
        ["The visit to Tokyo took place in 2020.", "The School held it again."],
        [
            "Joint projects were funded in many of the fields.",
            "Scientists travelled (by sea).",
            "Did they?",
            "Yes, they did.",
        ],
    ],
    ids=lambda s: s[0][:30],
)
def test_a_stop_ends_a_sentence_even_where_its_space_is_missing(sentences: list[str]) -> None:
    assert parts("".join(sentences)) == sentences


def test_list_items_rows_and_paragraphs_are_sentences_of_their_own() -> None:
    items = "Goals:\n- alarms first\n- no report twice"
    text = f"{items}\n\nLock | Length\nFirst | 120 m\n\n(a) the name\n(b) the year"
    assert parts(text) == [
        "Goals:",
        "- alarms first",
        "- no report twice",
        "Lock | Length",
        "First | 120 m",
        "(a) the name",
        "(b) the year",
    ]


def test_a_hard_wrapped_line_is_no_sentence() -> None:
    text = "A tide gauge reports the level of the water every six minutes, which\nfills the link. It is small."
    assert [" ".join(part.split()) for part in parts(text)] == [
        "A tide gauge reports the level of the water every six minutes, which fills the link.",
        "It is small.",
    ]


def test_an_item_number_stays_with_its_item() -> None:
    text = "1. The Treaty applies. It lasts.\n2. It ends."
    assert parts(text) == ["1. The Treaty applies.", "It lasts.", "2. It ends."]


def test_a_sentence_that_no_encoder_could_hold_is_cut_at_semicolons_then_commas() -> None:
    clause = "the first of many clauses that go on and on"
    pieces = parts("; ".join([clause] * 30) + ".")
    assert all(len(piece.split()) <= MAX_WORDS for piece in pieces)
    assert all(piece.endswith((";", ".")) and piece.startswith("the first") for piece in pieces)
    assert all(piece.endswith((",", ".")) for piece in parts(", ".join([clause] * 30) + "."))


def test_a_giant_word_is_cut_by_its_length() -> None:
    assert [len(piece) for piece in parts("x" * 2500)] == [833, 833, 834]


def test_only_the_span_is_read() -> None:
    text = "One. Two. Three."
    assert [span.of(text) for span in split_sentences(text, Span(5, 9))] == ["Two."]
    assert split_sentences("   ", Span(0, 3)) == ()


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("aB1.?! \n-•|()\"';,:…。[]é")), min_size=1, max_size=400))
def test_sentences_hold_all_ink_in_order_without_overlap(text: str) -> None:
    spans = split_sentences(text, Span(0, len(text)))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert all(span.of(text) == span.of(text).strip() and len(span) <= MAX_CHARACTERS for span in spans)


def test_an_o_opens_an_item_of_plain_text() -> None:
    text = "Changes\n\no  The lamp grew.\no  BOAT is new.\n\no little lamp"
    assert [span.of(text) for span in split_sentences(text, Span(0, len(text)))][1:3] == [
        "o  The lamp grew.",
        "o  BOAT is new.",
    ]
    assert MARKER.match("o little lamp") is None
