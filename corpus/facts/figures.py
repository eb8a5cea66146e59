"""Figures: every number with what it counts or measures, and sums of money given, lent, spent or allotted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import completed, in_name, place_of
from corpus.facts.language import Word
from corpus.facts.parties import canonical, carried
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import capital, joined, squeezed, subject_above, trimmed_span
from corpus.model import Span
from corpus.quantities import Quantity

RULES = (
    Rule(
        "counted",
        "a number and the noun that it counts or measures",
        "The council has supported 277 joint projects.",
    ),
    Rule("share", "a percentage and what it is of", "Some 40% of the seats are reserved for women."),
    Rule(
        "money",
        "a sum of money that is given, lent, spent or allotted",
        "The bank sanctioned a grant of 1 billion yen.",
    ),
    Rule("price", "any other sum of money", "The price of oil rose to $12 per barrel."),
)

_FUNDS = re.compile(
    r"\b(?:grants?|loans?|sanction\w*|fund(?:s|ed|ing)?|allocat\w+|invest\w*|budget\w*|contribut\w+|aid|award\w*|pledg\w+|donat\w+"
    r"|financ\w+|assistance|credit|disburs\w+|outlay|subsid\w+|scholarships?|endow\w+|prize|compensation|relief)\b",
    re.IGNORECASE,
)
_VAGUE = frozenset(
    """ways things reasons others cases sides points aspects respects occasions kinds types sorts forms parts halves terms times
    words hands ends fold way part side time more day thing""".split()
)
_TIME = re.compile(r"(?:year|month|week|day|hour|minute|second|decade|centur)", re.IGNORECASE)
#: Units of measure, which say little without what they are measured of.
_MEASURE = re.compile(
    r"(?i)(?:[a-zµ]{1,3}[²³]?|[a-z]{1,2}/[a-z]{1,2}|mph|kmh|ghz|mhz|(?:square |cubic )?(?:kilo|centi|milli)?met(?:er|re)s?|(?:square )?miles?"
    r"|feet|foot|inch(?:es)?|hectares?|acres?|tonn?e?s?|kilograms?|grams?|lit(?:er|re)s?|degrees?|(?:kilo|mega|giga)?watts?|volts?|(?:mega|giga|kilo)?bytes?|octets?|bits?)"
)
_BEFORE_NOUN = re.compile(
    r"\s*(?:no\.?\s?s?\.?\s+of|nos?\.|numbers?\s+of|(?:more|additional|further|other|different|such)(?=\s))\s*",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"\b(?:the|these|those|both|other|its|their|his|her|all|first|last|next|past|of)\s+$", re.IGNORECASE
)
_ABOUT = re.compile(
    r"(?:\b(?:about|around|approximately|approx\.?|some|nearly|almost|over|more than|less than|at least|up\s?to|an? total of|nearly|fewer than"
    r"|no more than|not less than|an estimated)\s+|~\s*)+$",
    re.IGNORECASE,
)
_STOPS = r"were|was|has|have|had|who|which|that|and|including|with|by|is|are|will|would|could|can|leading|using|as|but|while|where|when"
_TAIL = re.compile(
    rf"\s+(?:of|from|in|for|on|per|at|to be)\s+(?:[\w&'’/-]+\s*){{1,7}}?(?=\s*(?:[,.;:()](?!\d)|\b(?:{_STOPS})\b|$))",
    re.IGNORECASE,
)
_SUM_KIND = re.compile(
    r"(?:\b(?!of\b|and\b|the\b|a\b|an\b)[\w-]+\s+){0,2}?\b(?:grants?|loans?|funds?|funding|credits?|assistance|investments?|aid|budget|award|package|prize"
    r"|scholarships?|contributions?|cost|price|subsid(?:y|ies)|outlay|income|revenues?|salary|fees?|turnover|sales|deficit|debt)\s*(?:of|worth|at|:|amounting to|totalling)?\s*$",
    re.IGNORECASE,
)
_ENUMERATES = re.compile(r"[^.;:]{0,40}?(?::|,?\s*(?:namely|viz\.?|i\.e\.))\s*")


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """The figures that the sentence states, each once."""
    used = [d.quote for d in story.drafts if d.sentence is sentence and d.valid_until]
    told = [d.anchor for d in story.drafts if d.sentence is sentence and d.rule == "sheet number"]
    quantities = [q for q in sentence.quantities if q.span.start >= sentence.lead and q.span not in told]
    if _in_heading(sentence):
        return
    for at, quantity in enumerate(quantities):
        noun = counted_noun(sentence, quantity)
        length = noun is not None and bool(_TIME.search(noun.of(sentence.text)))
        if length and any(span.covers(quantity.span) for span in used):
            continue
        if _tells(sentence, quantity, noun):
            yield _draft(sentence, story, anchors, quantities, at, noun)


def _in_heading(sentence: Sentence) -> bool:
    """Whether the sentence is no sentence but a heading or a title."""
    return any(
        h.span.start <= sentence.span.start and sentence.span.end <= h.span.end
        for h in sentence.document.headings
    )


def counted_noun(sentence: Sentence, quantity: Quantity) -> Span | None:
    """The noun phrase that the number counts, right after it, up to its head noun."""
    text, start = sentence.text, quantity.span.end
    if skip := _BEFORE_NOUN.match(text, start):
        start = skip.end()
    if of := re.compile(r"\s*of\s+(?:the\s+|all\s+|its\s+|their\s+)*").match(text, start):
        if quantity.unit != "percent" and not quantity.value >= 1000:
            return None
        start = of.end()
    words = [w for w in sentence.words if w.start >= start]
    gap = text[start : words[0].start] if words else "."
    if gap.strip() not in ("", "-", "–") or len(gap) > 2 or not words[0].text[:1].isalpha():
        return None
    end = None
    for at, word in enumerate(words[:9]):
        following = words[at + 1] if at + 1 < len(words) else None
        if not _in_phrase(word, following, at):
            break
        if word.pos in ("NOUN", "PROPN"):
            end = word.end
            if word.tag in ("NNS", "NNPS") and not _goes_on(following):
                break
    return Span(words[0].start, end) if end else None


def _goes_on(following: Word | None) -> bool:
    return following is not None and (following.text in ("/", "-") or following.tag in ("NN", "NNS", "NNPS"))


def _in_phrase(word: Word, following: Word | None, at: int) -> bool:
    if word.text in ("-", "/", "–", "'s", "’s", "’") or word.pos in ("ADJ", "NOUN", "PROPN"):
        return True
    if (
        word.tag == "RB"
        and word.text.endswith("ly")
        and following is not None
        and following.pos in ("ADJ", "VERB", "NOUN", "PROPN")
    ):
        return True
    return (
        word.tag in ("VBN", "VBG", "JJ")
        and at < 3
        and following is not None
        and following.pos in ("NOUN", "ADJ", "PROPN")
    )


def _tells(sentence: Sentence, quantity: Quantity, noun: Span | None) -> bool:
    """Whether the number is worth a line: not "the two sides", "in two ways", "one of"."""
    if quantity.unit is not None:
        return True
    if noun is None:
        return quantity.value >= 100 and _is_subject_number(sentence, quantity)
    said, head = (
        quantity.span.of(sentence.text).lower(),
        re.split(r"[\s-]", noun.of(sentence.text).lower())[-1],
    )
    before = sentence.text[max(0, quantity.span.start - 20) : quantity.span.start]
    if head in _VAGUE or (said in ("two", "one") and _REFERS.search(before) and not _TIME.match(head)):
        return False
    return said not in ("one", "1") or bool(
        re.match(r"(?:year|month|week|kilomet|mile|hectare|acre|tonne|decade|centur)", head)
    )


def _is_subject_number(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether the number alone is what a verb is about: "Four thousand emigrated"."""
    after = next((w for w in sentence.words if w.start >= quantity.span.end), None)
    last = sentence.word_at(quantity.span.end - 1)
    return (
        after is not None
        and last is not None
        and not re.fullmatch(r"\d{4}", quantity.span.of(sentence.text))
        and after.tag in ("VBD", "VBP")
        and last.dep in ("nsubj", "nsubjpass")
    )


def _draft(
    sentence: Sentence,
    story: Story,
    anchors: Sequence[Anchor],
    quantities: Sequence[Quantity],
    at: int,
    noun: Span | None,
) -> Draft:
    quantity, text = quantities[at], sentence.text
    money = quantity.unit not in (None, "percent")
    funding = money and bool(
        _FUNDS.search(text, max(sentence.lead, quantity.span.start - 90), quantity.span.end + 60)
    )
    rule = "money" if funding else "price" if money else "share" if quantity.unit else "counted"
    clause = sentence.clause_at(quantity.span.start)
    quote = _quote(sentence, quantities, at)
    own = _listed(sentence, (noun or quantity.span).end) or _acting(sentence, quantities, at, anchors)
    return Draft(
        sentence, "funding" if funding else "statistic", rule, _label(sentence, quantities, at, noun, own), quote,
        parties=own or carried(sentence, story), topic=_topic(sentence, quantity, noun, clause),
        date=_date(sentence, story, quantity, clause), place=place_of(sentence, Span(max(clause.start, sentence.lead), clause.end)) if _date(sentence, story, quantity, clause) else None,
        value=quantity.value, unit=quantity.unit or (squeezed(noun.of(text)) if noun else None), approximate=quantity.approximate, anchor=quantity.span,
    )  # fmt: skip


def _date(sentence: Sentence, story: Story, quantity: Quantity, clause: Span) -> str | None:
    """The date of the number's clause, the nearest where there are several."""
    usable = [
        d
        for d in sentence.dates
        if clause.covers(d.span) and d.role in ("on", "since") and not in_name(sentence, d)
    ]
    nearest = min(usable, key=lambda d: abs(d.span.start - quantity.span.end), default=None)
    return completed(nearest, sentence, story)


def _quote(sentence: Sentence, quantities: Sequence[Quantity], at: int) -> Span:
    """The item of a list of figures; else the clause."""
    clause = sentence.clause_at(quantities[at].span.start)
    inside = [q for q in quantities if clause.covers(q.span)]
    start, end = clause.start, clause.end
    if len(inside) > 2 and _is_list(sentence, inside):
        place = inside.index(quantities[at])
        start = opening(sentence, inside[place]) if place else start
        end = opening(sentence, inside[place + 1]) if place + 1 < len(inside) else end
    return trimmed_span(sentence, start, end)


def _is_list(sentence: Sentence, quantities: Sequence[Quantity]) -> bool:
    """Whether commas and "and" part the figures, one from the next, and no verb does."""
    gaps = [
        sentence.text[a.span.end : opening(sentence, b)]
        for a, b in zip(quantities, quantities[1:], strict=False)
    ]
    return all(re.search(r"(?:,|\band|&)\s*$", gap) and len(gap) < 90 for gap in gaps)


def opening(sentence: Sentence, quantity: Quantity) -> int:
    """Where the words of a figure begin, with "about" and "a total of"."""
    before = _ABOUT.search(sentence.text, 0, quantity.span.start)
    return before.start() if before else quantity.span.start


def _label(
    sentence: Sentence, quantities: Sequence[Quantity], at: int, noun: Span | None, parties: Sequence[str]
) -> str:
    """The figure with its noun and what hangs on it; a length of time with the words that it is said of."""
    quantity, text = quantities[at], sentence.text
    if quantity.unit not in (None, "percent"):
        return _sum_label(sentence, quantities, at, parties)
    phrase = _phrase(sentence, quantities, at, noun)
    timed = noun is None or _TIME.search(noun.of(text)) or _MEASURE.fullmatch(noun.of(text))
    if timed and " of " not in phrase:
        said = _clause_text(sentence, quantity)
        return _said(sentence, said, phrase, 18)
    return capital(phrase) + _by(phrase, parties)


def _said(sentence: Sentence, clause: str, phrase: str, most: int) -> str:
    """The clause as a label where it stands alone; else the phrase, with the heading where the clause says "it"."""
    if re.match(r"(?i)(?:it|they|this|these|he|she)\b", clause):
        above = subject_above(sentence)
        return f"{capital(phrase)} ({above})" if above else capital(phrase)
    hangs = re.match(
        r"(?i)(?:at |in |for |by |of )?(?:which|who|whom|that|or|unless|if|with|as|because|for|to)\b", clause
    )
    return capital(phrase if hangs or len(clause.split()) > most else clause)


def _by(phrase: str, parties: Sequence[str]) -> str:
    return f" ({joined(parties)})" if 0 < len(parties) <= 3 and not all(p in phrase for p in parties) else ""


def _phrase(sentence: Sentence, quantities: Sequence[Quantity], at: int, noun: Span | None) -> str:
    """The figure, its noun, and "of …", "in …" up to the next figure or date."""
    quantity, text = quantities[at], sentence.text
    end = (noun or quantity.span).end
    limit = opening(sentence, quantities[at + 1]) if at + 1 < len(quantities) else len(text)
    limit = min([limit, *(d.span.start for d in sentence.dates if d.span.start >= end)])
    tail = _TAIL.match(text, end, limit)
    phrase = squeezed(text[opening(sentence, quantity) : tail.end() if tail else end])
    return re.sub(r"\s+(?:on|in|from|of|for|to|at|and|the|since then|so far)$", "", phrase)


def _sum_label(sentence: Sentence, quantities: Sequence[Quantity], at: int, parties: Sequence[str]) -> str:
    """A sum with what it is: "Grant of 1 billion yen (JICA)"; one in brackets with the sum that it explains."""
    quantity, text = quantities[at], sentence.text
    start = opening(sentence, quantity)
    sum_ = squeezed(text[start : quantity.span.end])
    before = text[max(0, start - 120) : start]
    if at and before.rfind("(") > before.rfind(")"):
        main = next(
            (
                i
                for i in range(at - 1, -1, -1)
                if ")" not in text[quantities[i].span.end : start]
                and "(" in text[quantities[i].span.end : start]
            ),
            at - 1,
        )
        return capital(f"{sum_}: {_sum_label(sentence, quantities, main, parties)}")
    kind = _SUM_KIND.search(before)
    if kind and re.match(r"(?i)\s*(?:it|they|he|she|this|these)\b", kind.group()):
        kind = None
    phrase = f"{kind.group().strip()} {sum_}" if kind else sum_
    tail = re.match(
        r"\s+(?:per|a|an|for|of|in|to)\s+(?:the\s+)?[\w-]+(?:\s+[\w-]+){0,3}?(?=\s*(?:[,.;(](?!\d)|\band\b|\b(?:in|on|by|from|to|was|is|were)\b|$))",
        text[quantity.span.end :],
    )
    if not kind and tail:
        phrase += " " + squeezed(tail.group())
    if not kind and not tail:
        return _said(sentence, _clause_text(sentence, quantity), phrase, 16)
    return capital(phrase) + _by(phrase, parties)


def _clause_text(sentence: Sentence, quantity: Quantity) -> str:
    """The clause up to the figure and its noun."""
    clause = sentence.clause_at(quantity.span.start)
    marks = (m.end() for m in re.finditer(r"\(|[;,]\s", sentence.text[: quantity.span.start]))
    noun = counted_noun(sentence, quantity)
    text = sentence.text[max([clause.start, *marks]) : (noun or quantity.span).end]
    return squeezed(re.sub(r"(?i)^\s*(?:and|while|but|also|initially|thus|then)\b,?", "", text.strip(" •*")))


def _topic(sentence: Sentence, quantity: Quantity, noun: Span | None, clause: Span) -> str | None:
    """What is counted; for a length of time or a sum, the subject of its clause."""
    if noun and not _TIME.search(noun.of(sentence.text)) and not _MEASURE.fullmatch(noun.of(sentence.text)):
        return squeezed(noun.of(sentence.text))
    subject = next(
        (
            w
            for w in sentence.words
            if clause.start <= w.start < quantity.span.start and w.dep in ("nsubj", "nsubjpass")
        ),
        None,
    )
    if subject is None:
        return sentence.passage.headings[-1] if sentence.passage.headings else None
    verb = next(
        (w.start for w in sentence.words if w.start > subject.end and w.pos in ("AUX", "VERB")), subject.end
    )
    first = min(
        [w.start for w in sentence.words if w.head == subject.index and w.start >= clause.start]
        + [subject.start]
    )
    return re.sub(r"^(?:the|a|an)\s+", "", squeezed(sentence.text[first:verb]), flags=re.IGNORECASE) or None


def _acting(
    sentence: Sentence, quantities: Sequence[Quantity], at: int, anchors: Sequence[Anchor]
) -> tuple[str, ...]:
    """Who acts: the bodies before the first number of the clause, and a subject that has a name of its own."""
    clause = sentence.clause_at(quantities[at].span.start)
    first = next(q for q in quantities if clause.covers(q.span))
    subjects = {w.start for w in sentence.words if w.dep in ("nsubj", "nsubjpass")}
    before = [n for n in sentence.names if clause.start <= n.span.start and n.span.end <= first.span.start]
    before = [n for n in before if not any(a.phrase.meets(n.span) for a in anchors)]
    acting = [
        n
        for n in before
        if n.kind == "body" or (n.kind in ("acronym", "thing") and _is_subject(n.span, subjects))
    ]
    return (
        canonical(n for n in acting if n.acts)[:4] or tuple(n.canonical for n in acting if " " in n.text)[:1]
    )


def _is_subject(span: Span, subjects: set[int]) -> bool:
    return any(span.start <= place < span.end for place in subjects)


def _listed(sentence: Sentence, end: int) -> tuple[str, ...]:
    """The names that the number announces: "three sites, namely A, B and C"."""
    opens = _ENUMERATES.match(sentence.text, end)
    if opens is None:
        return ()
    names, at = [], opens.end()
    for name in sentence.names:
        if name.span.start < opens.end():
            continue
        if not re.fullmatch(
            r"\s*(?:,|;|and|, and|&|\.,|\d\))*\s*(?:and\s+)?(?:the\s+)?", sentence.text[at : name.span.start]
        ):
            break
        names.append(name.canonical)
        at = name.span.end
    return tuple(dict.fromkeys(names)) if len(names) > 1 else ()
