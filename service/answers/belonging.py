"""Whether a candidate's words belong to somebody else than was asked about: another country, another body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.aliases import Aliases
from corpus.names import TITLE
from index.hits import Hit
from index.nations import governed_from, nation, nations_of
from service.answers.candidates import Candidate, after
from service.answers.demands import Demands
from service.answers.holding import Holdings, bare, read_with

#: How many characters after the words may say which country they belong to: "the Council of X (CX), India".
_AFTER = 16
_OWN = 120
_NEXT_PERSON = re.compile(rf"[;\n]|\.(?=\s+[A-Z])|\s(?={TITLE.pattern})")
_BELONGING = tuple(",(’'")


def _own_words(text: str) -> str:
    """What is said of a person after the name, up to the next person or the sentence's end."""
    ends = _NEXT_PERSON.search(text)
    return text[: ends.start()] if ends else text


@dataclass(frozen=True, slots=True)
class Belonging:
    """Whom one question asks about."""

    demands: Demands
    aliases: Aliases
    held: Holdings
    #: Those of the question's names in capitals alone that a passage found holds.
    shorts: tuple[str, ...]

    @classmethod
    def of(cls, demands: Demands, aliases: Aliases, held: Holdings, hits: Sequence[Hit]) -> Belonging:
        """Finds out once which short names the passages hold."""
        shorts = [name for name in map(bare, demands.names) if len(name) > 1 and name.isupper()]
        known = tuple(name for name in shorts if any(held(read_with(hit)).has(name) for hit in hits))
        return cls(demands, aliases, held, known)

    def foreign(self, candidate: Candidate) -> float:
        """1 where they do, 2 where the source says so of a person whose side was asked for, else 0."""
        country = self.demands.nation
        if self.demands.owner and self._belongs_elsewhere(candidate, self.demands.owner):
            return 2.0
        if self._is_elsewhere(candidate.hit):
            return 1.0
        if country is None:
            return 0.0
        person = self.demands.expected in ("person", "who")
        follows = _own_words(after(candidate, _OWN)) if person else after(candidate, _AFTER)
        belongs = follows if follows.strip()[:1] in _BELONGING else ""
        named = nations_of(f"{candidate.text} {belongs}")
        return float(bool(named) and country not in named)

    def _belongs_elsewhere(self, candidate: Candidate, owner: str) -> bool:
        """Whether a person stands before the names of other countries or bodies, and not before that one.

        A country may be called by the seat of its government: "for Oslo".
        """
        said = _own_words(after(candidate, _OWN))
        country = nation(owner) or governed_from(owner)
        held = self.held(said)
        if not said.startswith(_BELONGING) or held.has(owner) or (country and held.has(country)):
            return False
        return bool(nations_of(said) or (self.aliases.find(said) if country is None else ()))

    def _is_elsewhere(self, hit: Hit) -> bool:
        """Whether the passage lacks a short name of the question that another passage found holds."""
        held = self.held(read_with(hit))
        return not all(held.has(name) for name in self.shorts)
