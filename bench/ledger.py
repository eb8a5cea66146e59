"""The ledger over 100,000 invented facts beside a plain scan of the same facts: `python -m bench.ledger`.

Prints a Markdown table: median milliseconds of the ledger and of the scan, and how many times faster the ledger
is. Both give the first 20 facts and the total, and are checked to agree.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.table import machine
from corpus.aliases import Aliases
from corpus.edtf import bounds
from corpus.model import FACT_TYPES, Evidence, Fact, Span
from index.factquery import FactQuery
from index.ledger import Ledger, write_ledger

QUERIES = {
    "count of a type": FactQuery(type="funding"),
    "a party": FactQuery(party="Body 17"),
    "ten years": FactQuery(date_from="1995", date_to="2004"),
    "type, party and years": FactQuery(type="meeting", party="Body 17", date_from="1995", date_to="2004"),
    "latest first": FactQuery(type="event", sort="-date"),
}


def facts(count: int) -> tuple[Fact, ...]:
    """So many facts, the same each time; no two alike."""
    chance = random.Random(11)  # noqa: S311 - reproducible, no secret
    return tuple(_fact(number, chance) for number in range(count))


def _fact(number: int, chance: random.Random) -> Fact:
    label = f"Matter {number}"
    date = f"{chance.randint(1980, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    parties = tuple(f"Body {one}" for one in chance.sample(range(200), 2))
    evidence = Evidence("a.txt", f"p{number // 5}", Span(number, number + len(label)), label)
    return Fact(f"f{number}", chance.choice(FACT_TYPES), label, evidence, "bench", parties=parties, date=date,
                value=float(chance.randint(1, 10**6)))  # fmt: skip


def scan(rows: Sequence[Fact], query: FactQuery) -> tuple[list[str], int]:
    """What the ledger answers, by looking at every fact: the ids of the first page, and the total."""
    low = bounds(query.date_from)[0] if query.date_from else ""
    high = bounds(query.date_to)[1] if query.date_to else "~"
    found = [
        one
        for one in rows
        if (query.type is None or one.type == query.type)
        and (query.party is None or query.party in one.parties)
        and low <= (one.date or "") <= high
    ]
    if query.sort == "-date":
        found.sort(key=lambda one: one.date or "", reverse=True)
    return [one.id for one in found[: query.limit]], len(found)


def median_ms(call: Callable[[], object], times: int) -> float:
    """The median milliseconds of so many calls."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def report(count: int, times: int = 21) -> str:
    """The table over `count` facts, each query asked so many times."""
    rows = facts(count)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite"
        began = time.perf_counter()
        write_ledger(path, rows, Aliases())
        wrote = time.perf_counter() - began
        ledger, size = Ledger(path), path.stat().st_size / 2**20
        lines = [
            f"{count:,} invented facts, written in {wrote:.1f} s, {size:.0f} MiB. Each query gives the total and "
            "the first 20; the scan looks at every fact in a Python loop.",
            "",
            "| query | facts found | ledger ms | scan ms | times faster |",
            "|---|---:|---:|---:|---:|",
        ]
        return "\n".join([*lines, *(_line(ledger, rows, name, query, times) for name, query in QUERIES.items())])


def main() -> None:
    """Print the table, and the machine it was made on."""
    parser = argparse.ArgumentParser(prog="python -m bench.ledger", description=__doc__)
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=21)
    given = parser.parse_args()
    print(f"{report(given.facts, given.times)}\n\n{machine()}")  # noqa: T201 - what the program is for


def _line(ledger: Ledger, rows: Sequence[Fact], name: str, query: FactQuery, times: int) -> str:
    page, (ids, total) = ledger.query(query), scan(rows, query)
    if ([one.id for one in page.facts], page.total) != (ids, total):
        raise SystemExit(f"the ledger and the scan disagree on {name}")
    ours, theirs = median_ms(lambda: ledger.query(query), times), median_ms(lambda: scan(rows, query), times)
    return f"| {name} | {total:,} | {ours:.2f} | {theirs:.2f} | {theirs / ours:.1f} |"


if __name__ == "__main__":
    main()
