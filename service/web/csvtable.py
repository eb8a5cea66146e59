"""Facts as a table that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.model import Fact
from corpus.quantities import unfractioned
from index.factquery import FactQuery
from index.generation import Generation
from service.answers.quotes import fact_stands

COLUMNS = (
    "id", "type", "label", "instrument", "parties", "topic", "date", "place", "value", "unit", "approximate",
    "valid_until", "rule", "document_id", "passage_id", "start", "end", "quote",
)  # fmt: skip
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_CONTROLS = dict.fromkeys({*range(0x20), *range(0x7F, 0xA0)} - {ord("\t"), ord("\n"), ord("\r")}, "\ufffd")
_PAGE = 100


def guarded(text: str | None) -> str:
    """`text` such that a spreadsheet reads no formula in it: one that starts like a formula gets a quote.

    Control characters, which XML and many a spreadsheet can't hold, become U+FFFD.
    """
    text = text or ""
    return ("'" + text if text.startswith(_STARTS_A_FORMULA) else text).translate(_CONTROLS)


def every_fact(generation: Generation, query: FactQuery) -> Iterator[Fact]:
    """All the facts that the query finds, from its cursor on, whose quotes stand in their documents."""
    cursor = query.cursor
    while True:
        page = generation.ledger.query(replace(query, limit=_PAGE, cursor=cursor))
        yield from (fact for fact in page.facts if fact_stands(generation.documents, fact))
        cursor = page.next_cursor
        if cursor is None:
            return


def table(facts: Iterable[Fact]) -> bytes:
    """A header and one row a fact."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    rows.writerows(_row(fact) for fact in facts)
    return out.getvalue().encode("utf-8", "backslashreplace")


def _row(fact: Fact) -> list[str | int | float | None]:
    evidence = fact.evidence
    texts = (
        fact.id,
        fact.type,
        fact.label,
        fact.instrument,
        "; ".join(fact.parties),
        fact.topic,
        fact.date,
        fact.place,
    )
    source = (fact.rule, evidence.document_id, evidence.passage_id)
    return [
        *map(guarded, texts), unfractioned(fact.value), guarded(fact.unit), str(fact.approximate).lower(),
        guarded(fact.valid_until), *map(guarded, source), evidence.span.start, evidence.span.end,
        guarded(evidence.quote),
    ]  # fmt: skip
