"""Numbers in running text: values in units, and the numbers that count nothing."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.money import currency
from corpus.numbering import names
from corpus.quantities import find_quantities, unfractioned


def told(text: str) -> list[tuple[float, str | None]]:
    return [(q.value, q.unit) for q in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("Rs.3,500 crore", [(35_000_000_000.0, "INR")]),
        ("1 billion Yen", [(1e9, "JPY")]),
        ("US$ 9 million", [(9e6, "USD")]),
        ("€1.5bn", [(1.5e9, "EUR")]),
        ("Rs 5 lakh crore", [(5e12, "INR")]),
        ("12.5 million US dollars", [(12_500_000.0, "USD")]),
        ("ODA Yen Loan up to 50 billion", [(5e10, "JPY")]),
        ("50% of the time", [(50.0, "percent")]),
        ("25 per cent", [(25.0, "percent")]),
        ("2,849 students", [(2849.0, None)]),
        ("twenty-five people", [(25.0, None)]),
        ("five hundred and twenty ships", [(520.0, None)]),
        ("two and a half million", [(2_500_000.0, None)]),
        ("half a million", [(500_000.0, None)]),
        ("a dozen eggs", [(12.0, None)]),
        ("277 projects, 23 visits and 16 seminars", [(277.0, None), (23.0, None), (16.0, None)]),
        ("3 (three) copies", [(3.0, None)]),
    ],
)
def test_a_number_is_its_value_in_its_unit(text: str, quantities: list[tuple[float, str | None]]) -> None:
    assert told(text) == quantities


@pytest.mark.parametrize(
    "text",
    [
        "the 10th meeting",
        "COVID-19",
        "5G networks",
        "Article 6",
        "section 3.1",
        "v1.2.3",
        "SDG 2, 3, 6 and 7",
        "RFC 2119 and 8174",
        "in 2018",
        "at 11:40 a.m.",
        "between 5 and 20 minutes",
        "five to ten years",
        "10-15 students",
        "1) first, 2) second",
        "call +91 11 2345 6789",
        "one of the members",
        "ISO 9001",
    ],
)
def test_numbers_that_name_or_order_or_bound_count_nothing(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text", ["about 50 members", "more than 850", "~40%", "up to 3 pence", "100 or so", "an estimated 40,000"]
)
def test_hedges_make_a_number_approximate(text: str) -> None:
    assert [q.approximate for q in find_quantities(text)] == [True]


@pytest.mark.parametrize(
    ("name", "code"), [("Rs.", "INR"), ("US dollars", "USD"), ("Euros", "EUR"), ("£", "GBP"), ("apples", None)]
)
def test_money_has_its_iso_code(name: str, code: str | None) -> None:
    assert currency(name) == code


def test_a_chain_of_numbers_after_a_label_names_throughout() -> None:
    text = "see Articles 6, 7 and 12"
    assert all(names(text, text.index(number)) for number in ("6", "7", "12"))
    assert not names("the 12 articles", 4)


@given(st.text(max_size=60))
def test_quantities_of_any_text_lie_inside_it_in_order_and_apart(text: str) -> None:
    found = find_quantities(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


def test_a_whole_value_is_told_without_a_fraction() -> None:
    assert [str(unfractioned(value)) for value in (277.0, 0.5, None)] == ["277", "0.5", "None"]
