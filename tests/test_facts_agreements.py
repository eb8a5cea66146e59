"""Agreements and their extensions: who agreed, on what, when, where, and until when."""

from __future__ import annotations

import pytest
from telling import facts_by, facts_of

PACT = "A Memorandum of Understanding between the Port Board (PB) and the Sea Institute (SI)"


@pytest.mark.parametrize(
    ("text", "label", "parties", "date", "place"),
    [
        (
            f"{PACT} was signed in Lisbon on 8th December 2006.",
            "MoU between PB and SI",
            ("PB", "SI"),
            "2006-12-08",
            "Lisbon",
        ),
        (
            "The Port Board (PB) and the Sea Institute (SI) signed a Letter of Intent on tide gauges in May 2015.",
            "LoI between PB and SI on tide gauges",
            ("PB", "SI"),
            "2015-05",
            None,
        ),
        (
            "An MoC was signed between the Governments of Portugal and Norway on 1st September 2014.",
            "MoC between Portugal and Norway",
            ("Portugal", "Norway"),
            "2014-09-01",
            None,
        ),
        (
            "On 5 June 2017, the Ministry of Trade, Norway and the Sea Institute, Portugal concluded an agreement.",
            "Agreement between Ministry of Trade and Sea Institute",
            ("Ministry of Trade", "Sea Institute"),
            "2017-06-05",
            None,
        ),
    ],
)
def test_an_agreement_has_its_sides_its_date_and_its_place(
    text: str, label: str, parties: tuple[str, ...], date: str, place: str | None
) -> None:
    (fact,) = facts_by("instrument concluded", text)
    assert (fact.label, fact.parties, fact.date, fact.place) == (label, parties, date, place)
    assert fact.type == "agreement"


def test_one_sentence_may_state_two_agreements() -> None:
    text = (
        "An MoU was signed between Norway and Portugal on 1 May 2014 followed by an MoC between the Port Board "
        "and Tide University to pursue joint research on 13 Oct 2014."
    )
    found = [(fact.instrument, fact.parties, fact.date) for fact in facts_of(text) if fact.type == "agreement"]
    assert found == [
        ("MoU", ("Norway", "Portugal"), "2014-05-01"),
        ("MoC", ("Port Board", "Tide University"), "2014-10-13"),
    ]


def test_an_agreement_is_dated_by_the_visit_that_it_was_signed_on() -> None:
    text = "An MoU on buoys was signed during the visit of President Alvarez to Chile in March 2004."
    assert [(f.type, f.date) for f in facts_of(text) if f.type != "person"] == [
        ("agreement", "2004-03"),
        ("event", "2004-03"),
    ]


def test_what_a_text_only_leans_on_is_not_stated() -> None:
    text = "Under this agreement, three stations report the tides. The MoU covers gauges and buoys."
    assert [fact for fact in facts_of(text) if fact.type == "agreement"] == []


def test_what_a_text_leans_on_counts_where_it_says_when_it_was_made() -> None:
    text = "The meeting was held in pursuance of the Norway-Portugal joint statement signed in September 2017."
    (fact,) = facts_by("instrument concluded", text)
    assert (fact.parties, fact.date) == (("Norway", "Portugal"), "2017-09")


def test_both_sides_are_those_of_the_sentence_before() -> None:
    text = f"{PACT} was signed in 2006. Later both agencies signed an Implementing Arrangement on buoys in 2008."
    assert [fact.parties for fact in facts_by("instrument concluded", text)] == [("PB", "SI"), ("PB", "SI")]


def test_on_this_occasion_is_as_of_the_meeting_before() -> None:
    text = (
        "A meeting between the Port Board (PB) and the Sea Institute (SI) was held in Oslo on 11 March 2021. "
        "On this occasion, both agencies signed a Letter of Intent on buoys."
    )
    (fact,) = facts_by("instrument concluded", text)
    assert (fact.parties, fact.date, fact.place) == (("PB", "SI"), "2021-03-11", "Oslo")


def test_validity_is_as_stated_or_reckoned_from_the_date() -> None:
    stated = f"{PACT} was signed on 16 February 2007. Initially it was valid for 5 years i.e. till 15 February 2012."
    assert facts_by("instrument concluded", stated)[0].valid_until == "2012-02-15"
    assert facts_by("validity", stated)[0].value == 5
    reckoned = f"{PACT} was signed on 16 February 2007 for a period of five years."
    assert facts_by("instrument concluded", reckoned)[0].valid_until == "2012-02-16"


def test_each_till_is_an_extension_of_its_own() -> None:
    text = (
        f"{PACT} was signed in 2007. The first extension was done for three years till 2015 and automatic "
        "extension of one year till 2016."
    )
    found = facts_by("extension", text)
    assert [(fact.label, fact.value, fact.unit, fact.valid_until) for fact in found] == [
        ("First extension of the MoU between PB and SI", 3, "years", "2015"),
        ("Automatic extension of the MoU between PB and SI", 1, "year", "2016"),
    ]
    assert [fact.evidence.quote for fact in found] == [
        "The first extension was done for three years till 2015",
        "automatic extension of one year till 2016.",
    ]


def test_a_renewal_is_an_extension_and_no_second_agreement() -> None:
    text = f"{PACT} has been renewed on November 12, 2021 for a period of five years."
    assert [(f.type, f.date, f.valid_until) for f in facts_of(text)] == [("extension", "2021-11-12", "2026-11-12")]


def test_what_can_be_extended_has_not_been() -> None:
    text = f"{PACT} was signed in 2007. It can be extended for five years."
    assert facts_by("extension", text) == ()


def test_a_document_that_is_an_agreement_states_itself() -> None:
    title = "TREATY BETWEEN THE REPUBLIC OF ARLAND AND THE KINGDOM OF BORLAND ON THE SHARED LAKES"
    (fact,) = facts_by("own deed", "Done at Port Arne on 14 September 1998, in duplicate.", title=title)
    assert fact.label == "Treaty between the Republic of Arland and the Kingdom of Borland on the Shared Lakes"
    assert fact.parties == ("Republic of Arland", "Kingdom of Borland")
    assert (fact.instrument, fact.topic, fact.date) == ("Treaty", "Shared Lakes", "1998-09-14")


def test_a_plan_agreed_for_some_years_is_a_programme_too() -> None:
    text = "During the 3rd meeting on 23 July 2018 “Roadmap for clean rivers” from 2018 to 2022 was agreed upon."
    assert {(f.type, f.label, f.date) for f in facts_of(text) if f.label.startswith("Road")} == {
        ("agreement", "Roadmap for clean rivers", "2018-07-23"),
        ("programme", "Roadmap for clean rivers", "2018/2022"),
    }
