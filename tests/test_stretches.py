"""The dates of a question as days that facts must fall in."""

from __future__ import annotations

import pytest

from index.plan import Stretch
from index.stretches import asked_dates


@pytest.mark.parametrize(
    ("question", "stretch"),
    [
        ("Which were signed in 2018?", Stretch("2018-01-01", "2018-12-31", "in 2018")),
        ("signed on 3 May 2012", Stretch("2012-05-03", "2012-05-03", "on 3 May 2012")),
        ("memoranda before 2010", Stretch(None, "2009-12-31", "before 2010")),
        ("those after February 2012", Stretch("2012-03-01", None, "after February 2012")),
        ("those since 2015", Stretch("2015-01-01", None, "since 2015")),
        ("made by 2015", Stretch(None, "2015-12-31", "by 2015")),
        ("valid until 2015", Stretch(None, "2015-12-31", "until 2015")),
        ("what expires in 2023", Stretch("2023-01-01", "2023-12-31", "in 2023")),
        ("between 2012 and 2015", Stretch("2012-01-01", "2015-12-31", "from 2012 to 2015")),
        ("after 2009 and before 2013", Stretch("2010-01-01", "2012-12-31", "after 2009 and before 2013")),
        ("before 2013 and after 2009", Stretch("2010-01-01", "2012-12-31", "after 2009 and before 2013")),
        ("in the 1990s", Stretch("1990-01-01", "1999-12-31", "in the 1990s")),
    ],
)
def test_a_date_and_the_words_before_it_make_a_stretch(question: str, stretch: Stretch) -> None:
    asked = asked_dates(question)
    assert asked is not None
    assert asked.stretch == stretch


@pytest.mark.parametrize(
    "question", ["Which were signed?", "on 15 June", "in 2012 and not later than 2013", "in 1998, in 2001 and in 2004"]
)
def test_where_dates_make_no_one_stretch_there_is_none(question: str) -> None:
    assert asked_dates(question) is None


def test_the_words_that_govern_a_date_are_part_of_its_place() -> None:
    question = "How many were signed between 2012 and 2015 at sea?"
    asked = asked_dates(question)
    assert asked is not None
    assert [question[start:end] for start, end in asked.places] == ["between 2012 and 2015"]
