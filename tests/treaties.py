"""A small invented ledger of island states, ports and companies, for plans over facts."""

from __future__ import annotations

from pathlib import Path

from corpus.aliases import Aliases
from corpus.model import Evidence, Fact, Span
from index.ledger import Ledger, write_ledger

ALIASES = Aliases(
    (
        ("PAL", "Port Authority of Lund"),
        ("MFA", "Ministry of Fisheries and Aquaculture"),
        ("FRI", "French Reef Institute"),
    )
)


def _fact(name: str, kind: str, label: str, quote: str = "", **fields: object) -> Fact:
    evidence = Evidence("isles.txt", f"p-{name}", Span(0, len(quote or label)), quote or label)
    return Fact(name, kind, label, evidence, "test", **fields)  # type: ignore[arg-type]


def _agreement(name: str, instrument: str, parties: tuple[str, ...], topic: str | None, date: str | None) -> Fact:
    label = f"{instrument} between {' and '.join(parties)}" + (f" on {topic}" if topic else "")
    quote = f"A {instrument} on {topic or 'the sea'} was signed by {' and '.join(parties)}."
    return _fact(name, "agreement", label, quote, instrument=instrument, parties=parties, topic=topic, date=date)


FACTS = (
    _agreement("fish", "MoU", ("MFA", "Orkla Line"), "fisheries", "2009-04"),
    _agreement("fish-again", "MoU", ("MFA", "Orkla Line"), "fisheries research", "2009-04"),
    _agreement("buoys", "MoU", ("MFA", "Orkla Line"), "buoys", "2009-04"),
    _agreement("pilots", "MoU", ("PAL", "Orkla Line"), "pilotage", "2012-05-03"),
    _agreement("reefs", "LoI", ("PAL", "FRI"), "coral reefs", "2012-11"),
    _agreement("wrecks", "LoI", ("PAL", "MFA"), "wrecks", None),
    _agreement("limits", "Treaty", ("Norway", "Denmark"), "sea limits", "1998"),
    _agreement("salt", "Treaty", ("Norway", "Spain"), "salt", "2001-06-09"),
    _agreement("whales", "Treaty", ("Iceland", "Spain"), "whales", "2004/2005"),
    _fact("pilots-on", "extension", "Extension of the MoU on pilotage", instrument="MoU", parties=("PAL", "Orkla Line"),
          valid_until="2024-05-02"),
    _fact("reefs-on", "extension", "Renewal of the LoI on coral reefs", instrument="LoI", parties=("PAL", "FRI"),
          valid_until="2022"),
    _fact("council-1", "meeting", "First meeting of the Sea Council", place="Bergen", date="2010-03-04",
          parties=("PAL", "MFA")),
    _fact("council-2", "meeting", "Second meeting of the Sea Council", place="virtual", date="2020-06",
          parties=("PAL", "MFA")),
    _fact("council-3", "meeting", "Third meeting of the Sea Council (postponed)", place="Bergen", date="2022"),
    _fact("workshop", "event", "Workshop on tides", place="Old Bergen", date="2015-09-01/2015-09-03"),
    _fact("ferry", "programme", "Night ferry scheme", parties=("Orkla Line",), date="199X"),
    _fact("relay", "facility", "Relay mast at Lund", parties=("PAL",), date="2003"),
    _fact("loan", "funding", "Loan for the new quay", value=2e6, unit="EUR"),
    _fact("second-loan", "funding", "Loan for dredging", value=5e6, unit="EUR"),
    _fact("dollar-loan", "funding", "Loan for cranes", value=9e6, unit="USD"),
    _fact("visits", "statistic", "12 visits", "The council has paid 12 visits.", value=12.0, unit="visits"),
    _fact("mayor", "person", "Ada Berg", "Ada Berg, mayor of Lund, opened the quay."),
)  # fmt: skip


def isles(folder: Path) -> Ledger:
    """The ledger of `FACTS`, written to the folder."""
    write_ledger(folder / "isles.sqlite", FACTS, ALIASES)
    return Ledger(folder / "isles.sqlite")
