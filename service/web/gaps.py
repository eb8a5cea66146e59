"""What the sources don't say, as far as people asked: unanswered and disliked questions, similar ones together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from index.lexical import terms, words
from service.web.feedback import Said

#: Two questions are similar where so much of all their terms together is in both.
ALIKE = 0.4
_MOST_QUESTIONS, _MOST_COMMENTS = 10, 10


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions about one thing, that which was asked most often first."""

    questions: tuple[str, ...]
    unanswered: int
    disliked: int
    #: The newest first.
    comments: tuple[str, ...]
    #: When one of them was last asked: ISO 8601 in UTC.
    last: str


@dataclass(slots=True)
class _Group:
    terms: frozenset[str]
    rows: list[Said] = field(default_factory=list)


def gaps(said: Sequence[Said]) -> tuple[Gap, ...]:
    """The gaps that these show, newest first within `said`; those that most people met come first."""
    groups = _grouped(_same(said))
    found = [_gap(group.rows) for group in groups]
    return tuple(sorted(found, key=lambda gap: (gap.unanswered + gap.disliked, gap.last), reverse=True))


def _same(said: Iterable[Said]) -> list[list[Said]]:
    """Those with the same words together, what came most often first."""
    same: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        same[" ".join(words(one.question)) or one.question].append(one)
    return sorted(same.values(), key=len, reverse=True)


def _grouped(same: Iterable[list[Said]]) -> list[_Group]:
    """Each question with the first group that it is most like: by its terms, or by itself."""
    groups: list[_Group] = []
    holding: dict[str, list[int]] = defaultdict(list)
    for rows in same:
        own = frozenset(terms(rows[0].question))
        shared = Counter(number for term in sorted(own) for number in holding[term])
        likeness = {number: count / len(own | groups[number].terms) for number, count in shared.items()}
        best = max(likeness, key=lambda number: (likeness[number], -number), default=None)
        if best is not None and likeness[best] >= ALIKE:
            groups[best].rows += rows
            continue
        for term in own:
            holding[term].append(len(groups))
        groups.append(_Group(own, list(rows)))
    return groups


def _gap(rows: Sequence[Said]) -> Gap:
    newest = sorted(rows, key=lambda one: one.at, reverse=True)
    asked = Counter(one.question for one in newest)
    return Gap(
        questions=tuple(question for question, _ in asked.most_common(_MOST_QUESTIONS)),
        unanswered=sum(one.verdict == "unanswered" for one in rows),
        disliked=sum(one.verdict == "unhelpful" for one in rows),
        comments=tuple(dict.fromkeys(one.comment for one in newest if one.comment))[:_MOST_COMMENTS],
        last=datetime.fromtimestamp(newest[0].at, UTC).isoformat(timespec="seconds"),
    )
