"""People, bodies, publications, programmes and facilities."""

from __future__ import annotations

import pytest
from telling import facts_by, facts_of


@pytest.mark.parametrize(
    ("text", "label", "office", "bodies"),
    [
        (
            "It was co-chaired by Mr. Erik Dahl, DG, Gauge Policy Bureau, Ministry of Seas from Norway side.",
            "Erik Dahl",
            "DG, Gauge Policy Bureau, Ministry of Seas",
            ("Gauge Policy Bureau", "Ministry of Seas"),
        ),
        (
            "The guests included the board’s YAMADA Taro (Vice-Minister for Policy (Ports)) and others.",
            "YAMADA Taro",
            "Vice-Minister for Policy (Ports)",
            (),
        ),
        (
            "The talks were led by Dr. Jane Doe, Director of the Marine Institute.",
            "Jane Doe",
            "Director of the Marine Institute",
            ("Marine Institute",),
        ),
        ("President Juan Alvarez opened the lock.", "Juan Alvarez", "President", ()),
        (
            "H.E. Mr Juan Alvarez, Prime Minister of Peru, spoke first.",
            "Juan Alvarez",
            "Prime Minister of Peru",
            ("Peru",),
        ),
    ],
)
def test_a_person_has_a_plain_name_an_office_and_its_body(
    text: str, label: str, office: str, bodies: tuple[str, ...]
) -> None:
    (fact,) = facts_by("person with office", text)
    assert (fact.label, fact.topic, fact.parties) == (label, office, bodies)


def test_a_person_is_told_once_and_by_the_full_name() -> None:
    text = "President Juan Alvarez opened the lock. Later President Alvarez met the pilots."
    assert [fact.label for fact in facts_of(text) if fact.type == "person"] == ["Juan Alvarez"]


def test_a_titled_signatory_without_an_office_is_told_by_the_deed() -> None:
    (fact,) = facts_by("person with title", "The accord was signed by H.E. Mr. John Roe.")
    assert (fact.label, fact.topic) == ("John Roe", "signed")


@pytest.mark.parametrize(
    ("text", "label", "date"),
    [
        ("The Marine Research Agency (MRA) was established in 1971.", "Marine Research Agency (MRA)", "1971"),
        ("The Parties establish a Joint Lakes Commission.", "Joint Lakes Commission", None),
        (
            "The Joint Fisheries Council, chaired by the ministry, is the apex body for fisheries.",
            "Joint Fisheries Council",
            None,
        ),
    ],
)
def test_a_body_is_told_by_what_it_is_or_when_it_was_founded(text: str, label: str, date: str | None) -> None:
    (fact,) = [fact for fact in facts_of(text) if fact.type == "body"]
    assert (fact.label, fact.date) == (label, date)


def test_a_publication_has_its_title_and_its_publisher() -> None:
    text = "The commemorative booklet Twenty Years of Soil Science has been published by the Soil Society."
    (fact,) = facts_by("publication", text)
    assert (fact.label, fact.parties) == ("Commemorative booklet: Twenty Years of Soil Science", ("Soil Society",))


def test_the_project_is_the_one_last_spoken_of() -> None:
    text = "The Tide Gauge project was initiated in 1993. The project was completed in March 2015."
    assert [(f.label, f.date) for f in facts_by("programme started", text)] == [
        ("Tide Gauge project", "1993"),
        ("Tide Gauge project completed", "2015-03"),
    ]


def test_facilities_set_up_together_are_told_each_by_its_title() -> None:
    text = "Two joint laboratories on “Soil and Water” and “Clean Air” were established in 2016 at Leiden."
    assert [(f.label, f.date, f.place) for f in facts_by("facilities named", text)] == [
        ("Joint laboratory: Soil and Water", "2016", "Leiden"),
        ("Joint laboratory: Clean Air", "2016", "Leiden"),
    ]


def test_a_named_programme_is_told_at_its_first_mention_alone() -> None:
    text = "Pupils come under the “Northern Lights Exchange Programme”. The Northern Lights Exchange Programme is old."
    assert [f.label for f in facts_by("programme named", text)] == ["Northern Lights Exchange Programme"]
