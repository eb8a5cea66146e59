"""Two generations -> what is in one and not in the other: passages and facts added, removed and changed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

from corpus.model import Fact, Passage
from index.generation import Generation

_Thing = TypeVar("_Thing")
Kind: TypeAlias = Literal["added", "removed", "changed"]

_WORD = re.compile(r"\w+")
#: Passages that share fewer of their words are two different ones.
_ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class Change(Generic[_Thing]):
    """A passage or a fact that one generation has otherwise than the other, or not at all."""

    before: _Thing | None
    after: _Thing | None

    @property
    def kind(self) -> Kind:
        """What became of it."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one generation to another, in the order of documents."""

    before: str
    after: str
    passages: tuple[Change[Passage], ...]
    facts: tuple[Change[Fact], ...]


def difference(before: Generation, after: Generation) -> Difference:
    """What changed; a passage that only moved, within its document or with it, did not."""
    return Difference(
        before.id,
        after.id,
        _in_order(_passages(before.passages, after.passages), _passage_place(before), _passage_place(after)),
        _in_order(_facts(before.ledger.select(()), after.ledger.select(())), _fact_place(before), _fact_place(after)),
    )


def _passages(before: Sequence[Passage], after: Sequence[Passage]) -> Iterator[Change[Passage]]:
    gone, new = _unpaired(before, after, lambda passage: (passage.text, passage.headings))
    for old, similar in _similar(gone, new):
        yield Change(old, similar)


def _facts(before: Iterable[Fact], after: Iterable[Fact]) -> Iterator[Change[Fact]]:
    gone, new = _unpaired(before, after, stated)
    keys: tuple[Callable[[Fact], object], ...] = (
        lambda fact: (fact.type, fact.evidence.quote),
        lambda fact: (fact.type, fact.label),
    )
    for key in keys:
        waiting: defaultdict[object, list[Fact]] = defaultdict(list)
        for fact in new:
            waiting[key(fact)].append(fact)
        paired = [(fact, waiting[key(fact)].pop(0)) for fact in gone if waiting[key(fact)]]
        yield from (Change(old, fact) for old, fact in paired)
        gone = [fact for fact in gone if all(fact is not old for old, _ in paired)]
        new = [fact for fact in new if all(fact is not other for _, other in paired)]
    yield from (Change(fact, None) for fact in gone)
    yield from (Change(None, fact) for fact in new)


def stated(fact: Fact) -> tuple[object, ...]:
    """What a fact states and the words it rests on, wherever they stand."""
    return (
        fact.type, fact.label, fact.instrument, fact.parties, fact.topic, fact.date, fact.place, fact.value, fact.unit,
        fact.approximate, fact.valid_until, fact.evidence.quote,
    )  # fmt: skip


def _unpaired(
    before: Iterable[_Thing], after: Iterable[_Thing], key: Callable[[_Thing], object]
) -> tuple[list[_Thing], list[_Thing]]:
    """What only one of the two has, by its key, each as often as it has it more."""
    old, new = list(before), list(after)
    more, less = Counter(map(key, old)), Counter(map(key, new))
    return list(_surplus(old, key, more - less)), list(_surplus(new, key, less - more))


def _surplus(things: Sequence[_Thing], key: Callable[[_Thing], object], counts: Counter[object]) -> Iterator[_Thing]:
    for thing in reversed(things):
        if counts[key(thing)]:
            counts[key(thing)] -= 1
            yield thing


def _similar(gone: Sequence[Passage], new: Sequence[Passage]) -> Iterator[tuple[Passage | None, Passage | None]]:
    """The pairs of passages that share most of their words, the most alike first; then those without a match."""
    words = [_words(passage) for passage in new]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, held in enumerate(words):
        for word in held:
            holders[word].append(number)
    pairs = []
    for place, passage in enumerate(gone):
        mine = _words(passage)
        shared = Counter(number for word in mine for number in holders[word])
        pairs += [(-2 * n / (len(mine) + len(words[number])), place, number) for number, n in shared.items()]
    left, right = dict(enumerate(gone)), dict(enumerate(new))
    for score, place, number in sorted(pairs):
        if -score >= _ALIKE and place in left and number in right:
            yield left.pop(place), right.pop(number)
    yield from ((passage, None) for passage in left.values())
    yield from ((None, passage) for passage in right.values())


def _words(passage: Passage) -> set[str]:
    return set(_WORD.findall(passage.text.casefold()))


_Place = Callable[[_Thing], tuple[int, int]]


def _passage_place(generation: Generation) -> _Place[Passage]:
    order = {name: number for number, name in enumerate(generation.documents)}
    return lambda passage: (order[passage.document_id], passage.span.start)


def _fact_place(generation: Generation) -> _Place[Fact]:
    order = {name: number for number, name in enumerate(generation.documents)}
    return lambda fact: (order[fact.evidence.document_id], fact.evidence.span.start)


def _in_order(
    changes: Iterable[Change[_Thing]], before: _Place[_Thing], after: _Place[_Thing]
) -> tuple[Change[_Thing], ...]:
    """The changes by where they stand now; what is gone, by where it stood."""

    def place(change: Change[_Thing]) -> tuple[int, int, bool]:
        if change.after is not None:
            return (*after(change.after), False)
        assert change.before is not None
        return (*before(change.before), True)

    return tuple(sorted(changes, key=place))
