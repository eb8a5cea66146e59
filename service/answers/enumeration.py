"""What a source enumerates: "areas such as A, B and C" or a bulleted list, as one clean item each.

No parser is at hand when a question is answered, so an enumeration is known by its form: parts between commas and a
last "and", whose first and last part are cut free of the sentence around them. Of all that the best passages
enumerate, the one is taken whose sentence is nearest to the question and that the reader's words fall into.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.dates import find_dates
from corpus.model import Passage, Span
from corpus.names import BODY_HEADS
from index.hits import Hit
from index.lexical import stem, terms
from index.nations import nation, nations_of
from service.answers.candidates import Candidate
from service.answers.coordination import Coordination, clean, find_coordinations, in_name, separated
from service.answers.cores import names
from service.answers.listings import Enumeration, dates_in, listings
from service.answers.questions import content_terms
from service.answers.sections import Sections, alone
from service.answers.several import Asked, asked_of, asks_at_large, asks_who, excludes

#: Enumerations are looked for in so many of the best passages.
_READ = 3
#: The least that an enumeration must score to be an answer.
_ENOUGH = 0.85
#: Two may be parted by any "and".
_PAIR = 2
#: One item in so many must be called what is asked for.
_FEW = 4
#: So many characters after the items may say whose they are.
_BESIDE = 40
#: The score of what its form alone shows to be a list.
_SET_OUT = 0.2
_AMOUNT = re.compile(r"[$€£¥₹]\s?\d|\d\s?(?:%|per ?cent\b|°)|\A\W*\d[\d.,]*\W*\Z")
#: What goes on with a sentence rather than names something: "devoted to …".
_PARTICIPLE = re.compile(r"\w{3,}ed\s+(?:to|by|in|at|on|for|from|with|as)\b")
#: What says something of what is named: "the rest comes from gifts", but not "boats that come from afar".
_CLAUSE = re.compile(r"(?<!that)(?<!which)(?<!who)\s(?:is|are|was|were|has|have|comes?|came|goes|went|pays?|paid)\s")
_DID = re.compile(r"\w{3,}ed\s")
#: How a sentence opens that goes on from the one before.
_LEANS = re.compile(
    r"(?:(?:at|in|under|during|of|with|for|on) )?"
    r"(?:the|this|these|those|it|they|its|their|both|such|here|there)\b(?! [A-Z])",
    re.IGNORECASE,
)
#: Stems of what countries are called where several are asked for.
_COUNTRIES = frozenset(terms("countries nations states members parties partners signatories governments sides"))
#: How no item begins: with what ties a clause to another.
_ILL_CUT = re.compile(
    r"(?:with|have|has|had|is|are|was|were|will|would|can|could|may|must|shall|should|do|does|did|however|therefore|thus"
    r"|later|then|also|but|while|because|although|since|causing|resulting|However|Therefore|Thus|Moreover|Meanwhile|Later"
    r"|(?:in|on|at|by|from|of|as) (?:the|a|an|this|his|her|its|their))\b"
)
_PERSON = re.compile(r"[^\W\d_a-z][\w'’.-]+(?:\s[^\W\d_a-z][\w'’.-]+){1,2}")
#: And of what nothing but a country is called.
_MERE_COUNTRIES = frozenset(terms("countries nations"))
_SUBJECT = re.compile(
    r"(?P<n>\w+)\s+(?P<rel>(?:that|which)\s+)?(?:are|were|(?:are )?as follows|includes?|compris\w+(?: of)?"
    r"|consists? of)\W*(?:(?:the|an?)\s+)?\Z",
    re.IGNORECASE,
)
_POINTING = re.compile(r"(?:it|this|that|these|those|they|them|he|she|what|which|who|so|more|others?)\b", re.IGNORECASE)


def enumerated(question: str, hits: Sequence[Hit], sections: Sections = alone) -> Enumeration | None:
    """The enumeration in the best passages that answers the question; None where none is near enough to it."""
    asked = asked_of(question)
    found = [
        replace(one, score=_score(asked, one, hit))
        for hit in hits[:_READ]
        for one in (*_enumerations(asked, hit.passage, sections), *_as_read(asked, hit))
    ]
    best = max(found, key=lambda one: (round(one.score, 2), len(one.items)), default=None)
    return best if best and best.score >= _ENOUGH else None


def list_of(question: str, candidate: Candidate, sections: Sections) -> Enumeration | None:
    """The list of lines of which one item holds the candidate's words, and whose label says most of the question; or
    the enumeration that they open in their sentence: of people, where it is asked who.
    """
    at_large, who = asks_at_large(question), asks_who(question)
    asked = content_terms(question)
    for one in listings(sections(candidate.hit.passage)) if at_large else ():
        opens = [item for item in one.items if clean(candidate.text).casefold() in item.casefold()]
        label = content_terms(" ".join([*one.section.whole.headings[-1:], one.label]))
        if not (one.lines and one.first and len(opens) == 1):
            continue
        # Whoever asks what is needed isn't answered by the first of several things that a colon announces.
        announced = one.label.rstrip().endswith(":") and opens[0] == one.items[0] and asked & label
        if announced or len(asked & label) * 2 > len(asked):
            return one
    return _opened(candidate, who=who) if at_large or who else None


def _opened(candidate: Candidate, *, who: bool) -> Enumeration | None:
    """The enumeration that the candidate's words open in their sentence: three things, or people where it is asked who.

    Not one of clauses, "the plan, adopted the budget …", nor one that says of each what it is: "A (chair), B (pilot)".
    """
    passage = candidate.hit.passage
    span = next((one for one in passage.sentences if one.covers(candidate.span)), None)
    text = passage.words_at(span) if span else ""
    for one in find_coordinations(text):
        items = tuple(clean(part.of(text)) for part in one.parts)
        fits = _are_persons(items) if who else len(items) > _PAIR
        amiss = any(_CLAUSE.search(item) or _DID.match(item) for item in items)
        explained = any("(" in text[part.start : part.end + 2] for part in one.parts)
        if span and fits and items[0] == clean(candidate.text) and not (amiss or explained):
            return Enumeration(items, alone(passage), span, 0.0, text)
    return None


def itemised(words: str) -> tuple[str, ...]:
    """The items of words that are nothing but an enumeration; empty for any others."""
    items = tuple(clean(part.of(words)) for part in separated(words))
    # The first part of an enumeration is where its edge may be in doubt: here it begins with the words.
    rest = [tuple(clean(part.of(words)) for part in one.parts[1:]) for one in find_coordinations(words)]
    return items if len(items) > 1 and items[1:] in rest else ()


def _enumerations(asked: Asked, passage: Passage, sections: Sections) -> Iterator[Enumeration]:
    """Every enumeration of the passage, with the sentences that hold it and announce it."""
    if asked.dates:
        yield from dates_in(alone(passage))
        return
    yield from listings(sections(passage))
    for span in passage.sentences:
        text = passage.words_at(span)
        for one in find_coordinations(text):
            if items := tuple(item for part in one.parts if (item := clean(part.of(text)))):
                yield Enumeration(items, alone(passage), span, _shape(one, items), text)


def _as_read(asked: Asked, hit: Hit) -> Iterator[Enumeration]:
    """The reader's own words, and the names that they stand among, where they enumerate."""
    if hit.answering is None or asked.dates:
        return
    read = hit.answering.span
    span = next((s for s in hit.passage.sentences if s.covers(read)), None)
    if span is None:
        return
    text = hit.passage.words_at(span)
    mark = Span(read.start - span.start, read.end - span.start)
    for words in dict.fromkeys((mark, *(name for name in names(text) if name.covers(mark)))):
        parts = [Span(p.start + words.start, p.end + words.start) for p in separated(words.of(text))]
        items = tuple(item for part in parts if (item := clean(part.of(text))))
        if len(items) > 1 and not in_name(text, parts):
            yield Enumeration(items, alone(hit.passage), span, -0.1, text)


def _shape(one: Coordination, items: Sequence[str]) -> float:
    """How much an enumeration looks like one by itself."""
    long = max(len(item.split()) for item in items)
    amiss = any(_POINTING.fullmatch(item) or _ILL_CUT.match(item) or _is_date(item) for item in items)
    nested = any(" and " in item and not item[:1].isdigit() for item in items[:-1]) and len(items) > 2
    return (
        0.15 * one.announced + (0.1 if len(items) > 2 else -0.25) - 0.05 * max(0, long - 6) - 0.5 * amiss - 0.2 * nested
    )


def _is_date(item: str) -> bool:
    return any(len(date.span) * 2 > len(item) for date in find_dates(item))


def _score(asked: Asked, one: Enumeration, hit: Hit) -> float:
    """How near the enumeration is to the question: by the words around it, its number, what its items are called and
    the reader's words. `one.score` is what its form alone tells.
    """
    asks = len(asked.stems) or 1
    around = content_terms(f"{one.label} {_around(one)}")
    inside = frozenset(s for item in one.items for s in content_terms(item))
    beside = content_terms(" ".join([*one.section.whole.headings, one.section.whole.text])) - around
    near = len(asked.stems & (around - inside)) / asks + 0.4 * len(asked.stems & beside) / asks
    read = _read(one, hit)
    left_out = excludes(asked.text, one.label)
    if not near and read <= 0 and not left_out:
        return 0.0
    repeats = len(asked.stems & inside - {asked.head}) / asks
    amiss = 0 if asked.dates else sum(_is_no_thing(item, line=bool(one.lines)) for item in one.items)
    score = one.score + near - 0.5 * repeats - 0.5 * bool(amiss) - 0.4 * (amiss * 2 > len(one.items))
    score += 0.6 * left_out
    if asked.head:
        score += 0.2 * (asked.head in around) + 0.4 * _told_of(one, asked.head)
    if asked.head and one.score >= _SET_OUT and asked.head in terms(" ".join(one.section.whole.headings[-1:])):
        score += 0.3
    if asked.count is not None:
        score += 0.35 if asked.count == len(one.items) else -0.1
    if asked.head:
        called = sum(_is_called(item, asked.head) for item in one.items)
        score += 0.4 if called * 2 > len(one.items) else 0.25 if called * _FEW > len(one.items) else 0.0
        score -= 0.5 * (asked.head not in _COUNTRIES and any(nation(item) for item in one.items))
        score -= 0.6 * (asked.head in _MERE_COUNTRIES and _are_persons(one.items))
    score -= 0.6 * _is_foreign(one, asked.nation)
    if one.span in hit.highlights:
        score += 0.3 if one.span == hit.highlights[0] else 0.15
    return score + read + 0.8 * hit.score


def _told_of(one: Enumeration, head: str) -> int:
    """1 where a sentence says just that, "The settings are A, B and C"; -1 for what others are: "links that are A"."""
    text = one.section.whole.words_at(one.span)
    subject = _SUBJECT.search(text[: max(0, text.find(one.items[0]))])
    if subject is None:
        return 0
    return 1 if head == stem(subject["n"].lower()) else -1 if subject["rel"] else 0


def _is_foreign(one: Enumeration, country: str | None) -> bool:
    """Whether the items, or the words right after them, say that they are another country's: "A and B from Norway"."""
    text = one.section.whole.words_at(one.span)
    at = text.rfind(one.items[-1])
    if country is None or at < 0:
        return False
    others = [nations_of(item) for item in one.items]
    if any(country in named for named in others) and any(named and country not in named for named in others):
        return True
    named = nations_of(re.split(r"[,;.]", text[at + len(one.items[-1]) :][:_BESIDE], maxsplit=1)[0])
    return bool(named) and country not in named


def _are_persons(items: Sequence[str]) -> bool:
    """Whether most items are two capitalised words or three, none of them a country."""
    named = [item for item in items if nation(item) is None and _PERSON.fullmatch(item)]
    return len(named) * 2 > len(items)


def _is_no_thing(item: str, *, line: bool) -> bool:
    """Whether the item is an amount, a small word, goes on with a sentence, "devoted to …", or is a clause in one."""
    clause = not line and _CLAUSE.search(item)
    return bool(_AMOUNT.search(item) or _PARTICIPLE.match(item) or clause) or not terms(item)


def _is_called(item: str, head: str) -> bool:
    """Whether the item begins or ends with what the question calls the items."""
    words = re.findall(r"[^\W_]+", re.sub(r"\([^()]*\)", "", item))
    ends = [word for word in (*words[:1], *words[-1:]) if word.islower() or word.lower() in BODY_HEADS]
    return head in (stem(end.lower()) for end in ends)


def _around(one: Enumeration) -> str:
    """The sentences of the enumeration; the one before too, where they lean on it ("The workshop focused on …")."""
    text = one.section.whole.words_at(one.span)
    if not _LEANS.match(text):
        return text
    before = [span for span in one.section.whole.sentences if span.end <= one.span.start]
    return f"{one.section.whole.words_at(before[-1])} {text}" if before else text


def _read(one: Enumeration, hit: Hit) -> float:
    """What the reader's words add: much where they are several of the items."""
    if hit.answering is None:
        return 0.0
    marked = [hit.answering, *(one for one in (hit.read.answers[1:] if hit.read else ()) if one.margin > 0)]
    said = [hit.passage.words_at(read.span) for read in marked]
    parts = [clean(part.of(words)) for words in said for part in separated(words)]
    among = sum(any(item in part or part in item for part in parts) for item in one.items)
    sure = min(1.0, max(0.0, (hit.answering.margin + 6.0) / 8.0))
    return sure * (0.8 if among > 1 else 0.3 if among else -0.4)
