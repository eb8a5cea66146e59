"""A few facts to know by heart, and a ledger of them."""

from __future__ import annotations

from pathlib import Path

from corpus.aliases import Aliases
from corpus.model import Evidence, Fact, Span
from index.ledger import Ledger, write_ledger

ALIASES = Aliases((("HB", "Harbour Board"), ("TI", "Tidal Institute")))


def fact(
    name: str,
    kind: str,
    label: str,
    *,
    quote: str | None = None,
    passage: str = "p1",
    start: int = 0,
    instrument: str | None = None,
    parties: tuple[str, ...] = (),
    topic: str | None = None,
    date: str | None = None,
    place: str | None = None,
    value: float | None = None,
    unit: str | None = None,
    valid_until: str | None = None,
) -> Fact:
    """A fact whose evidence is its label, unless a quote is given."""
    words = quote or label
    return Fact(
        id=name,
        type=kind,
        label=label,
        evidence=Evidence("d", passage, Span(start, start + len(words)), words),
        rule="test",
        instrument=instrument,
        parties=parties,
        topic=topic,
        date=date,
        place=place,
        value=value,
        unit=unit,
        valid_until=valid_until,
    )


FACTS = (
    fact("f1", "agreement", "MoU between HB and TI on tides", instrument="MoU", parties=("HB", "TI"), date="2007-02-16",
         valid_until="2012", quote="A memorandum on tides was signed by the board and the institute."),
    fact("f2", "meeting", "First meeting of HB and TI", parties=("HB", "TI"), date="2008-03", place="Port Arne",
         passage="p2", start=100),
    fact("f3", "statistic", "61 gauges (TI)", parties=("TI",), value=61.0, unit="gauges", passage="p2", start=140),
    fact("f4", "funding", "Grant of 2 million euros", value=2e6, unit="EUR", date="2010", passage="p3", start=200),
    fact("f5", "event", "Open day", date="196X", place="virtual", passage="p3", start=240),
)  # fmt: skip


def ledger_of(path: Path, facts: tuple[Fact, ...] = FACTS) -> Ledger:
    """A ledger of the facts in a new file of the folder `path`."""
    write_ledger(path / "ledger.sqlite", facts, ALIASES)
    return Ledger(path / "ledger.sqlite")
