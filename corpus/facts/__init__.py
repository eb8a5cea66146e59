"""Here is a document and its passages, give me its facts: named rules over sentences that a parser has read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.aliases import Aliases
from corpus.facts import (
    acts,
    agreements,
    bodies,
    deeds,
    entries,
    extensions,
    figures,
    foundings,
    gatherings,
    people,
    sheets,
    sittings,
    statements,
    tables,
    undertakings,
    visits,
)
from corpus.facts.anchors import find_anchors
from corpus.facts.language import Parse, parse
from corpus.facts.reading import new_story, read_sentences
from corpus.facts.settling import settled
from corpus.facts.statement import Rule
from corpus.model import Document, Fact, Passage

#: Every family of rules, in the order in which they read a sentence: a later one sees what the earlier drafted.
FAMILIES = (
    deeds,
    acts,
    agreements,
    entries,
    extensions,
    gatherings,
    sittings,
    visits,
    foundings,
    undertakings,
    bodies,
    people,
    tables,
    sheets,
    figures,
    statements,
)
RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES for rule in family.RULES)


_CONTENTS = re.compile(r"(?i)(?:\W*\d+\W+)?(?:table of )?contents|index|list of (?:tables|figures)")


def _lists_contents(passage: Passage) -> bool:
    """Whether the passage only lists what the document holds: it tells nothing that doesn't stand elsewhere."""
    return bool(passage.headings) and _CONTENTS.fullmatch(passage.headings[-1].strip()) is not None


def extract_facts(
    document: Document, passages: Sequence[Passage], aliases: Aliases, parse: Parse = parse
) -> tuple[Fact, ...]:
    """The facts that the passages state, in the order of their evidence.

    `parse` is spaCy, whose model is loaded when it is first called, or what gives the same.
    """
    story = new_story(document, aliases)
    for sentence in read_sentences(document, passages, story, parse):
        if _lists_contents(sentence.passage):
            continue
        story.sentences.append(sentence)
        anchors = find_anchors(sentence, story)
        for family in FAMILIES:
            story.drafts.extend(family.find(sentence, story, anchors))
    return settled(document, story.drafts)
