"""Short names that the sources don't have are written out where one name of theirs alone has these initials."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from corpus.aliases import Aliases
from service.dialogue.acronyms import written_out

TEXT = "The Harbours Delivery Unit and the Ministry of Tides met. So did the Great Otaru Fleet and the Grand Oslo Fair."
GENERATION: Any = SimpleNamespace(vocabulary={"MEXT"}, aliases=Aliases(), documents={"d": SimpleNamespace(text=TEXT)})


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("How many does the HDU employ?", "How many does the Harbours Delivery Unit employ?"),
        ("Who met GOF?", "Who met GOF?"),  # two have these initials
        ("Who met MEXT?", "Who met MEXT?"),
        ("Who met XYZ?", "Who met XYZ?"),
        ("WHO MET THE HDU", "WHO MET THE HDU"),
        ("Who met hdu?", "Who met hdu?"),
    ],
)
def test_a_short_name_is_written_out_where_it_can_mean_one_thing(question: str, read: str) -> None:
    assert written_out(question, GENERATION) == read
