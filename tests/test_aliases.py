"""Short forms and their long forms, as a source defines them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.aliases import Aliases, find_aliases


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("the Directorate General of Minerals (DGM) said", ("DGM", "Directorate General of Minerals")),
        ("Department of Soil & Water (DSW) Arland", ("DSW", "Department of Soil & Water")),
        ("XAPAC (Xenon Agency for Public Art and Crafts)", ("XAPAC", "Xenon Agency for Public Art and Crafts")),
        ("the Ministry of Ores, Salt and Sand (MoOSS)", ("MoOSS", "Ministry of Ores, Salt and Sand")),
        ("Ministry of Marshes and Birds, (MAB)", ("MAB", "Ministry of Marshes and Birds")),
        ("the Ministry of Tides (M/o TIDES)", ("M/o TIDES", "Ministry of Tides")),
        ("district cooling systems (DCS)", ("DCS", "district cooling systems")),
        ("jointly run by The Tidal Institute (TTI)", ("TTI", "The Tidal Institute")),
        (
            "Ministry of Education, Sports, Arts and Training (MEXT)",
            ("MEXT", "Ministry of Education, Sports, Arts and Training"),
        ),
        ("ORK (The High Ore Research Organization)", ("ORK", "High Ore Research Organization")),
        ("sold in the market (USD)", None),
        ("as agreed (see MoU)", None),
    ],
)
def test_a_definition_pairs_the_short_form_with_its_words(text: str, pair: tuple[str, str] | None) -> None:
    assert find_aliases([text]).pairs == ((pair,) if pair else ())


ALIASES = Aliases(
    (("DGM", "Directorate General of Minerals"), ("DGM", "Directorate of Minerals"), ("TTI", "Tidal Institute"))
)


@pytest.mark.parametrize("name", ["DGM", "dgm", "Directorate General of Minerals", "the directorate of  minerals"])
def test_any_form_of_a_name_leads_to_its_short_one(name: str) -> None:
    assert ALIASES.canonical(name) == "DGM"


def test_a_name_without_a_definition_stays_as_it_is() -> None:
    assert ALIASES.canonical("Harbour Board") == "Harbour Board"
    assert ALIASES.expansions("Harbour Board") == ()
    assert not ALIASES.defines("Harbour Board")


def test_every_form_is_at_hand_for_a_search() -> None:
    assert ALIASES.forms("dgm") == ("dgm", "DGM", "Directorate General of Minerals", "Directorate of Minerals")
    assert ALIASES.find("What did the Tidal Institute sign with DGM?") == ("TTI", "DGM")


def test_the_commonest_long_form_stands_first() -> None:
    text = "Soil Bureau (SB). Salt Bureau (SB). Salt Bureau (SB)."
    assert find_aliases([text]).expansions("SB") == ("Salt Bureau", "Soil Bureau")


def test_pairs_of_strings_are_all_that_aliases_are() -> None:
    assert Aliases(tuple(ALIASES)) == ALIASES
    assert len(ALIASES) == 3


@given(st.text(alphabet="ABCabc (),&\n", max_size=80))
def test_no_text_breaks_the_search_for_definitions(text: str) -> None:
    for short, long in find_aliases([text]):
        assert short in text
        assert long in text
