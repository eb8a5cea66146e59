"""Figures: every number with what it counts or measures, and sums of money given, lent, spent or allotted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.dates import FoundDate
from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import completed, in_name, of_act, place_of
from corpus.facts.counting import TIME, Figure, counted_noun, opening, tells
from corpus.facts.figurelabels import figure_label
from corpus.facts.language import FINITE, Word
from corpus.facts.naming import Name
from corpus.facts.parties import canonical, carried
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import squeezed, trimmed_span
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
    r"\b(?:grants?|loans?|len[dt]s?|borrow\w*|sanction\w*|fund(?:s|ed|ing)?|allocat\w+|invest\w*|budget\w*|contribut\w+|aid"
    r"|award\w*|pledg\w+|donat\w+"
    r"|financ\w+|assistance|credit|disburs\w+|outlay|subsid\w+|scholarships?|endow\w+|prize|compensation|relief)\b",
    re.IGNORECASE,
)
_ENUMERATES = re.compile(r"[^.;:]{0,40}?(?::|,?\s*(?:namely|viz\.?|i\.e\.))\s*")

#: What a sum is for.
_AIM = re.compile(r"\b(?:towards?|for|to support)\s+(?:the\s+)?(?P<t>[A-Z][^.;,()]{3,90})(?=[.;,(]|$)")
#: What a length of time or a measure is of: "389 days of beam time".
_OF = re.compile(r"\s+of\s+(?P<t>[a-z][\w-]+(?:\s+(?!for\b|in\b|at\b|by\b|to\b|and\b)[a-z][\w-]+)?)(?=\s*(?:[,.;]|\b))")
_APART = re.compile(r",\s+(?:of\s+)?(?:which|while|but)\b|;")
_LIST_GAP = re.compile(r"\s*(?:,|;|and|, and|&|\.,|\d\))*\s*(?:and\s+)?(?:the\s+)?")


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """The figures that the sentence states, each once; not those that another rule has taken."""
    if _in_heading(sentence):
        return
    earlier = [d for d in story.drafts if d.sentence is sentence]
    lengths = [d.quote for d in earlier if d.valid_until or d.rule in ("validity", "extension") or _put_off(d)]
    titles = [d.label for d in earlier if d.type == "publication"]
    told = [d.anchor for d in earlier if d.rule == "sheet number"]
    quantities = [q for q in sentence.quantities if q.span.start >= sentence.lead and q.span not in told]
    around = [None, *quantities, None]
    for before, quantity, after in zip(around, quantities, around[2:], strict=False):
        noun = counted_noun(sentence, quantity)
        timed = noun is not None and TIME.search(noun.of(sentence.text))
        said = sentence.text[quantity.span.start : noun.end if noun else quantity.span.end]
        if any(said in title for title in titles):
            continue
        if tells(sentence, quantity, noun) and not (timed and any(span.covers(quantity.span) for span in lengths)):
            yield _draft(Figure(sentence, quantity, noun, before, after), story, anchors)


def _put_off(draft: Draft) -> bool:
    """Whether something is put off: for how long is no figure of its own."""
    return draft.label.endswith(("(postponed)", "(cancelled)"))


def _in_heading(sentence: Sentence) -> bool:
    """Whether the sentence is no sentence but a heading or a title."""
    return any(h.span.covers(sentence.span) for h in sentence.document.headings)


def _draft(figure: Figure, story: Story, anchors: Sequence[Anchor]) -> Draft:
    sentence, quantity = figure.sentence, figure.quantity
    after = sentence.text[quantity.span.end : quantity.span.end + 60]
    nearby = sentence.text[max(sentence.lead, quantity.span.start - 90) : quantity.span.end] + _APART.split(after)[0]
    funding = figure.is_money and bool(_FUNDS.search(nearby))
    rule = "money" if funding else "price" if figure.is_money else "share" if quantity.unit else "counted"
    own = _listed(sentence, figure.end) or _acting(figure, anchors)
    date = _date(figure, story)
    return Draft(
        sentence,
        "funding" if funding else "statistic",
        rule,
        figure_label(figure, own),
        _quote(figure),
        parties=own or carried(sentence, story),
        topic=_topic(figure),
        date=date,
        place=place_of(sentence, figure.clause) if date else None,
        value=quantity.value,
        unit=quantity.unit or (squeezed(figure.noun.of(sentence.text)) if figure.noun else None),
        approximate=quantity.approximate,
        anchor=quantity.span,
    )


def _date(figure: Figure, story: Story) -> str | None:
    """The date of the number's clause, the nearest where there are several."""
    sentence, clause = figure.sentence, figure.clause
    usable = [
        d for d in sentence.dates if clause.covers(d.span) and (d.role in ("on", "since") or _by_end(sentence, d))
    ]
    usable = [d for d in usable if not in_name(sentence, d) and not of_act(sentence, d)]
    nearest = min(usable, key=lambda d: abs(d.span.start - figure.quantity.span.end), default=None)
    return nearest.edtf if nearest and nearest.role in ("before", "until") else completed(nearest, sentence, story)


def _by_end(sentence: Sentence, date: FoundDate) -> bool:
    """Whether a figure holds at a date: "by the end of 2021", "by March 2020"."""
    return date.role in ("before", "until") and bool(
        re.search(r"(?i)\bby\s+(?:the end of\s+)?$", sentence.text[: date.span.start])
    )


def _quote(figure: Figure) -> Span:
    """The item of a list of figures; else the clause."""
    sentence, clause = figure.sentence, figure.clause
    inside = [q for q in sentence.quantities if clause.covers(q.span)]
    start, end = clause.start, clause.end
    if len(inside) > 2 and _is_list(sentence, inside):
        start = figure.start if figure.quantity != inside[0] else start
        end = opening(sentence, figure.after) if figure.after and clause.covers(figure.after.span) else end
    return trimmed_span(sentence, start, end)


def _is_list(sentence: Sentence, quantities: Sequence[Quantity]) -> bool:
    """Whether commas and "and" part the figures, one from the next, and no verb does."""
    gaps = [sentence.text[a.span.end : opening(sentence, b)] for a, b in pairwise(quantities)]
    return all(re.search(r"(?:,|\band|&)\s*$", gap) and len(gap) < 90 for gap in gaps)


def _topic(figure: Figure) -> str | None:
    """What is counted; for a length of time, a measure or a sum, the subject of its clause."""
    sentence, clause = figure.sentence, figure.clause
    if figure.noun and not figure.is_measured:
        return squeezed(figure.noun.of(sentence.text))
    if figure.is_money and (aim := _AIM.search(sentence.text, figure.end, clause.end)):
        return squeezed(aim["t"])
    if figure.noun and (of := _OF.match(sentence.text, figure.noun.end)):
        return squeezed(of["t"])
    before = [w for w in sentence.words if clause.start <= w.start < figure.quantity.span.start]
    verb = next((w for w in before if w.tag in FINITE), None)
    subject = next((w for w in before if w.dep in ("nsubj", "nsubjpass")), None)
    if verb is None or (subject and subject.start > verb.start):
        return sentence.passage.headings[-1] if sentence.passage.headings else None
    said = re.split(r"[,;]\s", sentence.text[clause.start : verb.start].strip())[-1]
    said = re.sub(
        r"^(?:(?:and|but|while|also|so far|however|in total)\s+|(?:the|an?)\s+)+",
        "",
        squeezed(said),
        flags=re.IGNORECASE,
    )
    acting = bool(figure.noun and TIME.search(figure.noun.of(sentence.text))) and _names_all(sentence, subject)
    return said if 0 < len(said.split()) <= 14 and not acting and not re.search(r"\d", said) else None


def _names_all(sentence: Sentence, subject: Word | None) -> bool:
    """Whether the subject is one who acts, so that no length of time is said of it."""
    return subject is not None and any(n.acts and n.span.start <= subject.start < n.span.end for n in sentence.names)


def _acting(figure: Figure, anchors: Sequence[Anchor]) -> tuple[str, ...]:
    """Who acts: in the number's clause, else in the clause of the sentence's first number, as in a list of figures."""
    first = figure.sentence.quantities[0]
    if figure.before and (since := _since(figure, figure.before.span.end)):
        return since
    return _acting_in(figure.sentence, figure.clause, figure.quantity, anchors) or _acting_in(
        figure.sentence, figure.sentence.clause_at(first.span.start), first, anchors
    )


def _since(figure: Figure, start: int) -> tuple[str, ...]:
    """Who acts in a clause that begins after the number before: "…, of which the Bank will lend $30 million"."""
    stretch = Span(start, figure.quantity.span.start)
    verbs = [w.start for w in figure.sentence.words if w.tag in FINITE]
    return canonical(
        n
        for n in figure.sentence.names
        if n.acts and stretch.covers(n.span) and any(0 < verb - n.span.end < 3 for verb in verbs)
    )


def _acting_in(sentence: Sentence, clause: Span, quantity: Quantity, anchors: Sequence[Anchor]) -> tuple[str, ...]:
    """The bodies before the first number of the clause, and a subject that has a name of its own."""
    first = next((q for q in sentence.quantities if clause.covers(q.span)), quantity)
    before = [n for n in sentence.names if clause.start <= n.span.start and n.span.end <= first.span.start]
    before = [n for n in before if not any(a.phrase.meets(n.span) for a in anchors)]
    subjects = {w.start for w in sentence.words if w.dep in ("nsubj", "nsubjpass")}
    verb = next((w for w in sentence.words if w.start >= clause.start and w.tag in FINITE), None)
    named = [n for n in before if any(n.span.start <= place < n.span.end for place in subjects)]
    named = [] if verb and verb.text.lower() in ("is", "are", "was", "were") else named
    acting = [n for n in before if n.kind == "body" or (n.kind in ("acronym", "thing") and n in named)]
    return (
        canonical(n for n in acting if n.acts)[:4]
        or tuple(n.canonical for n in acting if " " in n.text and not _is_person(sentence, n))[:1]
    )


def _is_person(sentence: Sentence, name: Name) -> bool:
    word = sentence.word_at(name.span.start)
    return word is not None and word.entity == "PERSON"


def _listed(sentence: Sentence, end: int) -> tuple[str, ...]:
    """The names that the number announces: "three sites, namely A, B and C"."""
    opens = _ENUMERATES.match(sentence.text, end)
    if opens is None:
        return ()
    names, at = [], opens.end()
    for name in sentence.names:
        if name.span.start < opens.end():
            continue
        if not _LIST_GAP.fullmatch(sentence.text[at : name.span.start]):
            break
        names.append(name.canonical)
        at = name.span.end
    return tuple(dict.fromkeys(names)) if len(names) > 1 else ()
