"""What questions call facts: the nouns of each type and of each instrument, singular and plural."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.instruments import INSTRUMENTS


@dataclass(frozen=True, slots=True)
class FactNoun:
    """A noun that stands for facts, at its place in a question."""

    start: int
    end: int
    text: str
    types: tuple[str, ...]
    #: Empty: any instrument.
    instruments: tuple[str, ...] = ()
    #: The noun itself, where it says more than the type does: such facts hold it.
    kept: str | None = None

    @property
    def plural(self) -> bool:
        """Whether it speaks of several."""
        return _PLURAL.search(self.text) is not None


_PLURAL = re.compile(
    r"^(?:letters|memoranda|memorandums|statements|exchanges|records|programmes)\b|(?:s|memoranda|symposia|colloquia)$",
    re.I,
)
_MEMORANDA = ("MoU", "MoC", "MoA", "MoI", "Memorandum")
_ARRANGEMENTS = tuple(name for name, _, _ in INSTRUMENTS if "Arrangement" in name)

#: Forms -> types, instruments, whether the noun itself must be found too.
_ROWS: tuple[tuple[str, tuple[str, ...], tuple[str, ...], bool], ...] = (
    (r"agreements?|deals?|accords?|pacts?|tie-?ups?|legal instruments?|instruments?", ("agreement",), (), False),
    (r"memorand(?:um|a|ums)|memos?", ("agreement",), _MEMORANDA, False),
    ("arrangements?", ("agreement",), _ARRANGEMENTS, False),
    ("extensions?|renewals?|prolongations?", ("extension",), (), False),
    (r"(?:rounds? of )?talks|meetings?|gatherings?|mtgs?", ("meeting",), (), False),
    (r"dialogues?|summits?|sessions?|consultations?|round ?tables?|ministerials?", ("meeting", "event"), (), True),
    (r"workshops?|seminars?|symposi(?:um|a|ums)|webinars?|conferences?|visits?|exhibitions?|festivals?|ceremon(?:y|ies)"
     r"|forums?|celebrations?|colloqui(?:um|a)", ("event", "meeting"), (), True),
    ("events?", ("event", "meeting"), (), False),
    ("programm?es?|schemes?|initiatives?", ("programme",), (), False),
    ("projects?|fellowships?|scholarships?|partnerships?", ("programme",), (), True),
    ("facilit(?:y|ies)", ("facility",), (), False),
    (r"laborator(?:y|ies)|observator(?:y|ies)|beam ?lines?", ("facility",), (), True),
    ("publications?", ("publication",), (), False),
    ("books?|booklets?|reports?|newsletters?|guidelines?|handbooks?", ("publication",), (), True),
    (r"funding|funds", ("funding",), (), False),
    ("loans?|grants?|donations?|investments?|contributions?|credits?|awards?", ("funding",), (), True),
)  # fmt: skip
#: Instruments whose name says no more than that there is one.
_ANY = frozenset(("Agreement", "Arrangement", "Pact", "Memorandum"))


def _patterns() -> list[tuple[re.Pattern[str], tuple[str, ...], tuple[str, ...], bool]]:
    named = [
        (rf"(?:{'|'.join(filter(None, (short, long)))})", ("agreement",), (name,), False)
        for name, short, long in INSTRUMENTS
        if name not in _ANY
    ]
    return [
        (re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.IGNORECASE), types, instruments, kept)
        for forms, types, instruments, kept in (*named, *_ROWS)
    ]


_PATTERNS = _patterns()


def fact_nouns(text: str) -> tuple[FactNoun, ...]:
    """The nouns of the text that stand for facts, in order and apart: the longest where some meet."""
    found = [
        FactNoun(match.start(), match.end(), match.group(), types, instruments, match.group() if kept else None)
        for pattern, types, instruments, kept in _PATTERNS
        for match in pattern.finditer(text)
    ]
    apart: list[FactNoun] = []
    for noun in sorted(found, key=lambda noun: noun.start - noun.end):
        if all(noun.end <= other.start or other.end <= noun.start for other in apart):
            apart.append(noun)
    return tuple(sorted(apart, key=lambda noun: noun.start))
