"""Dates in running text: every usual form, at its own place and precision, and what governs it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dateforms import FORMS
from corpus.dates import find_dates, find_durations, fiscal_month
from corpus.edtf import Duration


def stated(text: str, month: int | None = None) -> list[str]:
    return [date.edtf for date in find_dates(text, month)]


@pytest.mark.parametrize("form", FORMS, ids=[form[0] for form in FORMS])
def test_every_form_is_found_whole_in_its_example(form: tuple[str, str, object, str]) -> None:
    example = form[3]
    (date,) = find_dates(f"It was in {example} that it began.")
    assert example.endswith(date.span.of(f"It was in {example} that it began."))


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("signed on 8th December 2006.", ["2006-12-08"]),
        ("signed on the 3rd day of May, 1998", ["1998-05-03"]),
        ("on 13 Oct 2014", ["2014-10-13"]),
        ("during December 06-07, 2021", ["2021-12-06/2021-12-07"]),
        ("on Sept 9 and 10, 2020", ["2020-09-09/2020-09-10"]),
        ("on Sept 9 and 12, 2020", ["2020-09-09", "2020-09-12"]),
        ("from 28 February to 2 March 2019", ["2019-02-28/2019-03-02"]),
        ("from 28 December to 2 January 2019", ["2018-12-28/2019-01-02"]),
        ("on 23 June, 2020 and on June 29, 2020", ["2020-06-23", "2020-06-29"]),
        ("on December 05, 2020 and on March 17, 2021", ["2020-12-05", "2021-03-17"]),
        ("in Feb 2012", ["2012-02"]),
        ("in November, 2016", ["2016-11"]),
        ("during 2019-20. And", ["2019/2020"]),
        ("from 2018 to 2022", ["2018/2022"]),
        ("between 1914 and 1918", ["1914/1918"]),
        ("in 1914 and 1918", ["1914", "1918"]),
        ("in the 1960s", ["196X"]),
        ("in the mid-1980s", ["198X"]),
        ("in the 10th and 11th centuries", ["09XX/10XX"]),
        ("in the sixteenth century", ["15XX"]),
        ("In 911, the duke", ["0911"]),
        ("on 15 June", ["XXXX-06-15"]),
        ("25/03/2020", ["2020-03-25"]),
        ("Laureate 2018, Deputy", ["2018"]),
    ],
)
def test_a_date_is_read_at_the_precision_of_its_text(text: str, edtf: list[str]) -> None:
    assert stated(text) == edtf


@pytest.mark.parametrize(
    "text",
    [
        "12/03/2020",
        "RFC 2119",
        "Article 1998 of the code",
        "2000 people came",
        "version 2.0.2019",
        "a population of 1500 people",
        "$1999",
        "30 February",
    ],
)
def test_what_is_no_date_or_an_ambiguous_one_is_left_alone(text: str) -> None:
    assert stated(text) == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("till 15th February 2012", "until"),
        ("upto March 2023", "until"),
        ("since 2008", "since"),
        ("before 1914", "before"),
        ("after May 1945", "after"),
        ("in 1985", "on"),
    ],
)
def test_the_words_before_a_date_govern_it(text: str, role: str) -> None:
    assert [date.role for date in find_dates(text)] == [role]


def test_a_fiscal_year_has_months_only_where_its_country_is_known() -> None:
    assert stated("in the F.Y. 2020-21", 4) == ["2020-04/2021-03"]
    assert stated("in the F.Y. 2020-21", 1) == ["2020-01/2020-12"]
    assert stated("in the F.Y. 2020-21") == ["2020/2021"]
    assert stated("in F.Y.2019", 4) == ["2019"]


def test_countries_that_differ_leave_the_fiscal_year_open() -> None:
    assert fiscal_month("Canada and Canada") == 4
    assert fiscal_month("Canada and Australia") is None
    assert fiscal_month("no country") is None


def test_about_marks_a_date_as_approximate() -> None:
    assert [date.approximate for date in find_dates("about 1850, and in 1860")] == [True, False]


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("for a period of five years", Duration(years=5)),
        ("a further 18 months", Duration(months=18)),
        ("within two weeks", Duration(days=14)),
        ("one (1) year", Duration(years=1)),
        ("a three-year plan", Duration(years=3)),
    ],
)
def test_a_length_of_time_is_read_in_its_own_units(text: str, duration: Duration) -> None:
    assert [found.duration for found in find_durations(text)] == [duration]


@given(st.text(alphabet="0123456789 -/.,MayJune thof", max_size=60))
def test_dates_of_any_text_lie_inside_it_in_order_and_apart(text: str) -> None:
    found = find_dates(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(date.span.end <= len(text) for date in found)


def test_a_range_without_a_year_is_one_stretch() -> None:
    (found,) = find_dates("It lasted from July 12th to July 17th.")
    assert found.edtf == "XXXX-07-12/XXXX-07-17"


def test_a_full_stop_after_a_months_whole_name_ends_its_sentence() -> None:
    text = "In use on 1 January. 2 lamps failed."
    assert [date.span.of(text) for date in find_dates(text)] == ["1 January"]
    assert stated("Lit on Jan. 2, 1999.") == ["1999-01-02"]
