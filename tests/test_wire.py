"""The public JSON: every reply has exactly the contract's keys, whatever text is in it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from harbour import FACTS, NOTES, PASSAGES, at
from pydantic import ValidationError

from corpus.model import Evidence, Span
from index.generation import Manifest, SourceRecord
from index.hits import FactHit, Hit
from service.answers.answer import Answer, Reply
from service.web import wire
from service.web.queries import AskBody, AskQuery, FactsQuery, FeedbackBody, SearchQuery

HIT = Hit(PASSAGES[0], "Harbour notes", 1, 0.123456, (PASSAGES[0].sentences[0],))
ANSWER = Answer("3 May 1999", "date", 0.9, (FACTS[0].evidence,), ("f-charter",))


def reply(answer: Answer | None) -> Reply:
    """A whole reply with this answer."""
    return Reply("When?", answer, (HIT,), (FactHit(FACTS[0], 0.75),), "gen1")


def test_an_answer_has_the_contracts_keys() -> None:
    shown = wire.ask_reply(reply(ANSWER), 4.1).model_dump()
    assert list(shown) == [
        "question",
        "understood",
        "answerable",
        "answer",
        "passages",
        "facts",
        "generation",
        "took_ms",
    ]
    assert shown["answer"] == {
        "text": "3 May 1999",
        "kind": "date",
        "items": None,
        "count": None,
        "plan": None,
        "confidence": 0.9,
        "citations": (
            {
                "start": FACTS[0].evidence.span.start,
                "end": FACTS[0].evidence.span.end,
                "document_id": "notes.txt",
                "passage_id": PASSAGES[0].id,
                "page": None,
                "quote": FACTS[0].evidence.quote,
            },
        ),
        "fact_ids": ("f-charter",),
    }


def test_a_question_the_source_does_not_answer_has_no_answer() -> None:
    shown = wire.ask_reply(reply(None), 1.0)
    assert (shown.answerable, shown.answer) == (False, None)


def test_a_passage_has_its_place_rank_and_highlights_in_document_offsets() -> None:
    shown = wire.search_reply("When?", [HIT], "gen1", 1.0).model_dump()["passages"][0]
    assert shown == {
        "start": 24,
        "end": 129,
        "id": PASSAGES[0].id,
        "document_id": "notes.txt",
        "title": "Harbour notes",
        "headings": ("Charter",),
        "text": PASSAGES[0].text,
        "page": None,
        "rank": 1,
        "score": 0.1235,
        "highlights": ({"start": 24, "end": 97},),
    }


def test_a_fact_has_the_contracts_keys_and_whole_numbers_without_a_fraction() -> None:
    shown = wire.fact_out(FACTS[1]).model_dump()
    assert set(shown) == {
        *("id", "type", "label", "instrument", "parties", "topic", "date", "place", "value", "unit"),
        *("approximate", "valid_until", "rule", "evidence"),
    }
    assert json.dumps(shown["value"]) == "12"


def test_citations_passages_and_facts_of_a_paged_source_name_their_pages() -> None:
    paged = {NOTES.id: replace(NOTES, pages=(0, FACTS[0].evidence.span.start, FACTS[1].evidence.span.start))}
    shown = wire.ask_reply(reply(ANSWER), 1.0, paged)
    assert shown.answer is not None
    assert (shown.answer.citations[0].page, shown.passages[0].page) == (2, 2)
    assert wire.fact_out(FACTS[1], paged).evidence.page == 3


def test_a_document_has_its_text_and_its_headings_with_their_places() -> None:
    shown = wire.document_reply(NOTES, "gen1")
    assert (shown.id, shown.text, shown.digest) == ("notes.txt", NOTES.text, NOTES.digest)
    second = at(NOTES.text, "Charter")
    assert shown.headings[1].model_dump() == {
        "start": second.start,
        "end": second.end,
        "level": 2,
        "text": "Charter",
    }


def test_the_index_tells_of_the_other_generations_but_not_of_itself() -> None:
    source = SourceRecord("a", "A", "a.txt", "ff")
    one, two = (Manifest(name, "2024-05-06T07:08:09+00:00", "m", "0", (source,), {"facts": 2}, {}) for name in "ab")
    shown = wire.index_reply(two, (two, one)).model_dump()
    assert [past["id"] for past in shown["previous"]] == ["a"]
    assert shown["sources"] == ({"id": "a", "title": "A", "source": "a.txt", "digest": "ff"},)
    assert (shown["model"], shown["counts"]) == ({"name": "m", "digest": "0"}, {"facts": 2})


@pytest.mark.parametrize(
    ("source", "told"),
    [("/srv/secret/a.txt", "a.txt"), ("a.txt", "a.txt"), ("https://a.example/b", "https://a.example/b")],
)
def test_where_a_file_lies_on_this_machine_concerns_nobody(source: str, told: str) -> None:
    manifest = Manifest("g", "2024-05-06T07:08:09+00:00", "m", "0", (SourceRecord("a", "A", source, "ff"),), {}, {})
    assert wire.index_reply(manifest, ()).sources[0].source == told


def test_half_a_surrogate_pair_goes_through_as_it_is() -> None:
    odd = Evidence("name\udc80", "p", Span(0, 1), "\ud800")
    shown = wire.ask_reply(reply(replace(ANSWER, citations=(odd,))), 1.0).model_dump()
    assert shown["answer"]["citations"][0]["document_id"] == "name\udc80"


@pytest.mark.parametrize("text", [" a ", "a\tb\n", "日本はいつ？", "'; DROP TABLE facts; --", '<b>"AND" NOT*', "🏮"])
def test_a_question_may_be_any_text_and_is_stripped(text: str) -> None:
    assert AskBody.model_validate({"question": text}).question == text.strip()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "must not be empty"),
        (" \n\t", "must not be empty"),
        ("\u200b\u2060 ", "must not be empty"),
        ("a\0b", "must not hold the character U+0000"),
        ("a\x1b[31m", "must not hold the character U+001B"),
        ("\ud800", "must not hold the character U+D800"),
        ("\x85", "must not hold the character U+0085"),
        ("x" * 1001, "must have at most 1000 characters"),
    ],
)
def test_a_question_is_text_that_a_person_could_write(text: str, message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        AskBody.model_validate({"question": text})
    assert caught.value.errors()[0]["msg"] == message


def test_a_question_may_have_a_thousand_characters() -> None:
    assert len(AskBody.model_validate({"question": f" {'語' * 1000} "}).question) == 1000


@pytest.mark.parametrize("top_k", [0, 51, "5", True, 5.0, None, [5]])
def test_top_k_is_a_whole_number_from_1_to_50(top_k: object) -> None:
    with pytest.raises(ValidationError):
        AskBody.model_validate({"question": "a", "top_k": top_k})


@pytest.mark.parametrize("top_k", ["0", "51", "5.0", "-1", "٥", "1e1", " 5", "true", ""])
def test_a_query_strings_number_is_plain_digits(top_k: str) -> None:
    assert AskQuery.model_validate({"q": "a", "top_k": "5"}).top_k == 5
    with pytest.raises(ValidationError):
        AskQuery.model_validate({"q": "a", "top_k": top_k})


@pytest.mark.parametrize("day", ["2007", "2007-02", "2007-02-16"])
def test_a_date_has_a_precision_of_its_own(day: str) -> None:
    assert SearchQuery.model_validate({"q": "a", "date_from": day}).filters().date_from == day


@pytest.mark.parametrize("day", ["2007-02-30", "07", "2007-13", "2007/2008", "yesterday", "200X", "2007-2-1"])
def test_a_date_that_the_calendar_lacks_is_refused(day: str) -> None:
    with pytest.raises(ValidationError):
        FactsQuery.model_validate({"date_from": day})


def test_dates_the_wrong_way_round_are_refused() -> None:
    FactsQuery.model_validate({"date_from": "2007-05", "date_to": "2007"})
    with pytest.raises(ValidationError, match="date_from must not come after date_to"):
        FactsQuery.model_validate({"date_from": "2008", "date_to": "2007"})


def test_feedback_is_yes_or_no() -> None:
    FeedbackBody.model_validate({"question": "a", "helpful": False, "generation": "g"})
    with pytest.raises(ValidationError):
        FeedbackBody.model_validate({"question": "a", "helpful": "yes", "generation": "g"})
