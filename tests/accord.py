"""An invented document and what the service says of it, in the public shapes.

It holds what trips offsets up: characters outside the BMP, bullets, headings, a table, right-to-left text.
"""

from __future__ import annotations

from typing import Any

ASK = "POST /api/v1/ask"
QUESTION = "When was the Lantern Accord signed?"
TITLE = "The Lantern Accord"
#: Text that is nothing but text, whatever a browser would make of it.
HOSTILE = "<script>alert(1)</script> <b onclick=alert(2)>\u202egnp\u2066 \x07\x00 </p>&lt; 🏮"
TEXT = f"""{TITLE}

Signing

The Lantern Accord 🏮🏮 was signed on 3 May 1999 in Otaru by the Harbour Office (HO) and \
the Tide Institute (TI). It is valid until 2 May 2009. Its Hebrew name is הסכם הפנס.

Meetings

  • The first joint meeting 𝒥 was held in June 2001 and lasted two days.
  • The second joint meeting was held in 2003.

Funding: The Harbour Office gave 3.5 million euro for 12 lighthouses.

Year    Lamps    Ships
1999    12       40
2003    15       52
"""


def span(words: str) -> dict[str, int]:
    """Where these words stand in the document, in code points."""
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def evidence(words: str, passage: str = "p1") -> dict[str, Any]:
    """A citation of these words."""
    return {"document_id": "accord", "passage_id": passage, **span(words), "quote": words}


def heading(words: str, level: int) -> dict[str, Any]:
    """A heading of the document."""
    return {**span(words), "level": level, "text": words}


DOCUMENT = {
    "id": "accord", "title": TITLE, "source": "/srv/accord.txt", "digest": "ab" * 32, "text": TEXT,
    "generation": "g1",
    "headings": [heading(TITLE, 1), heading("Signing", 2), heading("Meetings", 2), heading("Funding", 3)],
}  # fmt: skip
SIGNED = TEXT[span("The Lantern Accord 🏮🏮")["start"] : span("הסכם הפנס.")["end"]]
MET = TEXT[span("  • The first")["start"] : span("held in 2003.")["end"]]


def passage(name: str, rank: int, words: str, head: str, lit: str) -> dict[str, Any]:
    """A ranked passage with one highlight."""
    return {
        "id": name, "rank": rank, "score": 0.9 / rank, "document_id": "accord", "title": TITLE,
        "headings": [TITLE, head], "text": words, **span(words), "highlights": [span(lit)],
    }  # fmt: skip


PASSAGES = [
    passage("p1", 1, SIGNED, "Signing", "was signed on 3 May 1999"),
    passage("p2", 2, MET, "Meetings", "held in June 2001"),
]


def fact(name: str, kind: str, label: str, words: str, **more: Any) -> dict[str, Any]:
    """A fact of the document, with what is not given empty."""
    empty = dict.fromkeys(("instrument", "topic", "date", "place", "value", "unit", "valid_until"))
    rest = {"parties": [], "approximate": False, "rule": "test", "evidence": evidence(words), "score": 0.5}
    return {"id": name, "type": kind, "label": label, **empty, **rest, **more}


FACTS = [
    fact("f1", "agreement", "Lantern Accord between HO and TI",
         "The Lantern Accord 🏮🏮 was signed on 3 May 1999", instrument="Accord", parties=["HO", "TI"],
         date="1999-05-03", place="Otaru", valid_until="2009-05-02"),
    fact("f2", "meeting", "first joint meeting",
         "The first joint meeting 𝒥 was held in June 2001", date="2001-06"),
    fact("f3", "funding", "Lighthouses", "The Harbour Office gave 3.5 million euro for 12 lighthouses",
         parties=["HO"], value=3500000, unit="EUR", approximate=True),
]  # fmt: skip


SUGGESTED = ["When was the Lantern Accord between HO and TI signed?", "Which meetings were held?"]


def answered(question: str = "", **changes: Any) -> dict[str, Any]:
    """A whole reply with an answer; `changes` go into the answer."""
    answer = {
        "text": "3 May 1999", "kind": "date", "items": None, "count": None, "plan": None, "confidence": 0.93,
        "citations": [evidence("3 May 1999")], "fact_ids": ["f1"], **changes,
    }  # fmt: skip
    return {
        "question": question, "understood": None, "answerable": True, "answer": answer, "passages": PASSAGES,
        "facts": FACTS[:2], "generation": "g1", "took_ms": 4.0,
    }  # fmt: skip


def silent(question: str = "") -> dict[str, Any]:
    """A whole reply where the source does not say."""
    return {**answered(question), "answerable": False, "answer": None, "facts": []}


def problem(status: int, detail: str, **more: Any) -> dict[str, Any]:
    """An RFC 9457 body."""
    return {"type": "about:blank", "title": "Problem", "status": status, "detail": detail, **more}
