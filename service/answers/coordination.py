"""The enumerations of a sentence, "A, B and C", with each part cut free of the words around it.

No parser is at hand when a question is answered: the parts are told by commas and a last "and", and the first and the
last are cut where a cue, a preposition that no other part has, or a turn from small words to names stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.codemarks import dropped
from corpus.model import Span
from corpus.names import BODY_HEADS, LISTING_HEADS


@dataclass(frozen=True, slots=True)
class Coordination:
    """Two parts or more, in offsets of the sentence's text."""

    parts: tuple[Span, ...]
    #: Whether words like "such as" or a colon announce it.
    announced: bool

    @property
    def span(self) -> Span:
        """From the first part to the last."""
        return Span(self.parts[0].start, self.parts[-1].end)


#: What parts a list's members: a comma or semicolon that is not inside a number or a bracket, and "and" or "or".
_SINCE = r"(?:,\s(?:since|from|in|by|later)\s[^,]{2,30},)?"
_COMMA = re.compile(rf"[,;](?=\s)(?:\s*(?:(?:and|or|&|as well as){_SINCE}|followed by)(?=\s))?", re.IGNORECASE)
_JOIN = re.compile(rf",?\s(?:and|or|as well as|&){_SINCE}\s", re.IGNORECASE)
_ANNOUNCES = re.compile(
    r"(?:\b(?:such as|including|includes?|included|namely|viz\.?|i\.e\.|e\.g\.|for example|for instance|like|especially"
    r"|particularly|compris(?:e|es|ed|ing)(?: of)?|consist(?:s|ed|ing)? of|made up of|focus(?:es|ed|ing)? on"
    r"|contain(?:s|ed|ing)?|as follows"
    r"|follow(?:s|ing)|are|were|among them)(?<=[\w.]):?,?|:|\s[–—-])(?=\s)",
    re.IGNORECASE,
)
_AUXILIARY = (
    "is|are|was|were|be|been|being|has|have|had|having|do|does|did|can|could|may|might|must|shall|should|will|would"
)
_DONE = r"[a-z]{3,}ed|made|given|taken|held|built|led|set|put|met|won|became|began|ran|grew|sold|wrote|said"
_LINKS = (
    "in|on|at|to|for|with|from|by|as|into|onto|between|among|against|about|through|than|across|under|over|within|both"
)
_RELATIVE = "which|that|who|whom|whose|where|when|while|because|since|after|before|but|although|if|so|there|via|during"
_OBJECT = "an?|the|their|its|his|her"
#: What names do rather than are: "the board and the Otaru Yard signed a charter".
_ACTS = re.compile(rf"\s+(?:{_DONE})\s+(?:{_OBJECT})\Z", re.IGNORECASE)
#: What ties a word to one before it.
_GOES_ON = re.compile(rf"\s(?:{_DONE})\s+(?:to|with|by|from|in|on|at)\s\Z", re.IGNORECASE)
#: What no first part begins before, and no last part goes past, unless the other parts have the like.
_LEFT = re.compile(
    rf"\b(?:{_AUXILIARY}|{_DONE}|{_LINKS}|{_RELATIVE}|of|also|only|either|not|using|their)\s+", re.IGNORECASE
)
_RIGHT = re.compile(
    rf"(?<!\s)\s+(?:{_AUXILIARY}|(?:{_DONE})\s+(?:{_LINKS}|{_OBJECT})|{_LINKS}|{_RELATIVE}|and|or|using|without|along|together)(?=\s)",
    re.IGNORECASE,
)
#: What stands in a part only where the sentence leads up to its first one.
_LEADS_UP = re.compile(
    rf"{_ANNOUNCES.pattern}|\b(?:{_AUXILIARY}|(?:{_DONE})\s+(?:{_LINKS})|{_RELATIVE}|it|they|he|she|we|you|however)\b",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?;:](?=\s|$)|\s[–—-]\s|,(?=\s)|\s\((?![^)]{1,14}\))|[\"”](?=\s)|\bsides?\b")
_STOP = re.compile(r"(?<!\bviz)(?<!\.[a-z])[.!?;](?=\s)|,(?=\s)")
_NAME = re.compile(
    r"(?:(?:the|The)\s+)?(?:[A-Z][\w.'’&/-]*)(?:\s+(?:(?:of|for|and|de|du|la|von|van|&|the|of\s+the|on)\s+)?[A-Z][\w.'’&/-]*)*"
    r"(?:\s+\([^()]{1,40}\))?$"
)
_COPULA = re.compile(r"are|were", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|an?|to|its|their|his|her|both|either|some|other)\b", re.IGNORECASE)
_LISTS = re.compile(r"\b(?P<h>[A-Z]\w+)\s+(?:of|for)\s+(?:the\s+)?(?:[A-Z][\w ]*,\s+)*$")
_LISTS_ON = re.compile(r"(?:.*\s)?(?P<h>[A-Z]\w+)\s+(?:of|for)\s+(?:the\s+)?[A-Z][^,]*$", re.DOTALL)
#: What closes a name that "and" is part of: its short form, or what bodies call themselves.
_CLOSES = re.compile(rf"\s+(?:\([A-Z]{{2,}}[a-z]?\)|(?i:{'|'.join(sorted(BODY_HEADS))})\b)")
_MOST_WORDS = 14
#: So few words may hang on a last part of several words: "an initiative to codify principles".
_SHORT_TAIL = 5


def find_coordinations(text: str) -> tuple[Coordination, ...]:
    """Every enumeration of the sentence, in order; they may meet where two readings are possible."""
    found: dict[tuple[Span, ...], Coordination] = {}
    depth = depths(text)
    joins = list(_JOIN.finditer(text))
    # "A and B & C": what "&" joins is one name.
    joined = [join for join in joins if "&" not in join.group()] or joins
    for join in joined:
        if not depth[join.start()]:
            for one in (_chain(text, depth, join), _pair(text, join)):
                if one is not None and not in_name(text, one.parts):
                    found.setdefault(one.parts, one)
        elif inner := _in_brackets(text, join):
            found.setdefault(inner.parts, inner)
    return tuple(found.values())


def in_name(text: str, parts: Sequence[Span]) -> bool:
    """Whether the parts are one name: "Ministry of A, B and C", "D & E Agency", "XYZ (X, Y and Z)"."""
    before, said = text[: parts[0].start], [part.of(text) for part in parts]
    if re.search(r"\b[A-Z]{2,}s?\s*\($", before):
        return True  # what a short form stands for
    inside = [_LISTS.search(before), *(_LISTS_ON.match(part) for part in said[:-1])]
    if any(head and head["h"].lower() in LISTING_HEADS for head in inside):
        return not all(_heads(part) for part in said[1:])
    bare = all(len(part.split()) == 1 and part[:1].isupper() for part in said)
    opened, closed = before.count("“") + before.count('"') % 2, before.count("”")
    if opened > closed and len(parts) == 2:
        return True  # a title in quotation marks
    return bare and bool(_CLOSES.match(text, parts[-1].end))


def _heads(part: str) -> bool:
    """Whether a part is a body's name by itself."""
    return any(word.lower() in BODY_HEADS for word in re.findall(r"[A-Z]\w+", part)) or part.isupper()


def depths(text: str) -> list[int]:
    """How many brackets are open at each place."""
    depth, depths = 0, []
    for mark in text:
        depth += mark in "(["
        depths.append(depth)
        depth = max(0, depth - (mark in ")]"))
    return [*depths, 0]


def _in_brackets(text: str, join: re.Match[str]) -> Coordination | None:
    """The enumeration that a bracket holds: its edges are the bracket's."""
    start = max(text.rfind("(", 0, join.start()), text.rfind("[", 0, join.start())) + 1
    end = min((place for mark in ")]" if (place := text.find(mark, join.end())) >= 0), default=len(text))
    if "(" in text[join.start() : end]:
        return None
    inside = text[start:end]
    if inner := _chain(inside, [0] * (len(inside) + 1), None):
        parts = tuple(Span(p.start + start, p.end + start) for p in inner.parts)
        return None if in_name(text, parts) else Coordination(parts, inner.announced)
    return None


def _chain(text: str, depth: Sequence[int], join: re.Match[str] | None) -> Coordination | None:
    """The enumeration with commas that the join closes: three parts or more."""
    if join is None:
        joins = list(_JOIN.finditer(text))
        join = joins[-1] if joins else None
    if join is None:
        return None
    marks = [
        m for m in _COMMA.finditer(text, 0, join.start() + 1) if not depth[m.start()] and m.end() <= join.start() + 1
    ]
    marks = [m for m in marks if m.start() < join.start()]
    end = _END.search(text, join.end())
    while end and depth[end.start()]:
        end = _END.search(text, end.end())
    last = _stripped(text, join.end(), end.start() if end else len(text))
    inner: list[Span] = []
    right = join.start()
    first_end = None
    for mark in reversed(marks):
        part = _stripped(text, mark.end(), right)
        if part is None or not _is_part(part.of(text)):
            break
        inner.append(part)
        right = first_end = mark.start()
    if not inner or first_end is None or last is None:
        return None
    inner.reverse()
    return _opened(text, first_end, [*inner, last])


def _opened(text: str, end: int, rest: list[Span]) -> Coordination | None:
    """The enumeration with its first part, which ends at `end`; the words before the first full clause are no part."""
    stop = max((m.end() for m in _STOP.finditer(text, 0, end)), default=0)
    others = [part.of(text) for part in rest]
    others[-1] = _like(text, rest[-1], others[:-1]).of(text)
    first, announced = _left(text, stop, end, others)
    if first is None or len(first.of(text).split()) > _MOST_WORDS:
        return None
    last = _like(text, rest[-1], [first.of(text), *others[:-1]])
    return Coordination((first, *rest[:-1], last), announced)


def _pair(text: str, join: re.Match[str]) -> Coordination | None:
    """Two parts that "and" alone joins."""
    end = _END.search(text, join.end())
    last = _stripped(text, join.end(), end.start() if end else len(text))
    if last is None:
        return None
    stop = max((m.end() for m in _STOP.finditer(text, 0, join.start())), default=0)
    first, announced = _left(text, stop, join.start(), [last.of(text)])
    if first is None:
        return None
    last = _like(text, last, [first.of(text)])
    if max(len(first.of(text).split()), len(last.of(text).split())) > 9:
        return None
    return Coordination((first, last), announced)


def _is_part(words: str) -> bool:
    return len(words.split()) <= _MOST_WORDS and not _LEADS_UP.search(f"{words} ")


def _stripped(text: str, start: int, end: int) -> Span | None:
    while start < end and (text[start].isspace() or text[start] in ",;\"“'‘*•"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",;\"”'’*"):
        end -= 1
    return Span(start, end) if start < end else None


def _left(text: str, stop: int, end: int, others: Sequence[str]) -> tuple[Span | None, bool]:
    """(the first part, which ends at `end`, whether it is announced)."""
    segment = text[stop:end]
    cue = None
    for match in _ANNOUNCES.finditer(segment):
        # "were founded at A, B and C" announces nothing: the words after it lead up to the first part.
        if not (_COPULA.fullmatch(match.group()) and _LEFT.search(segment, match.end())):
            cue = match
    if cue:
        return _stripped(text, stop + cue.end(), end), True
    start: int | None = None
    name = _NAME.search(segment.rstrip("\"”'’")) if _are_names(others) else None
    opening = others[0].split()[0].lower()
    begins = name is not None and (_ARTICLE.match(opening) is None or _ARTICLE.match(name.group()) is not None)
    if name and begins:
        start = name.start()
    elif _NAME.fullmatch(segment):
        start = 0
    elif _LEFT.fullmatch(f"{opening} ") or opening in ("the", "a", "an", "to") or opening.endswith("ing"):
        start = _parallel(segment, opening) or None
    if start is None:
        start = 0
        for match in _LEFT.finditer(segment):
            word = match.group().strip()
            adjective = match.start() == start and word.endswith("ed")
            if not adjective and not any(re.search(rf"\b{re.escape(word)}\b", o, re.IGNORECASE) for o in others):
                start = match.end()
    return _stripped(text, stop + start, end), False


def _parallel(segment: str, opening: str) -> int:
    """Where the word that opens the second part last stands in the first, or one that ends so too ("-ing").

    Not where it goes on with one of itself: "a lamp tied to a mast, a rope and a bell".
    """
    form = r"[a-z]+ing" if opening.endswith("ing") else re.escape(opening)
    places = [m.start() for m in re.finditer(rf"(?<![\w-]){form}(?![\w-])", segment, re.IGNORECASE)]
    while len(places) > 1 and _GOES_ON.search(segment[places[-2] : places[-1]]):
        places.pop()
    return places[-1] if places else 0


def _like(text: str, last: Span, others: Sequence[str]) -> Span:
    """The last part, cut at a word that goes on with the sentence: one that no other part has."""
    words = last.of(text)
    named = _are_names(others)
    wordy = not named and sum(len(other.split()) for other in others) > 2 * len(others)
    for match in _RIGHT.finditer(words):
        word = match.group().strip()
        if match.start() == 0 or any(re.search(rf"\s{re.escape(word)}\s", other, re.IGNORECASE) for other in others):
            continue
        if _ACTS.match(match.group()) and not named:
            continue
        after = words[match.end() :].lstrip()
        if named and word.lower() in ("and", "for") and after[:1].isupper():
            continue
        tail = words[match.start() :].split()
        if wordy and len(tail) < _SHORT_TAIL and not _LEADS_UP.search(f"{' '.join(tail[1:])} "):
            continue
        return _stripped(text, last.start, last.start + match.start()) or last
    return last


def _are_names(parts: Sequence[str]) -> bool:
    """Whether most of the parts begin like names."""
    return sum(part.lstrip("\"“'‘").removeprefix("the ")[:1].isupper() for part in parts) * 2 > len(parts)


def clean(words: str) -> str:
    """One part as an item: on one line, without an article, a mark or a bracket that explains it."""
    words = dropped(" ".join(words.split()))
    words = re.sub(r"\s*\((?![^()]*\b[A-Z][\w&/-]+\))[^()]*\)$|\s*\([^()]*\d[^()]*\)$", "", words)
    words = re.sub(r"^(?:(?:the|an?|both|either|also|and|or)\s+|[(\[])+", "", words, flags=re.IGNORECASE)
    return words.strip(" ,;:.\"“”'‘’*•")


def separated(words: str) -> tuple[Span, ...]:
    """The members of what is an enumeration as a whole; one alone where nothing parts it."""
    depth = depths(words)
    commas = [m for m in _COMMA.finditer(words) if not depth[m.start()]]
    joins = [m for m in _JOIN.finditer(words) if not depth[m.start()]]
    joins = [m for m in joins if not any(c.start() <= m.start() < c.end() for c in commas)]
    if commas:
        joins = [m for m in joins if m.start() > commas[-1].end()][:1]
    marks = sorted([*(m.span() for m in commas), *(m.span() for m in joins)])
    edges = [0, *(place for mark in marks for place in mark), len(words)]
    return tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)
