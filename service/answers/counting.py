"""How many things a source sets out, where it states no number of them: its lists and tables are counted.

"How many goals are there?" has the answer of a list under "Goals", and "how many memoranda are in force?" that of the
rows that are called so in a table under "In force". What the question says besides must be said by what stands above
the list, since nobody has looked which of the items it holds of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Evidence
from corpus.names import BODY_HEADS
from index.hits import Hit
from index.lexical import terms
from service.answers.enumeration import enumerated
from service.answers.listings import Enumeration, listings
from service.answers.questions import asking, content_terms
from service.answers.sections import Section, Sections, alone, read
from service.answers.several import asks_several, excludes

#: Lists are looked for in so many of the best passages.
_READ = 3
#: The name of a thing that is counted has at most so many words.
_LONGEST_NAME = 14
#: So many sentences before a list or a table, the row of its headings among them, may say what it is of.
_BEFORE = 3
#: So many words after a number may name what it counts.
_NEAR = 5
#: The least that an enumeration of a sentence must score for its items to be counted, since most numbers are stated.
_SURELY = 1.6
_MANY = re.compile(
    r"\b(?P<many>how many(?: different)?(?: of)?(?: the)?|(?:the )?number of(?: the)?)\s+"
    r"(?P<noun>(?:[\w-]+\s+){0,2}?(?:[\w-]+(?<!(?-i:ou))(?<!s)s|people|men|women|children))\b(?P<of>\s+of\s+[\w-]+)?",
    re.IGNORECASE,
)
#: A number, and the words after it up to one that leads on to something else.
_AFTER_NUMBER = re.compile(
    r"(?:\D*\d[\d.,]*|[a-z-]+)"
    r"(?:[ ](?!(?:to|in|on|at|for|by|from|with|and|or|is|are|was|were|which|that|per)\b)[\w/’'-]+){1,6}",
    re.IGNORECASE,
)
#: What somebody does with the things: "does it support", "do they listen to".
_LAST_VERB = re.compile(
    r"\b(?:do|does|did|has|have|can)\s+(?:it|they|we|you|he|she|this|that|these|those|the|an?|each|both)\s+"
    r"(?:\w+\s+){0,3}?(?P<v>\w+)(?:\s+(?:to|for|in|on|of|with|from|at))?\W*\Z",
    re.IGNORECASE,
)
#: Words of a question that say nothing of the things counted.
_GENERAL = frozenset(
    terms(
        "there exist list listed table total altogether overall define defined given name named have set have "
        "document page article text source right now currently going annex section count include contain different "
        "mention mentioned describe described up until so far yet themselves itself two both countries sides split "
        "divided country consist made up row rows entry entries new sit sits serve lie lies located situated being"
    )
)
#: What a question calls the rows that it asks about: it needn't call them by what they are.
_SET_OUT = re.compile(
    r"\b(?:in|on) (?:the|that|this|its) (?:table|list)\b|\blisted (?:here|below|above|in the|on the)\b"
    r"|\b(?:entries|rows)\b[^?]*\b(?:in|on|under|of) the\b",
    re.IGNORECASE,
)
_PEOPLE = frozenset(terms("people person men women members"))
#: Nouns that say no more than which kinds there are of what comes before them.
_SORTS = frozenset(terms("types kinds sorts classes categories models systems variants forms"))
#: How it is said that something is left out.
_LEFT_OUT = frozenset(
    terms("left let ruled out off outside scope excluded exempt exempted covered apply included altogether")
)
#: What verbs are that don't keep their stem.
_PRESENT = {
    "began": "begin", "built": "build", "held": "hold", "made": "make", "sent": "send", "met": "meet", "sold": "sell",
    "bought": "buy", "won": "win", "led": "lead", "given": "give", "taken": "take", "written": "write", "sunk": "sink",
}  # fmt: skip
#: What is defined, and what a list of that is called.
_TERMS = frozenset(terms("terms words expressions definitions"))
_DEFINED = frozenset(terms("definitions defined meaning"))
#: Of what a list is called that is of people.
_OF_PEOPLE = frozenset(
    terms(
        "member crew team staff board council committee panel commission jury cabinet delegation maintainer author "
        "editor trustee director officer speaker participant"
    )
)
_PERSON = re.compile(r"(?:[^\W\d_a-z][\w'’.-]*\s+){1,3}[^\W\d_a-z][\w'’-]+")


@dataclass(frozen=True, slots=True)
class Counted:
    """The things that were counted, what the question calls them, and the words that set them out."""

    items: tuple[str, ...]
    noun: str
    citations: tuple[Evidence, ...]
    #: Whether they are a list or a table that is called so, and not what a sentence enumerates.
    set_out: bool = False

    @property
    def text(self) -> str:
        """The number and the noun: "3 islands", "1 of the islands"."""
        return f"{len(self.items)} {'of the ' if len(self.items) == 1 else ''}{self.noun}"


def counted(
    question: str, hits: Sequence[Hit], sections: Sections = alone, *, in_sentences: bool = True
) -> Counted | None:
    """How many things the source sets out, where the question asks how many there are; None where it is in doubt.

    What sentences enumerate is counted too, unless there may be a number of it.
    """
    many = _MANY.search(question)
    if many is None:
        return None
    for section in read(hits[:_READ], sections):
        if found := next(_listed(asking(question), many, section), None):
            return found
    asked = f"{question[: many.start()]}which{question[many.end('many') :]}"
    one = enumerated(asked, hits, sections) if in_sentences and asks_several(asked) else None
    if one is None or one.lines or one.score < _SURELY:
        return None
    return Counted(one.items, many["noun"], one.section.cited(one.span))


def points_at_list(question: str) -> bool:
    """Whether a question says itself that what it counts is set out: "in the table", "are listed"."""
    return _SET_OUT.search(question) is not None


def states(text: str, sentence: str, question: str) -> bool:
    """Whether the text opens with a number of what the question counts: "23 new boats", not "8 m to the boats".

    And whether its sentence says anything else of what the question does, if it does.
    """
    many, after = _MANY.search(question), _AFTER_NUMBER.match(text)
    if many is None or after is None:
        return False
    besides = content_terms(f"{question[: many.start()]} {question[many.end() :]}") - _GENERAL
    if besides and not besides & frozenset(terms(sentence)):
        return False
    return _head(many) in [_stem(noun) for noun in after.group().split()[-_NEAR:]]


def _head(many: re.Match[str]) -> str:
    """The stem of what is counted."""
    return _stem(many["noun"].split()[-1])


def _stem(noun: str) -> str:
    """The stem of a noun, of a short name without its "s": "MoUs"."""
    short = sum(map(str.isupper, noun)) > 1 and noun.endswith("s")
    return next(iter(terms(noun[:-1] if short else noun)), "")


def _listed(question: str, many: re.Match[str], section: Section) -> Iterator[Counted]:
    """The lists and tables of a section that are called what is counted, or whose items are."""
    told, head = terms(" ".join(many["noun"].split()[:-1])), _head(many)
    wanted = frozenset([*told, *terms(many["of"] or "")])
    verb = _LAST_VERB.search(question)
    besides = content_terms(question.replace(many["noun"], " ")) - _GENERAL - {*told, head}
    besides -= frozenset(terms(verb["v"])) if verb else frozenset()
    headings = section.whole.headings
    for heading, below in section.divisions:
        if head in terms(heading) and len(below) > 1 and wanted | besides <= _above(section, heading):
            opening = section.cited(next(iter(section.whole.sentences), section.whole.span))
            yield Counted(below, many["noun"], opening, set_out=True)
    found = tuple(listings(section))
    # Who points at a table calls its rows as they please, unless a column is called so.
    pointed = points_at_list(question) and not any(head in terms(one.label) for one in found)
    for one in found:
        label = frozenset(terms(" ".join([*headings[-1:], one.label])))
        above = label | _above(section, *headings) | _around(one)
        left_out = excludes(question, one.label)
        otherwise = left_out or _are_definitions(one, head, label) or (head in _SORTS and _names(one, told))
        meant = _is_meant(one, head, label, pointed=pointed) or (one.first and otherwise)
        items = one.items if meant else _called(one, head)
        said = [frozenset(terms(line)) for line in one.lines]
        telling = frozenset(w for w in besides - label if 0 < sum(w in words for words in said) < len(said))
        lacking = besides - above - telling - _headed(telling, one)
        lacking -= _LEFT_OUT if left_out else frozenset()
        if telling or (lacking and (head in _PEOPLE or not _mostly(label, besides))):
            items = tuple(_saying(telling | lacking, one, items))
        if items and len(one.items) > 1 and wanted <= above:
            yield Counted(items, many["noun"], section.cited(one.span), set_out=True)


def _mostly(label: frozenset[str], besides: frozenset[str]) -> bool:
    """Whether what heads a list says at least half of these words, and each number among them."""
    numbers = frozenset(word for word in besides if word[0].isdigit())
    return len(besides) > 1 and len(label & besides) * 2 >= len(besides) and numbers <= label


def _around(one: Enumeration) -> frozenset[str]:
    """The stems of what every line of a list or table says, its headings that is, and of the sentence before it."""
    said = [frozenset(terms(line)) for line in one.lines]
    common = said[0].intersection(*said[1:]) if said else frozenset[str]()
    before = [span for span in one.section.whole.sentences if span.end <= one.span.start]
    return common | frozenset(terms(" ".join(map(one.section.whole.words_at, before[-_BEFORE:] if said else ()))))


def _are_people(one: Enumeration) -> bool:
    """Whether most of what is listed are, or name, people, and not bodies: "the Technical Panel"."""
    found = [(line, _PERSON.search(line)) for line in one.lines or one.items]
    named = [line for line, name in found if name and not BODY_HEADS & frozenset(name.group().lower().split())]
    return len(named) * 2 > len(one.items)


def _above(section: Section, *headings: str) -> frozenset[str]:
    """The stems of these headings, and of how the document opens."""
    return frozenset(terms(" ".join([section.opening, *headings])))


def _saying(words: frozenset[str], one: Enumeration, items: Sequence[str]) -> Iterator[str]:
    """The items of which the source says all of these words, where it does not of others."""
    told = {item: frozenset(terms(line)) for item, line in zip(one.items, one.lines, strict=True)} if one.lines else {}
    said = [item for item in items if words <= told.get(item, frozenset())]
    return iter(said if len(said) < len(one.items) else ())


def _is_meant(one: Enumeration, head: str, label: frozenset[str], *, pointed: bool) -> bool:
    """Whether a list is called what is counted, or the question points at it, or it is of people, who are counted."""
    if head in label and _is_first(one, head):
        return True
    people = head in _PEOPLE and bool(label & _OF_PEOPLE) and _are_people(one)
    return one.first and ((pointed and bool(one.lines)) or people)


def _names(one: Enumeration, told: Sequence[str]) -> bool:
    """Whether a column of a table is called what comes before the noun: "Engine" for "engine types"."""
    return bool(told) and bool(one.lines) and terms(one.label) == list(told)


def _are_definitions(one: Enumeration, head: str, label: frozenset[str]) -> bool:
    """Whether a list under "Definitions" is of the terms that are counted."""
    return head in _TERMS and bool(label & _DEFINED) and bool(one.lines)


def _headed(words: frozenset[str], one: Enumeration) -> frozenset[str]:
    """The stems of what heads the column of which some cells say just these words: "Work began" over "2021"."""
    cells = (cell.partition(": ") for line in one.lines for cell in line.split(" | ")[1:])
    heading = next((heading for heading, _, cell in cells if words and frozenset(terms(cell)) == words), "")
    return frozenset(terms(" ".join([heading, *(_PRESENT.get(word, "") for word in heading.lower().split())])))


def _is_first(one: Enumeration, head: str) -> bool:
    """Whether a list, or the first column of a table, is meant, or a column that is called so itself."""
    return one.first or head in terms(one.label)


def _called(one: Enumeration, head: str) -> tuple[str, ...]:
    """The items that have the word in their name, and another beside it."""
    if not one.first or max(len(item.split()) for item in one.items) > _LONGEST_NAME:
        return ()
    return tuple(item for item in one.items if head in (said := terms(item)) and len(said) > 1)
