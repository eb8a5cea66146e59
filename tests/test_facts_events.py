"""Meetings, events, visits, and what else a text dates."""

from __future__ import annotations

import pytest
from telling import facts_by, facts_of


@pytest.mark.parametrize(
    ("text", "kind", "label", "date", "place"),
    [
        (
            "The 2nd Joint Committee Meeting on Health was held in Oslo on 26 April, 2017.",
            "meeting",
            "2nd Joint Committee Meeting on Health",
            "2017-04-26",
            "Oslo",
        ),
        (
            "The 10th Tide Forum was held virtually on December 8, 2020.",
            "event",
            "10th Tide Forum",
            "2020-12-08",
            "virtual",
        ),
        (
            "The Sea Institute organized a workshop on soil health in Nairobi in May 2019.",
            "event",
            "Workshop on soil health",
            "2019-05",
            "Nairobi",
        ),
        (
            "The dialogue took place during May 8-9, 2021 at Lisbon, Portugal.",
            "meeting",
            "Dialogue in Lisbon",
            "2021-05-08/2021-05-09",
            "Lisbon",
        ),
    ],
)
def test_a_gathering_has_its_name_its_date_and_its_place(
    text: str, kind: str, label: str, date: str, place: str
) -> None:
    found = [fact for fact in facts_of(text) if fact.type == kind]
    assert [(fact.date, fact.place) for fact in found] == [(date, place)]
    assert found[0].label == label


def test_two_dates_joined_are_two_events() -> None:
    text = "The institute held a virtual workshop on “Soils and Seas” on 23 June, 2020 and on June 29, 2020."
    assert [(f.date, f.place) for f in facts_by("event held", text)] == [
        ("2020-06-23", "virtual"),
        ("2020-06-29", "virtual"),
    ]


def test_what_was_cancelled_or_postponed_says_so() -> None:
    text = (
        "The 12th Gauge Meeting, scheduled in 2020 was cancelled. The Port Board has decided to postpone the 13th "
        "Gauge Meeting for one year until March 2022."
    )
    assert [(f.label, f.date) for f in facts_by("meeting held", text)] == [
        ("12th Gauge Meeting (cancelled)", "2020"),
        ("13th Gauge Meeting (postponed)", "2022-03"),
    ]


def test_who_organized_it_takes_part() -> None:
    text = "A workshop on buoys was organized by the Port Board (PB) and the Sea Institute (SI) on 3 May 2010."
    (fact,) = facts_by("event held", text)
    assert fact.parties == ("PB", "SI")


def test_a_session_is_of_what_was_spoken_of() -> None:
    text = (
        "The Dialogue on Trade was set up in 2018. Its first session was held in Oslo on 15 January 2019. The second "
        "session took place virtually on 8 November 2021."
    )
    assert [f.label for f in facts_by("meeting held", text)] == [
        "First session of the Dialogue on Trade",
        "Second session of the Dialogue on Trade",
    ]


def test_a_counted_noun_is_no_gathering() -> None:
    text = "The talks ran over two days across 4 sessions on 9 May 2020."
    assert {f.label for f in facts_of(text) if f.type == "meeting"} <= {"Talks"}


def test_a_visit_has_its_visitor_and_where_it_led() -> None:
    text = "The pact was signed during a visit to Chile by H.E. Mr Juan Alvarez, President of Peru, in March 2004."
    (fact,) = facts_by("visit", text)
    assert (fact.label, fact.parties, fact.place, fact.date) == (
        "Visit of Juan Alvarez to Chile",
        ("Juan Alvarez",),
        "Chile",
        "2004-03",
    )


def test_a_named_day_that_was_celebrated_is_an_event() -> None:
    text = "Harbour Day: “Lights at Sea” was celebrated on 4 June 2015."
    (fact,) = facts_by("named event held", text, run_in="Harbour Day")
    assert (fact.label, fact.date) == ("Harbour Day: Lights at Sea", "2015-06-04")


@pytest.mark.parametrize(
    ("text", "label", "date"),
    [
        ("In 1204 the crusaders captured the city.", "The crusaders captured the city", "1204"),
        ("The oil price had doubled by 1974.", "The oil price had doubled", "../1974"),
        ("Since 2008 the village has had a school.", "The village has had a school", "2008/.."),
        ("It moved to the hill in 1958.", "It moved to the hill (Mill)", "1958"),
        (
            "However, it was not until 1978 that the law was passed.",
            "However, it was not until 1978 that the law was passed",
            "1978",
        ),
    ],
)
def test_any_dated_clause_is_told(text: str, label: str, date: str) -> None:
    (fact,) = facts_by("dated statement", text, title="Mill")
    assert (fact.label, fact.date, fact.type) == (label, date, "event")


@pytest.mark.parametrize(
    "text",
    [
        "The 1979 crisis and the war were alike in that they hurt trade.",
        "The Sea Act 1998 governs the ports.",
        "Prior to 1973 there was peace.",
    ],
)
def test_a_year_that_names_a_thing_dates_nothing(text: str) -> None:
    assert [fact for fact in facts_by("dated statement", text) if fact.date != "1979"] == []


def test_years_in_brackets_after_a_name_are_its_lifetime() -> None:
    (fact,) = facts_by("lifetime", "The council met under Eleanor Ashdown (1204–1261) for the first time.")
    assert (fact.label, fact.date) == ("Eleanor Ashdown", "1204/1261")
