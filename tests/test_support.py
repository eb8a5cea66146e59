"""A sentence is borne out where its numbers, dates, names and words stand in the source, and nothing is denied anew."""

from __future__ import annotations

import pytest

from service.answers.support import supported

QUOTE = "The Lighthouse Board signed a charter with the Tide Office on 3 May 1999 for 12 lamps at 1,500 crowns."
AROUND = f"Harbour notes Charter {QUOTE} The Navy watched."


@pytest.mark.parametrize(
    ("sentence", "fine"),
    [
        ("The charter was signed on 3 May 1999.", True),
        ("The Board signed the charter in May 1999.", True),
        ("The charter was signed for twelve lamps.", False),
        ("It was signed on 4 May 1999.", False),
        ("It was signed on 3 May 1998.", False),
        ("The charter is for 13 lamps.", False),
        ("The charter cost 1500 crowns.", True),
        ("The charter cost 15000 crowns.", False),
        ("The Board signed a charter with Norway.", False),
        ("The Navy watched the Board sign a charter.", True),
        ("The charter was not signed.", False),
        ("The charter was cancelled on 3 May 1999.", False),
        ("Everybody danced happily beneath fireworks until dawn.", False),
        ("See https://example.org for the charter.", False),
        ("The charter was signed <b>today</b>.", False),
        ("", False),
    ],
)
def test_what_the_source_does_not_say_is_held_back(sentence: str, fine: bool) -> None:
    assert supported(sentence, QUOTE, AROUND) is fine


def test_what_the_source_denies_must_be_denied() -> None:
    assert supported("The charter is not about boats.", "The charter is not about boats.", "") is False
    denied = "The charter is not about boats."
    assert supported(denied, denied, denied)
    assert not supported("The charter is about boats.", denied, denied)
