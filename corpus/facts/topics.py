"""What a statement is about, in the source's words, and the pieces of labels as a person would write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.countries import countries
from corpus.facts.statement import Sentence
from corpus.model import Span
from corpus.names import SMALL_WORDS

_ABOUT = re.compile(
    r"\s*(?:\([^)]*\)\s*)?,?\s*(?:on|concerning|regarding|relating to|related to|pertaining to|for|about"
    r"|addressing|covering|towards|against"
    r"|in the (?:\w+ )?(?:field|area|sphere|domain)s? of|in (?:field|area)s? of)\s+(?:the\s+)?(?P<t>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_IN_FIELD = re.compile(
    r"\b(?:in|under) (?:the )?(?:\w+ )?(?:fields?|areas?|spheres?|domains?) of\s+(?:the\s+)?(?P<t>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_IN_NAMED = re.compile(r"\s+in\s+(?P<t>[A-Z][\w&’'-]+(?:\s+[A-Z][\w&’'-]+)*)(?=\s*(?:\(\s*between|between|was|has))")
_FOR = re.compile(r"(?<=[\d)])\s+(?:for|concerning|regarding)\s+(?:the\s+)?(?P<t>[a-z]\S*.*)", re.DOTALL)
_DISCUSSED = re.compile(
    r"\b(?:discussed|reviewed|focus(?:ed|ing) on|deliberated (?:up)?on|exchanged (?:\w+ )?(?:on|about)|explored"
    r"|addressed)\s+(?:and\s+\w+\s+)?(?:the\s+)?(?P<t>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_STOP = re.compile(
    r"\s+(?:was|were|is|are|has|have|had|will|would|be|been|being|between|signed|concluded|during|held|also"
    r"|which|who|where|while|when"
    r"|with the (?:participation|aim|objective|purpose)|based on|under|followed by|by the|by|over|via|amongst?"
    r"|as part of|as well as|leading|jointly|organi[sz]ed|co-?chaired|done at|after|before|following|since"
    r"|until|till)\b"
    r"|[;:.](?:\s|$)|\s[-–—]\s|,\s+(?:which|who|where|while|to|an?|approved|adopted|signed|concluded|as amended"
    r"|and (?:it|to|the|both|they|has|have|is"
    r"|was))\b|,\s*$",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"(?:[\s,]+(?:on|in|of|for|to|and|the|a|an|at|with|from|during|by|as|or|its|their|through|using))+$",
    re.IGNORECASE,
)
_LONGEST = 150
_GENERIC = re.compile(
    r"(?i)(?:history|overview|introduction|background|key (?:figures|facts)|details?|summary|general"
    r"|about(?: us)?|abstract|notes?|facts?"
    r"|further (?:plans|information)|contents?|scope|description|highlights)"
)


def about(sentence: Sentence, start: int, end: int) -> str | None:
    """The matter that "on …", "concerning …", "in the field of …" names right after `start`."""
    if named := _IN_NAMED.match(sentence.text, start, end):
        return named["t"]
    match = _ABOUT.match(sentence.text, start, end)
    return _trimmed(sentence, match.start("t"), end) if match else None


def field_of(sentence: Sentence, start: int, end: int) -> str | None:
    """What a later "in the field of …" of the stretch names."""
    match = _IN_FIELD.search(sentence.text, start, end)
    return _trimmed(sentence, match.start("t"), end) if match else None


def discussed(sentence: Sentence, start: int, end: int) -> str | None:
    """What was discussed, reviewed or the like."""
    match = _DISCUSSED.search(sentence.text, start, end)
    return _trimmed(sentence, match.start("t"), end) if match else None


def purpose(sentence: Sentence, start: int, end: int) -> str | None:
    """What it is to do: the words after "to" and with the verb there; "to" itself is left out."""
    for word, following in zip(sentence.words, sentence.words[1:], strict=False):
        if start <= word.start < end and word.tag == "TO" and following.tag == "VB":
            return _trimmed(sentence, following.start, end)
    match = _FOR.search(sentence.text, start, end)
    return _trimmed(sentence, match.start("t"), end) if match else None


def _trimmed(sentence: Sentence, start: int, end: int) -> str | None:
    """The phrase from `start` to the next verb, date or clause; None where nothing is left."""
    quoted = re.compile(r"(?:“(?P<a>[^”]+)”|\"(?P<b>[^\"]+)\")").match(sentence.text, start)
    if quoted:
        return squeezed(quoted["a"] or quoted["b"])
    end = min([end, *(d.span.start for d in sentence.dates if d.span.start >= start)])
    end = min([end, *(d.span.start for d in sentence.durations if d.span.start >= start)])
    text = re.sub(r"\s*\([^()]*\)", "", sentence.text[start:end])
    stop = _STOP.search(text)
    text = _DANGLING.sub("", squeezed(text[: stop.start()] if stop else text))
    if len(text) > _LONGEST:
        text = _DANGLING.sub("", text[:_LONGEST].rpartition(",")[0] or text[:_LONGEST].rpartition(" ")[0])
    place = any(n.kind == "place" and n.text == text for n in sentence.names) or text in countries()
    return None if place or len(text) < 3 or not re.search(r"[^\W\d]{2}", text) else text


def squeezed(text: str) -> str:
    """One space between words, no mark or space at the ends, no bracket or quotation mark left open."""
    text = re.sub(r"\s+", " ", text).strip(" ,;:–—-•*")
    if text.count("(") > text.count(")"):
        text = text[: text.rindex("(")].rstrip(" ,") if text.rindex("(") > 3 else text.replace("(", "")
    for mark in '“”"':
        if text.count("“") != text.count("”") or text.count('"') % 2:
            text = text.replace(mark, "")
    return text.strip(" ,;:–—-")


def cased(title: str) -> str:
    """A title in capitals throughout as one writes it in a sentence."""
    if not title.isupper():
        return squeezed(title)
    words = title.lower().split()
    return " ".join(
        w if i and (w in SMALL_WORDS or w in ("between", "concerning")) else w.capitalize() for i, w in enumerate(words)
    )


def subject_above(sentence: Sentence) -> str:
    """What "it" may be: the nearest heading that says more than "History" or "Overview", else the title."""
    for heading in reversed(sentence.passage.headings):
        if not _GENERIC.fullmatch(heading.strip()):
            return cased(heading)
    return cased(sentence.document.title)


def short(topic: str, words: int = 20) -> str:
    """A topic for a label: whole where it is short, else up to a comma or a joint within so many words."""
    parts = topic.split()
    if len(parts) <= words:
        return topic
    cut = " ".join(parts[:words])
    for mark in (r"\s(?:using|through|including|with|in order|for|in|to)\s", r",\s", r"\s(?:and|of)\s"):
        breaks = [m.start() for m in re.finditer(mark, cut)]
        if breaks and len(cut[: breaks[-1]].split()) >= 4:
            return cut[: breaks[-1]].rstrip(" ,(")
    return _DANGLING.sub("", cut)


def joined(parties: Sequence[str]) -> str:
    """Parties as a person lists them: "A", "A and B", "A, B and C"."""
    return f"{', '.join(parties[:-1])} and {parties[-1]}" if len(parties) > 1 else "".join(parties)


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def trimmed_span(sentence: Sentence, start: int, end: int) -> Span:
    """The stretch without white space, bullets or a lone joining word at its ends."""
    text = sentence.text[start:end]
    lead = re.match(r"(?:\s|[•◦▪*–—,;:-]|\b(?:and|while|whereas|with)\b(?=\s))*", text)
    skip = lead.end() if lead else 0
    kept = re.sub(
        r"[\s,]+(?:(?:and|while|with|followed by|as|by)(?:\s+an?|\s+the)?)$",
        "",
        text[skip:].rstrip(" \n\t,;:–—-"),
    ).rstrip(" ,;")
    return Span(start + skip, start + skip + len(kept)) if kept else Span(start, end)
