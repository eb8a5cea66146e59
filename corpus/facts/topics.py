"""What a statement is about, in the source's words, and labels as a person would write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.facts.statement import Sentence
from corpus.model import Span

_ABOUT = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:on|concerning|regarding|relating to|related to|in the (?:field|fields|area|areas|sphere|domain) of|in fields? of|for|about"
    r"|addressing|covering|towards|against|in)\s+(?:the\s+)?(?P<t>.+)",
    re.IGNORECASE | re.DOTALL,
)
_PURPOSE = re.compile(r"\bto\s+(?P<t>(?:pursue|promote|establish|initiate|formali[sz]e|strengthen|enhance|develop|facilitate|cooperate|collaborate|support|review|discuss|share|exchange|foster|explore|encourage|expand|deepen|conduct|undertake|study|improve|advance|reduce|protect|provide|end|regulate|create|set up|implement|work|jointly|carry out|cease|limit|ban|prevent|eliminate|achieve)\b.+)", re.IGNORECASE | re.DOTALL)
_STOP = re.compile(
    r"\s+(?:(?:was|were|is|are|has|have|had|will|would|be|been|being|between|signed|concluded|during|from \d|at the|held|also|which|who|where|while|when|with the participation|through|based on|under|followed|by the|by|over|via|amongst?|as part of|in (?:january|february|march|april|may|june|july|august|september|october|november|december|\d{4})|on (?:the )?\d|using|leading)\b|[-–—]\s)"
    r"|[;:.](?:\s|$)|,\s+(?:which|who|where|while|to|in|on|with|and (?:it|to|the|both|they))\b|,\s*$",
    re.IGNORECASE,
)
_LONGEST = 160


def about(sentence: Sentence, start: int, end: int) -> str | None:
    """The matter that "on …", "concerning …", "in the field of …" names right after `start`."""
    match = _ABOUT.match(sentence.text, start, end)
    return _trimmed(sentence, match.start("t"), end) if match else None


def purpose(sentence: Sentence, start: int, end: int) -> str | None:
    """What "to promote …" says that it is for; "for …" where it stands at the end."""
    match = _PURPOSE.search(sentence.text, start, end)
    if match:
        return _trimmed(sentence, match.start("t"), end)
    for_what = re.compile(r"(?<=[\d)\w])\s+for\s+(?!a\b|the\b|one\b|two\b|three\b|five\b|\d)(?P<t>[a-z].+)", re.DOTALL).search(sentence.text, start, end)
    return _trimmed(sentence, for_what.start("t"), end) if for_what else None


def _trimmed(sentence: Sentence, start: int, end: int) -> str | None:
    """The phrase from `start` to the next verb, date or clause; None where nothing is left."""
    for date in sentence.dates:
        if start < date.span.start < end:
            end = date.span.start
            break
    text = sentence.text[start:end]
    quoted = re.match(r"[“\"](?P<q>[^”\"]+)[”\"]", text)
    if quoted:
        return squeezed(quoted["q"])
    stop = _STOP.search(text)
    text = text[: stop.start()] if stop else text
    text = re.sub(r"(?:\s+(?:on|in|of|for|to|and|the|a|an|at|with|from|during|by|as))+$", "", squeezed(text).rstrip(" ,.;:–-"), flags=re.IGNORECASE)
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rpartition(",")[0] or text[:_LONGEST].rpartition(" ")[0]
    return text or None


def squeezed(text: str) -> str:
    """One space between words, no space around the whole, brackets closed."""
    text = re.sub(r"\s+", " ", text).strip(" ,;:–—-")
    if text.count("(") > text.count(")"):
        text = text[: text.rindex("(")].rstrip(" ,") if text.rindex("(") > 3 else text
    return text


def short(topic: str, words: int = 14) -> str:
    """A topic for a label: whole where it is short, else up to a comma or a joint within so many words."""
    parts = topic.split()
    if len(parts) <= words:
        return topic
    cut = " ".join(parts[:words])
    for mark in (r",\s", r"\s(?:and|using|through|in|for|to|of)\s"):
        breaks = [m.start() for m in re.finditer(mark, cut)]
        if breaks and len(cut[: breaks[-1]].split()) >= 3:
            return cut[: breaks[-1]].rstrip(" ,(")
    return cut


def joined(parties: Sequence[str]) -> str:
    """Parties as a person lists them: "A", "A and B", "A, B and C"."""
    if len(parties) < 2:
        return "".join(parties)
    return f"{', '.join(parties[:-1])} and {parties[-1]}"


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def clause_span(sentence: Sentence, start: int, end: int) -> Span:
    """The stretch without white space, bullets or a lone joining word at its ends."""
    text = sentence.text[start:end]
    lead = re.match(r"(?:\s|[•◦▪*–—,;:-]|\b(?:and|while|whereas|followed by|with)\b(?=\s))*", text)
    skip = lead.end() if lead else 0
    kept = text[skip:].rstrip(" \n\t,;:–—-")
    kept = re.sub(r"\s+(?:and|while|with|followed by)$", "", kept).rstrip(" ,;")
    return Span(start + skip, start + skip + len(kept)) if kept else Span(start, end)
