"""The ledger: filters, order, search, pages, and what it refuses."""

import sqlite3
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import ALIASES, FACTS, fact, ledger_of

from corpus.errors import NotFoundError, QueryError
from index.factquery import SORTS, FactQuery
from index.ledger import Ledger, write_ledger


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return ledger_of(tmp_path_factory.mktemp("ledger"))


def ids(ledger: Ledger, query: FactQuery) -> list[str]:
    return [found.id for found in ledger.query(query).facts]


def test_a_fact_comes_back_as_it_was_written(ledger: Ledger) -> None:
    assert tuple(ledger.fact(written.id) for written in FACTS) == FACTS
    assert len(ledger) == 5
    assert "f1" in ledger
    assert ledger.aliases == ALIASES


def test_an_unknown_fact_is_not_found(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError, match="no fact is called 'f9'"):
        ledger.fact("f9")
    assert "f9" not in ledger


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (FactQuery(), ["f1", "f2", "f3", "f4", "f5"]),
        (FactQuery(type="meeting"), ["f2"]),
        (FactQuery(party="TI"), ["f1", "f2", "f3"]),
        (FactQuery(party="the tidal institute"), ["f1", "f2", "f3"]),
        (FactQuery(party="nobody"), []),
        (FactQuery(date_from="2008"), ["f2", "f4"]),
        (FactQuery(date_to="2007-02"), ["f1", "f5"]),
        (FactQuery(date_from="2008-03-15", date_to="2008-03-20"), ["f2"]),
        (FactQuery(date_from="1965", date_to="1965"), ["f5"]),
        (FactQuery(place="port arne"), ["f2"]),
        (FactQuery(q="tide"), ["f1"]),
        (FactQuery(q="institute meetings"), ["f2"]),
        (FactQuery(q="memorandum", type="agreement", party="hb"), ["f1"]),
    ],
)
def test_every_filter_given_must_hold(ledger: Ledger, query: FactQuery, found: list[str]) -> None:
    page = ledger.query(query)
    assert [one.id for one in page.facts] == found
    assert page.total == len(found)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("position", ["f1", "f2", "f3", "f4", "f5"]),
        ("date", ["f5", "f1", "f2", "f4", "f3"]),
        ("-date", ["f4", "f2", "f1", "f5", "f3"]),
        ("value", ["f3", "f4", "f1", "f2", "f5"]),
        ("-value", ["f4", "f3", "f1", "f2", "f5"]),
        ("label", ["f3", "f2", "f4", "f1", "f5"]),
    ],
)
def test_facts_are_sorted_and_those_that_lack_it_come_last(ledger: Ledger, sort: str, order: list[str]) -> None:
    assert ids(ledger, FactQuery(sort=sort)) == order


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_together_are_the_whole_in_every_order(ledger: Ledger, sort: str, limit: int) -> None:
    query, seen = FactQuery(sort=sort, limit=limit), []
    while True:
        page = ledger.query(query)
        assert page.total == 5
        seen += [one.id for one in page.facts]
        if page.next_cursor is None:
            break
        query = replace(query, cursor=page.next_cursor)
    assert seen == ids(ledger, FactQuery(sort=sort))


@pytest.mark.parametrize("query", [FactQuery(limit=2, type="event"), FactQuery(limit=2, sort="date")])
def test_a_cursor_serves_its_own_query_alone(ledger: Ledger, query: FactQuery) -> None:
    cursor = ledger.query(FactQuery(limit=2)).next_cursor
    with pytest.raises(QueryError, match="cursor"):
        ledger.query(replace(query, cursor=cursor))


@pytest.mark.parametrize("cursor", ["", "x", "AAAA", "ÿ", "ZmFsc2U="])
def test_a_made_up_cursor_is_refused(ledger: Ledger, cursor: str) -> None:
    with pytest.raises(QueryError, match="take it from the page before"):
        ledger.query(FactQuery(cursor=cursor))


def test_a_changed_cursor_is_refused(ledger: Ledger) -> None:
    cursor = ledger.query(FactQuery(limit=1)).next_cursor or ""
    for at in range(len(cursor)):
        changed = cursor[:at] + ("A" if cursor[at] != "A" else "B") + cursor[at + 1 :]
        with pytest.raises(QueryError):
            ledger.query(FactQuery(limit=1, cursor=changed))


@pytest.mark.parametrize(
    ("query", "field"),
    [
        (FactQuery(type="treaty"), "type"),
        (FactQuery(party="..."), "party"),
        (FactQuery(date_from="soon"), "date_from"),
        (FactQuery(date_from="2010", date_to="2009"), "date_to"),
        (FactQuery(place="?"), "place"),
        (FactQuery(q="-"), "q"),
        (FactQuery(sort="size"), "sort"),
        (FactQuery(limit=0), "limit"),
        (FactQuery(limit=101), "limit"),
    ],
)
def test_a_filter_that_cant_be_asked_is_named(ledger: Ledger, query: FactQuery, field: str) -> None:
    with pytest.raises(QueryError) as caught:
        ledger.query(query)
    assert caught.value.field == field


@given(text=st.text(min_size=1, max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_words_break_the_search(ledger: Ledger, text: str) -> None:
    for query in (FactQuery(q=text), FactQuery(place=text), FactQuery(party=text)):
        try:
            ledger.query(query)
        except QueryError:
            continue


@pytest.mark.parametrize("text", ['tides"', "tides OR label", "NEAR(tides)", "label : tides*", "tides -gauge", "\x00"])
def test_search_syntax_is_read_as_words(ledger: Ledger, text: str) -> None:
    with suppress(QueryError):
        assert ids(ledger, FactQuery(q=text)) in ([], ["f1"])


def test_words_find_facts_by_any_of_them_best_first(ledger: Ledger) -> None:
    assert [one.id for one in ledger.sharing_words(["tide", "memorandum", "day"], limit=2)] == ["f1", "f5"]
    assert ledger.sharing_words([], limit=2) == ()


def test_facts_of_passages_come_in_document_order(ledger: Ledger) -> None:
    assert [one.id for one in ledger.of_passages(["p3", "p2"])] == ["f2", "f3", "f4", "f5"]
    assert ledger.of_passages([]) == ()


def test_two_facts_of_one_id_are_their_makers_error(tmp_path: Path) -> None:
    twice = (fact("f1", "event", "A"), fact("f1", "event", "B"))
    with pytest.raises(ValueError, match="two facts have one id"):
        write_ledger(tmp_path / "l", twice, ALIASES)


def test_a_ledger_is_never_written_to(ledger: Ledger) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        ledger._rows("DELETE FROM facts")


def test_many_threads_read_one_ledger(ledger: Ledger) -> None:
    totals: list[int] = []
    threads = [threading.Thread(target=lambda: totals.append(ledger.query(FactQuery()).total)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert totals == [5] * 8


def test_an_empty_ledger_answers_with_nothing(tmp_path: Path) -> None:
    page = ledger_of(tmp_path, ()).query(FactQuery(q="anything", sort="-date"))
    assert (page.facts, page.total, page.next_cursor) == ((), 0, None)


def test_a_file_that_is_no_ledger_cant_be_opened(tmp_path: Path) -> None:
    (tmp_path / "l").write_text("no database", encoding="utf-8")
    with pytest.raises(sqlite3.Error):
        Ledger(tmp_path / "l")
