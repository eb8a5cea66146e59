"""The countries of the world in English, as Unicode's CLDR names them, by way of Babel."""

from __future__ import annotations

import functools
import re

#: Countries as texts call them where CLDR says otherwise, and short ways to write some.
_ALSO = {
    "USA": "United States", "US": "United States", "U.S.": "United States", "U.S.A.": "United States",
    "United States of America": "United States", "America": "United States", "UK": "United Kingdom",
    "U.K.": "United Kingdom", "Great Britain": "United Kingdom", "Britain": "United Kingdom", "Holland": "Netherlands",
    "Korea": "South Korea", "Republic of Korea": "South Korea", "Burma": "Myanmar", "Czech Republic": "Czechia",
    "Turkey": "Türkiye", "EU": "European Union", "UN": "United Nations", "UAE": "United Arab Emirates",
    "USSR": "Soviet Union", "Soviet Union": "Soviet Union", "West Germany": "West Germany",
    "East Germany": "East Germany", "Yugoslavia": "Yugoslavia", "Czechoslovakia": "Czechoslovakia",
}  # fmt: skip

#: How a country stands first in a pair: "Sino-British".
PREFIXES = {
    "Indo": "India", "Sino": "China", "Franco": "France", "Anglo": "United Kingdom", "Russo": "Russia",
    "Nippo": "Japan", "Italo": "Italy", "Greco": "Greece", "Hispano": "Spain", "Luso": "Portugal",
    "Germano": "Germany", "Austro": "Austria", "Afro": "Africa", "Euro": "Europe",
}  # fmt: skip


@functools.cache
def countries() -> dict[str, str]:
    """Every name of a country -> the name that facts use."""
    from babel import Locale  # noqa: PLC0415  # only a build needs it

    territories = Locale("en").territories
    named = {
        name: name
        for code, name in territories.items()
        if re.fullmatch("[A-Z]{2}", code) and code not in ("ZZ", "XA", "XB")
    }
    named |= {name.replace(" & ", " and "): name for name in named.values()}
    return named | _ALSO


@functools.cache
def country_pattern() -> re.Pattern[str]:
    """A country's name, whole."""
    names = sorted(countries(), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?![\w-])")


@functools.cache
def country_tail() -> re.Pattern[str]:
    """What may follow a body's name to say of which country it is, as group `c`: ", X", " of the Republic of X"."""
    name = country_pattern().pattern
    government = r"(?:Government|Govt\.?|Republic|Kingdom|Union)"
    return re.compile(
        rf",?\s*(?:of\s+)?(?:the\s+)?(?:{government}\s+of\s+)?(?:the\s+)?(?:Republic\s+of\s+)?(?P<c>{name})"
        rf"(?!\s+[A-Z][a-z])"
        r"|,\s*G[oO][A-Z]{1,2}\b"
    )
