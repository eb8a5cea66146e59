"""Plans as English lines, and what comes of running them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from ledgers import fact
from treaties import FACTS, isles

from corpus.aliases import Aliases
from corpus.model import Fact
from index.execution import distinct, execute
from index.ledger import Ledger, write_ledger
from index.plan import Option, Plan, PlanResult, Stretch, Term
from index.telling import Material, item_of, material

AGREEMENTS = Plan(types=("agreement",))
MOUS = replace(AGREEMENTS, instruments=("MoU",))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return isles(tmp_path_factory.mktemp("isles"))


def named(facts: tuple[Fact, ...]) -> list[str]:
    return [fact.id for fact in facts]


@pytest.mark.parametrize(
    ("plan", "line"),
    [
        (Plan(), "list of facts"),
        (
            Plan(types=("agreement",), instruments=("LoI",), parties=("PAL",), aggregate="count"),
            "count of agreements whose instrument is LoI, with PAL",
        ),
        (
            Plan(types=("meeting", "event"), place="Bergen", held=True, sort="-date", limit=2),
            "list of 2 meetings or events, place Bergen, cancelled ones left out, latest first",
        ),
        (
            Plan(types=("facility",), terms=(Term("mast", ("mast",)),), date=Stretch("2000-01-01", None, "since 2000")),
            "list of facilities, that mention “mast”, dated since 2000",
        ),
        (
            Plan(valid=Stretch("2023-01-01", None, "after 2022"), sort="valid"),
            "list of facts, whose validity ends after 2022, in order of their end",
        ),
        (
            Plan(types=("funding",), unit="EUR", aggregate="largest", sort="-value"),
            "the largest of the funding, in EUR",
        ),
        (Plan(types=("meeting",), aggregate="count", group="year"), "count of meetings, grouped by year"),
        (Plan(aggregate="latest", options=(Option("A", "a"), Option("B", "b"))), "the latest by date of: A; B"),
    ],
)
def test_a_plan_reads_as_one_english_line(plan: Plan, line: str) -> None:
    assert str(plan) == line


def test_every_filter_must_hold(ledger: Ledger) -> None:
    plan = replace(MOUS, parties=("Port Authority of Lund",), terms=(Term("pilot", ("pilot*",)),))
    assert named(execute(plan, ledger).rows) == ["pilots"]
    assert named(execute(replace(plan, parties=("MFA",)), ledger).rows) == []


def test_a_term_that_must_be_in_the_label_is_not_looked_for_elsewhere(ledger: Ledger) -> None:
    quay = Term("quay", ("quay",))
    assert named(execute(Plan(terms=(quay,)), ledger).rows) == ["loan", "mayor"]
    assert named(execute(Plan(terms=(replace(quay, within="label"),)), ledger).rows) == ["loan"]


def test_rows_come_by_date_and_last_those_without(ledger: Ledger) -> None:
    rows = execute(replace(AGREEMENTS, parties=("PAL",)), ledger).rows
    assert named(rows) == ["pilots", "reefs", "wrecks"]


def test_what_is_stated_twice_counts_once_and_stays_as_evidence(ledger: Ledger) -> None:
    result = execute(replace(MOUS, aggregate="count"), ledger)
    assert named(result.rows) == ["fish", "fish-again", "buoys", "pilots"]
    assert (result.count, named(distinct(result.rows))) == (3, ["fish", "buoys", "pilots"])


@pytest.mark.parametrize(
    ("stretch", "found"),
    [
        (Stretch("2012-01-01", "2012-12-31", "in 2012"), ["pilots", "reefs"]),
        (Stretch(None, "2001-12-31", "before 2002"), ["limits", "salt"]),
        (Stretch("2010-01-01", None, "after 2009"), ["pilots", "reefs"]),
        # 2004/2005 lasts: it began in 2004.
        (Stretch("2004-01-01", "2004-12-31", "in 2004"), ["whales"]),
        # Of 1998 it isn't known that it was June.
        (Stretch("1998-06-01", "1998-06-30", "in June 1998"), []),
    ],
)
def test_a_fact_is_of_a_date_where_it_surely_fell_or_began_in_it(
    ledger: Ledger, stretch: Stretch, found: list[str]
) -> None:
    result = execute(replace(AGREEMENTS, date=stretch), ledger)
    assert (named(result.rows), named(result.undated)) == (found, ["wrecks"])


def test_ends_of_validity_are_compared_by_day(ledger: Ledger) -> None:
    after = Plan(valid=Stretch("2023-01-01", None, "after 2022"), sort="valid")
    assert named(execute(after, ledger).rows) == ["pilots-on"]
    within = Plan(valid=Stretch("2022-01-01", "2024-12-31", "from 2022 to 2024"), sort="valid")
    assert named(execute(within, ledger).rows) == ["reefs-on", "pilots-on"]


def test_what_was_put_off_was_not_held(ledger: Ledger) -> None:
    meetings = Plan(types=("meeting",), aggregate="latest", sort="-date")
    chosen = execute(meetings, ledger).chosen, execute(replace(meetings, held=True), ledger).chosen
    assert [fact.id for fact in chosen if fact] == ["council-3", "council-2"]


def test_the_earliest_and_the_latest_are_dated(ledger: Ledger) -> None:
    first = execute(replace(AGREEMENTS, aggregate="earliest"), ledger)
    last = execute(replace(AGREEMENTS, aggregate="latest", sort="-date"), ledger)
    assert first.chosen is not None
    assert last.chosen is not None
    assert (first.chosen.id, last.chosen.id, named(last.undated)) == ("limits", "reefs", ["wrecks"])


def test_values_are_taken_in_one_unit(ledger: Ledger) -> None:
    euros = Plan(types=("funding",), unit="EUR", aggregate="largest", sort="-value")
    assert execute(euros, ledger).value == 5e6
    assert execute(replace(euros, aggregate="smallest", sort="value"), ledger).value == 2e6
    assert execute(replace(euros, aggregate="sum"), ledger).value == 7e6


@pytest.mark.parametrize(
    ("group", "counted"),
    [
        ("year", (("1998", 1), ("2001", 1), ("2004", 1), ("2009", 2), ("2012", 2), ("no date", 1))),
        ("instrument", (("LoI", 2), ("MoU", 3), ("Treaty", 3))),
        ("party", (("Denmark", 1), ("FRI", 1), ("Iceland", 1), ("MFA", 3), ("Norway", 2), ("Orkla Line", 3),
                   ("PAL", 3), ("Spain", 2))),
        ("place", (("no place", 8),)),
        ("type", (("agreement", 8),)),
    ],
)  # fmt: skip
def test_things_are_counted_by_group(ledger: Ledger, group: str, counted: tuple[tuple[str, int], ...]) -> None:
    assert execute(replace(AGREEMENTS, aggregate="count", group=group), ledger).groups == counted  # type: ignore[arg-type]


def test_options_are_compared_by_when_they_began(ledger: Ledger) -> None:
    options = (Option("the salt treaty", "salt"), Option("the whale treaty", "whales"))
    first = execute(Plan(aggregate="earliest", options=options), ledger)
    last = execute(Plan(aggregate="latest", options=options), ledger)
    assert (first.option, last.option) == options


def test_dates_that_may_be_either_way_choose_nothing(ledger: Ledger) -> None:
    options = (Option("the ferry", "ferry"), Option("the limits", "limits"))
    result = execute(Plan(aggregate="earliest", options=options), ledger)
    assert (result.chosen, result.option) == (None, None)
    assert material(result).text == "The dates do not tell"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("pilots", "MoU between PAL and Orkla Line on pilotage, 3 May 2012"),
        ("pilots-on", "Extension of the MoU on pilotage, until 2 May 2024"),
        ("workshop", "Workshop on tides, 1 to 3 September 2015"),
        ("loan", "Loan for the new quay, EUR 2,000,000"),
        ("mayor", "Ada Berg"),
    ],
)
def test_an_item_is_the_label_with_what_it_states(name: str, line: str) -> None:
    assert item_of(next(fact for fact in FACTS if fact.id == name)) == line


def told(ledger: Ledger, plan: Plan) -> Material:
    return material(execute(plan, ledger))


def test_a_count_says_what_it_counts_and_what_has_no_date(ledger: Ledger) -> None:
    early = Stretch("2012-01-01", None, "since 2012")
    lois = told(ledger, replace(AGREEMENTS, instruments=("LoI",), aggregate="count", date=early))
    assert (lois.text, lois.count, lois.fact_ids) == ("1 LoI; 1 more has no date", 1, ("reefs", "wrecks"))
    assert lois.items == ("LoI between PAL and FRI on coral reefs, November 2012",)
    treaties = replace(AGREEMENTS, instruments=("Treaty",), noun="treaties", aggregate="count")
    assert told(ledger, treaties).text == "3 treaties"


def test_a_list_has_an_item_for_each_thing_and_a_text_of_thirty_words(ledger: Ledger) -> None:
    everything = told(ledger, AGREEMENTS)
    assert everything.items is not None
    assert (len(everything.items), everything.count, len(everything.fact_ids)) == (8, None, 9)
    assert len(everything.text.split()) == 30


def test_a_choice_is_told_by_its_row_and_a_sum_by_its_number(ledger: Ledger) -> None:
    latest = told(ledger, Plan(types=("event",), aggregate="latest", sort="-date"))
    assert (latest.text, latest.items, latest.fact_ids) == (
        "Workshop on tides, 1 to 3 September 2015",
        None,
        ("workshop",),
    )
    total = told(ledger, Plan(types=("funding",), unit="EUR", aggregate="sum"))
    assert (total.text, total.fact_ids) == ("EUR 7,000,000", ("loan", "second-loan"))


def test_groups_are_told_as_items(ledger: Ledger) -> None:
    by_place = told(ledger, Plan(types=("meeting",), aggregate="count", group="place"))
    assert (by_place.items, by_place.count) == (("Bergen: 2", "virtual: 1"), 3)


def test_an_empty_result_is_a_value_like_any_other(ledger: Ledger, tmp_path: Path) -> None:
    plan = Plan(types=("publication",), aggregate="latest")
    assert execute(plan, ledger) == PlanResult(plan, (), (), 0)


def test_groups_of_more_facts_than_are_read_count_all_of_them(tmp_path: Path) -> None:
    facts = [fact(f"m{n}", "meeting", f"Meeting {n}", start=20 * n, date=str(2001 + n % 2)) for n in range(500)]
    write_ledger(tmp_path / "many", facts, Aliases())
    result = execute(Plan(types=("meeting",), aggregate="count", group="year"), Ledger(tmp_path / "many"))
    assert (result.count, result.groups) == (500, (("2001", 250), ("2002", 250)))
