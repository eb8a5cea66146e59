"""Bodies that met, entries into force, and what an aside dates."""

from __future__ import annotations

from telling import facts_by


def test_a_body_that_met_has_a_meeting_a_date() -> None:
    found = facts_by("body met", "The Board met three times: on 12 May, 9 August and 8 November 2019.")
    assert [fact.date for fact in found] == ["2019-05-12", "2019-08-09", "2019-11-08"]
    assert {fact.label for fact in found} == {"Meeting of the Board"}


def test_people_who_met_are_no_body() -> None:
    assert not facts_by("body met", "In 1812 the king met the tsar on the river.")


def test_an_agreement_in_force_keeps_both_its_dates() -> None:
    text = "The Fisheries Treaty was signed on 3 May 1991. The treaty entered into force on 1 June 1992."
    (fact,) = facts_by("entry into force", text)
    assert (fact.type, fact.date, fact.label) == ("event", "1992-06-01", "Entry into force of Fisheries Treaty")
    assert [f.date for f in facts_by("instrument concluded", text)] == ["1991-05-03"]


def test_what_is_told_of_an_agreement_again_makes_no_second_one() -> None:
    text = "Kenya and Rwanda today signed a treaty on 3 May 2011. The treaty was signed by the two ministers."
    assert len(facts_by("instrument concluded", text)) == 1


def test_an_aside_dates_a_programme() -> None:
    (fact,) = facts_by("begun in an aside", "The Clean Rivers Programme, started in 2016, reached 48 villages.")
    assert (fact.type, fact.label, fact.date) == ("programme", "Clean Rivers Programme", "2016")


def test_the_sheet_date_of_minutes_is_the_meetings() -> None:
    title = "Minutes of the 23rd Meeting of the Harbour Committee"
    (fact,) = facts_by("sheet date", "Date: 17 September 2018", title=title)
    assert (fact.type, fact.label) == ("meeting", "23rd Meeting of the Harbour Committee")


def test_a_number_in_a_title_is_no_figure() -> None:
    text = "The booklet “Revisiting the 26 years of the Council” has been published by the Council."
    assert not facts_by("counted", text)


def test_a_number_that_is_part_of_a_name_counts_nothing() -> None:
    assert not facts_by("counted", "The system was ported to the Motorola 68000 series in 1998.")


def test_how_long_after_something_came_about_is_no_figure() -> None:
    assert not facts_by("counted", "After three months she left the harbour.")


def test_a_region_after_a_town_is_no_second_place() -> None:
    (fact,) = facts_by("named event held", "The Old Boats Day was held in Leith, Scotland, on 4 June 2015.")
    assert (fact.label, fact.place) == ("Old Boats Day", "Leith")
