"""Questions to start from: what the facts of the ledger answer, else what the headings name.

Each shape of question is tried on facts from all over the source until one is answered as it should be, so that
nothing is suggested that then finds no answer.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from corpus.model import Fact
from index.factquery import FactQuery
from index.searcher import Searcher
from service.answers.answering import Answerer
from service.answers.questions import Kind
from service.web.csvtable import every_fact

#: So many facts are looked at, and so many questions of a shape tried.
_FACTS, _TRIES = 1000, 3
#: A suggestion's answer has at least this confidence.
_SURE = 0.6
_LONGEST_LABEL, _LONGEST_HEADING, _SHORTEST_HEADING = 60, 60, 8
#: A count or a list of fewer says little.
_SEVERAL = 3


class Suggestions:
    """The questions of the generation that is served, found once for each, by whoever asks first."""

    def __init__(self) -> None:
        self._finding = threading.Lock()
        self._found: tuple[str, tuple[str, ...]] = ("", ())

    def of(self, searcher: Searcher) -> tuple[str, ...]:
        """At most four questions; none where there is nothing to ask about, or while somebody else finds them."""
        generation = searcher.generation.id
        if self._found[0] == generation:
            return self._found[1]
        if not self._finding.acquire(blocking=False):
            return ()  # to wait would take a thread from those who ask
        try:
            found = tuple(_from_facts(searcher)) or tuple(_from_headings(searcher))
            self._found = (generation, found)
        finally:
            self._finding.release()
        return found


def _from_facts(searcher: Searcher) -> Iterator[str]:
    facts = list(islice(every_fact(searcher.generation, FactQuery()), _FACTS))
    answerer = Answerer(searcher)
    shapes: tuple[tuple[Kind, list[str]], ...] = (
        ("date", _when_signed(facts) or _when_held(facts)),
        ("count", _how_many(facts)),
        ("list", _which(facts)),
        ("span", _what(facts)),
    )
    for kind, questions in shapes:
        yield from islice((one for one in _spread(questions) if _answers(answerer, one, kind)), 1)


def _answers(answerer: Answerer, question: str, kind: Kind) -> bool:
    answer = answerer.ask(question).answer
    return answer is not None and answer.kind == kind and answer.confidence >= _SURE


def _when_signed(facts: Sequence[Fact]) -> list[str]:
    signed = [fact for fact in facts if fact.date and fact.type == "agreement"]
    return _asked(signed, "When was the {} signed?")


def _when_held(facts: Sequence[Fact]) -> list[str]:
    held = [fact for fact in facts if fact.date and fact.type in ("meeting", "event")]
    return _asked(held, "When was the {} held?")


def _what(facts: Sequence[Fact]) -> list[str]:
    programmes = [fact for fact in facts if fact.type in ("programme", "facility", "body")]
    return _asked(programmes, "What is the {}?")


def _how_many(facts: Sequence[Fact]) -> list[str]:
    named = Counter(fact.instrument for fact in facts if fact.type == "agreement" and fact.instrument)
    return [
        f"How many {name if name.isupper() or name != name.title() else name.lower()}s were signed?"
        for name, count in named.most_common()
        if count >= _SEVERAL and name.isalpha()
    ]


def _which(facts: Sequence[Fact]) -> list[str]:
    years = Counter(fact.date[:4] for fact in facts if fact.type == "meeting" and fact.date)
    several = [year for year, count in years.most_common() if count >= _SEVERAL and year.isdigit()]
    return [f"Which meetings were held in {year}?" for year in several]


def _asked(facts: Sequence[Fact], question: str) -> list[str]:
    """The question for each fact whose label fits into one. A label with one party of two would not name which."""
    labels = (re.sub(r"^the\s+", "", fact.label, flags=re.I) for fact in facts if len(fact.parties) != 1)
    fitting = (label for label in labels if label and len(label) <= _LONGEST_LABEL)
    return [question.format(label) for label in fitting if not re.search(r"[\n:?;]", label)]


def _from_headings(searcher: Searcher) -> Iterator[str]:
    names = [
        heading.text
        for document in searcher.generation.documents.values()
        for heading in document.headings
        if _SHORTEST_HEADING < len(heading.text) <= _LONGEST_HEADING
    ]
    return (f"What does it say about “{name.rstrip(' :.')}”?" for name in _spread(names))


def _spread(texts: Sequence[str]) -> Iterator[str]:
    """A few of these, from all over them."""
    step = max(1, len(texts) // _TRIES)
    return islice(dict.fromkeys(texts[step // 2 :: step]), _TRIES)
