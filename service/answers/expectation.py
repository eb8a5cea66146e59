"""Whether a candidate's words have the form of what a question seeks: a person, a sum, a date of its kind."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.aliases import Aliases
from corpus.dates import find_dates
from corpus.names import BODY_HEADS, ROLES
from corpus.numbering import names
from corpus.quantities import find_quantities
from index.asking import ask
from index.lexical import terms
from index.nations import nation, nations_of
from service.answers.candidates import Candidate, after
from service.answers.contacts import contacts, entry
from service.answers.cores import numbered, quoted
from service.answers.demands import Demands
from service.answers.holding import Holdings, missing
from service.answers.questions import Kind

#: And how many may name what a number counts.
_UNIT = 40
#: The most words that the name of a body has.
LONGEST_NAME = 14
_PARTS = re.compile(r"\b(?:half|third|quarter|fifth|tenth|majority)s?\b|\d/\d", re.IGNORECASE)
#: What stands in quotation marks as a whole.
_QUOTES = re.compile(r"\A\s*[\"“‘«].+[\"”’»]\s*\Z", re.DOTALL)
#: And the most that a person's has, with its titles.
_LONGEST_PERSON = 7
#: So far from a name its office may stand: before it in the same clause, or after it.
_OFFICE = 60
_CLAUSE = re.compile(r"[.;:,()\n]")
_CALLED_SO = re.compile(r"\s*(?:,|\(|–|—|-\s|\|)\s*(?P<t>[^.;()\n|]{2,60})")
#: What bodies of other kinds are called too, by who doesn't know their names.
_LOOSELY = frozenset(("office", "authority", "department", "company", "firm", "team"))
#: A length of time.
_LASTS = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve))[-\s]+(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b",
    re.I,
)
_SHORT = 8


def _after_name(text: str) -> str:
    """What a name is called in the words after it: those in brackets or after its comma."""
    found = _CALLED_SO.match(text)
    return found["t"] if found else ""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one question seeks, to hold candidates against."""

    demands: Demands
    kind: Kind
    aliases: Aliases
    held: Holdings

    def form(self, candidate: Candidate) -> float:
        """Whether the words have the form of what was asked for; -2 for who holds an office where they name nobody."""
        if self.kind not in ("span", "list"):
            return 0.0
        wanted, text = self.demands.expected, candidate.text
        if wanted is None:
            return self._thing(text)
        if wanted == "title":
            return self._title(candidate)
        if wanted == "part":
            return 1.0 if next(numbered(self.demands.head or "", text), None) else -1.0
        dated = any(len(date.span) * 2 > len(text) for date in find_dates(text))
        found = -1.0 if dated else self._name(text)
        if found < 0 and self.demands.holder and self._names_nobody(text):
            return -2.0
        return found + 2.0 * (found > 0 and wanted in ("person", "who") and self._in_office(candidate))

    @staticmethod
    def _names_nobody(text: str) -> bool:
        """Whether no word is a name's, neither a title's nor a body's nor a country's."""
        words = [word.strip(".,;()'’\"") for word in text.split()]
        names = (word for word in words if word[:1].isupper() and nation(word) is None)
        return not any(word.casefold() not in BODY_HEADS | ROLES for word in names)

    def _title(self, candidate: Candidate) -> float:
        """Whether it stands in quotation marks, or, where others do that its sentences hold, doesn't."""
        if _QUOTES.search(self._around(candidate)):
            return 1.0
        return -1.0 if next(quoted(candidate.citation.quote), None) else 0.0

    def _thing(self, text: str) -> float:
        """Whether it is called what was asked for: "the … Protocol" where it was "which protocol". No country is."""
        called = self.demands.called
        if called is None:
            return 0.0
        if nation(text.strip(" .,;()")):
            return -1.0
        words = text.split()
        named = any(word[:1].isupper() and terms(word) == [called] for word in words)
        return float(named and len(words) > 1)

    def _name(self, text: str) -> float:
        """Whether it is the name of a person, a body, a place or a post, whichever was asked for."""
        wanted, head = self.demands.expected, self.demands.head
        words = [word.strip(".,;()'’\"") for word in text.split()]
        if wanted == "post":
            return 1.0 if any(word.casefold() in ROLES for word in words) else -1.0
        no_city = wanted == "place" and head and nation(text.strip(" .,;"))
        if no_city or (len(words) == 1 and ask(text).instruments):
            return -1.0  # a country is no city, and a MoU no body
        spelt = " ".join(self.aliases.expansions(text)).split()
        heads = {word.casefold() for word in (*words, *spelt)} & BODY_HEADS
        if head and heads:
            return 1.0 if head in heads else 0.5 if head in _LOOSELY else -1.0
        capitals = [word for word in words if word[:1].isupper()]
        named = bool(capitals) and len(capitals) * 2 >= len(words) and len(words) <= LONGEST_NAME
        if wanted == "body" and spelt:
            named = bool(heads)
        if wanted == "person":
            named = named and not heads and not all(sum(map(str.isupper, word)) > 1 for word in words)
            named = named and len(words) <= _LONGEST_PERSON and "&" not in text and not nations_of(text)
        if wanted == "body" and not heads and not spelt and all(word.isupper() for word in words):
            return 0.0  # short for what the source doesn't say
        # A name that doesn't say what it is may be a body's; who did it is more often a person.
        doubt = 0.5 if (wanted == "body" and not heads) or (wanted == "who" and heads) else 1.0
        return doubt if named else 0.0 if wanted == "who" else -1.0  # "those who live there"

    def _in_office(self, candidate: Candidate) -> bool:
        """Whether the office that is asked about stands right beside the words: "Ada Rao, Harbour Master"."""
        asked = self.demands.offices
        start, end = (place - candidate.hit.passage.span.start for place in (candidate.span.start, candidate.span.end))
        if not asked or start < 0:
            return False
        text = candidate.hit.passage.text
        beside = f"{_CLAUSE.split(text[max(0, start - _OFFICE) : start])[-1]} {_after_name(text[end : end + _OFFICE])}"
        return bool(asked & {word.casefold() for word in re.findall(r"\w+", beside)})

    def unit(self, candidate: Candidate) -> float:
        """Whether a number is in the unit asked for, measures what is asked for, or is a contact of the kind."""
        return max(self._unit(candidate.text), self._measured(candidate), self._contact(candidate), key=abs)

    def _unit(self, text: str) -> float:
        wanted = self.demands.currency
        if (self.demands.unit is None and wanted is None) or self.kind != "number":
            return 0.0
        units = [found.unit for found in find_quantities(text)]
        if wanted and self.demands.unit != "share":
            # The source may leave the currency to the words around a sum.
            return 1.0 if wanted in units else -1.0 if any(units) else 0.0
        share = any(unit == "percent" for unit in units) or bool(_PARTS.search(text))
        money = any(unit and unit != "percent" for unit in units)
        return 1.0 if (share if self.demands.unit == "share" else money) else -1.0

    def _measured(self, candidate: Candidate) -> float:
        """Whether the words go on with what is measured: "2 km long"."""
        measured = self.demands.measured
        if measured is None or self.kind != "number":
            return 0.0
        return float(re.match(rf"\W*{measured}\b", after(candidate, _UNIT), re.IGNORECASE) is not None)

    def _contact(self, candidate: Candidate) -> float:
        """Whether it is a contact of the kind that is asked for, in an entry of whom it is asked for."""
        kind = self.demands.contact
        if kind is None:
            return 0.0
        at = candidate.span.start - candidate.hit.passage.span.start
        hit = candidate.hit
        beside = self.held(" ".join([hit.title, *hit.passage.headings, entry(hit.passage.text, max(0, at))]))
        said = any(contacts(kind, candidate.text)) and missing(self._people(), beside) == 0
        return 1.0 if said else -1.0

    def counted(self, candidate: Candidate) -> float:
        """Whether a number counts what was asked for; -2 for one that only names something: "Article 4"."""
        if self.demands.quantity and self.kind == "number":
            return -1.0 if _LASTS.search(f"{candidate.text} {after(candidate, _SHORT)}") else 0.0
        if not self.demands.counted or self.kind != "number":
            return 0.0
        digits = [match.start() for match in re.finditer(r"\d+", candidate.text)]
        if digits and all(names(candidate.text, at) for at in digits):
            return -2.0
        near = f"{candidate.text} {after(candidate, _UNIT)}".replace("°", " degrees ")
        return 1.0 if self.demands.counted & frozenset(terms(near)) else -1.0

    @staticmethod
    def _around(candidate: Candidate) -> str:
        """The candidate's words and the mark before and after them."""
        start, end = (place - candidate.hit.passage.span.start for place in (candidate.span.start, candidate.span.end))
        return candidate.hit.passage.text[max(0, start - 1) : end + 1] if end > 0 else candidate.text

    def _people(self) -> list[str]:
        """The names of people and places whose contact may be asked for."""
        return [name for name in self.demands.names if nation(name) is None and not name.isupper()]
