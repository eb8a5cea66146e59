"""Short forms and the long forms that the source itself defines for them: "Agency of X (AX)", "AX (Agency of X)".

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (PSB 2003):
the letters of the short form are looked for, in order, in the words beside it, the first at the start of a word. Where
they put the shortest stretch that holds the letters, here the stretch whose words' initials agree best wins; and the
name of a ministry, an agency or the like may lack a letter, as names shortened in another language do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.countries import countries
from corpus.names import BODY_HEADS, SMALL_WORDS

_SHORT = r"(?:[A-Z][A-Za-z0-9&/.+-]{0,11}[A-Za-z0-9]|[A-Z]/[a-z] [A-Z]{2,})"
_AFTER = re.compile(
    rf"\(\s*(?:the\s+|(?:hereinafter|hereafter)\s+(?:referred to as\s+|called\s+)?(?:the\s+)?)?"
    rf"[\"'“”‘’]?(?P<s>{_SHORT})[\"'“”‘’]?\s*[,;)]"
)
_BEFORE = re.compile(rf"(?<![\w(/-])(?P<s>{_SHORT})\s*\((?P<l>[^()\n]{{6,120}})\)")
_WORD = re.compile(r"&|[^\W_](?:[\w’'./]*\w)?")
#: A pair of names that may as well stand the other way round: "X-Y Council" is the Y-X Council.
_PAIR = re.compile(r"\b([A-Z]\w+)-([A-Z]\w+)\b")
_EDGES = " ,'\"“”‘’-–"
#: What share of the letters and of the words must agree.
_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Aliases:
    """Short forms and their long forms; lookups ignore case, "&" for "and", and a leading "the".

    `pairs` holds (short, long) as the source writes them, each short form's commonest long form first.
    """

    pairs: tuple[tuple[str, str], ...] = ()
    _shorts: dict[str, str] = field(init=False, repr=False, compare=False, hash=False)
    _longs: dict[str, tuple[str, ...]] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        shorts: dict[str, str] = {}
        longs: dict[str, tuple[str, ...]] = {}
        for short, long in self.pairs:
            shorts.setdefault(name_key(long), short)
            shorts.setdefault(name_key(_PAIR.sub(r"\2-\1", long)), short)
            longs[name_key(short)] = (*longs.get(name_key(short), ()), long)
        for short, _ in reversed(self.pairs):
            shorts[name_key(short)] = short
        object.__setattr__(self, "_shorts", shorts)
        object.__setattr__(self, "_longs", longs)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.pairs)

    def __len__(self) -> int:
        return len(self.pairs)

    def canonical(self, name: str) -> str:
        """The short form where the source defines one for this name, else the name as it stands."""
        return self._shorts.get(name_key(name), name)

    def defines(self, name: str) -> bool:
        """Whether the name is a short or a long form of the source."""
        return name_key(name) in self._shorts

    def expansions(self, short: str) -> tuple[str, ...]:
        """The long forms of a short one, the commonest first; empty where the source defines none."""
        return self._longs.get(name_key(short), ())

    def forms(self, name: str) -> tuple[str, ...]:
        """Every form of a name, itself first: what to look for where one of them is asked for."""
        short = self.canonical(name)
        return tuple(dict.fromkeys((name, short, *self.expansions(short))))

    def within(self, text: str) -> Aliases:
        """Those that tell something of this text: all of a short form's where it or the words of one of them occur."""
        said = {part for word in name_key(text).split() for part in (word, *re.split(r"[/+]", word))}
        held = {name_key(s) for s, long in self.pairs if any(said.issuperset(name_key(n).split()) for n in (s, long))}
        return Aliases(tuple(pair for pair in self.pairs if name_key(pair[0]) in held))

    def find(self, text: str) -> tuple[str, ...]:
        """The short forms that the text mentions by any of their forms, in order of first mention."""
        squashed = f" {name_key(text)} "
        at = {short: squashed.find(f" {key} ") for key, short in self._shorts.items() if f" {key} " in squashed}
        return tuple(sorted(at, key=lambda short: at[short]))


def name_key(name: str) -> str:
    """What two spellings of a name have in common."""
    words = re.sub(r"[^\w&/+]+", " ", name.replace(" & ", " and ")).casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def find_aliases(texts: Iterable[str]) -> Aliases:
    """The pairs that the texts define, in order of first definition; a short form's commonest long form first."""
    counted: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for match in _AFTER.finditer(text):
            if long := _long_before(match["s"], text[max(0, match.start() - 160) : match.start()]):
                counted[match["s"], long] += 1
        for match in _BEFORE.finditer(text):
            if long := _long_inside(match["s"], match["l"].strip()):
                counted[match["s"], long] += 1
    order = {short: i for i, (short, _) in reversed(list(enumerate(counted)))}
    return Aliases(tuple(sorted(counted, key=lambda pair: (order[pair[0]], -counted[pair]))))


def _is_short(text: str) -> bool:
    return sum(c.isupper() for c in text) >= 2


def _long_before(short: str, before: str) -> str | None:
    """The words right before the bracket that the short form stands for."""
    clause = re.split(r"[\n;:(]|[.!?]\s+(?=[A-Z])|\)(?=\s*[,.])", before)[-1]
    words = list(_WORD.finditer(clause))
    letters = _letters(short)
    best, start = 0.0, None
    for count in range(1, min(len(words), 2 * len(letters) + 5) + 1):
        score = agreement(letters, [word.group() for word in words[-count:]])
        if score > best or (score >= _ENOUGH and _heads(words[-count:], start)):
            best, start = score, words[-count].start()
    if start is None or best < _ENOUGH or not _is_short(short):
        return None
    long = _without_country(clause[start:].strip(_EDGES))
    return long if len(long) > len(short) + 2 and re.search(r"[\s-]", long) else None


def _heads(words: Sequence[re.Match[str]], start: int | None) -> bool:
    """Whether the first word is what a body calls itself, with "of" or "for" and what begins at `start` after it."""
    rest = [word for word in words[1:] if word.group().lower() not in SMALL_WORDS]
    return words[0].group().lower() in BODY_HEADS and bool(rest) and rest[0].start() == start


def _long_inside(short: str, inside: str) -> str | None:
    """The bracket's words, where the short form stands for all of them, or for all before a comma."""
    if not _is_short(short):
        return None
    for text in dict.fromkeys((inside, inside.rpartition(",")[0])):
        words = list(_WORD.finditer(text))
        if len(words) > 2 and words[0].group().lower() == "the" and short[0] not in "Tt":
            words = words[1:]
        chosen = [word.group() for word in words]
        if len(words) < 2 or not all(word[0].isupper() or word.lower() in SMALL_WORDS for word in chosen[-1:]):
            continue
        unlike = len(words) > 3 and chosen[-1].lower() in BODY_HEADS and all(map(_is_name_word, chosen))
        if unlike or agreement(_letters(short), chosen) >= _ENOUGH:
            return _without_country(text[words[0].start() :].strip(_EDGES))
    return None


def _without_country(long: str) -> str:
    """The Ministry of Something, where it says "Ministry of Something, X" of a country X."""
    head, comma, tail = long.rpartition(", ")
    return head if comma and tail in countries() else long


def _letters(short: str) -> str:
    return "".join(c for c in re.sub(r"(?<=[A-Z])s$", "", short) if c.isalnum()).lower()


def _is_name_word(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or word.lower() in SMALL_WORDS


def agreement(letters: str, words: Sequence[str]) -> float:
    """How well a short form's letters agree with the words of a long one, 0..1.

    The mean of two shares: of the letters that the words give in order (an initial counts 1, a letter inside 0.6),
    and of the words that give their initial. 0 where the first word doesn't give the first letter, or the words
    can't be one name.
    """
    first = words[0].lower()
    heads = [word.lower() for word in words]
    proper = words[-1][:1].isupper()
    if first[0] != letters[:1] or (first in SMALL_WORDS and first != "the") or heads[-1] in SMALL_WORDS:
        return 0.0
    if proper and not all(map(_is_name_word, words)):
        return 0.0
    given, initials = _align(letters, heads)
    content = [word for word in heads if word not in SMALL_WORDS]
    lacking = len(letters) - given[1]
    body = proper and (first in BODY_HEADS or heads[-1] in BODY_HEADS)
    if lacking > (len(letters) // 2 if body else 0):
        return 0.0
    return 0.5 * (given[0] if not body else given[1]) / len(letters) + 0.5 * min(1.0, initials / max(1, len(content)))


def _align(letters: str, words: Sequence[str]) -> tuple[tuple[float, int], int]:
    """The best alignment in order: (its worth, letters given) and how many words give their initial."""
    #: after some words: letters used -> (worth, given, initials)
    states: dict[int, tuple[float, int, int]] = {0: (0.0, 0, 0)}
    for word in words:
        after = dict(states)
        for used, (worth, given, initials) in states.items():
            at, value, count = used, worth, given
            if at < len(letters) and letters[at] == word[0]:
                at, value, count = at + 1, value + 1.0, count + 1
                _keep(after, at, (value, count, initials + (word not in SMALL_WORDS)))
                position = 1
                while at < len(letters) and (position := word.find(letters[at], position)) > 0:
                    at, value, count, position = at + 1, value + 0.6, count + 1, position + 1
                    _keep(after, at, (value, count, initials + (word not in SMALL_WORDS)))
        for used, state in list(after.items()):
            if used + 1 <= len(letters):
                _keep(after, used + 1, state)
        states = after
    worth, given, initials = max(states.values())
    return (worth, given), initials


def _keep(states: dict[int, tuple[float, int, int]], at: int, state: tuple[float, int, int]) -> None:
    if state > states.get(at, (-1.0, 0, 0)):
        states[at] = state
