"""Rows of tables as facts."""

from __future__ import annotations

from telling import facts_by


def test_a_row_with_an_instrument_is_an_agreement() -> None:
    (fact,) = facts_by("table row", "Memorandum of Understanding | 12 March 2009 | Norway, Chile | Marine research")
    assert (fact.type, fact.instrument, fact.date) == ("agreement", "MoU", "2009-03-12")
    assert (fact.parties, fact.topic) == (("Norway", "Chile"), "Marine research")
    assert fact.label == "MoU between Norway and Chile on Marine research"


def test_names_that_are_no_bodies_are_sides_in_a_list() -> None:
    (fact,) = facts_by("table row", "Letter of Intent | October 2019 | NTNX, Borne Works | Student exchange")
    assert (fact.parties, fact.topic) == (("NTNX", "Borne Works"), "Student exchange")


def test_a_row_without_a_date_is_no_fact() -> None:
    assert not facts_by("table row", "Instrument | Signed | Parties | Subject")
