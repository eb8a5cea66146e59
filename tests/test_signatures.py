"""Who signed for whom, by the blocks that close a treaty."""

from __future__ import annotations

import pytest
from finds import hit

from corpus.model import Passage
from service.answers.signatures import done, signatures, signed_for

BELOW = (
    "Done at Otaru on 3 May 1999.\n\nFor the Government of the Republic of Arne:\nIlka Morn\nMinister of Lamps\n\n"
    "For the Government of the Kingdom of Borne:\nJo van der Lund, Pilot"
)
BESIDE = (
    "For the Government of                 For the Royal Government of\n"
    "the Republic of Arne:                 the Kingdom of Borne:\n\n"
    "(signed)                              (signed)\n"
    "Mira Dost                             Count Ansel Reuk\n"
    "Minister of Lamps                     Minister of Ropes"
)
MARKED = (
    "For the Republic of Arne              For the Kingdom of Borne\n\n"
    "(signed) Ilea March-Dorn              (signed) Anders Holm\n"
    "Minister                              Ambassador"
)
OPENING = "Charter on the lamps of Arne and Borne. Recalling the accord on piers of 4 May 1988"
LINES = "For the Board: Ada Rao, Secretary\nFor OTARU: Dr Bo Lund, Director"


def opening(_: Passage) -> str:
    return OPENING


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (BELOW, [("Ilka Morn", "Republic of Arne"), ("Jo van der Lund", "Kingdom of Borne")]),
        (BESIDE, [("Mira Dost", "the Republic of Arne"), ("Count Ansel Reuk", "the Kingdom of Borne")]),
        (MARKED, [("Ilea March-Dorn", "Republic of Arne"), ("Anders Holm", "Kingdom of Borne")]),
        (LINES, [("Ada Rao", "Board"), ("Dr Bo Lund", "OTARU")]),
        ("For the purposes of this Charter:\n(a) lamps burn;", []),
        ("For Ada Lund lamps burn.\nBo Rao came.", []),
        ("For the Republic of Arne:\nPrime Minister\nKari Hansen", [("Kari Hansen", "Republic of Arne")]),
    ],
)
def test_each_block_names_a_party_and_who_signed_for_it(text: str, found: list[tuple[str, str]]) -> None:
    blocks = list(signatures(text))
    assert [one.name for one in blocks] == [name for name, _ in found]
    assert all(party in one.party for one, (_, party) in zip(blocks, found, strict=True))
    assert all(one.span.of(text).endswith(one.name) for one in blocks)


def test_who_signed_is_told_for_the_party_that_alone_says_a_word_of_the_question() -> None:
    passage = hit(BELOW).passage
    found = signed_for("Who signed on behalf of Borne?", [passage], opening)
    assert found
    assert found.text == "Jo van der Lund"
    assert [one.quote for one in found.citations] == [
        "For the Government of the Kingdom of Borne:\nJo van der Lund, Pilot"
    ]
    assert signed_for("Who put their name to it for the Republic of Arne?", [passage, hit("Lamps.").passage], opening)
    assert signed_for("Who signed the lamp charter for Borne?", [passage], opening)
    for question in ("Who signed for the Government?", "Who signed for Corne?", "Who signed the Oslo pact for Borne?"):
        assert signed_for(question, [passage], opening) is None


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("When was the lamp charter signed?", "3 May 1999"),
        ("When did the two ministers put their names to the charter?", "3 May 1999"),
        ("where was it signed", "Otaru"),
        ("In which city was the treaty signed?", "Otaru"),
        ("When was the rope protocol signed?", None),
        ("When does the charter end?", None),
        ("When was the pier accord signed?", None),
        ("When does the charter signed by Arne enter into force?", None),
    ],
)
def test_a_document_was_signed_where_and_when_it_says_that_it_was_done(question: str, answer: str | None) -> None:
    passages = [hit("Lamps burn.").passage, hit(BELOW).passage]
    found = done(question, passages, opening)
    assert (found.text if found else None) == answer
    assert [one.quote for one in found.citations] == ["Done at Otaru on 3 May 1999."] if found else True


def test_nobody_is_told_where_two_passages_tell() -> None:
    assert signed_for("Who signed for Borne?", [hit(BELOW).passage, hit(BESIDE).passage], opening) is None
