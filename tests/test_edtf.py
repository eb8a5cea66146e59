"""EDTF dates as values: the days that they span, sums with durations, and how a person says them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.edtf import Duration, bounds, is_edtf, later, spoken


@pytest.mark.parametrize(
    ("edtf", "low", "high"),
    [
        ("1985", "1985-01-01", "1985-12-31"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2021-05-08/2021-05-09", "2021-05-08", "2021-05-09"),
        ("196X", "1960-01-01", "1969-12-31"),
        ("11XX", "1100-01-01", "1199-12-31"),
        ("2021-33", "2021-01-01", "2021-03-31"),
        ("2010-24", "2010-12-01", "2011-02-28"),
        ("2008/..", "2008-01-01", "9999-12-31"),
        ("../2015", "0000-01-01", "2015-12-31"),
    ],
)
def test_a_date_spans_all_the_days_that_it_may_mean(edtf: str, low: str, high: str) -> None:
    assert bounds(edtf) == (low, high)


@pytest.mark.parametrize("text", ["", "soon", "2021-13", "2021-02-30", "XXXX-06-15", "2021/2019", "196X-05", "1/2"])
def test_what_is_no_date_with_a_year_is_refused(text: str) -> None:
    assert not is_edtf(text)


@pytest.mark.parametrize(
    ("edtf", "by", "end"),
    [
        ("2007-02-16", Duration(years=5), "2012-02-16"),
        ("2021-11", Duration(months=3), "2022-02"),
        ("2010", Duration(years=25), "2035"),
        ("2020-02-29", Duration(years=1), "2021-02-28"),
        ("2019/2020", Duration(years=2), "2022"),
        ("2010", Duration(months=6), None),
        ("196X", Duration(years=5), None),
    ],
)
def test_a_later_date_keeps_the_precision_of_the_first(edtf: str, by: Duration, end: str | None) -> None:
    assert later(edtf, by) == end


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2007-02-16", "16 February 2007"),
        ("2021-05-08/2021-05-09", "8 to 9 May 2021"),
        ("2020-04/2021-03", "April 2020 to March 2021"),
        ("2020-01/2020-03", "January to March 2020"),
        ("196X", "the 1960s"),
        ("10XX", "the 11th century"),
        ("2008/..", "since 2008"),
        ("../2015", "until 2015"),
        ("2021-35", "third quarter 2021"),
        ("0911", "911"),
    ],
)
def test_a_date_is_said_as_a_person_writes_it(edtf: str, said: str) -> None:
    assert spoken(edtf) == said


@given(st.dates())
def test_a_day_is_its_own_bounds(day: object) -> None:
    assert bounds(str(day)) == (str(day), str(day))
