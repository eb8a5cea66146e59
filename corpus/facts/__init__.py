"""Here is a document and its passages, give me its facts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.aliases import Aliases
from corpus.dates import find_dates
from corpus.model import Document, Evidence, Fact, Passage, stable_id

_INSTRUMENT = re.compile(r"\b(MoU|MOU|MoC|MOC|LoI|Memorandum of [A-Z]\w+|Letter of Intent|Implement\w+ Arrangement|Agreement|Protocol|Treaty)\b")


def extract_facts(document: Document, passages: Sequence[Passage], aliases: Aliases) -> tuple[Fact, ...]:
    """The facts that the passages state, in document order."""
    facts = []
    for passage in passages:
        for sentence in passage.sentences:
            quote = sentence.of(document.text)
            named, dates = _INSTRUMENT.search(quote), find_dates(quote)
            if named and dates and " signed" in quote:
                parties = aliases.find(quote)
                label = f"{named.group()} between {' and '.join(parties)}" if parties else named.group()
                fact_id = stable_id(document.id, "agreement", quote, "0")
                evidence = Evidence(document.id, passage.id, sentence, quote)
                facts.append(Fact(fact_id, "agreement", label, evidence, "signed", named.group(), parties, date=dates[0].edtf))
    return tuple({fact.id: fact for fact in facts}.values())
