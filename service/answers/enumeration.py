"""What a source enumerates: "areas such as A, B and C" or a bulleted list, as one clean item each.

No parser is at hand when a question is answered, so an enumeration is known by its form: parts between commas and a
last "and", whose first and last part are cut free of the sentence around them. Of all that the best passages
enumerate, the one is taken whose sentence is nearest to the question and that the reader's words fall into.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.dates import find_dates
from corpus.model import Passage, Span
from corpus.names import BODY_HEADS
from corpus.sentences import MARKER
from index.hits import Hit
from index.lexical import stem, terms
from index.nations import nation
from index.phrasing import NUMBERS
from service.answers.candidates import names
from service.answers.coordination import Coordination, clean, find_coordinations, in_name, separated
from service.answers.demands import without_besides
from service.answers.questions import content_terms

#: Enumerations are looked for in so many of the best passages.
_READ = 3
#: The least that an enumeration must score to be an answer.
_ENOUGH = 0.85
#: And the least where its items are to be counted, since most numbers are stated.
_SURELY = 1.6
_MANY = re.compile(r"\b(?P<many>how many(?: of)?(?: the)?)\s+(?P<noun>(?:[\w-]+\s+){0,2}?[\w-]+s)\b", re.IGNORECASE)
_COUNT = re.compile(rf"\b(?:(?P<w>{'|'.join(NUMBERS)}|both)|(?P<d>[2-9]|1\d))\b", re.IGNORECASE)
_SEVERAL = re.compile(
    r"(?:^|[,;:]\s*)(?:(?:and|but|so|or|please|in|on|at|of|to|from|for|by|with|between|during|under)\s+)*"
    r"(?:(?:which|what|list|name|enumerate|give)(?:\s+(?:is|are|were|was))?(?:\s+me)?(?:\s+(?:all|some))?(?:\s+of)?(?:\s+the)?"
    r"\s+(?P<n>(?:(?!of\b|when\b|if\b|happens?\b|do\b|does\b|did\b|is\b|was\b|to\b|in\b|for\b|that\b)[\w’'/-]+\s+){0,4}?"
    r"(?P<h>(?!(?:is|was|does|has|happens|means|news|this|his|its|as|us|plus|less|process|basis|status|class)\b)"
    r"(?:[\w’'-]*(?:[^s\W]s|sses)|people|men|women|children|criteria|phenomena|media|memoranda|symposia))\b)"
    r"|(?:which|what|who)\s+(?:are|were|have)\b)",
    re.IGNORECASE,
)
_COMMANDS = re.compile(r"\W*(?:please\s+)?(?:list|name|enumerate|give)\b", re.IGNORECASE)
_PREPOSITION = re.compile(r"\s+(?:with|for|to|on|by|as|in|at|from|the|a|an)\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|do|did|does|have|has|had|can|could|will|would|should|may|might|\w{3,}ed|make|made|took|held|won)\b",
    re.IGNORECASE,
)
#: A member of a list that runs on in a line: "1) boats, 2) lamps and 3) nets", "(a) boats; (b) lamps".
_INLINE = re.compile(
    r"(?:^|(?<=[\s:(]))(?:\((?P<a>\d{1,2}|[a-z]|[ivx]{1,4})\)|(?P<b>\d{1,2}|[a-z]|[ivx]{1,4})[).])\s+(?=\S)"
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_HEADED = re.compile(
    r"\s+(?!(?:in|on|at|of|to|from|for|by|with|that|who|which|and|or|is|are|was|were|do|does|did|has|have|had|can|could|"
    r"will|would|should|may|might|must)\b|\w+(?:ed|ly)\b)[a-z]+\s+"
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)\b"
)
#: "Which of two has more": one of them is asked for.
_CHOICE = re.compile(
    r"\b(?:more|less|fewer|better|worse|(?!(?:other|order|number|member|under|over|after|whether|either|center)\b)\w{3,}er)\b"
    r"[^?]*\bor\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"[$€£¥₹]\s?\d|\d\s?(?:%|per ?cent\b|°)|\A\W*\d[\d.,]*\W*\Z")
#: What goes on with a sentence rather than names something: "devoted to …".
_PARTICIPLE = re.compile(r"\w{3,}ed\s+(?:to|by|in|at|on|for|from|with|as)\b")
_DATES = re.compile(r"(?:day|date|year|month|decade|centur)(?:s|ies)", re.IGNORECASE)
_MARKED = re.compile(rf"{MARKER.pattern}(?P<t>\S.*)", re.DOTALL)
#: How a sentence opens that goes on from the one before.
_LEANS = re.compile(
    r"(?:(?:at|in|under|during|of|with|for|on) )?"
    r"(?:the|this|these|those|it|they|its|their|both|such|here|there)\b(?! [A-Z])",
    re.IGNORECASE,
)
#: Stems of what countries are called where several are asked for.
_COUNTRIES = frozenset(terms("countries nations states members parties partners signatories governments sides"))
_POINTING = re.compile(r"(?:it|this|that|these|those|they|them|he|she|what|which|who|so|more|others?)\b", re.IGNORECASE)
_CLOSING = re.compile(r"[.;](?=\s|$)|\n")
_HEAD_OF_ITEM = re.compile(r"[^.;:–—(]{2,90}?(?=\s*(?:[.;:–—(]|$))")


@dataclass(frozen=True, slots=True)
class Enumeration:
    """The items in the order of the source, and where they stand in a passage."""

    items: tuple[str, ...]
    passage: Passage
    #: The sentences that enumerate them, in the document's offsets.
    span: Span
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted, and what the question calls it."""

    enumeration: Enumeration
    noun: str

    @property
    def text(self) -> str:
        """The number and the noun: "3 islands"."""
        return f"{len(self.enumeration.items)} {self.noun}"


def asks_several(question: str) -> bool:
    """Whether a question's form asks for several things: "Which sites …", "What are the …", "Name the bodies …"."""
    return _named(question) is not None


def enumerated(question: str, hits: Sequence[Hit]) -> Enumeration | None:
    """The enumeration in the best passages that answers the question; None where none is near enough to it."""
    asked = _asked(question)
    found = [
        replace(one, score=_score(asked, one, hit))
        for hit in hits[:_READ]
        for one in (*_enumerations(asked, hit.passage), *_as_read(asked, hit))
    ]
    best = max(found, key=lambda one: (round(one.score, 2), len(one.items)), default=None)
    return best if best and best.score >= _ENOUGH else None


def counted(question: str, hits: Sequence[Hit]) -> Counted | None:
    """How many things the source enumerates, where the question asks how many there are; None where it is in doubt."""
    many = _MANY.search(question)
    if many is None:
        return None
    asked = f"{question[: many.start()]}which{question[many.end('many') :]}"
    found = enumerated(asked, hits) if asks_several(asked) else None
    return Counted(found, many["noun"]) if found and found.score >= _SURELY else None


def itemised(words: str) -> tuple[str, ...]:
    """The items of words that are nothing but an enumeration of three things or more; empty for any others."""
    whole = Span(0, len(words))
    found = next((one for one in find_coordinations(words) if len(one.parts) > 2 and one.span == whole), None)
    return tuple(clean(part.of(words)) for part in found.parts) if found else ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question says of the items."""

    stems: frozenset[str]
    #: The stem of what they are called: "univers" of "which universities".
    head: str | None
    dates: bool
    count: int | None


def _named(question: str) -> re.Match[str] | None:
    """Where the question names the several things; not where what looks like their name is its verb ("works with")."""
    named = None if _CHOICE.search(question) else _SEVERAL.search(question)
    if named and named["h"] and not _COMMANDS.match(named.group()):
        following = question[named.end() :]
        if _PREPOSITION.match(following) and not _VERB.search(following):
            return None
        if _HEADED.match(following):
            return None  # "which Nations body is …": what is asked for is called by the word after it
    return named


def _asked(question: str) -> _Asked:
    named = _named(question)
    head = named["h"] if named else None
    number = _COUNT.search(named["n"] or "") if named else None
    count = None
    if number:
        word = (number["w"] or "").lower()
        count = int(number["d"]) if number["d"] else 2 if word == "both" else NUMBERS.index(word) + 2
    dates = head is not None and _DATES.fullmatch(head) is not None
    return _Asked(
        content_terms(without_besides(question)), stem(head.lower()) if head and not dates else None, dates, count
    )


def _enumerations(asked: _Asked, passage: Passage) -> Iterator[Enumeration]:
    """Every enumeration of the passage, with the sentences that hold it and announce it."""
    if asked.dates:
        yield from _dated(passage)
        return
    yield from _bulleted(passage)
    yield from _inline(passage)
    for span in passage.sentences:
        text = passage.words_at(span)
        for one in find_coordinations(text):
            if items := tuple(item for part in one.parts if (item := clean(part.of(text)))):
                yield Enumeration(items, passage, span, _shape(one, items))


def _as_read(asked: _Asked, hit: Hit) -> Iterator[Enumeration]:
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
            yield Enumeration(items, hit.passage, span, -0.1)


def _dated(passage: Passage) -> Iterator[Enumeration]:
    """The dates of each sentence that gives several."""
    for span in passage.sentences:
        text = passage.words_at(span)
        dates = [date.span.of(text) for date in find_dates(text)]
        if len(dates) > 1:
            yield Enumeration(tuple(dict.fromkeys(dates)), passage, span)


def _bulleted(passage: Passage) -> Iterator[Enumeration]:
    """The items of each list of lines, with the sentence before it that announces them."""
    run: list[Span] = []
    lead: Span | None = None
    for span, following in zip(passage.sentences, (*passage.sentences[1:], None), strict=True):
        marked = _MARKED.fullmatch(passage.words_at(span))
        if marked:
            run.append(span)
        if run and (not marked or following is None):
            if len(run) > 1:
                items = tuple(_opening_of(passage.words_at(item)) for item in run)
                yield Enumeration(items, passage, Span((lead or run[0]).start, run[-1].end), 0.2)
            run = []
        if not marked:
            lead = span


def _inline(passage: Passage) -> Iterator[Enumeration]:
    """The members of each list that is numbered within its lines: 1, 2, … or a, b, … or i, ii, …"""
    text = passage.text
    run: list[re.Match[str]] = []
    for mark in (*_INLINE.finditer(text), None):
        if mark is not None and _place(mark) == len(run) + 1:
            run.append(mark)
            continue
        if len(run) > 1:
            yield _listed(passage, run)
        run = [mark] if mark is not None and _place(mark) == 1 else []


def _place(mark: re.Match[str]) -> int:
    """Which member of its list a mark opens, from 1 on; letters are read as such before they are Roman."""
    said = mark["a"] or mark["b"]
    if said.isdigit():
        return int(said)
    if said in _ROMAN and (said == "i" or len(said) > 1):
        return _ROMAN.index(said) + 1
    return ord(said) - ord("a") + 1 if len(said) == 1 else 0


def _listed(passage: Passage, run: Sequence[re.Match[str]]) -> Enumeration:
    """The list whose members these marks open, and the sentences that hold it."""
    text = passage.text
    closes = _CLOSING.search(text, run[-1].end())
    edges = [*(mark.start() for mark in run[1:]), closes.start() if closes else len(text)]
    said = [text[mark.end() : edge] for mark, edge in zip(run, edges, strict=True)]
    items = tuple(clean(re.sub(r"[,;.\s]+(?:and|or)?\s*\Z", "", one)) for one in said)
    start, end = passage.span.start + run[0].start(), passage.span.start + edges[-1]
    held = [one for one in passage.sentences if one.start < end and start < one.end]
    return Enumeration(items, passage, Span(held[0].start, held[-1].end) if held else Span(start, end), 0.3)


def _opening_of(line: str) -> str:
    """What an item of a list of lines is called: its words up to the first mark."""
    marked = _MARKED.fullmatch(line)
    said = marked["t"] if marked else line
    head = _HEAD_OF_ITEM.match(said)
    return clean(head.group() if head else said)


def _shape(one: Coordination, items: Sequence[str]) -> float:
    """How much an enumeration looks like one by itself."""
    long = max(len(item.split()) for item in items)
    pointing = any(_POINTING.fullmatch(item) or _is_date(item) for item in items)
    return 0.15 * one.announced + (0.1 if len(items) > 2 else -0.25) - 0.05 * max(0, long - 6) - 0.5 * pointing


def _is_date(item: str) -> bool:
    return any(len(date.span) * 2 > len(item) for date in find_dates(item))


def _score(asked: _Asked, one: Enumeration, hit: Hit) -> float:
    """How near the enumeration is to the question: by the words around it, its number, what its items are called and
    the reader's words. `one.score` is what its form alone tells.
    """
    asks = len(asked.stems) or 1
    around = content_terms(_around(one))
    inside = frozenset(s for item in one.items for s in content_terms(item))
    beside = content_terms(" ".join([*one.passage.headings, one.passage.text])) - around
    near = len(asked.stems & (around - inside)) / asks + 0.4 * len(asked.stems & beside) / asks
    read = _read(one, hit)
    if not near and read <= 0:
        return 0.0
    repeats = len(asked.stems & inside - {asked.head}) / asks
    score = one.score + near - 0.5 * repeats - 0.5 * any(map(_is_no_thing, one.items)) * (not asked.dates)
    if asked.head and asked.head in around:
        score += 0.2
    if asked.count is not None:
        score += 0.35 if asked.count == len(one.items) else -0.1
    if asked.head:
        called = sum(_is_called(item, asked.head) for item in one.items)
        score += 0.4 if called * 2 > len(one.items) else 0.25 if called else 0.0
        score -= 0.5 * (asked.head not in _COUNTRIES and any(nation(item) for item in one.items))
    if one.span in hit.highlights:
        score += 0.3 if one.span == hit.highlights[0] else 0.15
    return score + read + 0.8 * hit.score


def _is_no_thing(item: str) -> bool:
    """Whether the item is an amount, a small word, or goes on with a sentence: "devoted to …"."""
    return bool(_AMOUNT.search(item) or _PARTICIPLE.match(item)) or not terms(item)


def _is_called(item: str, head: str) -> bool:
    """Whether the item begins or ends with what the question calls the items."""
    words = re.findall(r"[^\W_]+", re.sub(r"\([^()]*\)", "", item))
    ends = [word for word in (*words[:1], *words[-1:]) if word.islower() or word.lower() in BODY_HEADS]
    return head in (stem(end.lower()) for end in ends)


def _around(one: Enumeration) -> str:
    """The sentences of the enumeration; the one before too, where they lean on it ("The workshop focused on …")."""
    text = one.passage.words_at(one.span)
    if not _LEANS.match(text):
        return text
    before = [span for span in one.passage.sentences if span.end <= one.span.start]
    return f"{one.passage.words_at(before[-1])} {text}" if before else text


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
