"""A question over facts as a value: which facts, what is made of them; and what comes of running it over a ledger.

A plan says in one English line what it does. Facts that state one thing twice count once; facts that match but for
having no date are counted apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from corpus.model import Fact

Aggregate: TypeAlias = Literal["none", "count", "earliest", "latest", "largest", "smallest", "sum"]
Group: TypeAlias = Literal["year", "instrument", "type", "place", "party"]


@dataclass(frozen=True, slots=True)
class Term:
    """What the facts must hold in their label, quote, topic or parties: any of the forms, by stems.

    A form that ends in "*" stands for every word that begins so.
    """

    said: str
    forms: tuple[str, ...]
    #: Whether all of that counts, or only the label, or the label, the topic and the parties' names.
    within: Literal["all", "label", "names"] = "all"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from the first to the last, both included, as ISO days; None is open."""

    first: str | None
    last: str | None
    #: As the plan says it: "in 2018", "before 2010".
    said: str


@dataclass(frozen=True, slots=True)
class Option:
    """One of what is compared: as the question words it, and the fact that it means."""

    words: str
    fact_id: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked of a ledger. Every filter given must hold."""

    #: Any of these; empty is any.
    types: tuple[str, ...] = ()
    #: What the question calls several of them: "memoranda".
    noun: str | None = None
    instruments: tuple[str, ...] = ()
    #: Parties that must all take part, by any of their names.
    parties: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    place: str | None = None
    #: When it began or was done.
    date: Stretch | None = None
    #: When its validity ends; facts that state no end are left out.
    valid: Stretch | None = None
    unit: str | None = None
    #: Leave out what was cancelled or put off.
    held: bool = False
    group: Group | None = None
    aggregate: Aggregate = "none"
    #: One of `date`, `-date`, `valid`, `-valid`, `value`, `-value`, `position`.
    sort: str = "date"
    #: At most so many rows, after sorting.
    limit: int | None = None
    #: What is compared, instead of filters.
    options: tuple[Option, ...] = ()

    def __str__(self) -> str:
        """The plan as one line: "count of agreements whose instrument is LoI, with XA"."""
        if self.options:
            return f"the {self.aggregate} by date of: {'; '.join(option.words for option in self.options)}"
        first = f"{self.limit} " if self.limit else ""
        head = f"{_AGGREGATES[self.aggregate]} {first}{_either(tuple(map(plural_of, self.types)) or ('facts',))}"
        ends = [part for part in self._conditions() if part]
        ends += [f"grouped by {self.group}"] if self.group else []
        ends += [_SORTS[self.sort]] if self.aggregate == "none" and self.sort in _SORTS else []
        return ", ".join(
            [head + (f" whose instrument is {_either(self.instruments)}" if self.instruments else ""), *ends]
        )

    def _conditions(self) -> tuple[str, ...]:
        about = [f"“{term.said}”" for term in self.terms]
        return (
            f"with {' and '.join(self.parties)}" if self.parties else "",
            f"that mention {' and '.join(about)}" if about else "",
            f"place {self.place}" if self.place else "",
            f"dated {self.date.said}" if self.date else "",
            f"whose validity ends {self.valid.said}" if self.valid else "",
            f"in {self.unit}" if self.unit else "",
            "cancelled ones left out" if self.held else "",
        )


@dataclass(frozen=True, slots=True)
class PlanResult:
    """What came of a plan."""

    plan: Plan
    #: The facts that it ran over, in its order, second statements of the same thing included; at most `MOST`.
    rows: tuple[Fact, ...]
    #: Those that match but for having no date, where the plan asks for one.
    undated: tuple[Fact, ...]
    #: How many things the rows state; past `MOST` rows, how many rows there are.
    count: int
    #: The row that the aggregate singles out.
    chosen: Fact | None = None
    #: A largest, smallest or sum, in the unit of the rows.
    value: float | None = None
    #: (name, how many things), in order of the names, where the plan groups.
    groups: tuple[tuple[str, int], ...] = ()

    @property
    def option(self) -> Option | None:
        """The option whose fact was chosen, where the plan compares."""
        return next((o for o in self.plan.options if self.chosen and o.fact_id == self.chosen.id), None)


_AGGREGATES = {
    "none": "list of", "count": "count of", "earliest": "the earliest of the", "latest": "the latest of the",
    "largest": "the largest of the", "smallest": "the smallest of the", "sum": "sum of the",
}  # fmt: skip
_SORTS = {
    "-date": "latest first", "valid": "in order of their end", "-valid": "last to end first",
    "-value": "largest first", "value": "smallest first",
}  # fmt: skip
_PLURALS = {"facility": "facilities", "body": "bodies", "person": "people", "funding": "funding"}


def plural_of(kind: str) -> str:
    """Facts of a type, as a plan calls them: "agreements", "bodies"."""
    return _PLURALS.get(kind, f"{kind}s")


def _either(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
