"""Figures: what is counted, shares, sums, and the lines of fact sheets."""

from __future__ import annotations

import pytest
from telling import facts_by, facts_of


@pytest.mark.parametrize(
    ("text", "label", "value", "unit", "approximate"),
    [
        ("The council has supported 277 joint projects.", "277 joint projects", 277, "joint projects", False),
        ("The fleet has about 50 members.", "About 50 members", 50, "members", True),
        ("Some 40% of the seats are reserved for women.", "Some 40% of the seats", 40, "percent", True),
        ("The lock is 320 m long.", "The lock is 320 m", 320, "m", False),
        ("The duration of the projects is two years.", "The duration of the projects is two years", 2, "years", False),
        ("The team made 3 no.s of publications.", "3 no.s of publications", 3, "publications", False),
        ("Four thousand emigrated to the colonies.", "Four thousand emigrated to the colonies", 4000, None, False),
    ],
)
def test_a_number_is_told_with_what_it_counts(
    text: str, label: str, value: float, unit: str | None, approximate: bool
) -> None:
    (fact,) = [fact for fact in facts_of(text) if fact.type == "statistic"]
    assert (fact.label, fact.value, fact.unit, fact.approximate) == (label, value, unit, approximate)


@pytest.mark.parametrize(
    "text", ["The two sides met.", "There are two ways.", "One of the ships sank.", "See Article 6."]
)
def test_numbers_that_say_nothing_are_left_out(text: str) -> None:
    assert [fact for fact in facts_of(text) if fact.type == "statistic"] == []


def test_each_item_of_a_list_of_figures_is_its_own_evidence() -> None:
    text = "The Port Board (PB) has supported 277 joint projects, 23 visits of pilots and 16 tide seminars."
    found = facts_by("counted", text)
    assert [(fact.value, fact.parties) for fact in found] == [(277, ("PB",)), (23, ("PB",)), (16, ("PB",))]
    assert [fact.evidence.quote for fact in found][1:] == ["23 visits of pilots", "16 tide seminars."]


def test_names_that_a_number_announces_are_its_parties() -> None:
    text = "The net has three sites in Norway, namely Tide Institute, Gauge School and Buoy College."
    (fact,) = facts_by("counted", text)
    assert fact.parties == ("Tide Institute", "Gauge School", "Buoy College")


def test_a_sum_that_is_given_is_funding_and_any_other_a_statistic() -> None:
    given = "The bank sanctioned a grant of 1 billion Yen (~US$ 9 million) and a Yen loan up to 50 billion."
    assert [(f.type, f.value, f.unit, f.approximate) for f in facts_of(given)] == [
        ("funding", 1e9, "JPY", False),
        ("funding", 9e6, "USD", True),
        ("funding", 5e10, "JPY", True),
    ]
    (price,) = facts_by("price", "The price of oil rose to $12 per barrel.")
    assert (price.type, price.value, price.unit) == ("statistic", 12, "USD")


def test_a_figure_has_the_date_of_its_clause() -> None:
    text = "About 210 students took part in 2019-20 and the board grew to 12 members."
    assert [(f.value, f.date) for f in facts_by("counted", text)] == [(210, "2019/2020"), (12, None)]


@pytest.mark.parametrize(
    ("line", "kind", "label", "stated"),
    [
        ("Founded: 1912", "body", "Mount Observatory: founded", ("1912", None, None)),
        ("Opened: 3 May 1931", "facility", "Mount Observatory: opened", ("1931-05-03", None, None)),
        ("Staff: 184", "statistic", "Staff: 184 (Mount Observatory)", (None, 184, "staff")),
        ("Mirror: about 2.4 m", "statistic", "Mirror: about 2.4 m (Mount Observatory)", (None, 2.4, "m")),
        ("Director: Dr. Jane Doe", "person", "Jane Doe", (None, None, None)),
    ],
)
def test_a_line_of_a_fact_sheet_is_a_fact(
    line: str, kind: str, label: str, stated: tuple[str | None, float | None, str | None]
) -> None:
    (fact,) = facts_of(line, title="Mount Observatory")
    assert (fact.type, fact.label) == (kind, label)
    assert (fact.date, fact.value, fact.unit) == stated


@pytest.mark.parametrize("line", ["PORT | 8080 | where the page is served", "Kind: 0 for a report, 1 for an alarm"])
def test_a_line_that_names_by_numbers_is_no_fact(line: str) -> None:
    assert [fact for fact in facts_of(line) if fact.rule == "sheet number"] == []
